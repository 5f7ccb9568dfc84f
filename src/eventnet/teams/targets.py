"""Verbs of members: whom the team wants to meet, and who of it is to do that.

What one is to do becomes their wish, if they have said nothing else about that person; what came
of the team goes with it, unless they have said something since. Nobody learns which it was.
"""

from collections.abc import Collection

from sqlmodel import Session, col, func, select

from eventnet import clock
from eventnet.database import lock, writing
from eventnet.errors import NotFound, Refused
from eventnet.events.models import Attendance, Event
from eventnet.events.queries import wishes_open
from eventnet.i18n import gettext as _
from eventnet.teams.models import MOST_TARGETS, ExhibitorTeam, TeamMember, TeamTarget
from eventnet.teams.queries import member_ids
from eventnet.wishes.actions import wish_if_silent, withdraw


def put_target(session: Session, event: Event, member_id: str, target_id: str) -> bool:
    """Put somebody on the list of the member's team; return whether that is new.

    That the member may see them is for the caller to ask.
    """
    with writing(session):
        team_id = _held_team(session, member_id)
        if _of_event(session, event, target_id).left_at is not None:
            raise _nobody()
        if target_id in member_ids(session, team_id):
            raise Refused(_("They are in your team, so you need no meeting with them."))
        if session.get(TeamTarget, (team_id, target_id)) is not None:
            return False
        of_team = select(func.count()).where(TeamTarget.team_id == team_id)
        if session.exec(of_team).one() >= MOST_TARGETS:
            raise Refused(
                _(
                    "A team's list has at most %(most)d people. Take somebody off it first.",
                    most=MOST_TARGETS,
                )
            )
        session.add(TeamTarget(team_id=team_id, attendance_id=target_id))
        return True


def drop_target(session: Session, event: Event, member_id: str, target_id: str) -> None:
    """Take somebody off the list. Doing so again changes nothing."""
    with writing(session):
        team_id = _held_team(session, member_id)
        _of_event(session, event, target_id)
        target = session.get(TeamTarget, (team_id, target_id), populate_existing=True)
        if target is not None:
            let_go(session, event, target)
            session.delete(target)


def assign(
    session: Session, event: Event, member_id: str, target_id: str, who_id: str | None
) -> None:
    """Say who of the team is to meet somebody on its list; None: nobody yet."""
    with writing(session):
        team_id = _held_team(session, member_id)
        target = session.get(TeamTarget, (team_id, target_id), populate_existing=True)
        if target is None:
            raise NotFound(
                _("They are not on your team's list; perhaps a colleague took them off.")
            )
        if who_id is not None and who_id not in member_ids(session, team_id):
            raise Refused(_("They are not in your team any more. Choose somebody else of it."))
        if target.member_id == who_id:
            return
        share(session, [target_id] if who_id is None else [who_id, target_id])
        let_go(session, event, target)
        target.member_id, target.wish_due = who_id, who_id is not None
        session.add(target)
        make_due_wish(session, event, target)


def share(session: Session, attendance_ids: Collection[str]) -> None:
    """Hold people as a wish about them does, before affinities are: so does everybody."""
    query = select(Attendance.id).where(col(Attendance.id).in_(attendance_ids))
    session.exec(query.order_by(col(Attendance.id)).with_for_update(read=True, key_share=True))


def make_due_wish(session: Session, event: Event, target: TeamTarget) -> None:
    """Make of a task its member's wish, once wishes are open."""
    if target.member_id is None or not target.wish_due or not wishes_open(event, clock.now()):
        return
    target.wish_due = False
    target.wished_at = wish_if_silent(session, event, target.member_id, target.attendance_id)
    session.add(target)


def let_go(session: Session, event: Event, target: TeamTarget) -> None:
    """Let nobody be to meet somebody, and take with it the wish that came of it."""
    if target.member_id is not None and target.wished_at is not None:
        withdraw(session, event, target.member_id, target.attendance_id, target.wished_at)
    target.member_id, target.wished_at, target.wish_due = None, None, False
    session.add(target)


def _held_team(session: Session, member_id: str) -> str:
    """Return the team of a member, held so that its list stays as it is read."""
    known = session.get(TeamMember, member_id, populate_existing=True)
    if known is None or lock(session, ExhibitorTeam, known.team_id) is None:
        raise nobody_of_a_team()
    query = select(TeamMember.team_id).where(TeamMember.attendance_id == member_id)
    if session.exec(query.where(col(TeamMember.team_id) == known.team_id)).first() is None:
        raise nobody_of_a_team()
    return known.team_id


def nobody_of_a_team() -> NotFound:
    """Return the one answer to whoever is in no team."""
    return NotFound(_("This page is for exhibitor teams, and you are in none at this event."))


def _of_event(session: Session, event: Event, attendance_id: str) -> Attendance:
    found = session.get(Attendance, attendance_id)
    if found is None or found.event_id != event.id:
        raise _nobody()
    return found


def _nobody() -> NotFound:
    return NotFound(_("There is no such person at this event, or they are not shown to you."))
