"""Requests that the demo's people made before it begins, one in each state."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import NamedTuple

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.database import writing
from eventnet.events.models import Attendance, Event
from eventnet.meetings.arranging import free_slots
from eventnet.requests.actions import accept, decline, propose
from eventnet.requests.making import ask

FIONA = "fiona.hathersage@plainpermit.example"
TOMAS = "tomas.barroca@escuta.example"


class Asked(NamedTuple):
    """Who asked whom, in which words; for which of their free times (None: any); what then."""

    by: str
    whom: str
    message: str
    time: int | None = None
    then: str = ""
    reply: str = ""
    days_ago: int = 0


REQUESTS = (
    Asked(
        "teresa.barroca@foznova.example",
        FIONA,
        "We publish our permits as open data and nobody reads them. You seem to have found out "
        "why. Twenty minutes, any time?",
    ),
    Asked(
        "mathieu.lefort@iskele.example",
        FIONA,
        "Your evaluation of the permit pilot is on my desk, with three question marks in it.",
        time=3,
    ),
    Asked(
        FIONA,
        "karen.kjaer@fjernlun.example",
        "I would like to hear how you measured whether it worked.",
        time=1,
        then="propose",
        reply="Gladly, but I am on stage then. Would this do?",
    ),
    Asked(
        FIONA,
        "annika.ahlstrom@norrvik.example",
        "You look for pilot sites, and we have two that nobody has asked for.",
        time=5,
    ),
    Asked(
        FIONA,
        "bohdan.tkachuk@amisdelaloue.example",
        "Leak detection: may I show you our map?",
        then="decline",
        reply="Thank you for asking. My two days are full; do write to me after the event.",
        days_ago=1,
    ),
    Asked(
        FIONA,
        "rai.nogueira@norrvik.example",
        "A word about tourism pressure?",
        days_ago=4,
    ),
    Asked(
        "nuria.olmedo@escuelanorte.example",
        TOMAS,
        "Our school yard floods in spring and burns in summer. You plan for droughts: who plans "
        "for both?",
        time=2,
    ),
    Asked(
        TOMAS,
        "kasper.holmgaard@genbrugssten.example",
        "Smart meters for rain water: are you the one to ask?",
    ),
    Asked(
        "elodie.guerin@montesanto.example",
        "florian.reimers@lindenhafen.example",
        "Shall we compare our two harbours?",
        time=4,
        then="accept",
    ),
)


def ask_around(session: Session, event: Event) -> None:
    """Let them ask, and some answer, the way people do on the pages."""
    ids = attendances(session, event)
    with writing(session):
        for one in REQUESTS:
            with _days_ago(one.days_ago):
                _make(session, event, ids[one.by], ids[one.whom], one)


def attendances(session: Session, event: Event) -> dict[str, str]:
    """Return everybody's attendance, by address."""
    rows = session.exec(
        select(Account.email, Attendance.id)
        .join(Membership, col(Membership.account_id) == Account.id)
        .join(Attendance, col(Attendance.membership_id) == Membership.id)
        .where(Attendance.event_id == event.id)
    )
    return dict(rows.all())


@contextmanager
def _days_ago(days: int) -> Iterator[None]:
    with clock.at(clock.now() - timedelta(days=days)):
        yield


def _make(session: Session, event: Event, by: str, whom: str, one: Asked) -> None:
    free = free_slots(session, event.id, [by, whom])
    slot_id = None if one.time is None else free[one.time].id
    made = ask(session, event, by, whom, slot_id=slot_id, message=one.message)
    if one.then == "accept":
        accept(session, made.id, whom)
    elif one.then == "decline":
        decline(session, made.id, whom, one.reply)
    elif one.then == "propose":
        propose(session, made.id, whom, free[-1].id, one.reply)
