"""Bringing the rows of two people together, table by table, as it is declared of each."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from eventnet.requests.models import pair_of
from eventnet.uniting.declared import RULES, UNKEYED
from eventnet.uniting.rules import Forgotten, Moved, Row

Into = Mapping[str, Mapping[str, str]]
"""By table: the id that goes → the one that stays."""

Key = tuple[Sequence[str], sa.ColumnElement[bool] | None]
"""Its columns, and the condition of the rows for which it holds; None: for all."""


def bring_together(session: Session, into: Into) -> None:
    """Move, put together or forget all rows of those who go, but for what is handled by itself."""
    tables = SQLModel.metadata.tables
    for name, rule in RULES.items():
        if isinstance(rule, Forgotten):
            _forget(session, tables[name], rule.columns, into)
        elif isinstance(rule, Moved):
            _move(session, tables[name], rule, into)
    for name, of in UNKEYED.items():
        table, _dot, column = name.partition(".")
        rename(session, tables[table].c[column], into.get(of, {}))


def rename(session: Session, column: sa.Column[Any], into: Mapping[str, str]) -> None:
    """Put one id in the place of another, in all rows."""
    for goes, stays in into.items():
        session.execute(sa.update(column.table).where(column == goes).values({column: stays}))


def targets(table: sa.Table, columns: Sequence[str]) -> dict[str, str]:
    """Return to which table of people each column points, be it through another one."""
    return {name: _target(table.c[name]) for name in columns}


def _target(column: sa.Column[Any]) -> str:
    (key,) = column.foreign_keys
    aimed = key.column
    return aimed.table.name if aimed.name == "id" else _target(aimed)


def _forget(session: Session, table: sa.Table, columns: Sequence[str], into: Into) -> None:
    for name, of in targets(table, columns).items():
        if going := list(into.get(of, {})):
            session.execute(sa.delete(table).where(table.c[name].in_(going)))


def _move(session: Session, table: sa.Table, rule: Moved, into: Into) -> None:
    maps = {name: into.get(of, {}) for name, of in targets(table, rule.columns).items()}
    theirs = [table.c[name].in_(list(ids)) for name, ids in maps.items() if ids]
    if not theirs:
        return
    rows = session.execute(
        sa.select(table).where(sa.or_(*theirs)).order_by(*table.primary_key.columns)
    ).mappings()
    for row in [dict(one) for one in rows]:
        _move_one(session, table, rule, row, _named_anew(row, rule, maps))


def _named_anew(row: Row, rule: Moved, maps: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """Return what changes in a row once those who go are called as those who stay."""
    new: dict[str, Any] = {name: maps[name].get(row[name], row[name]) for name in rule.columns}
    if rule.ordered:
        first, second = rule.columns[:2]
        new[first], new[second] = sorted((new[first], new[second]))
    if rule.pair is not None:
        new[rule.pair] = pair_of(*(new[name] for name in rule.columns[:2]))
    return new


def _move_one(
    session: Session, table: sa.Table, rule: Moved, row: Row, new: dict[str, Any]
) -> None:
    own = _is(table, row)
    named = [new[name] for name in rule.apart]
    if len(set(named)) < len(named):
        session.execute(sa.delete(table).where(own))
        return
    for key in _keys(session, table):
        stays = _in_the_way(session, table, key, row, new)
        if stays is None:
            continue
        if key[1] is not None and rule.beside:
            new |= rule.beside
            continue
        _put_together(session, table, rule, stays, row)
        return
    session.execute(sa.update(table).where(own).values(new))


def _put_together(session: Session, table: sa.Table, rule: Moved, stays: Row, goes: Row) -> None:
    """Let the row that stays take over what it should; the other is no more."""
    for name in rule.children:
        child, _dot, column = name.partition(".")
        pointing = SQLModel.metadata.tables[child].c[column]
        rename(session, pointing, {goes["id"]: stays["id"]})
    session.execute(sa.delete(table).where(_is(table, goes)))
    if rule.together is not None and (values := rule.together(stays, goes)):
        session.execute(sa.update(table).where(_is(table, stays)).values(values))


def _keys(session: Session, table: sa.Table) -> Iterator[Key]:
    """Yield the keys of a table, with the condition of those that hold for some rows alone."""
    yield [column.name for column in table.primary_key.columns], None
    for constraint in table.constraints:
        if isinstance(constraint, sa.UniqueConstraint):
            yield [column.name for column in constraint.columns], None
    dialect = "sqlite" if session.get_bind().dialect.name == "sqlite" else "postgresql"
    for index in sorted(table.indexes, key=lambda one: str(one.name)):
        if index.unique:
            holds = index.dialect_options[dialect]["where"]
            yield [column.name for column in index.columns], holds


def _in_the_way(session: Session, table: sa.Table, key: Key, row: Row, new: Row) -> Row | None:
    """Return the row that has this key already, if the one that moves comes to have it."""
    columns, holds = key
    if not set(columns) & set(new):
        return None
    own = _is(table, row)
    will = {**row, **new}
    same = [table.c[name] == will[name] for name in columns]
    if holds is not None:
        same.append(holds)
        if not session.execute(sa.select(sa.literal(1)).select_from(table).where(own, holds)).all():
            return None
    found = session.execute(sa.select(table).where(~own, *same)).mappings().first()
    return None if found is None else dict(found)


def _is(table: sa.Table, row: Row) -> sa.ColumnElement[bool]:
    return sa.and_(*(column == row[column.name] for column in table.primary_key.columns))
