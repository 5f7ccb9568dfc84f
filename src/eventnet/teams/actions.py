"""Verbs of organizers: teams, their stands, and who is in them."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from eventnet import audit, clock
from eventnet.accounts.models import Account
from eventnet.affinities.actions import mark_stale
from eventnet.communities.models import Membership
from eventnet.database import lock, writing
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.events.actions import held
from eventnet.events.models import Attendance, Event
from eventnet.events.queries import present
from eventnet.i18n import gettext as _
from eventnet.jobs import enqueue
from eventnet.teams.forms import TeamFields
from eventnet.teams.models import MOST_MEMBERS, ExhibitorTeam, TeamMember, TeamTarget
from eventnet.teams.queries import member_ids, targets
from eventnet.teams.targets import let_go
from eventnet.teams.telling import tell_member
from eventnet.versions import expect, version_of

SHOWN = ("name", "stand")


def make_team(session: Session, event_id: str, said: TeamFields, by: str) -> ExhibitorTeam:
    """Make a team, of nobody yet."""
    with writing(session):
        held(session, event_id)
        _refuse_taken(session, event_id, said.name)
        team = ExhibitorTeam(event_id=event_id, name=said.name, stand=said.stand)
        session.add(team)
        _record(session, "exhibitors.made", team, by)
        return team


def change_team(session: Session, event_id: str, team_id: str, said: TeamFields, by: str) -> None:
    """Give a team another name or stand; the stand is that of each member from then on."""
    with writing(session):
        held(session, event_id)
        team = held_team(session, event_id, team_id)
        expect(said.version, version_of(team, only=SHOWN))
        _refuse_taken(session, event_id, said.name, but=team_id)
        if said.stand != team.stand:
            for member, attendance in _held_members(session, team_id):
                _move(session, member, attendance, team.stand, said.stand)
            mark_stale(session, event_id)
        team.name, team.stand = said.name, said.stand
        session.add(team)
        _record(session, "exhibitors.changed", team, by)


def delete_team(session: Session, event_id: str, team_id: str, by: str) -> None:
    """Let there be no such team: its list is gone, and its members have the stand of before."""
    with writing(session):
        event = held(session, event_id)
        team = held_team(session, event_id, team_id)
        members = list(_held_members(session, team_id))  # before affinities, as everybody does
        for target in targets(session, team_id):
            let_go(session, event, target)
        for member, attendance in members:
            _move(session, member, attendance, team.stand, "")
        _record(session, "exhibitors.deleted", team, by)
        session.flush()
        session.delete(team)
        mark_stale(session, event_id)


def add_member(session: Session, event_id: str, team_id: str, attendance_id: str, by: str) -> bool:
    """Put somebody into a team, and let them be told; return whether that is new."""
    with writing(session):
        team = held_team(session, event_id, team_id)
        attendance = _held_attendance(session, event_id, attendance_id)
        known = session.get(TeamMember, attendance_id, populate_existing=True)
        if known is not None and known.team_id == team_id:
            return False
        _refuse_others(session, known)
        _refuse_full(session, team_id)
        member = TeamMember(attendance_id=attendance_id, team_id=team_id, since=clock.now())
        _move(session, member, attendance, "", team.stand)
        wanted = session.get(TeamTarget, (team_id, attendance_id), populate_existing=True)
        if wanted is not None:  # a colleague is nobody to meet
            let_go(session, session.get_one(Event, event_id), wanted)
            session.delete(wanted)
        mark_stale(session, event_id)
        _record(session, "exhibitors.member_added", team, by, attendance_id)
        enqueue(session, tell_member, attendance_id, member.since.isoformat())
        return True


def remove_member(
    session: Session, event_id: str, team_id: str, attendance_id: str, by: str
) -> None:
    """Take somebody out of a team; what they were to do for it is nobody's. Again does no harm."""
    with writing(session):
        team = held_team(session, event_id, team_id)
        attendance = lock(session, Attendance, attendance_id)
        member = session.get(TeamMember, attendance_id, populate_existing=True)
        if attendance is None or attendance.event_id != event_id:
            raise NotFound(_("There is no such person at this event."))
        if member is None or member.team_id != team_id:
            return
        event = session.get_one(Event, event_id)
        for target in targets(session, team_id):
            if target.member_id == attendance_id:
                let_go(session, event, target)
        _move(session, member, attendance, team.stand, "")
        session.flush()
        session.delete(member)
        mark_stale(session, event_id)
        _record(session, "exhibitors.member_removed", team, by, attendance_id)


def held_team(session: Session, event_id: str, team_id: str) -> ExhibitorTeam:
    """Return a team of the event, held until the transaction ends."""
    team = lock(session, ExhibitorTeam, team_id)
    if team is None or team.event_id != event_id:
        raise no_such_team()
    return team


def no_such_team() -> NotFound:
    """Return the one answer about teams that are not of this event, or not any more."""
    return NotFound(_("There is no such team; perhaps somebody else deleted it."))


def _held_attendance(session: Session, event_id: str, attendance_id: str) -> Attendance:
    attendance = lock(session, Attendance, attendance_id)
    here = (
        select(Attendance.id)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(Attendance.id == attendance_id, Attendance.event_id == event_id, present())
    )
    if attendance is None or session.exec(here).first() is None:
        raise Refused(_("They do not come to this event any more, so no team can have them."))
    return attendance


def _held_members(session: Session, team_id: str) -> Iterable[tuple[TeamMember, Attendance]]:
    query = select(TeamMember).where(TeamMember.team_id == team_id)
    for member in session.exec(query.order_by(col(TeamMember.attendance_id))).all():
        attendance = lock(session, Attendance, member.attendance_id)
        if attendance is not None:
            yield member, attendance


def _move(session: Session, member: TeamMember, attendance: Attendance, old: str, new: str) -> None:
    """Let a member stand at the new stand of the team; without one, at their own of before.

    Whoever was given another stand since keeps it.
    """
    if not old:
        member.stand_before = attendance.stand
    elif attendance.stand != old:
        return
    attendance.stand = new or member.stand_before
    session.add_all([member, attendance])


def _refuse_taken(session: Session, event_id: str, name: str, but: str = "") -> None:
    query = select(ExhibitorTeam.name).where(
        ExhibitorTeam.event_id == event_id, col(ExhibitorTeam.id) != but
    )
    if name.casefold() in {known.casefold() for known in session.exec(query)}:
        raise Conflict(_("There is a team of this name already. Choose another name."))


def _refuse_others(session: Session, known: TeamMember | None) -> None:
    if known is not None:
        other = session.get_one(ExhibitorTeam, known.team_id)
        raise Conflict(
            _("They are in the team “%(team)s”. Take them out of it first.", team=other.name)
        )


def _refuse_full(session: Session, team_id: str) -> None:
    if len(member_ids(session, team_id)) >= MOST_MEMBERS:
        raise Refused(
            _(
                "A team has at most %(most)d people. Take somebody out of it first, or make a "
                "second team.",
                most=MOST_MEMBERS,
            )
        )


def _record(session: Session, deed: str, team: ExhibitorTeam, by: str, subject: str = "") -> None:
    audit.record(
        session,
        deed,
        account_id=by,
        event_id=team.event_id,
        subject=subject or team.id,
        name=team.name,
    )
