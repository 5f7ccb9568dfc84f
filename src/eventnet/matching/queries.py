"""Reads of runs."""

from typing import NamedTuple

from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from eventnet.matching.models import Run, RunPoint, RunState, UnmetWish

# The files of a run are read only where they are asked for.
FILES = (Run.problem, Run.plan, Run.solved)
WITHOUT_FILES = tuple(defer(file) for file in FILES)  # type: ignore[arg-type]
CHART_POINTS = 200


class Point(NamedTuple):
    """What a run knew after so many seconds; `shortfall` is meetings missing to the floors."""

    seconds: float
    incumbent: float | None
    bound: float | None
    shortfall: int


def runs_of(session: Session, event_id: str) -> list[Run]:
    """Return the runs of an event, the latest first, without their files."""
    query = select(Run).where(Run.event_id == event_id).order_by(col(Run.number).desc())
    return list(session.exec(query.options(*WITHOUT_FILES)))


def find_run(session: Session, event_id: str, number: str) -> Run | None:
    """Return a run by its number, as an address spells it."""
    if not number.isdecimal() or len(number) > 9:
        return None
    query = select(Run).where(Run.event_id == event_id, Run.number == int(number))
    return session.exec(query.options(*WITHOUT_FILES)).one_or_none()


def published_run(session: Session, event_id: str) -> Run | None:
    """Return the run whose plan is everybody's schedule now."""
    query = (
        select(Run)
        .where(Run.event_id == event_id, Run.state == RunState.PUBLISHED)
        .order_by(col(Run.published_at).desc())
        .options(*WITHOUT_FILES)
    )
    return session.exec(query).first()


def earlier_run(session: Session, run: Run) -> Run | None:
    """Return the run whose plan was everybody's schedule before this one was published."""
    query = (
        select(Run)
        .where(
            Run.event_id == run.event_id,
            Run.state == RunState.PUBLISHED,
            col(Run.published_at) < run.published_at,
        )
        .order_by(col(Run.published_at).desc())
        .options(*WITHOUT_FILES)
    )
    return session.exec(query).first()


def points_of(session: Session, run_id: str) -> list[Point]:
    """Return what a run knew from moment to moment, in order of time, thinned out for a chart."""
    query = select(RunPoint).where(RunPoint.run_id == run_id).order_by(col(RunPoint.seconds))
    points = [
        Point(one.seconds, one.incumbent, one.bound, one.shortfall) for one in session.exec(query)
    ]
    step = max(1, -(-len(points) // CHART_POINTS))
    return points[:-1][::step] + points[-1:]


def run_by_id(session: Session, run_id: str) -> Run | None:
    """Return a run without its files."""
    return session.exec(select(Run).where(Run.id == run_id).options(*WITHOUT_FILES)).one_or_none()


def hindrances_of(session: Session, attendance_id: str) -> dict[str, UnmetWish]:
    """Return what kept somebody's wishes from being met, by whom they want to meet."""
    query = select(UnmetWish).where(UnmetWish.from_id == attendance_id)
    return {one.to_id: one for one in session.exec(query)}
