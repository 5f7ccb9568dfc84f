"""Badges: a name that is read across a table, and the code that a camera reads."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from eventnet.contacts.codes import Shown, as_svg, token_for
from eventnet.contacts.models import ContactCard
from eventnet.events.models import Event
from eventnet.i18n import gettext as _
from eventnet.organize.roll import Entry
from eventnet.paper.typesetting import breakable, typeset
from eventnet.settings import Settings
from eventnet.theming import contrast

PART = 500
"""So many badges are a file: about a second's work, and as much paper as a printer takes."""
EXCHANGE = "/e/{event}/exchange/{token}"
WHITE, BLACK = "#ffffff", "#000000"


@dataclass(frozen=True)
class Size:
    """A badge, in millimetres, and how many stand on a page of A4."""

    width: int
    height: int
    columns: int
    rows: int

    @property
    def margins(self) -> dict[str, float]:
        """Return what is left of the page at its sides, and above and below."""
        return {
            "margin_x": (210 - self.columns * self.width) / 2,
            "margin_y": (297 - self.rows * self.height) / 2,
        }


SIZES = {"eight": Size(90, 68, 2, 4), "card": Size(86, 54, 2, 5), "four": Size(105, 148, 2, 2)}


def sizes() -> list[tuple[str, str]]:
    """Return the sizes in words."""
    return [
        ("eight", _("90 × 68 mm, eight on a page")),
        ("card", _("86 × 54 mm, ten on a page")),
        ("four", _("105 × 148 mm (A6), four on a page")),
    ]


def badges(
    session: Session,
    settings: Settings,
    event: Event,
    people: Sequence[Entry],
    size: Size,
    *,
    codes: bool,
) -> bytes:
    """Return the badges of these people as a PDF."""
    ids = {one.attendance.id for one in people} if codes else set()
    addresses = _addresses(session, settings, event, ids)
    return typeset(
        "badges",
        {
            "event": event.name,
            "accent": event.accent,
            "on_accent": max((WHITE, BLACK), key=lambda ink: contrast(ink, event.accent)),
            "width": size.width,
            "height": size.height,
            "columns": size.columns,
            **size.margins,
            "people": [_badge(one, addresses.get(one.attendance.id, "")) for one in people],
        },
    )


def _badge(one: Entry, address: str) -> dict[str, Any]:
    stand = one.attendance.stand
    return {
        "name": breakable(one.called),
        "organization": breakable(one.organization),
        "role": one.role,
        "place": _("Stand %(stand)s", stand=stand) if stand else "",
        "code": as_svg(address) if address else "",
    }


def _addresses(
    session: Session, settings: Settings, event: Event, ids: Collection[str]
) -> dict[str, str]:
    """Return where the code of each leads who has one: who chose what to share."""
    if not ids:
        return {}
    query = select(ContactCard.attendance_id, ContactCard.code).where(
        ContactCard.event_id == event.id, col(ContactCard.attendance_id).in_(ids)
    )
    return {
        key: settings.origin
        + EXCHANGE.format(event=event.slug, token=token_for(settings.key, Shown(key, code)))
        for key, code in session.exec(query)
    }
