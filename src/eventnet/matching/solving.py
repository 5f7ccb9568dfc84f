"""One run from its start to its draft: affinities, problem, solver, check, report."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event as Flag
from threading import Thread

from sqlmodel import Session, col, update

from eventnet import clock
from eventnet.database import lock, writing
from eventnet.events.models import Event
from eventnet.i18n import gettext as _
from eventnet.logs import logger
from eventnet.matching import solver
from eventnet.matching.freeing import what_would_free
from eventnet.matching.models import Run, RunPoint, RunState
from eventnet.matching.planning import ROUND, Outcome, judge, write_problem, write_start
from eventnet.matching.refreshing import Sessions, refresh
from eventnet.matching.reports import Report, make_report
from eventnet.matching.runs import fail_run
from eventnet.matching.setting import problem_document
from eventnet.matching.solver import Progress, SolverFailed

log = logger(__name__)

Tell = Callable[[Progress], None]

PULSE_SECONDS = 10.0


class Abandoned(Exception):
    """The run ended meanwhile, by other hands; nothing is left to do for it."""


def solve_run(sessions: Sessions, run_id: str, *, workers: int, tell: Tell | None = None) -> None:
    """Bring a waiting run to its draft, or to a failure in words. Any other run is left alone."""
    with sessions() as session:
        if not _begin(session, run_id):
            return
        log.info("run.begun", run_id=run_id)
        try:
            with _pulse(sessions, run_id):
                _solve(sessions, session, run_id, workers, tell)
        except Abandoned:
            log.info("run.abandoned", run_id=run_id)
        except SolverFailed as failure:
            fail_run(session, run_id, failure.sentence)
            log.warning("run.failed", run_id=run_id, why=failure.sentence)
        except MemoryError:
            fail_run(session, run_id, _("The machine has not enough memory for a run this large."))
        except Exception:
            log.exception("run.broke", run_id=run_id)
            fail_run(session, run_id, _("Something broke on our side; it has been written down."))
        except BaseException:
            fail_run(session, run_id, _("The run was interrupted."))
            raise


@contextmanager
def _pulse(sessions: Sessions, run_id: str) -> Iterator[None]:
    """Give signs of life, also while affinities are computed or a large plan is checked."""
    done = Flag()

    def beat() -> None:
        while not done.wait(PULSE_SECONDS):
            with sessions() as session, writing(session):
                session.exec(
                    update(Run)
                    .where(col(Run.id) == run_id, col(Run.state) == RunState.SOLVING)
                    .values(heartbeat_at=clock.now())
                )

    thread = Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _begin(session: Session, run_id: str) -> bool:
    with writing(session):
        run = lock(session, Run, run_id)
        if run is None or run.state != RunState.QUEUED:
            return False
        run.state = RunState.SOLVING
        run.started_at = run.heartbeat_at = clock.now()
        return True


def _solve(
    sessions: Sessions, session: Session, run_id: str, workers: int, tell: Tell | None
) -> None:
    run = session.get_one(Run, run_id)
    event_id, seconds, keeps, around_id = run.event_id, run.time_limit, run.keeps, run.around_id
    gap = gap_for(seconds) if run.enough is None else run.enough
    session.rollback()
    refresh(sessions, event_id)
    event = session.get_one(Event, event_id)
    document = problem_document(session, event, around_id, keeps=keeps)
    people = sum(not one["id"].startswith(ROUND) for one in document["people"])
    _note(session, run_id, people, len(document["pairs"]))
    with TemporaryDirectory(prefix="eventnet-run-") as folder:
        problem, plan = Path(folder, "problem.json.gz"), Path(folder, "plan.json.gz")
        try:
            write_problem(document, problem)
        except ValueError as refusal:
            raise SolverFailed(
                _("The engine cannot work with this event: %(why)s", why=refusal)
            ) from refusal
        del document
        start = Path(folder, "start.json.gz")
        has_start = keeps and write_start(problem, start)
        watch = _Watch(session, run_id, tell)
        solver.solve(
            problem,
            plan,
            seconds=seconds,
            gap=gap,
            workers=workers,
            watch=watch,
            start=start if has_start else None,
        )
        outcome = judge(problem, plan)
        if outcome.violations:
            raise SolverFailed(
                _("The plan breaks a rule, so it is not used: %(why)s", why=outcome.violations[0])
            )
        files = problem.read_bytes(), plan.read_bytes()
        told = {
            "ended": _ended(session, run_id, outcome, gap),
            "freeing": what_would_free(session, event_id, problem, plan),
        }
        _store(session, run_id, outcome, told, files)


def gap_for(seconds: float) -> float:
    """Return how near to the ceiling is near enough: the more time, the nearer."""
    if seconds <= 5:
        return 0.001
    return 0.0002 if seconds <= 20 else 0.0


def _note(session: Session, run_id: str, people: int, pairs: int) -> None:
    """Write down the size of the problem, and refuse one without anything to plan."""
    with writing(session):
        run = _held(session, run_id)
        run.people, run.pairs = people, pairs
    if not people:
        raise SolverFailed(_("Nobody takes part yet: nobody has said “book me” or “ask me”."))
    if not pairs:
        raise SolverFailed(
            _("No two of those who take part may meet: look at roles, and at who may meet whom.")
        )


class _Watch:
    """Keeps the run's figures as they come; says whether a stop was asked for."""

    def __init__(self, session: Session, run_id: str, tell: Tell | None) -> None:
        self.session = session
        self.run_id = run_id
        self.tell = tell
        self.last = -1.0

    def __call__(self, progress: Progress | None) -> bool:
        with writing(self.session):
            run = _held(self.session, self.run_id)
            if progress is not None and progress.seconds > self.last:
                self.last = progress.seconds
                run.seconds, run.shortfall = progress.seconds, progress.shortfall
                run.incumbent, run.bound = progress.incumbent, progress.bound
                self.session.add(
                    RunPoint(
                        run_id=self.run_id,
                        seconds=progress.seconds,
                        incumbent=progress.incumbent,
                        bound=progress.bound,
                        shortfall=progress.shortfall,
                    )
                )
            stop = run.stop_asked
        if progress is not None and self.tell is not None:
            self.tell(progress)
        return stop


def _held(session: Session, run_id: str) -> Run:
    run = lock(session, Run, run_id)
    if run is None or run.state != RunState.SOLVING:
        raise Abandoned
    return run


def _ended(session: Session, run_id: str, outcome: Outcome, gap: float) -> str:
    """Say what ended a run, as a word that `words.py` knows; `gap` is what was near enough."""
    if outcome.status == "optimal":
        return "proven"
    if session.get_one(Run, run_id).stop_asked:
        return "asked"
    objective, bound = outcome.figures["objective"], outcome.figures["bound"]
    return "near" if bound - objective <= gap * abs(bound) else "time"


def _store(
    session: Session, run_id: str, outcome: Outcome, told: Report, files: tuple[bytes, bytes]
) -> None:
    run = session.get_one(Run, run_id)
    report = told | make_report(session, session.get_one(Event, run.event_id), outcome)
    with writing(session):
        run = _held(session, run_id)
        run.state = RunState.DRAFT
        run.report, (run.problem, run.plan) = report, files
        run.incumbent, run.bound = report["objective"], report["bound"]
        run.finished_at = clock.now()
    log.info("run.drafted", run_id=run_id, meetings=report["meetings"], gap=report["gap"])
