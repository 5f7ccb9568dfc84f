"""What a run's chart compares: schedules that miss equally few meetings to the floors."""

from eventnet import clock
from eventnet.matching.models import Run, RunState
from eventnet.matching.progress import progress_of
from eventnet.matching.queries import Point


def a_run() -> Run:
    return Run(
        event_id="e", number=1, state=RunState.SOLVING, started_at=clock.now(),
        incumbent=92.0, bound=95.0,
    )  # fmt: skip


def test_schedules_that_miss_more_to_the_floors_are_not_drawn() -> None:
    points = [
        Point(0.1, None, 99.0, 7),
        Point(0.5, 94.0, 99.0, 7),
        Point(1.0, 90.0, 95.0, 0),
        Point(2.0, 92.0, 95.0, 0),
    ]
    shown = progress_of(a_run(), points)
    assert shown.points == points[2:]
    assert shown.climbed
    assert shown.floors is not None
    assert "missed 7 meetings to the floors, the best misses 0" in shown.floors


def test_a_run_whose_schedules_miss_equally_many_shows_them_all() -> None:
    points = [Point(0.1, None, 99.0, 0), Point(0.5, 90.0, 95.0, 0), Point(1.0, 92.0, 95.0, 0)]
    shown = progress_of(a_run(), points)
    assert (shown.points, shown.floors) == (points, None)


def test_a_run_that_has_just_begun_has_nothing_to_compare() -> None:
    shown = progress_of(a_run(), [])
    assert (shown.points, shown.floors, shown.climbed) == ([], None, False)
