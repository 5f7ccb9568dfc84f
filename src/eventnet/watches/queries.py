"""Reads of kept searches: one's own, and who is new among those who fit."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import literal, select, union_all
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from eventnet.batches import batches
from eventnet.events.models import Attendance
from eventnet.people.directory import Wanted, fits, people
from eventnet.people.viewers import Viewer
from eventnet.watches.models import Fit, SavedSearch
from eventnet.wishes.models import Wish, WishKind

TOGETHER = 20
"""Searches that are asked in one statement."""
AT_ONCE = 200
"""People about whom one search is asked at a time."""

Question = tuple[SavedSearch, Viewer, Collection[str] | None]
"""Which of these people fit a search in its owner's eyes; None asks about everybody."""


def searches_of(session: Session, attendance_id: str) -> list[SavedSearch]:
    """Return the searches that an attendee keeps, by name."""
    query = rows_of(SavedSearch).where(
        SavedSearch.attendance_id == attendance_id, col(SavedSearch.deleted_at).is_(None)
    )
    return list(session.exec(query.order_by(col(SavedSearch.name))))


def search_of(
    session: Session, attendance_id: str, search_id: str, *, deleted: bool = False
) -> SavedSearch | None:
    """Return a search if it is the attendee's own, and deleted or not, as is asked for."""
    search = session.get(SavedSearch, search_id)
    if search is None or search.attendance_id != attendance_id:
        return None
    return search if (search.deleted_at is not None) is deleted else None


def fitting(session: Session, questions: Sequence[Question]) -> dict[str, set[str]]:
    """Return who fits, by search: as the page would find them for the search's owner.

    The statements are as many for one question as for twenty.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for some in batches(_parts(questions), TOGETHER):
        asked = [
            people(literal(search.id), col(Attendance.id)).where(
                *fits(session, viewer, Wanted.of(search.query)),
                *([] if ids is None else [col(Attendance.id).in_(ids)]),
            )
            for search, viewer, ids in some
        ]
        for search_id, attendance_id in session.execute(union_all(*asked)):
            found[search_id].add(attendance_id)
    return found


def _parts(questions: Sequence[Question]) -> Iterator[Question]:
    for search, viewer, ids in questions:
        if ids is None:
            yield search, viewer, None
        else:
            for some in batches(sorted(ids), AT_ONCE):
                yield search, viewer, some


def new_people(
    session: Session,
    searches: Sequence[SavedSearch],
    viewers: Mapping[str, Viewer],
    *conditions: Any,
) -> dict[str, list[str]]:
    """Return who is new, by search, the latest first: those who still fit and are not ruled out.

    `viewers` are the owners by attendance. Whom an owner rules out is no news for them; who rules
    an owner out is, as on every page, since a veto is silent.
    """
    known = {one.id: one for one in searches if one.attendance_id in viewers}
    query = rows_of(Fit).where(col(Fit.search_id).in_(known), col(Fit.is_new), *conditions)
    rows = session.exec(query.order_by(col(Fit.found_at).desc(), col(Fit.attendance_id))).all()
    asked: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        asked[row.search_id].append(row.attendance_id)
    owners = {one.attendance_id for one in known.values()}
    still = fitting(
        session,
        [(known[key], viewers[known[key].attendance_id], ids) for key, ids in asked.items()],
    )
    ruled_out = set(
        session.exec(
            rows_of(Wish.from_id, Wish.to_id).where(
                col(Wish.from_id).in_(owners), Wish.kind == WishKind.AVOID
            )
        ).all()
    )
    return {
        key: [
            one
            for one in ids
            if one in still[key] and (known[key].attendance_id, one) not in ruled_out
        ]
        for key, ids in asked.items()
    }


def watched(session: Session, event_id: str) -> list[SavedSearch]:
    """Return the searches at an event that are watched."""
    query = rows_of(SavedSearch).where(SavedSearch.event_id == event_id, *is_watched())
    return list(session.exec(query.order_by(col(SavedSearch.id))))


def is_watched() -> tuple[Any, ...]:
    """Return the conditions of a search that is watched."""
    return col(SavedSearch.watching), col(SavedSearch.deleted_at).is_(None)


def held(session: Session, search_ids: Collection[str]) -> set[str]:
    """Return which of these searches are still watched, held until the transaction ends."""
    query = select(col(SavedSearch.id)).where(col(SavedSearch.id).in_(search_ids), *is_watched())
    return set(session.scalars(query.order_by(col(SavedSearch.id)).with_for_update()))
