"""The job that looks for a team: reads who may be picked, lets the solver pick, keeps what it says.

What the page shows meanwhile is how many people are looked at. Whoever looks again, or is killed on
the way, does no harm: only the latest look is kept, in one transaction.
"""

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.communities.models import Membership
from eventnet.crews import circling, pool
from eventnet.crews.apart import Apart
from eventnet.crews.holding import hold_brief
from eventnet.crews.lacking import lacks
from eventnet.crews.models import BriefState, CrewBrief, CrewSeat, Kind, SeatState
from eventnet.crews.planning import Team, pick
from eventnet.crews.pool import KEPT, Pool, seats_of
from eventnet.crews.willing import choices
from eventnet.database import writing
from eventnet.jobs import Ground, job
from eventnet.logs import logger

log = logger(__name__)
GATHERING = {Kind.CREW: pool.gather, Kind.CIRCLE: circling.gather}


@job("swift")
def look_for(ground: Ground, brief_id: str, number: int) -> None:
    """Look for the team of a brief."""
    with ground.sessions() as session:
        try:
            find_team(session, ground.settings.key, brief_id, number)
        except Exception:
            log.exception("crew.broke", brief_id=brief_id)
            _fail(session, brief_id, number)


def find_team(session: Session, secret: str, brief_id: str, number: int) -> None:
    """Find the best team for a brief, unless it was looked for anew since."""
    brief = session.get(CrewBrief, brief_id)
    author = session.get(Membership, brief.by_id) if brief else None
    if brief is None or author is None or not _is_due(brief, number):
        return
    picked = [
        key for key, seat in seats_of(session, brief_id).items() if seat.state is SeatState.PICKED
    ]
    found = GATHERING[brief.kind](session, brief, author, picked, clock.now())
    others = [one.id for one in found.problem.candidates if one.id != author.id]
    apart = Apart(session, secret, others)
    _say(session, brief_id, number, found.among)
    team = pick(found.problem, apart)
    open_skills = lacks(found, team, apart)
    with writing(session):
        held = hold_brief(session, brief_id, *team.covers)
        if held is None or not _is_due(held, number):
            return
        _seat(session, held, found, team)
        held.state, held.looked_at = BriefState.PROPOSED, clock.now()
        held.gap, held.lacks = round(team.gap, 4), open_skills
        session.add(held)
    log.info("crew.picked", brief_id=brief_id, people=len(team.covers), gap=team.gap)


def _seat(session: Session, brief: CrewBrief, found: Pool, team: Team) -> None:
    """Give those who are picked their seats; who was asked since keeps theirs as it is."""
    seats = seats_of(session, brief.id)
    here = select(Membership.id).where(
        col(Membership.id).in_(team.covers), col(Membership.left_at).is_(None)
    )
    now = clock.now()
    said = choices(session, team.covers)
    for key in session.exec(here).all():
        if key in said and not said[key].may_be_suggested and key not in seats:
            continue  # they have said so while the team was picked
        seat = seats.get(key) or CrewSeat(brief_id=brief.id, member_id=key)
        if seat.state not in (*KEPT, SeatState.PICKED):
            continue
        seat.covers, seat.because = team.covers[key], [*found.people[key].because]
        if key in team.gets:
            seat.because.append({"what": "gets", "topics": team.gets[key]})
        seat.changed_at = now
        session.add(seat)
    for key, seat in seats.items():
        if seat.state is SeatState.PICKED and key not in team.covers:
            session.delete(seat)


def _say(session: Session, brief_id: str, number: int, people: int) -> None:
    """Write down how many people are looked at."""
    with writing(session):
        held = hold_brief(session, brief_id)
        if held is not None and _is_due(held, number):
            held.looked_among = people
            session.add(held)


def _fail(session: Session, brief_id: str, number: int) -> None:
    with writing(session):
        held = hold_brief(session, brief_id)
        if held is not None and _is_due(held, number):
            held.state = BriefState.FAILED
            session.add(held)


def _is_due(brief: CrewBrief, number: int) -> bool:
    return brief.state is BriefState.LOOKING and brief.looks == number
