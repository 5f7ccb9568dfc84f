"""Starting, stopping and discarding runs. An event has one run under way, and no more."""

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, func, select

from eventnet import audit, clock
from eventnet.database import lock, writing
from eventnet.errors import Conflict, NotFound
from eventnet.events.models import Event
from eventnet.i18n import gettext as _
from eventnet.jobs import Job, enqueue
from eventnet.matching.models import Run, RunState

UNDER_WAY = (RunState.QUEUED, RunState.SOLVING)


class AlreadyRunning(Conflict):
    """An event's run is under way, so no second one starts; `run` says which it is."""

    def __init__(self, sentence: str, number: int) -> None:
        super().__init__(sentence)
        self.number = number


def start_run(
    session: Session,
    event: Event,
    *,
    seconds: float,
    account_id: str | None,
    job: Job | None,
    keeps: bool = True,
    enough: float | None = None,
    around_id: str | None = None,
) -> Run:
    """Start a run; `job` solves it later, None where the caller does so at once.

    Unless it `keeps` what people have where that costs little, it plans from scratch. `enough` is
    the share below the ceiling at which it may stop. What was moved by hand in the run `around_id`
    stays where it was put.
    """
    event_id = event.id
    try:
        with writing(session):
            last = session.exec(select(func.max(Run.number)).where(Run.event_id == event_id)).one()
            run = Run(
                event_id=event_id,
                number=(last or 0) + 1,
                time_limit=seconds,
                account_id=account_id,
                keeps=keeps,
                enough=enough,
                around_id=around_id,
            )
            session.add(run)
            session.flush()
            audit.record(
                session,
                "run.started",
                account_id=account_id,
                event_id=event_id,
                subject=run.id,
                number=run.number,
                seconds=seconds,
            )
            if job is not None:
                enqueue(session, job, run.id)
    except IntegrityError:
        raise _already_running(session, event_id) from None
    return run


def _already_running(session: Session, event_id: str) -> Conflict:
    query = select(Run.number).where(Run.event_id == event_id, col(Run.state).in_(UNDER_WAY))
    number = session.exec(query).first()
    if number is None:  # it came to its end in this very moment
        return Conflict(_("Somebody started a run at the same moment. Please try again."))
    return AlreadyRunning(
        _("Run %(number)d is under way. Wait for it, or stop it first.", number=number), number
    )


def stop_run(session: Session, run_id: str) -> None:
    """Ask a run for the best plan it has; one that has not begun is given up."""
    with writing(session):
        run = _hold(session, run_id)
        if run.state == RunState.QUEUED:
            run.state = RunState.DISCARDED
            run.finished_at = clock.now()
        elif run.state == RunState.SOLVING:
            run.stop_asked = True


def discard_run(session: Session, run_id: str, account_id: str | None) -> None:
    """Put a draft away; what is published stays. Doing so again changes nothing."""
    with writing(session):
        run = _hold(session, run_id)
        if run.state == RunState.DISCARDED:
            return
        if run.state not in (RunState.DRAFT, RunState.FAILED):
            raise Conflict(_("Only a draft can be discarded, and this run is none."))
        run.state = RunState.DISCARDED
        audit.record(
            session,
            "run.discarded",
            account_id=account_id,
            event_id=run.event_id,
            subject=run.id,
            number=run.number,
        )


def fail_run(session: Session, run_id: str, sentence: str) -> bool:
    """Let a run that is under way end as failed, in words; return whether it was under way."""
    with writing(session):
        run = lock(session, Run, run_id)
        if run is None or run.state not in UNDER_WAY:
            return False
        run.state = RunState.FAILED
        run.failure = sentence
        run.finished_at = clock.now()
        return True


def _hold(session: Session, run_id: str) -> Run:
    run = lock(session, Run, run_id)
    if run is None:
        raise NotFound(_("There is no such run."))
    return run
