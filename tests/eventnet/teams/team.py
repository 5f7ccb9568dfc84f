"""A team with people in it, for tests."""

from sqlmodel import Session, select

from eventnet.events.models import Attendance, Event
from eventnet.meetings.models import MeetingSide
from eventnet.teams.actions import add_member, make_team
from eventnet.teams.forms import TeamFields
from eventnet.teams.models import ExhibitorTeam, TeamTarget
from eventnet.wishes.models import Wish


def said(name: str = "Nine Pumps", stand: str = "") -> TeamFields:
    """Return what an organizer says of a team."""
    return TeamFields(name=name, stand=stand)


def a_team(
    session: Session, event: Event, by: str, *members: Attendance, stand: str = ""
) -> ExhibitorTeam:
    """Make a team of these."""
    team = make_team(session, event.id, said(stand=stand), by)
    team_id = team.id
    for one in members:
        add_member(session, event.id, team_id, one.id, by)
    return team


def wishes(session: Session) -> dict[tuple[str, str], str]:
    """Return who said what of whom."""
    session.rollback()
    return {(one.from_id, one.to_id): one.kind.value for one in session.exec(select(Wish))}


def listed(session: Session) -> dict[str, str | None]:
    """Return whom teams want to meet, and who is to."""
    session.rollback()
    return {one.attendance_id: one.member_id for one in session.exec(select(TeamTarget))}


def live_sides(session: Session) -> int:
    """Return how many sides of meetings stand."""
    session.rollback()
    return len(session.exec(select(MeetingSide).where(MeetingSide.live)).all())
