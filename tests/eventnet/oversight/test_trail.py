"""The trail on its page and as a file."""

import csv
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from sqlmodel import Session, select

from eventnet.accounts.models import Account
from eventnet.arrivals.models import TicketImport
from eventnet.audit import ERASED, AuditEntry
from eventnet.events.models import Attendance, Event
from eventnet.matching.models import Run, RunState
from tests.browser import Browser, text_of
from tests.eventnet.world.reading import Reader
from tests.factories import a_role, an_account, an_attendee, an_event, save
from tests.queries import counted
from tests.scripts import PROBE, runs_nowhere

Open = Callable[[], Browser]
PAGE = "/e/spring/organize/trail"
NOON = datetime(2027, 3, 9, 12, tzinfo=UTC)


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slug="spring", organizer=an_account(session, "olga@example.org"))


@pytest.fixture
def ada(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Ada Lovell", "ada@example.org")


@pytest.fixture
def olga(event: Event, browser: Open) -> Browser:
    return browser().sign_in("olga@example.org")


def id_of(session: Session, email: str) -> str:
    return session.exec(select(Account.id).where(Account.email == email)).one()


def a_deed(
    session: Session,
    event: Event,
    deed: str,
    minutes: int = 0,
    who: str | None = None,
    **more: object,
) -> None:
    """Write a deed down, so many minutes after noon."""
    subject = str(more.pop("subject", ""))
    save(
        session,
        AuditEntry(
            at=NOON + timedelta(minutes=minutes),
            account_id=who,
            event_id=event.id,
            deed=deed,
            subject=subject,
            detail=more,
        ),
    )


def rows(answer_text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(answer_text.removeprefix("\ufeff"))))[1:]


def some_deeds(session: Session, event: Event, ada: Attendance) -> None:
    olga = id_of(session, "olga@example.org")
    a_deed(session, event, "event.look", 0, olga)
    a_deed(session, event, "attendance.changed", 1, olga, subject=ada.id, role="Buyer", stand="")
    a_deed(session, event, "meetings.cancelled", 2, None, subject=ada.id, meetings=2, why="left")
    a_deed(session, event, "organizer.removed", 3, ERASED, subject=ERASED)
    a_deed(session, event, "tickets.uploaded", 60 * 24, olga, subject="gone", file="Gäste.csv")


TOLD = [
    ["2027-03-10 12:00:00", "olga@example.org", "uploaded a ticket file: Gäste.csv", ""],
    [
        "2027-03-09 12:03:00",
        "Somebody whose account is gone",
        "took somebody out of the team",
        "Somebody whose account is gone",
    ],
    [
        "2027-03-09 12:02:00",
        "The site",
        "called off 2 meetings: they left the event",
        "Ada Lovell",
    ],
    [
        "2027-03-09 12:01:00",
        "olga@example.org",
        "changed the role or the stand: Buyer",
        "Ada Lovell",
    ],
    ["2027-03-09 12:00:00", "olga@example.org", "changed colour or logo", ""],
]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [0, 1, 2, 3, 4]),
        ("who=site", [2]),
        ("who=OLGA", [0, 3, 4]),
        ("kind=people", [2, 3]),
        ("person=ADA", [2, 3]),
        ("day=2027-03-10", [0]),
        ("day=2027-02-30", [0, 1, 2, 3, 4]),
        ("day=9999-12-31", [0, 1, 2, 3, 4]),
        ("q=lovell", [2, 3]),
        ("q=G%C3%A4ste", [0]),
        ("q=olga+colour", [4]),
        ("q=%25", []),
        ("kind=nonsense", [0, 1, 2, 3, 4]),
        ("who=nobody%C3%A9", []),
        ("q=lovell&kind=tickets", []),
    ],
)
def test_the_file_and_the_page_hold_what_is_asked_for(
    session: Session, event: Event, ada: Attendance, olga: Browser, query: str, found: list[int]
) -> None:
    some_deeds(session, event, ada)
    query = query.replace("OLGA", id_of(session, "olga@example.org")).replace("ADA", ada.id)
    page = text_of(olga.get(f"{PAGE}?{query}").text)
    for number, line in enumerate(TOLD):
        assert (line[2] in page) is (number in found), line
    told = rows(olga.get(f"{PAGE}/file.csv?{query}").content.decode())
    assert told == [TOLD[number] for number in found]
    assert ("Times are in Europe/Lisbon." in page) is bool(found)


def test_the_page_leads_to_the_person_and_to_whoever_did_it(
    session: Session, event: Event, ada: Attendance, olga: Browser
) -> None:
    some_deeds(session, event, ada)
    page = olga.get(PAGE).text
    assert f'href="/e/spring/organize/people/{ada.id}"' in page
    assert f'href="{PAGE}?who={id_of(session, "olga@example.org")}"' in page
    assert f'href="{PAGE}?person={ada.id}"' in olga.get(f"/e/spring/organize/people/{ada.id}").text


def test_what_a_deed_was_done_to_opens(
    session: Session, event: Event, ada: Attendance, olga: Browser
) -> None:
    run = Run(event_id=event.id, number=3, time_limit=5, state=RunState.FAILED)
    file = TicketImport(event_id=event.id, file_name="guests.csv", data=b"Name,E-mail\n")
    role = a_role(session, event, "Buyer")
    save(session, run, file)
    a_deed(session, event, "run.started", subject=run.id, number=3)
    a_deed(session, event, "tickets.uploaded", subject=file.id, file="guests.csv")
    a_deed(session, event, "role.changed", subject=role.id)
    a_deed(session, event, "attendance.changed", subject=ada.id)
    read = Reader(olga.get(PAGE).text)
    links = {
        attributes.get("href", "")
        for tag, attributes in read.elements
        if tag == "a" and attributes.get("dir") == "auto" and "/organize/" in attributes["href"]
    }
    assert links == {
        "/e/spring/organize/runs/3",
        f"/e/spring/organize/imports/{file.id}",
        f"/e/spring/organize/roles/{role.id}",
        f"/e/spring/organize/people/{ada.id}",
    }
    assert {olga.get(link).status_code for link in links} == {200}


def test_another_events_deeds_are_not_there(session: Session, event: Event, olga: Browser) -> None:
    other = an_event(session, slug="autumn")
    bob = an_attendee(session, other, "Bob Foreign")
    a_deed(session, other, "attendance.removed", subject=bob.id)
    a_deed(session, event, "attendance.removed", subject=bob.id)  # an id of elsewhere has no name
    told = rows(olga.get(f"{PAGE}/file.csv?q=foreign").content.decode())
    assert told == []
    assert "Foreign" not in olga.get(PAGE).text


def test_a_file_is_written_down_with_how_much_it_held(
    session: Session, event: Event, ada: Attendance, olga: Browser
) -> None:
    some_deeds(session, event, ada)
    answer = olga.get(f"{PAGE}/file.xlsx?kind=people")
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    told = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert told[1:] == [TOLD[2], TOLD[3]]
    session.rollback()
    entry = session.exec(select(AuditEntry).where(AuditEntry.deed == "trail.exported")).one()
    assert (entry.event_id, entry.detail) == (event.id, {"entries": 2, "file": "xlsx"})
    assert "exported 2 entries of this trail" in text_of(olga.get(PAGE).text)
    assert olga.get(f"{PAGE}/file.pdf").status_code == 404


def test_no_cell_of_a_file_is_a_formula(session: Session, event: Event, olga: Browser) -> None:
    ada = an_attendee(session, event, "=HYPERLINK(1)")
    a_deed(session, event, "attendance.removed", subject=ada.id)
    assert rows(olga.get(f"{PAGE}/file.csv").content.decode())[0][3] == "'=HYPERLINK(1)"
    sheet = load_workbook(BytesIO(olga.get(f"{PAGE}/file.xlsx").content)).active
    assert sheet is not None
    cells = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row}
    assert cells["=HYPERLINK(1)"] in {"s", "inlineStr"}


def test_a_page_asks_as_much_for_thirty_entries_as_for_one(
    session: Session, event: Event, ada: Attendance, olga: Browser
) -> None:
    a_deed(session, event, "event.look")
    totals = []
    for _time in range(2):
        with counted(session) as count:
            olga.read(PAGE)
        totals.append(count.total)
        role = a_role(session, event)
        for number in range(10):
            bob = an_attendee(session, event, f"Bob {number}")
            a_deed(session, event, "attendance.removed", number, subject=bob.id)
            a_deed(session, event, "role.changed", number, subject=role.id)
            a_deed(session, event, "organizer.added", number, an_account(session).id, subject="x")
    assert totals[0] == totals[1]


def test_a_long_trail_has_pages_and_its_file_has_all(
    session: Session, event: Event, olga: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eventnet.oversight.entries.CHUNK", 7)
    entries = [
        AuditEntry(at=NOON, event_id=event.id, deed="grid.added", detail={"slots": number})
        for number in range(2, 62)
    ]
    save(session, *entries)  # all at one moment: the id decides, and none is lost or told twice
    first, second = olga.get(PAGE).text, olga.get(f"{PAGE}?page=2").text
    assert (first.count("<tr>"), second.count("<tr>")) == (51, 11)
    told = rows(olga.get(f"{PAGE}/file.csv").content.decode())
    assert {line[2] for line in told} == {f"added {number} slots" for number in range(2, 62)}
    assert len(told) == 60


def test_stored_scripts_run_nowhere(session: Session, event: Event, olga: Browser) -> None:
    ada = an_attendee(session, event, PROBE)
    a_deed(session, event, "attendance.changed", subject=ada.id, role=PROBE, stand=PROBE)
    a_deed(session, event, "tickets.uploaded", subject="x", file=PROBE)
    a_deed(session, event, "role.removed", subject="x", name=PROBE)
    for query in ("", f"?q={PROBE}&who={PROBE}&person={PROBE}&day={PROBE}&kind={PROBE}"):
        assert runs_nowhere(olga.get(f"{PAGE}{query}").text)
