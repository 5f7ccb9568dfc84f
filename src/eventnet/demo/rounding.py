"""Round tables that the demo's people host, who has a seat there, and who wishes for one."""

from typing import NamedTuple

from sqlmodel import Session

from eventnet.database import writing
from eventnet.demo.asking import FIONA, TOMAS, attendances
from eventnet.demo.exchanging import ANNIKA, KAREN
from eventnet.events.models import Event
from eventnet.hosting.actions import open_slots, propose
from eventnet.hosting.forms import TableFields
from eventnet.hosting.sitting import take_seat, wish_for_seat

MATHIEU = "mathieu.lefort@iskele.example"
TERESA = "teresa.barroca@foznova.example"
IN_EACH_SLOT = 3


class Round(NamedTuple):
    """What somebody proposes, in which of their free times, and who comes."""

    host: str
    title: str
    about: str
    seats: int
    time: int
    sit: tuple[str, ...] = ()
    wish: tuple[str, ...] = ()


ROUNDS = (
    Round(
        KAREN,
        "Measuring what did not happen",
        "Floods that stayed away, pipes that held: how do you show a council what it got for its "
        "money? Bring one number that you trust and one that you do not.",
        6,
        4,
        sit=(MATHIEU, TERESA),
        wish=(FIONA,),
    ),
    Round(
        ANNIKA,
        "Heat pumps in listed streets",
        "For town halls with old houses, and for those who build in them.",
        3,
        9,
        sit=(TOMAS, MATHIEU, TERESA),
        wish=(KAREN,),
    ),
    Round(
        TOMAS,
        "Open permit data that somebody reads",
        "Three formats, no readers. What would make you open the file?",
        8,
        14,
        wish=(FIONA, TERESA),
    ),
)


def gather_round(session: Session, event: Event) -> None:
    """Let the organizers make room for round tables, and people propose, sit and wish."""
    ids = attendances(session, event)
    with writing(session):
        event.round_tables = IN_EACH_SLOT
        session.add(event)
        session.flush()
        for one in ROUNDS:
            slot = open_slots(session, event, ids[one.host])[one.time]
            wanted = TableFields(title=one.title, about=one.about, seats=one.seats, slot=slot.id)
            table = propose(session, event.id, ids[one.host], wanted)
            for guest in one.sit:
                take_seat(session, event.id, ids[guest], table.id)
            for guest in one.wish:
                wish_for_seat(session, event.id, ids[guest], table.id)
