"""Reads of teams. Who has left the event, the community or the site is in none of them."""

from sqlmodel import Session, col, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance
from eventnet.events.queries import present
from eventnet.teams.models import ExhibitorTeam, TeamMember, TeamTarget


def team_of(session: Session, attendance_id: str) -> ExhibitorTeam | None:
    """Return the team that somebody is in."""
    query = select(ExhibitorTeam).join(TeamMember, col(TeamMember.team_id) == col(ExhibitorTeam.id))
    return session.exec(query.where(TeamMember.attendance_id == attendance_id)).one_or_none()


def member_ids(session: Session, team_id: str) -> list[str]:
    """Return who is in a team, the longest first."""
    query = (
        select(TeamMember.attendance_id)
        .join(Attendance, col(Attendance.id) == TeamMember.attendance_id)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(TeamMember.team_id == team_id, present())
        .order_by(col(TeamMember.since), col(TeamMember.attendance_id))
    )
    return list(session.exec(query))


def targets(session: Session, team_id: str) -> list[TeamTarget]:
    """Return whom a team wants to meet, the first first; among them those who have left."""
    query = select(TeamTarget).where(TeamTarget.team_id == team_id)
    return list(
        session.exec(query.order_by(col(TeamTarget.added_at), col(TeamTarget.attendance_id)))
    )


def teams(session: Session, event_id: str) -> list[ExhibitorTeam]:
    """Return the teams of an event, by name."""
    query = select(ExhibitorTeam).where(ExhibitorTeam.event_id == event_id)
    return list(session.exec(query.order_by(col(ExhibitorTeam.name), col(ExhibitorTeam.id))))
