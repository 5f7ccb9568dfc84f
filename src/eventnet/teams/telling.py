"""The job that tells somebody that organizers put them into a team."""

from eventnet.events.models import Event
from eventnet.jobs import Ground, job
from eventnet.schedule.desk import Desk, write_at
from eventnet.schedule.readers import readers
from eventnet.teams.letters import KIND, member_letter
from eventnet.teams.models import ExhibitorTeam, TeamMember


@job()
def tell_member(ground: Ground, attendance_id: str, since: str) -> None:
    """Write to a new member once, unless they are in the team no more."""
    with ground.sessions() as session:
        member = session.get(TeamMember, attendance_id)
        to = readers(session, [attendance_id]).get(attendance_id)
        if member is None or to is None or member.since.isoformat() != since:
            return
        team = session.get_one(ExhibitorTeam, member.team_id)
        event = session.get_one(Event, team.event_id)
        desk = Desk(ground.settings, event, to, {}, KIND)
        write_at(session, desk, member_letter, team, since)
