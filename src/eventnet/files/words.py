"""How files are told: what they are, and how large."""

from eventnet.body_limit import KILOBYTE, MEGABYTE
from eventnet.files.models import GroupFile, Kind
from eventnet.i18n import gettext as _


def in_words(file: GroupFile) -> str:
    """Say what a file is, and how large."""
    return f"{kind_in_words(file.kind)}, {size_in_words(file.size)}"


def kind_in_words(kind: Kind) -> str:
    """Name a kind."""
    return {
        Kind.PICTURE: _("Picture"),
        Kind.PDF: _("PDF"),
        Kind.DOCUMENT: _("Document"),
        Kind.SHEET: _("Sheet"),
        Kind.SLIDES: _("Slides"),
        Kind.TEXT: _("Text"),
    }[kind]


def size_in_words(size: int) -> str:
    """Say how large something is."""
    if size < MEGABYTE:
        return _("%(size)d kB", size=max(1, round(size / KILOBYTE)))
    return _("%(size)s MB", size=f"{size / MEGABYTE:.1f}".removesuffix(".0"))
