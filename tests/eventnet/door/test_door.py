"""At the door: who is let in by what, whom it refuses in words, and that a second scan says so."""

from collections.abc import Callable
from threading import Barrier

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.arrivals.models import Ticket, TicketStatus
from eventnet.arrivals.readers import DERIVED
from eventnet.audit import AuditEntry
from eventnet.contacts.actions import Choice, choose, renew_code
from eventnet.contacts.codes import Shown
from eventnet.contacts.codes import token_for as contact_token
from eventnet.contacts.models import ContactCard
from eventnet.day.checking_in import check_in
from eventnet.day.models import CheckIn
from eventnet.door import actions
from eventnet.door.actions import let_in
from eventnet.door.codes import Pass, token_for
from eventnet.events.models import Attendance, Event
from eventnet.settings import Settings
from tests.browser import Browser
from tests.eventnet.board.desk import a_desk
from tests.eventnet.day.day import minutes_in
from tests.eventnet.people.person import Person, signed_in
from tests.eventnet.people.secrets import email_of
from tests.factories import an_attendee, an_event, save
from tests.queries import counted
from tests.races import at_once, only_where_writes_are_many

Open = Callable[[], Browser]


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session)


@pytest.fixture
def ada(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Ada Lane")


@pytest.fixture
def ticket(session: Session, event: Event, ada: Attendance) -> Ticket:
    made = Ticket(
        event_id=event.id,
        source="sheet",
        reference="T-77",
        status=TicketStatus.VALID,
        attendance_id=ada.id,
    )
    save(session, made)
    return made


@pytest.fixture
def desk(session: Session, event: Event, browser: Open) -> Callable[[], Person]:
    """Return a function that opens the door's browser, at the time that it is then."""
    a_desk(session, event)
    return lambda: Person(browser().sign_in("desk@example.org"), session)


Desk = Callable[[], Person]


def door(event: Event) -> str:
    return f"/e/{event.slug}/organize/door"


def inside(session: Session) -> list[str]:
    session.rollback()
    return sorted(
        row.attendance_id for row in session.exec(select(CheckIn)) if row.door_at is not None
    )


def codes(session: Session, settings: Settings, event: Event, ada: Attendance) -> list[str]:
    """Return everything by which somebody is known at the door."""
    choose(session, event, ada.id, Choice())
    code = session.get_one(ContactCard, ada.id).code
    token = token_for(settings.key, Pass(event.id, ada.id))
    shown = contact_token(settings.key, Shown(ada.id, code))
    here = f"{settings.origin}/e/{event.slug}"
    return [
        f"{here}/organize/door?code={token}",
        token,
        f"{here}/exchange/{shown}",
        f"{code[:4]} {code[4:]}".upper(),
        "T-77",
        email_of(session, ada),
    ]


def test_each_code_ticket_and_address_lets_in_and_the_second_time_says_since_when(
    session: Session, event: Event, ada: Attendance, ticket: Ticket, desk: Desk, settings: Settings
) -> None:
    for code in codes(session, settings, event, ada):
        with minutes_in(1):
            page = desk()
            answer = page.post(door(event), {"code": code})
            assert answer.status_code == 303, code
            words = page.read(answer.headers["location"])
            assert "Checked in at 09:01 Ada Lane Visitor spreadsheet T-77" in words
            assert "1 of 1 who attend are here today" in words
        with minutes_in(5):
            page = desk()
            words = page.read(page.post(door(event), {"code": code}).headers["location"])
            assert "Here since 09:01 Ada Lane" in words
            assert inside(session) == [ada.id]
            back = page.post(f"{door(event)}/{ada.id}/back")
            assert "Not checked in Ada Lane" in page.read(back.headers["location"])
            assert inside(session) == []
    trail = session.exec(select(AuditEntry.deed)).all()
    assert sorted(trail) == ["door.back"] * 6 + ["door.in"] * 6


def test_a_name_is_looked_up_and_a_tap_lets_in(
    session: Session, event: Event, ada: Attendance, desk: Desk
) -> None:
    an_attendee(session, event, "Bo Lane")
    with minutes_in(1):
        page = desk()
        to = page.post(door(event), {"code": "lane"}).headers["location"]
        assert "2 people for “lane” Ada Lane Visitor No ticket Check in : Ada Lane" in page.read(to)
        assert inside(session) == []
        assert page.post(f"{door(event)}/{ada.id}/in").status_code == 303
        assert inside(session) == [ada.id]
        assert "Here since 09:01" in page.read(to)
        nobody = page.post(door(event), {"code": "zz top"}).headers["location"]
        assert "Nobody who attends is called “zz top”" in page.read(nobody)


def test_an_order_of_several_tickets_shows_who_comes_with_it(
    session: Session, event: Event, ada: Attendance, desk: Desk
) -> None:
    bo = an_attendee(session, event, "Bo")
    for number, one in enumerate((ada, bo), 1):
        reference = f"ORDER9{DERIVED}{number}"
        save(
            session,
            Ticket(
                event_id=event.id,
                source="sheet",
                reference=reference,
                status=TicketStatus.VALID,
                attendance_id=one.id,
            ),
        )
    with minutes_in(1):
        page = desk()
        words = page.read(f"{door(event)}?q=ORDER9")
    assert "2 people for “ORDER9”" in words


def test_codes_of_others_and_old_ones_are_refused_in_words(
    session: Session, event: Event, ada: Attendance, ticket: Ticket, desk: Desk, settings: Settings
) -> None:
    other = an_event(session)
    cy = an_attendee(session, other, "Cy")
    choose(session, other, cy.id, Choice())
    theirs = session.get_one(ContactCard, cy.id).code
    foreign = token_for(settings.key, Pass(other.id, cy.id))
    own_contact = codes(session, settings, event, ada)[2]
    renew_code(session, ada.id)
    forged = token_for("another key of forty characters at least", Pass(event.id, ada.id))
    here = f"{settings.origin}/e/{event.slug}"
    refused = [
        (foreign, "This code is of another event."),
        (
            f"{here}/exchange/{contact_token(settings.key, Shown(cy.id, theirs))}",
            "This code is of another event.",
        ),
        (own_contact, "This code was renewed since"),
        (f"{here}/organize/door?code={forged}", "This is no code of this event."),
        ("https://tickets.example/abc", "This is no code of this event."),
        ("", "Please fill this in."),
    ]
    with minutes_in(1):
        page = desk()
        for code, words in refused:
            answer = page.post(door(event), {"code": code})
            assert answer.status_code == 422, code
            assert words in answer.text
        ada.left_at = clock.now()
        save(session, ada)
        gone = page.post(door(event), {"code": "T-77"})
        assert gone.status_code == 422
        assert "They do not attend any more" in gone.text
    early = desk().post(door(event), {"code": "T-77"})
    assert "It is not under way now." in early.text
    assert inside(session) == []


def test_a_ticket_that_is_cancelled_is_said(
    session: Session, event: Event, ada: Attendance, ticket: Ticket, desk: Desk
) -> None:
    ticket.status = TicketStatus.CANCELLED
    save(session, ticket)
    with minutes_in(1):
        assert "spreadsheet T-77 · cancelled" in desk().read(f"{door(event)}?q=ada")


def test_a_pass_names_a_ticket_only_by_its_number(
    session: Session, event: Event, ada: Attendance, ticket: Ticket, browser: Open
) -> None:
    own, page = signed_in(browser, session, ada), f"/e/{event.slug}/pass"
    assert "spreadsheet T-77" in own.read(page)
    session.rollback()
    ticket.reference = f"{DERIVED}ada@example.org"
    save(session, ticket)
    assert "spreadsheet" not in own.read(page)


def test_an_address_lets_nobody_in_by_itself(
    session: Session, event: Event, ada: Attendance, desk: Desk, browser: Open, settings: Settings
) -> None:
    with minutes_in(1):
        own = signed_in(browser, session, ada)
        assert "QR code for the door" in own.get(f"/e/{event.slug}/pass").text
        token = token_for(settings.key, Pass(event.id, ada.id))
        page = desk()
        assert "Check in : Ada Lane" in page.read(f"{door(event)}?code={token}")
        assert own.get(f"{door(event)}?code={token}").status_code == 404
    assert session.exec(select(CheckIn)).all() == []


def test_what_they_said_themselves_stays_when_the_door_takes_back(
    session: Session, event: Event, ada: Attendance, desk: Desk
) -> None:
    with minutes_in(-60):
        check_in(session, event, ada.id, "red hat")
    with minutes_in(1):
        page = desk()
        assert "Not checked in Ada" not in page.read(f"{door(event)}?last={ada.id}")
        assert "Says to be here since 08:00" in page.read(f"{door(event)}?last={ada.id}")
        page.post(f"{door(event)}/{ada.id}/in")
        page.post(f"{door(event)}/{ada.id}/back")
    session.rollback()
    row = session.exec(select(CheckIn)).one()
    assert (row.look, row.door_at) == ("red hat", None)


def test_htmx_gets_the_part_that_changes(
    session: Session, event: Event, ada: Attendance, desk: Desk
) -> None:
    with minutes_in(1):
        part = desk().get(f"{door(event)}?q=ada", **{"hx-request": "true"}).text
    assert part.strip().startswith('<section id="door-result"')
    assert "<html" not in part


def test_two_doors_at_once_let_in_once(
    session: Session, app: Starlette, event: Event, desk: Desk
) -> None:
    for number in range(10):
        one = an_attendee(session, event, f"Ada {number}")

        def scan(own: Session, key: str = one.id) -> object:
            with minutes_in(1):
                return let_in(own, own.get_one(Event, event.id), key, "desk")

        assert sorted(at_once(app, scan, scan), key=str) == [False, True]
        session.rollback()
        trail = select(AuditEntry).where(AuditEntry.subject == one.id)
        assert len(session.exec(trail).all()) == 1


def test_without_the_hold_two_doors_let_in_twice(
    session: Session, app: Starlette, event: Event, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    one = an_attendee(session, event)
    with minutes_in(-60):
        check_in(session, event, one.id, "")
    event_id, own_id = event.id, one.id
    both_have_read = Barrier(2, timeout=60)

    def careless(own: Session, key: str, _event: Event) -> CheckIn:
        found = own.exec(select(CheckIn).where(CheckIn.attendance_id == key)).one()
        both_have_read.wait()
        return found

    def scan(own: Session) -> object:
        with minutes_in(1):
            return let_in(own, own.get_one(Event, event_id), own_id, "desk")

    monkeypatch.setattr(actions, "_hold", lambda *_known: None)
    monkeypatch.setattr(actions, "_own", careless)
    assert at_once(app, scan, scan) == [True, True]


def test_a_search_takes_the_same_number_of_statements_for_one_and_for_many(
    session: Session, event: Event, ada: Attendance, desk: Desk
) -> None:
    totals = []
    with minutes_in(1):
        page = desk()
        for number in (0, 11):
            for more in range(number):
                an_attendee(session, event, f"Ada {more}")
            page.get(f"{door(event)}?q=ada")
            with counted(session) as count:
                page.get(f"{door(event)}?q=ada")
            totals.append(count.total)
    assert totals[0] == totals[1]
