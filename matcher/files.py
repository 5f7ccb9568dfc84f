"""JSON documents on disk: plain, gzipped (`.gz`), or standard input and output (`-`)."""

import gzip
import json
import os
import re
import sys
import zlib
from contextlib import suppress
from pathlib import Path

from matcher.fields import quoted
from matcher.memory import uncollected
from matcher.refusal import Refused

_HALF = re.compile(r"\\u[dD][89a-fA-F]")
"""What may be half a character, written as an escape."""


def read_document(path: str | Path) -> object:
    """Return the JSON document at `path`; raise `Refused` where it cannot be read."""
    name = "standard input" if str(path) == "-" else str(path)
    try:
        raw = _read_bytes(path)
        text = raw.decode("utf-8-sig")
        with uncollected():
            document = json.loads(text, object_pairs_hook=_distinct)
        if _HALF.search(text):
            json.dumps(document, ensure_ascii=False).encode()
        return document
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Refused(f"{name} cannot be read: {reason}") from error
    except RecursionError as error:
        raise Refused(f"{name} is nested too deeply to be one of our files") from error
    except UnicodeEncodeError as error:
        raise Refused(f"{name} has half a character (a lone surrogate) in a text") from error
    except Refused as refusal:
        raise Refused(f"{name}: {refusal}") from None
    except ValueError as error:  # malformed JSON and bytes that are not UTF-8
        raise Refused(f"{name} is not JSON: {error}") from error


def write_document(path: str | Path, document: object) -> None:
    """Write `document` as JSON, whole or not at all: a file is replaced, never half-written."""
    data = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    raw = data.encode() + b"\n"
    if str(path) == "-":
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
        return
    target = Path(path)
    if target.suffix == ".gz":
        raw = gzip.compress(raw, compresslevel=5, mtime=0)
    try:
        if target.exists() and not target.is_file():  # a pipe or a device cannot be replaced
            target.write_bytes(raw)
        else:
            _replace(target, raw)
    except OSError as error:
        raise Refused(f"{target} cannot be written: {error.strerror}") from error


def refuse_unwritable(path: str | Path) -> None:
    """Raise `Refused` where it is plain before any work that nothing can be written to `path`."""
    target = Path(path)
    if str(path) == "-":
        return
    try:
        if target.is_dir():
            raise Refused(f"{target} cannot be written: it is a folder")
        if not target.parent.is_dir():
            raise Refused(f"{target} cannot be written: {target.parent} is no folder")
        if not target.exists() and not os.access(target.parent, os.W_OK):
            raise Refused(f"{target} cannot be written: {target.parent} is read-only")
    except OSError as error:  # such as a name that is too long
        raise Refused(f"{target} cannot be written: {error.strerror}") from error


def _replace(target: Path, raw: bytes) -> None:
    beside = target.with_name(f".{target.name}.part")
    try:
        beside.write_bytes(raw)
        beside.replace(target)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def _distinct(items: list[tuple[str, object]]) -> dict[str, object]:
    """Return the object of a document; refused where a key comes twice."""
    entry = dict(items)
    if len(entry) < len(items):
        keys = [key for key, _value in items]
        doubled = next(key for key in keys if keys.count(key) > 1)
        named = f"the entry with id {quoted(entry['id'])}" if "id" in entry else "an entry"
        raise Refused(f"{named} has the key {quoted(doubled)} twice")
    return entry


def _read_bytes(path: str | Path) -> bytes:
    raw = sys.stdin.buffer.read() if str(path) == "-" else Path(path).read_bytes()
    return gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
