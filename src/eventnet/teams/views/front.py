"""What stands of teams on other pages: in front of my days, and on a person's page."""

from collections.abc import Mapping
from typing import Any

from eventnet.events.policies import AttendeeVisit, InsiderVisit
from eventnet.people.queries import PersonView
from eventnet.people.views.person import also_shown
from eventnet.schedule.days import Schedule
from eventnet.schedule.views.days import in_front
from eventnet.teams.models import TeamMember, TeamTarget
from eventnet.teams.queries import team_of


def front(visit: AttendeeVisit, _schedule: Schedule) -> Mapping[str, Any]:
    """Say in which team the reader is, and at which stand."""
    return {"team": team_of(visit.session, visit.attendance.id)}


def beside(visit: InsiderVisit, them: PersonView) -> Mapping[str, Any]:
    """Let a member put the person on their team's list, or see that they are on it."""
    mine = visit.session.get(TeamMember, visit.attendance.id) if visit.attendance else None
    if mine is None:
        return {}
    theirs = visit.session.get(TeamMember, them.attendance_id)
    if theirs is not None and theirs.team_id == mine.team_id:
        return {"team_list": "colleague"}
    target = visit.session.get(TeamTarget, (mine.team_id, them.attendance_id))
    return {"team_list": "on" if target is not None else "off"}


in_front.append(front)
also_shown.append(beside)
