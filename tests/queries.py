"""Count the queries that a piece of work asks of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, event
from sqlmodel import Session


@dataclass
class Count:
    """The statements that were sent, in order."""

    statements: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many they are."""
        return len(self.statements)


@contextmanager
def counted(of: Session | Engine) -> Iterator[Count]:
    """Count the statements that are sent meanwhile through the session's or this engine."""
    engine = of.get_bind() if isinstance(of, Session) else of
    count = Count()

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        count.statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield count
    finally:
        event.remove(engine, "before_cursor_execute", note)
