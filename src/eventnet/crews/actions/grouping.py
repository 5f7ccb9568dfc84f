"""The group of a crew or circle: opened in one step, with whoever said yes."""

from sqlmodel import Session, col, select

from eventnet.communities.models import Community, Membership
from eventnet.crews.holding import hold_brief, no_such_crew
from eventnet.crews.models import CrewBrief, CrewSeat, SeatState
from eventnet.crews.reading import find_brief
from eventnet.crews.telling import tell_group
from eventnet.database import lock, writing
from eventnet.errors import Conflict
from eventnet.groups.actions.coming import come_along
from eventnet.groups.actions.running import begin
from eventnet.groups.forms import GroupFields
from eventnet.groups.models import LONGEST_NAME, Door, Group
from eventnet.i18n import gettext as _
from eventnet.jobs import enqueue


def open_group(session: Session, member: Membership, brief_id: str, door: Door) -> str:
    """Open the group of a crew, for whoever wrote the brief or said yes; return its id.

    First in it are those who said yes, which says so where one says it. Again it is the same one.
    """
    with writing(session):
        lock(session, Community, member.community_id)  # before people, as where groups are opened
        hold_brief(session, brief_id, member.id)
        found = find_brief(session, member, brief_id)
        if found is None or (found[1] is not None and found[1].state is not SeatState.YES):
            raise no_such_crew()
        brief = found[0]
        if brief.group_id is not None:
            return brief.group_id
        inside = _inside(session, brief)
        if not inside:
            raise Conflict(_("Nobody has said yes yet, so there is nobody to open a group with."))
        group = begin(session, member, _called(brief, door))
        for one in sorted({*inside, brief.by_id} - {member.id}):
            come_along(session, group, one)
            enqueue(session, tell_group, brief_id, one, member.id)
        brief.group_id = group.id
        session.add(brief)
        return group.id


def follow(session: Session, brief: CrewBrief, member_id: str) -> None:
    """Let somebody who says yes be in the group too, if there is one."""
    group = lock(session, Group, brief.group_id) if brief.group_id else None
    if group is not None:
        come_along(session, group, member_id)


def _inside(session: Session, brief: CrewBrief) -> list[str]:
    query = select(CrewSeat.member_id).join(Membership, col(Membership.id) == CrewSeat.member_id)
    return list(
        session.exec(
            query.where(
                CrewSeat.brief_id == brief.id,
                CrewSeat.state == SeatState.YES,
                col(Membership.left_at).is_(None),
            )
        )
    )


def _called(brief: CrewBrief, door: Door) -> GroupFields:
    name = brief.title
    if len(name) > LONGEST_NAME:
        name = f"{name[: LONGEST_NAME - 1].rstrip()}…"
    return GroupFields(name=name, door=door)
