"""Files on the disk: under names of ours, in a folder of their own."""

import re
from pathlib import Path

from eventnet.errors import Refused
from eventnet.files.kinds import kind_of
from eventnet.files.models import Kind
from eventnet.files.names import called, parts_of
from eventnet.i18n import gettext as _
from eventnet.images import keep, store_image
from eventnet.settings import Settings

LONGEST_SIDE = 2000
"""Pixels of a picture's longer side."""
OURS = re.compile(r"[2-9a-z]{14}\.(webp|bin)(\.part)?")


class Sent:
    """A file as it came: what it is called, and what stands in it."""

    def __init__(self, name: str, data: bytes) -> None:
        self.data = data
        stem, suffix = parts_of(name)
        if not data:
            raise Refused(_("This file is empty. Please choose another one."))
        self.kind, ending = kind_of(data, suffix)
        self.name = called(stem, ending)


def folder_of(settings: Settings) -> Path:
    """Return where files of groups are kept."""
    return settings.files_dir / "groups"


def store(sent: Sent, folder: Path) -> tuple[str, int]:
    """Keep a file; return its name on the disk, and how large it is there."""
    if sent.kind is Kind.PICTURE:
        stored = store_image(sent.data, folder, square=None, longest=LONGEST_SIDE)
    else:
        stored = keep(sent.data, folder, "bin")
    return stored, (folder / stored).stat().st_size


def drop(folder: Path, stored: str) -> None:
    """Let go of a file, if there is one of that name."""
    if OURS.fullmatch(stored):
        (folder / stored).unlink(missing_ok=True)
