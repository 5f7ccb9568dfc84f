"""A run as its page shows it while it is under way: the chart, the time, the sentence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from eventnet import clock, i18n
from eventnet.i18n import gettext as _
from eventnet.matching.models import Run, RunState
from eventnet.matching.queries import Point, points_of, run_by_id
from eventnet.matching.refreshing import Sessions
from eventnet.matching.reports import gap
from eventnet.matching.runs import UNDER_WAY
from eventnet.matching.words import ceiling
from eventnet.templating import text


@dataclass(frozen=True)
class Progress:
    """What is shown of a run at this moment.

    Floors come before affinity: a schedule that misses fewer meetings to them is better even
    where it is worth less. So only `points` of the same shortfall are compared, and `floors`
    says how that fell.
    """

    number: int
    sentence: str
    points: Sequence[Point]
    floors: str | None
    best: float | None
    bound: float | None
    elapsed: str
    is_under_way: bool

    @property
    def climbed(self) -> bool:
        """Whether one schedule after another was found, so that there is a climb to show."""
        return len({point.incumbent for point in self.points} - {None}) > 1


def progress_of(run: Run, points: Sequence[Point]) -> Progress:
    """Return what to show of a run."""
    since = run.started_at or run.created_at
    found = [point for point in points if point.incumbent is not None]
    return Progress(
        number=run.number,
        sentence=_sentence(run),
        points=[point for point in points if point.shortfall == points[-1].shortfall],
        floors=_floors(found[0].shortfall, found[-1].shortfall) if found else None,
        best=run.incumbent,
        bound=run.bound,
        elapsed=_("%(seconds)d s", seconds=((run.finished_at or clock.now()) - since).seconds),
        is_under_way=run.state in UNDER_WAY,
    )


def _sentence(run: Run) -> str:
    if run.state == RunState.QUEUED:
        return _("The run begins in a moment.")
    if run.state != RunState.SOLVING:
        return _("The run has ended.")
    if run.stop_asked:
        return _("Stopping: the best schedule so far is being written.")
    if run.bound is None:
        return _("Reading profiles and wishes, and finding who should meet.")
    if run.incumbent is None:
        return _("Looking for a first schedule.")
    return ceiling(gap(run.incumbent, run.bound))


def _floors(first: int, now: int) -> str | None:
    if first == now:
        return None
    return _(
        "The first schedule missed %(first)d meetings to the floors, the best misses %(now)d. "
        "Floors come first, so schedules that miss more are not drawn.",
        first=first,
        now=now,
    )


def reader(sessions: Sessions, run_id: str) -> Callable[[], tuple[str, bool]]:
    """Return what reads the run for a stream: (what to show, whether that is the end)."""
    language = i18n.language()

    def read() -> tuple[str, bool]:
        i18n.use(language)
        with sessions() as session:
            run = run_by_id(session, run_id)
            if run is None:
                return "", True
            shown = progress_of(run, points_of(session, run_id))
        return text("matching/progress.html", {"progress": shown}), not shown.is_under_way

    return read
