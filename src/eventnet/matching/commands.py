"""Matching from the command line: `eventnet match EVENT`, with the same steps as on the page."""

import shutil
from collections.abc import Callable
from pathlib import Path

from eventnet.errors import Conflict, NotFound
from eventnet.events.closed import expect_open
from eventnet.events.queries import event_called
from eventnet.i18n import gettext as _
from eventnet.matching.models import Run, RunState
from eventnet.matching.publishing import files_of, publish_run
from eventnet.matching.refreshing import Sessions
from eventnet.matching.reports import gap
from eventnet.matching.runs import start_run
from eventnet.matching.solver import Progress
from eventnet.matching.solving import solve_run
from eventnet.matching.words import in_words
from eventnet.settings import Settings


def match(
    sessions: Sessions,
    settings: Settings,
    event_slug: str,
    *,
    publish: bool = False,
    seconds: float = 4.0,
    files: Path | None = None,
    say: Callable[[str], None],
) -> None:
    """Make a draft for an event, telling `say` how it goes, and publish it if asked to.

    `files` is a folder that the solver's problem and plan are copied to. They tell of vetoes.
    """
    with sessions() as session:
        event = event_called(session, event_slug)
        if event is None:
            raise NotFound(_("There is no event called %(slug)s.", slug=event_slug))
        expect_open(session, event.id)
        run_id = start_run(
            session,
            event,
            seconds=min(seconds, settings.solver_seconds),
            account_id=None,
            job=None,
        ).id
    solve_run(
        sessions,
        run_id,
        workers=settings.solver_workers,
        tell=lambda progress: say(_progress_line(progress)),
    )
    with sessions() as session:
        run = session.get_one(Run, run_id)
        if run.state != RunState.DRAFT or run.report is None:
            raise Conflict(run.failure or _("The run was stopped before it had a plan."))
        for sentence in in_words(run.report):
            say(sentence)
        if files is not None:
            files.mkdir(parents=True, exist_ok=True)
            with files_of(run) as both:
                for path in both:
                    shutil.copy(path, files)
        if publish:
            booked = publish_run(session, run_id, account_id=None)
            say(
                _(
                    "Published: %(meetings)d meetings are in everybody's schedule.",
                    meetings=len(booked.bookings),
                )
            )
        else:
            say(_("Run %(number)d is a draft; publish it on its page.", number=run.number))


def _progress_line(progress: Progress) -> str:
    distance = gap(progress.incumbent, progress.bound)
    if distance is None:
        return _("%(seconds).1f s: no plan yet", seconds=progress.seconds)
    return _(
        "%(seconds).1f s: %(incumbent).2f of at most %(bound).2f, %(gap).2f %% to the ceiling",
        seconds=progress.seconds,
        incumbent=progress.incumbent,
        bound=progress.bound,
        gap=100 * distance,
    )
