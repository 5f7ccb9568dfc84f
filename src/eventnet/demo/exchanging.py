"""Who in the demo exchanged contact details, and who shows a code."""

from sqlmodel import Session

from eventnet.contacts.actions import Choice, choose, exchange
from eventnet.contacts.codes import Shown
from eventnet.contacts.models import ContactCard
from eventnet.database import writing
from eventnet.demo.asking import FIONA, attendances
from eventnet.events.models import Event

ANNIKA = "annika.ahlstrom@norrvik.example"
KAREN = "karen.kjaer@fjernlun.example"
SHARED = {
    FIONA: Choice(email=True, organization=True, phone="+44 20 7946 0018"),
    ANNIKA: Choice(email=True, organization=True, links=True),
    KAREN: Choice(organization=True, phone="+45 32 55 01 99"),
}
EXCHANGED = ((ANNIKA, FIONA), (FIONA, KAREN))
"""Who read whose code."""


def swap_cards(session: Session, event: Event) -> None:
    """Let them choose what they share, and exchange."""
    ids = attendances(session, event)
    with writing(session):
        for email, choice in SHARED.items():
            choose(session, event, ids[email], choice)
        for reader, shower in EXCHANGED:
            code = session.get_one(ContactCard, ids[shower]).code
            shown = Shown(ids[shower], code)
            exchange(session, event, ids[reader], shown, SHARED[reader])
