"""The jobs that write about a crew: a place is offered, somebody says yes, there is a group."""

from sqlmodel import Session

from eventnet import i18n
from eventnet.communities.desk import desk_of, send
from eventnet.communities.models import Membership
from eventnet.crews.letters import Desk, group_letter, invited_letter, yes_letter
from eventnet.crews.models import LIVE, CrewBrief, CrewSeat, SeatState
from eventnet.groups.models import Group, GroupMember, State
from eventnet.i18n import gettext as _
from eventnet.jobs import Ground, job
from eventnet.people.members import view_those_told
from eventnet.people.silence import is_heard_by


@job()
def tell_invited(ground: Ground, brief_id: str, member_id: str) -> None:
    """Write to somebody who is invited, as long as it waits for their word."""
    with ground.sessions() as session:
        found = _found(session, brief_id, member_id, SeatState.INVITED)
        desk = desk_of(Desk, ground, session, member_id)
        if found is None or desk is None or not is_heard_by(session, member_id, found.by_id):
            return
        name = _name(session, desk.reader, found.by_id)
        with i18n.speaking(desk.account.language):
            send(session, desk, invited_letter(desk, found, name or _("Somebody")))


@job()
def tell_yes(ground: Ground, brief_id: str, member_id: str) -> None:
    """Write to whoever wrote a brief that somebody says yes, if they still do."""
    with ground.sessions() as session:
        found = _found(session, brief_id, member_id, SeatState.YES)
        desk = desk_of(Desk, ground, session, found.by_id) if found else None
        if found is None or desk is None or not is_heard_by(session, found.by_id, member_id):
            return
        name = _name(session, desk.reader, member_id)
        with i18n.speaking(desk.account.language):
            send(session, desk, yes_letter(desk, found, member_id, name or _("Somebody")))


@job()
def tell_group(ground: Ground, brief_id: str, member_id: str, by_id: str) -> None:
    """Write to somebody in the group of a crew that it was opened, as long as they are in it."""
    with ground.sessions() as session:
        brief, desk = session.get(CrewBrief, brief_id), desk_of(Desk, ground, session, member_id)
        group = session.get(Group, brief.group_id) if brief and brief.group_id else None
        own = session.get(GroupMember, (group.id, member_id)) if group else None
        if brief is None or group is None or desk is None or group.closed_at is not None:
            return
        if own is None or own.state is not State.IN or not is_heard_by(session, member_id, by_id):
            return
        name = _name(session, desk.reader, by_id)
        with i18n.speaking(desk.account.language):
            send(session, desk, group_letter(desk, brief, group, name or _("Somebody")))


def _found(session: Session, brief_id: str, member_id: str, state: SeatState) -> CrewBrief | None:
    """Return a live brief to which somebody stands so."""
    brief = session.get(CrewBrief, brief_id)
    seat = session.get(CrewSeat, (brief_id, member_id))
    stands = seat is not None and seat.state is state
    return brief if brief is not None and brief.state in LIVE and stands else None


def _name(session: Session, reader: Membership, member_id: str) -> str:
    person = view_those_told(session, reader, [member_id]).get(member_id)
    return person.name if person else ""
