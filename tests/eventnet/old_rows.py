"""Rows in a database of an older release, by the tables that it has and not by today's models.

They are two people of one community, at one event, with a meeting of theirs; and a row or two of
everything else.
"""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Column, Connection, MetaData, Table, insert, select

from eventnet.migrations import JOB_TABLES

Row = dict[str, Any]
Kept = dict[str, list[Row]]

NOT_OURS = {*JOB_TABLES, "alembic_version"}
SHARED = {"community_id", "event_id", "meeting_id"}
"""What both rows of a table point to."""
CROSSED = {"to_id", "b_id"}
"""What the first row points to the second by, and the second to the first."""
SAID: dict[str, Any] = {
    "event.time_zone": "Europe/Lisbon",
    "meeting.state": "confirmed",
    "membership.role": "member",
    "profile.visibility": {"name": "attendees", "bio": "attendees"},
    "profile_topic.kind": "offer",
    "run.state": "published",
    "sign_in_link.purpose": "sign_in",
    "ticket.status": "valid",
    "ticket_import.stage": "applied",
    "wish.kind": "want",
}


def plant(connection: Connection) -> None:
    """Put rows into every table; what may be empty is, except where it points to another row."""
    for table in _tables(connection):
        rows = [
            {
                column.name: _value(column, number)
                for column in table.c
                if column.foreign_keys or not column.nullable
            }
            for number in (1, 2)
        ]
        keys = [[row[column.name] for column in table.primary_key] for row in rows]
        connection.execute(insert(table), rows if keys[0] != keys[1] else rows[:1])


def kept(connection: Connection, known: Kept | None = None) -> Kept:
    """Return all rows by table, as far as the database has them.

    Of `known` rows, made before a later release, it returns the same tables and columns only.
    """
    found = {}
    for table in _tables(connection):
        if known is not None and table.name not in known:
            continue
        names = known[table.name][0].keys() if known else table.c.keys()
        query = select(*(table.c[name] for name in names)).order_by(*table.primary_key)
        found[table.name] = [dict(row) for row in connection.execute(query).mappings()]
    return found


def _tables(connection: Connection) -> list[Table]:
    """Return the tables in an order in which what is pointed to comes first."""
    metadata = MetaData()
    metadata.reflect(
        connection, only=lambda name, _: not name.startswith(("people_search", "post_search"))
    )
    return [table for table in metadata.sorted_tables if table.name not in NOT_OURS]


def _value(column: Column[Any], number: int) -> Any:
    name = f"{column.table.name}.{column.name}"
    if name in SAID:
        return SAID[name]
    if column.foreign_keys:
        target = next(iter(column.foreign_keys)).column.table.name
        pointed = 1 if column.name in SHARED else number
        return f"{target}-{3 - number if column.name in CROSSED else pointed}"
    if column.name == "id":
        return f"{column.table.name}-{number}"
    by_kind: dict[type, Any] = {
        bool: True,
        int: number,
        float: number / 2,
        datetime: datetime(2027, 5, 11, 8, number, tzinfo=UTC),
        date: date(2027, 5, 11),
        bytes: b"content",
        dict: [],
    }
    return by_kind.get(column.type.python_type, f"{column.name}{number}")
