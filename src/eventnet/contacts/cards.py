"""Contact cards: details as vCard 3.0 (RFC 2426), which phones and mail programs take."""

from collections.abc import Iterable

from icalendar import Component, vText, vUri
from icalendar.prop import vN, vOrg
from starlette.responses import Response

from eventnet.contacts.queries import Details
from eventnet.forms import clean_line
from eventnet.settings import Settings


class Card(Component):
    """One card."""

    name = "VCARD"


def card_response(settings: Settings, people: Iterable[tuple[Details, str]], name: str) -> Response:
    """Answer with their cards, to be kept as the file `name`, which is plain ASCII."""
    return Response(
        cards(people, settings.origin.partition("://")[2]),
        media_type="text/vcard",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def cards(people: Iterable[tuple[Details, str]], host: str) -> bytes:
    """Write a card for each of these people, with what is noted of them, one after the other."""
    return b"".join(_card(person, note, host) for person, note in people)


def _card(person: Details, note: str, host: str) -> bytes:
    card = Card()
    card.add("VERSION", vText("3.0"))
    card.add("UID", vText(f"{person.attendance_id}@{host}"))
    card.add("FN", vText(_line(person.name)))
    # Which part of a name is the family's nobody told us; a semicolon would begin the next part.
    card.add("N", vN(("", _line(person.name).replace(";", ","), "", "", "")))
    if person.organization:
        card.add("ORG", vOrg((_line(person.organization).replace(";", ","),)))
    if person.headline:
        card.add("TITLE", vText(_line(person.headline)))
    if person.email:
        card.add("EMAIL", vText(_line(person.email)))
    if person.phone:
        card.add("TEL", vText(_line(person.phone)))
    for link in person.links:
        card.add("URL", vUri(_line(link)))
    card.add("NOTE", vText(note))
    return bytes(card.to_ical(sorted=False))


def _line(text: str) -> str:
    return str(clean_line(text))
