"""What SQLAlchemy compiled for one engine, for all that follow it in a process.

Each test has a database, and so an engine, of its own. Without this each would compile every
statement anew, a sixth of the time, and the mappers would keep it all: gigabytes.
"""

from sqlalchemy import Engine

FIRST: dict[str, Engine] = {}
"""The first engine of each kind of database."""


def share_compiled(engine: Engine) -> None:
    """Let an engine take part in what the first of its kind has compiled."""
    first = FIRST.setdefault(engine.dialect.name, engine)
    engine.dialect = first.dialect  # by which the mappers remember too
    engine._compiled_cache = first._compiled_cache
