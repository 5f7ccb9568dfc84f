"""Members of one team are colleagues: no plan brings them together."""

from collections import defaultdict
from itertools import combinations

from sqlmodel import Session, col, select

from eventnet.meetings.difference import Two
from eventnet.meetings.fit import also_refused
from eventnet.teams.models import ExhibitorTeam, TeamMember


def colleagues(session: Session, event_id: str) -> set[Two]:
    """Return the pairs that are in one team."""
    query = (
        select(TeamMember.team_id, TeamMember.attendance_id)
        .join(ExhibitorTeam, col(ExhibitorTeam.id) == TeamMember.team_id)
        .where(ExhibitorTeam.event_id == event_id)
    )
    teams: dict[str, list[str]] = defaultdict(list)
    for team_id, attendance_id in session.exec(query):
        teams[team_id].append(attendance_id)
    return {frozenset(two) for members in teams.values() for two in combinations(members, 2)}


also_refused.append(colleagues)
