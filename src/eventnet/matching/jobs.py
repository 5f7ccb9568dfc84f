"""Jobs of matching: keep affinities fresh, solve runs, and let no run seem under way for ever."""

from datetime import timedelta

from sqlmodel import Session, col, or_, select

from eventnet import clock
from eventnet.i18n import gettext as _
from eventnet.jobs import Ground, job
from eventnet.logs import logger
from eventnet.matching.models import Run, RunState
from eventnet.matching.processes import apart
from eventnet.matching.publishing import on_published
from eventnet.matching.queries import published_run
from eventnet.matching.refreshing import stale_events
from eventnet.matching.runs import fail_run
from eventnet.matching.undoing import on_undone

log = logger(__name__)

SILENCE = timedelta(seconds=90)
"""A run that gives no sign of life for so long is dead."""
PLANNER = "eventnet.matching.planner"


@job("slow")
def solve_run_apart(ground: Ground, run_id: str) -> None:
    """Solve a run in a process of its own.

    Where the site dies meanwhile, that process brings the run to its end by itself; the job, when
    it is resumed, finds nothing left to do. Where that process dies, the run fails in words.
    """
    with ground.sessions() as session:
        run = session.get(Run, run_id)
        if run is None or run.state != RunState.QUEUED:
            return
    status = apart(ground, PLANNER, "solve", run_id)
    with ground.sessions() as session:
        if status is not None and fail_run(session, run_id, died(status)):
            log.error("run.died", run_id=run_id, status=status)


@job("slow")
def refresh_affinities(ground: Ground, event_id: str) -> None:
    """Compute an event's affinities anew in a process of its own, if they are out of date."""
    status = apart(ground, PLANNER, "refresh", event_id)
    if status:
        log.error("affinities.died", event_id=event_id, status=status)


@job("slow")
def explain_wishes_apart(ground: Ground, run_id: str) -> None:
    """Find out in a process of its own why wishes were not met in a run that was published."""
    status = apart(ground, PLANNER, "explain", run_id)
    if status:
        log.error("wishes.died", run_id=run_id, status=status)


@job("slow")
def explain_earlier(ground: Ground, event_id: str) -> None:
    """Find out anew why wishes are not met by the schedule that an undone publication left."""
    with ground.sessions() as session:
        run = published_run(session, event_id)
    if run is not None:
        explain_wishes_apart.work(ground, run.id)


@job("slow", cron="* * * * *")
def refresh_stale(ground: Ground) -> None:
    """Compute the affinities of all events that have been out of date for a while."""
    with ground.sessions() as session:
        events = stale_events(session)
    for event_id in events:
        refresh_affinities.work(ground, event_id)


@job(cron="* * * * *")
def fail_silent_runs(ground: Ground) -> None:
    """End the runs that nobody works on any more: their process or their machine has died."""
    with ground.sessions() as session:
        for run_id in silent_runs(session):
            if fail_run(session, run_id, _("The process that solved this run is gone.")):
                log.error("run.silent", run_id=run_id)


def silent_runs(session: Session) -> list[str]:
    """Return the runs that should be solved at this moment and gave no sign of life for long."""
    query = select(Run.id).where(
        Run.state == RunState.SOLVING,
        or_(col(Run.heartbeat_at).is_(None), col(Run.heartbeat_at) < clock.now() - SILENCE),
    )
    return list(session.exec(query))


def died(status: int) -> str:
    """Say what became of a process that left its run behind."""
    if status < 0:
        return _(
            "The process that prepared this run was killed (signal %(number)d), most likely"
            " because the machine had no memory left for it.",
            number=-status,
        )
    return _("The process that prepared this run broke down; it has been written down.")


on_published.append(explain_wishes_apart)
on_undone.append(explain_earlier)
