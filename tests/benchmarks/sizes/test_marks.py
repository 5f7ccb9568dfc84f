"""Marks: reached only by figures that were measured, and by nothing broken."""

import pytest

from benchmarks.sizes.catalogue import SIZES
from benchmarks.sizes.marks import Figures, Marks

MARKS = Marks(0.998, 8, 4, 0.12)
GOOD = Figures(0.9985, 7.5, 3.5, 0.1)


def test_marks_are_reached_where_each_is() -> None:
    assert GOOD.meets(MARKS)
    assert Figures().meets(Marks())


@pytest.mark.parametrize(
    "figures",
    [
        Figures(0.9975, 7.5, 3.5, 0.1),
        Figures(0.9985, 8.5, 3.5, 0.1),
        Figures(0.9985, 7.5, 4.5, 0.1),
        Figures(0.9985, 7.5, 3.5, 0.2),
        Figures(None, 7.5, 3.5, 0.1),
        Figures(0.9985, None, 3.5, 0.1),
        Figures(0.9985, 7.5, 3.5, 0.1, broken="ann is in two places"),
    ],
)
def test_marks_are_missed_by_any_of_them(figures: Figures) -> None:
    assert not figures.meets(MARKS)


def test_marks_and_figures_say_themselves() -> None:
    assert MARKS.text() == "≥ 99.8 %, ≤ 12 % changed, ≤ 8 s, ≤ 4 GiB"
    assert GOOD.text() == "99.850 %, 10.0 % changed, 7.50 s, 3.50 GiB"
    assert Marks().text() == "–"


@pytest.mark.parametrize("name", SIZES)
def test_goal_is_no_less_than_the_must(name: str) -> None:
    must, goal = SIZES[name].must, SIZES[name].goal
    assert Figures(goal.share, goal.seconds, goal.gibibytes, goal.changed).meets(
        Marks(must.share, must.seconds if goal.seconds else None, must.gibibytes, must.changed)
    )
