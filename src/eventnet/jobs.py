"""Work that outlives a request: durable jobs and clockwork, through dbos.

A feature declares a job with `@job()` and sets it going with `enqueue`, inside the transaction of
its cause: the job exists exactly if the cause was committed. It gets the `Ground` to stand on and
plain JSON values, and is run at least once, so each is written to do no harm when it runs again.
Jobs live in the site's database: one process is enough, and on PostgreSQL many share them.
"""

import threading
from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from weakref import WeakKeyDictionary

from dbos import DBOS, DBOSClient
from sqlalchemy import Engine, make_url
from sqlmodel import Session

from eventnet import __version__
from eventnet.batches import batches
from eventnet.logs import logger
from eventnet.settings import Settings

APPLICATION = "eventnet"
# Each queue's name, and how many of its jobs a process runs at a time.
QUEUES = {"quick": 4, "slow": 1, "swift": 1, "outside": 2}
Queue = Literal["quick", "slow", "swift", "outside"]
POLLING_SECONDS = 0.5
PAGE = 500
DONE = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]

log = logger(__name__)


@dataclass(frozen=True)
class Ground:
    """What a job stands on."""

    settings: Settings
    sessions: Callable[[], AbstractContextManager[Session]]


Work = Callable[..., None]


class Job:
    """A function that runs later, on its queue: `quick` for mails, `slow` for matching.

    What somebody waits for, though it is work, is `swift`: beside a run, and one at a time. What
    waits for other sites is `outside`, where nothing else waits behind it.
    """

    ground: Ground | None = None

    def __init__(self, work: Work, queue: Queue, cron: str | None) -> None:
        self.work = work
        self.queue = queue
        self.cron = cron
        self.name = f"{work.__module__}.{work.__qualname__}"

        def run(*args: Any) -> None:
            self._run(*args)

        def run_by_clock(_due: datetime, _context: Any) -> None:
            self._run()

        self.workflow = DBOS.workflow(name=self.name)(run)
        self.by_clock = DBOS.workflow(name=f"{self.name}.by_clock")(run_by_clock)

    def _run(self, *args: Any) -> None:
        if self.ground is None:
            raise RuntimeError(f"{self.name} ran before `start`")
        try:
            self.work(self.ground, *args)
        except Exception:
            log.exception("job.failed", job=self.name)
            raise


jobs: dict[str, Job] = {}

stopping = threading.Event()
"""Set when this process is to end: a job that waits for long looks at it, and lets go."""


def job(queue: Queue = "quick", *, cron: str | None = None) -> Callable[[Work], Job]:
    """Declare a job: `work(ground, …)`. With `cron` (five fields, UTC) the clock starts it too."""

    def declare(work: Work) -> Job:
        made = Job(work, queue, cron)
        jobs[made.name] = made
        return made

    return declare


def one_by_one(kind: str, ids: Iterable[str], work: Callable[[str], object]) -> None:
    """Do the work for each; one for which it fails keeps no other waiting, and is raised last.

    The log calls them by their `kind`.
    """
    failed = None
    for key in ids:
        try:
            work(key)
        except Exception as error:
            log.exception("job.one_failed", kind=kind, id=key)
            failed = error
    if failed is not None:
        raise failed


_clients: WeakKeyDictionary[Engine, DBOSClient] = WeakKeyDictionary()


def client(engine: Engine) -> DBOSClient:
    """Return the access to the jobs that are kept in this database."""
    if engine not in _clients:
        _clients[engine] = DBOSClient(
            system_database_engine=engine, application_name=APPLICATION, lazy=True
        )
    return _clients[engine]


def enqueue(session: Session, made: Job, *args: Any) -> None:
    """Let the job run once the caller's transaction is committed."""
    engine = session.get_bind()
    if not isinstance(engine, Engine):
        raise TypeError("a job is enqueued on a session of an engine")
    client(engine).enqueue_in_transaction(
        session, {"workflow_name": made.name, "queue_name": made.queue}, *args
    )


def forget(session: Session, words: Collection[str]) -> None:
    """Delete the jobs that were given one of these words, or failed with it, done or not."""
    engine = session.get_bind()
    if not isinstance(engine, Engine):
        raise TypeError("jobs are forgotten on a session of an engine")
    session.rollback()  # the jobs' own connection deletes
    found, offset = [], 0
    while page := client(engine).list_workflows(limit=PAGE, offset=offset):
        offset += len(page)
        for one in page:
            told = f"{one.input} {one.output} {one.error}"
            if any(word in told for word in words):
                found.append(one.workflow_id)
    for some in batches(found, PAGE):
        client(engine).delete_workflows(some)


def forget_done(session: Session, before: datetime) -> int:
    """Delete the jobs that ended before a moment, well or not; return how many they were."""
    engine = session.get_bind()
    if not isinstance(engine, Engine):
        raise TypeError("jobs are forgotten on a session of an engine")
    session.rollback()  # the jobs' own connection deletes
    forgotten = 0
    while page := client(engine).list_workflows(
        status=DONE,
        completed_before=before.isoformat(),
        limit=PAGE,
        load_input=False,
        load_output=False,
    ):
        client(engine).delete_workflows([one.workflow_id for one in page])
        forgotten += len(page)
    return forgotten


def prepare(url: str) -> None:
    """Create or migrate the tables that the jobs are kept in."""
    DBOS.migrate(_plain(url))


def start(ground: Ground) -> None:
    """Work on jobs in this process, beginning with those that a crash left behind."""
    Job.ground = ground
    stopping.clear()
    DBOS(
        config={
            "name": APPLICATION,
            "system_database_url": _plain(ground.settings.database_url),
            "application_version": __version__,
            "executor_id": ground.settings.worker,
            "log_level": "WARNING",
            "run_migrations": False,
            "scheduler_polling_interval_sec": 5.0,
        }
    )
    DBOS.launch()
    for name, at_a_time in QUEUES.items():
        DBOS.register_queue(
            name, worker_concurrency=at_a_time, polling_interval_sec=POLLING_SECONDS
        )
    DBOS.apply_schedules(
        [
            {
                "schedule_name": made.name,
                "workflow_fn": made.by_clock,
                "schedule": made.cron,
                "queue_name": made.queue,
            }
            for made in jobs.values()
            if made.cron
        ]
    )


def stop() -> None:
    """Take no more jobs, and give those under way five seconds; the rest resume at next start."""
    stopping.set()
    DBOS.destroy(workflow_completion_timeout_sec=5)


def _plain(url: str) -> str:
    return make_url(url).render_as_string(hide_password=False)
