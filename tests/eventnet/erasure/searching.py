"""Looking for words in everything that there is: each value of each table, and each file."""

import base64
import binascii
import gzip
import json
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, inspect, text


def values(engine: Engine) -> Iterator[tuple[str, str]]:
    """Yield every value as text, with its table and column: of our tables, the index, the jobs."""
    schemas = [None] if engine.dialect.name == "sqlite" else ["public", "dbos"]
    there = [
        (schema, name) for schema in schemas for name in inspect(engine).get_table_names(schema)
    ]
    with engine.connect() as connection:
        for schema, name in there:
            full = f'"{schema}"."{name}"' if schema else f'"{name}"'
            for row in connection.execute(text(f"SELECT * FROM {full}")).mappings():  # noqa: S608
                for column, value in row.items():
                    yield f"{name}.{column}", as_text(value)


def as_text(value: Any) -> str:
    """Return a value as it reads, unpacked where it is packed."""
    if isinstance(value, memoryview | bytes):
        return _unpacked(bytes(value)).decode(errors="replace")
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str):
        try:  # what jobs were given
            return value + base64.b64decode(value, validate=True).decode(errors="replace")
        except (binascii.Error, ValueError):
            return value
    return str(value)


def _unpacked(value: bytes) -> bytes:
    for unpack in (gzip.decompress, zlib.decompress):
        try:
            return unpack(value)
        except (OSError, zlib.error):
            continue
    return value


def columns_with(engine: Engine, words: Collection[str]) -> dict[str, set[str]]:
    """Return by word in which columns it stands."""
    found: dict[str, set[str]] = {}
    for column, value in values(engine):
        for word in words:
            if word.casefold() in value.casefold():
                found.setdefault(word, set()).add(column)
    return found


def files_with(folder: Path, words: Collection[str]) -> list[str]:
    """Return the files that hold one of the words, or are called by it."""
    return [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and any(
            word.casefold().encode() in path.read_bytes().lower() or word in path.name
            for word in words
        )
    ]
