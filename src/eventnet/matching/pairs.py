"""The stored pairs of an event, brought to what the engine found, writing only what changed."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, insert, tuple_, update
from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.affinities.models import AffinityState, PairAffinity
from eventnet.batches import batches
from eventnet.database import lock, writing
from eventnet.logs import logger

log = logger(__name__)

Key = tuple[str, str]
Row = dict[str, Any]

BATCH = 400


def replace_pairs(
    session: Session,
    event_id: str,
    found: Iterable[Row],
    changes: int,
    weights_id: str | None = None,
) -> None:
    """Store what was found in place of what was there: readers see the old or the new.

    `changes` is how many there had been when people were read: what is stored is up to date
    unless more were counted since. `weights_id` names the learned weights that were used.

    What is stored is read and compared before the transaction, which holds up other writers on
    SQLite; where somebody else stored pairs in between, everything is written anew.
    """
    rows = {(row["a_id"], row["b_id"]): row | {"event_id": event_id} for row in found}
    session.rollback()
    state = session.get(AffinityState, event_id)
    before = None if state is None else state.computed_at
    stored = _stored(session, event_id)
    with writing(session):
        state = lock(session, AffinityState, event_id)
        if state is not None and state.computed_at != before:
            session.execute(delete(PairAffinity).where(col(PairAffinity.event_id) == event_id))
            stored = {}
        _remove(session, [key for key in stored if key not in rows])
        changed = [row for key, row in rows.items() if key in stored and stored[key] != row]
        added = [row for key, row in rows.items() if key not in stored]
        if changed:
            session.execute(update(PairAffinity), changed)
        if added:
            session.execute(insert(PairAffinity), added)
        if state is not None:
            state.computed_at = clock.now()
            state.weights_id = weights_id
            if state.changes == changes:
                state.stale_since = None
    log.info(
        "affinities.refreshed", event_id=event_id, pairs=len(rows), written=len(changed + added)
    )


def _stored(session: Session, event_id: str) -> dict[Key, Row]:
    pair = PairAffinity
    columns = (pair.a_id, pair.b_id, pair.value, pair.shown, pair.because)
    query = select(*columns).where(pair.event_id == event_id)  # type: ignore[call-overload]
    names = ("a_id", "b_id", "value", "shown", "because")
    return {
        (row[0], row[1]): dict(zip(names, row, strict=True), event_id=event_id)
        for row in session.exec(query)
    }


def _remove(session: Session, keys: Sequence[Key]) -> None:
    for some in batches(keys, BATCH):
        session.execute(
            delete(PairAffinity)
            .where(tuple_(col(PairAffinity.a_id), col(PairAffinity.b_id)).in_(some))
            .execution_options(synchronize_session=False)
        )
