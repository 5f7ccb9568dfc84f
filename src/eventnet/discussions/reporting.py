"""Reports to those who keep order, whatever they are of: put down, settled, and why.

Each kind has a table of its own, with the key of what it is of, and `by_id`, `reason`,
`created_at` and `settled_at`.
"""

from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select, update

from eventnet import clock


def put_down(session: Session, model: Any, key: dict[str, Any], reason: str) -> None:
    """Keep a report; once more changes the reason, and lets it wait anew."""
    found = session.get(model, key, populate_existing=True) or model(**key, reason=reason)
    found.reason, found.created_at, found.settled_at = reason, clock.now(), None
    session.add(found)


def settle(session: Session, model: Any, of_it: ColumnElement[bool]) -> None:
    """Let the reports of something wait no more."""
    waits = col(model.settled_at).is_(None)
    session.exec(update(model).where(of_it, waits).values(settled_at=clock.now()))


def reasons_why(session: Session, model: Any, of_it: ColumnElement[bool]) -> list[str]:
    """Return why something waits for a word, the first reason first; by whom, nobody is told."""
    query = select(model.reason).where(of_it, col(model.settled_at).is_(None))
    return list(session.exec(query.order_by(col(model.created_at), col(model.by_id))))
