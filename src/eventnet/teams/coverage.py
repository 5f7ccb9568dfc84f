"""What organizers know of teams: who is in them, and figures of what they have planned.

Whom a team wants to meet is said in the team; organizers read how many.
"""

from dataclasses import dataclass

import sqlalchemy
from sqlalchemy import ColumnElement, Select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance
from eventnet.events.queries import present
from eventnet.meetings.models import MeetingSide
from eventnet.people.models import Profile
from eventnet.teams.models import ExhibitorTeam, TeamMember, TeamTarget
from eventnet.teams.queries import teams

THEIRS = aliased(MeetingSide)


@dataclass(frozen=True)
class Covered:
    """A team in figures."""

    team: ExhibitorTeam
    members: int
    targets: int
    assigned: int
    met: int
    """How many of the targets somebody of the team meets."""


@dataclass(frozen=True)
class Listed:
    """A member of a team, as organizers know them."""

    attendance_id: str
    name: str
    email: str
    organization: str
    tasks: int
    """Whom they are to meet."""

    @property
    def called(self) -> str:
        """Return what to call them: not everybody has said their name."""
        return self.name or self.email


def coverage(session: Session, event_id: str) -> list[Covered]:
    """Return the teams of an event with their figures, in as many statements for 30 as for one."""
    members = _by_team(session, _members(event_id))
    targets = _by_team(session, _targets(event_id))
    assigned = _by_team(session, _targets(event_id, _is_assigned()))
    met = _by_team(session, _met(event_id))
    return [
        Covered(
            team,
            members.get(team.id, 0),
            targets.get(team.id, 0),
            assigned.get(team.id, 0),
            met.get(team.id, 0),
        )
        for team in teams(session, event_id)
    ]


def listed(session: Session, team_id: str) -> list[Listed]:
    """Return who is in a team, the longest first."""
    tasks = (
        sqlalchemy.select(func.count())
        .where(col(TeamTarget.member_id) == col(TeamMember.attendance_id))
        .where(col(TeamTarget.team_id) == col(TeamMember.team_id))
        .correlate(TeamMember)
        .scalar_subquery()
    )
    query = (
        sqlalchemy.select(
            col(TeamMember.attendance_id),
            func.coalesce(Profile.name, ""),
            col(Account.email),
            func.coalesce(Profile.organization, ""),
            tasks,
        )
        .select_from(TeamMember)
        .join(Attendance, col(Attendance.id) == col(TeamMember.attendance_id))
        .join(Membership, col(Membership.id) == col(Attendance.membership_id))
        .join(Account, col(Account.id) == col(Membership.account_id))
        .outerjoin(Profile, col(Profile.membership_id) == col(Membership.id))
        .where(col(TeamMember.team_id) == team_id, present())
        .order_by(col(TeamMember.since), col(TeamMember.attendance_id))
    )
    return [Listed(*row) for row in session.execute(query)]


Counting = Select[str, int]


def _by_team(session: Session, query: Counting) -> dict[str, int]:
    return {row[0]: row[1] for row in session.execute(query)}


def _members(event_id: str) -> Counting:
    return (
        sqlalchemy.select(col(TeamMember.team_id), func.count())
        .join(ExhibitorTeam, col(ExhibitorTeam.id) == col(TeamMember.team_id))
        .join(Attendance, col(Attendance.id) == col(TeamMember.attendance_id))
        .join(Membership, col(Membership.id) == col(Attendance.membership_id))
        .join(Account, col(Account.id) == col(Membership.account_id))
        .where(col(ExhibitorTeam.event_id) == event_id, present())
        .group_by(col(TeamMember.team_id))
    )


def _targets(event_id: str, *conditions: ColumnElement[bool]) -> Counting:
    return (
        sqlalchemy.select(col(TeamTarget.team_id), func.count())
        .join(ExhibitorTeam, col(ExhibitorTeam.id) == col(TeamTarget.team_id))
        .join(Attendance, col(Attendance.id) == col(TeamTarget.attendance_id))
        .join(Membership, col(Membership.id) == col(Attendance.membership_id))
        .join(Account, col(Account.id) == col(Membership.account_id))
        .where(col(ExhibitorTeam.event_id) == event_id, present(), *conditions)
        .group_by(col(TeamTarget.team_id))
    )


def _is_assigned() -> ColumnElement[bool]:
    """Return the condition that somebody who still comes is to meet the target."""
    there = (
        select(Attendance.id)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(present())
    )
    return col(TeamTarget.member_id).in_(there)


def _met(event_id: str) -> Counting:
    return (
        sqlalchemy.select(
            col(TeamTarget.team_id), func.count(sqlalchemy.distinct(col(TeamTarget.attendance_id)))
        )
        .join(ExhibitorTeam, col(ExhibitorTeam.id) == col(TeamTarget.team_id))
        .join(THEIRS, col(THEIRS.attendance_id) == col(TeamTarget.attendance_id))
        .join(MeetingSide, col(MeetingSide.meeting_id) == col(THEIRS.meeting_id))
        .join(
            TeamMember,
            (col(TeamMember.attendance_id) == col(MeetingSide.attendance_id))
            & (col(TeamMember.team_id) == col(TeamTarget.team_id)),
        )
        .where(col(ExhibitorTeam.event_id) == event_id, col(THEIRS.live))
        .group_by(col(TeamTarget.team_id))
    )
