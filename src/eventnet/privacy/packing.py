"""One file for all that is kept about somebody: JSON by kind, photos, and files they gave."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pydantic_core import to_json

from eventnet.images import OURS


def pack(
    files: Mapping[str, Any],
    pictures: Iterable[str | None],
    folder: Path,
    given: Mapping[str, Path],
) -> bytes:
    """Return a zip of the files, and of those pictures and given files that are there."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(_entry(f"{name}.json"), to_json(content, indent=2))
        for picture in pictures:
            if picture and OURS.fullmatch(picture) and (folder / picture).is_file():
                archive.writestr(_entry(f"photos/{picture}"), (folder / picture).read_bytes())
        for name, path in given.items():
            if path.is_file():
                archive.writestr(_entry(f"files/{name}"), path.read_bytes())
    return packed.getvalue()


def _entry(name: str) -> ZipInfo:
    """Return an entry without a time, so that the same content is the same file."""
    entry = ZipInfo(name)
    entry.compress_type = ZIP_DEFLATED
    return entry
