"""Jobs of what-ifs: work out what waits, and let nothing seem to be worked on for ever."""

from datetime import timedelta

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.database import lock, writing
from eventnet.i18n import gettext as _
from eventnet.jobs import Ground, job, stopping
from eventnet.logs import logger
from eventnet.whatif.answering import fail
from eventnet.whatif.models import Scenario, ScenarioState
from eventnet.whatif.standby import answer_apart

log = logger(__name__)

SILENCE = timedelta(minutes=5)
"""A scenario that is being worked on for so long is not."""


@job("swift")
def answer_waiting(ground: Ground, event_id: str) -> None:
    """Work out the scenarios of an event that wait, one after another."""
    with ground.sessions() as session:
        while not stopping.is_set() and (scenario_id := claim_next(session, event_id)):
            status = answer_apart(ground, scenario_id)
            if status is not None and fail(session, scenario_id, died(status)):
                log.error("scenario.died", scenario_id=scenario_id, status=status)


def claim_next(session: Session, event_id: str) -> str | None:
    """Take the next scenario that waits, so that nobody else does; None where none waits."""
    waiting = (
        select(Scenario.id)
        .where(Scenario.event_id == event_id, Scenario.state == ScenarioState.WAITING)
        .order_by(col(Scenario.number))
    )
    for scenario_id in session.exec(waiting).all():
        with writing(session):
            scenario = lock(session, Scenario, scenario_id)
            if scenario is not None and scenario.state is ScenarioState.WAITING:
                scenario.state, scenario.started_at = ScenarioState.WORKING, clock.now()
                scenario.gap = scenario.finished_at = None
                return scenario_id
    session.rollback()
    return None


@job(cron="* * * * *")
def fail_silent_scenarios(ground: Ground) -> None:
    """End the scenarios that nobody works on any more: their process has died, or the site."""
    with ground.sessions() as session:
        query = select(Scenario.id).where(
            Scenario.state == ScenarioState.WORKING,
            col(Scenario.started_at) < clock.now() - SILENCE,
        )
        for scenario_id in session.exec(query).all():
            fail(session, scenario_id, _("The process that worked on this is gone."))


def died(status: int) -> str:
    """Say what became of a process that left its scenario behind."""
    if status < 0:
        return _(
            "The process that worked on this was killed (signal %(number)d), most likely because "
            "the machine had no memory left for it. Nothing else has changed.",
            number=-status,
        )
    return _("The process that worked on this broke down. Nothing else has changed.")
