"""Reads of stored affinities."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Subquery, or_, union_all
from sqlmodel import Session, col, select

from eventnet.affinities.models import AffinityState, PairAffinity


@dataclass(frozen=True)
class Affinity:
    """Why one attendee should meet another."""

    attendance_id: str
    """The other one."""
    because: list[dict[str, Any]]
    reader_is_a: bool
    """Whether the one who asked is `a` in `because`."""


def others_by_worth(attendance_id: str) -> Subquery:
    """Return those who are shown to an attendee as a subquery (other_id, worth)."""
    pair = PairAffinity
    shown = col(pair.shown)
    return union_all(
        select(col(pair.b_id).label("other_id"), shown.label("worth")).where(
            pair.a_id == attendance_id, shown.is_not(None)
        ),
        select(col(pair.a_id).label("other_id"), shown.label("worth")).where(
            pair.b_id == attendance_id, shown.is_not(None)
        ),
    ).subquery()


def affinities_with(
    session: Session, attendance_id: str, other_ids: Sequence[str]
) -> dict[str, Affinity]:
    """Return what is stored about one attendee and each of these others."""
    pair = PairAffinity
    rows = session.exec(
        select(pair).where(
            or_(
                (col(pair.a_id) == attendance_id) & col(pair.b_id).in_(other_ids),
                (col(pair.b_id) == attendance_id) & col(pair.a_id).in_(other_ids),
            )
        )
    )
    found = [_from(row, attendance_id) for row in rows]
    return {affinity.attendance_id: affinity for affinity in found}


def are_computed(session: Session, event_id: str) -> bool:
    """Return whether the event's affinities have been computed at least once."""
    state = session.get(AffinityState, event_id)
    return state is not None and state.computed_at is not None


def _from(pair: PairAffinity, attendance_id: str) -> Affinity:
    is_a = pair.a_id == attendance_id
    return Affinity(pair.b_id if is_a else pair.a_id, pair.because, is_a)
