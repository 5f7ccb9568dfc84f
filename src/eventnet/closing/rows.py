"""The rows of an event, in whatever table: found by its key, so that no table is forgotten."""

from collections.abc import Iterator

from sqlalchemy import ColumnClause, CursorResult, Table, delete, literal_column, select
from sqlmodel import Session, SQLModel

from eventnet.database import writing
from eventnet.events.models import Event

AT_A_TIME = 5000


def tables_of_events() -> list[Table]:
    """Return the tables whose rows name their event, those that others refer to last.

    What names it only by another row goes with that row.
    """
    event: Table = Event.__table__  # type: ignore[attr-defined]
    return [
        table
        for table in reversed(SQLModel.metadata.sorted_tables)
        if any(key.column.table is event for key in table.foreign_keys)
    ]


def erase_rows(session: Session, event_id: str) -> None:
    """Erase the rows of an event, some thousand in a transaction."""
    for table in tables_of_events():
        while _erase_some(session, table, event_id):
            pass


def _erase_some(session: Session, table: Table, event_id: str) -> bool:
    sqlite = session.get_bind().dialect.name == "sqlite"
    place: ColumnClause[object] = literal_column("rowid" if sqlite else "ctid")
    some = select(place).select_from(table).where(table.c.event_id == event_id).limit(AT_A_TIME)
    with writing(session):
        done = session.execute(delete(table).where(place.in_(some)))
    return isinstance(done, CursorResult) and done.rowcount > 0


def ids_of(session: Session, event_id: str) -> set[str]:
    """Return every id that is of an event alone: its own, and those of its rows."""
    return {event_id, *_row_ids(session, event_id)}


def _row_ids(session: Session, event_id: str) -> Iterator[str]:
    for table in tables_of_events():
        if "id" in table.c:
            yield from session.scalars(select(table.c.id).where(table.c.event_id == event_id))
