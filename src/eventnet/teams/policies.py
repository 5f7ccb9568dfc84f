"""Who may see a team's page: its members."""

from dataclasses import dataclass, field, fields

from eventnet.events.policies import AttendeeVisit, attendee
from eventnet.routing import Visit
from eventnet.teams.models import ExhibitorTeam
from eventnet.teams.queries import team_of
from eventnet.teams.targets import nobody_of_a_team


@dataclass(frozen=True)
class TeamVisit(AttendeeVisit):
    """A member of an exhibitor team, at their event."""

    team: ExhibitorTeam = field(kw_only=True)


def of_a_team(visit: Visit) -> TeamVisit:
    """Let in the members of an exhibitor team."""
    visitor = attendee(visit)
    team = team_of(visitor.session, visitor.attendance.id)
    if team is None:
        raise nobody_of_a_team()
    known = {one.name: getattr(visitor, one.name) for one in fields(visitor)}
    return TeamVisit(**known, team=team)
