"""What was agreed in a team before wishes were open becomes a wish once they are."""

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.database import lock, writing
from eventnet.events.models import Event
from eventnet.events.queries import wishes_open
from eventnet.jobs import Ground, job
from eventnet.teams.models import ExhibitorTeam, TeamTarget
from eventnet.teams.queries import targets
from eventnet.teams.targets import make_due_wish, share


@job(cron="*/10 * * * *")
def make_wishes(ground: Ground) -> None:
    """Make the wishes that waited for their time, a team at a time."""
    query = (
        select(ExhibitorTeam.id, Event)
        .join(TeamTarget, col(TeamTarget.team_id) == ExhibitorTeam.id)
        .join(Event, col(Event.id) == ExhibitorTeam.event_id)
        .where(col(TeamTarget.wish_due))
        .distinct()
    )
    with ground.sessions() as session:
        now = clock.now()
        due = [team_id for team_id, event in session.exec(query) if wishes_open(event, now)]
        for team_id in due:
            _make(session, team_id)


def _make(session: Session, team_id: str) -> None:
    with writing(session):
        team = lock(session, ExhibitorTeam, team_id)
        if team is None:
            return
        event = session.get_one(Event, team.event_id)
        due = [one for one in targets(session, team_id) if one.wish_due and one.member_id]
        share(session, {key for one in due for key in (one.member_id, one.attendance_id) if key})
        for target in due:
            make_due_wish(session, event, target)
