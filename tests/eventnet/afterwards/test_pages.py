"""What came of an event, as organizers read it."""

from datetime import UTC, date, datetime, timedelta
from html import unescape
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.afterwards.report import read_report
from eventnet.communities.models import Community
from eventnet.day.models import MeetingSign
from eventnet.events.models import Attendance, Event, Role
from eventnet.meetings.models import Meeting, MeetingState
from eventnet.outcomes.models import Happened, Promise, PromiseState, Worth
from eventnet.wishes.models import Wish, WishKind
from tests.browser import Browser
from tests.eventnet.afterwards.conftest import (
    AFTERWARDS,
    PAGE,
    everybody_meets,
    some_people,
    tell,
)
from tests.eventnet.afterwards.reading import csv_rows, from_page, from_paper, from_rows, xlsx_rows
from tests.factories import a_meeting, an_event, save
from tests.queries import counted


def test_with_nothing_yet_each_part_says_so(organizer: Browser) -> None:
    page = organizer.read(PAGE)
    for sentence in (
        "No meeting was ever planned.",
        "No rating counts yet.",
        "Nobody has written down a next step yet.",
        "No two people have said that they want to meet.",
        "Fewer than 5 people take part: too few to show.",
    ):
        assert sentence in page
    assert "The event is not over yet" not in page
    assert from_page(organizer) == {}


def test_before_it_is_over_the_page_says_so(organizer: Browser) -> None:
    with clock.at(datetime(2027, 5, 11, 12, tzinfo=UTC)):
        assert "The event is not over yet. This is what is known so far." in organizer.read(PAGE)


def a_meeting_of_each_kind(session: Session, event: Event) -> None:
    """Let there be a meeting, or two, of each thing that can be known of one."""
    people = some_people(session, event, 20)
    twos = iter(
        [
            a_meeting(session, event, people[at], people[at + 1], slot=0, table=at + 1)
            for at in range(0, 20, 2)
        ]
    )

    def of(meeting: Meeting) -> list[Attendance]:
        at = (meeting.table_number or 1) - 1
        return people[at : at + 2]

    for answers in (
        (Happened.YES, Happened.YES),
        (Happened.YES,),
        (Happened.YES, Happened.THEY_MISSED),
        (Happened.I_MISSED, Happened.THEY_MISSED),
        (Happened.I_MISSED,),
    ):
        meeting = next(twos)
        for who, happened in zip(of(meeting), answers, strict=False):
            tell(session, meeting, who, happened)
    here, missing, off = next(twos), next(twos), next(twos)
    at = datetime(2027, 5, 11, 8, 1, tzinfo=UTC)
    save(
        session,
        MeetingSign(meeting_id=here.id, attendance_id=of(here)[0].id, here_at=at),
        MeetingSign(meeting_id=missing.id, attendance_id=of(missing)[0].id, missing_at=at),
    )
    off.state, off.live = MeetingState.CANCELLED, False
    missed = next(twos)
    missed.state, missed.live = MeetingState.MISSED, False
    save(session, off, missed)


def test_meetings_are_counted_by_what_is_known_of_them(
    session: Session, event: Event, organizer: Browser
) -> None:
    a_meeting_of_each_kind(session, event)
    said = from_page(organizer)
    assert {name: said[name] for name in list(said)[:7]} == {
        "Planned": "10",
        "Called off": "1",
        "Declined": "0",
        "Never answered": "0",
        "Their time has passed": "9",
        "Held": "3",
        "Did not take place": "4",
    }
    bars = {name: said[f"How one knows: {name}"] for name in ("Held: both said so",)}
    how = {n.split(": ", 1)[1]: v for n, v in said.items() if n.startswith("How one knows")}
    assert bars == {"Held: both said so": "1"}
    assert how == {
        "Held: both said so": "1",
        "Held: one said so, the other nothing": "1",
        "Held: signs of the day, nobody said anything": "1",
        "Unclear: one says yes, one says no": "1",
        "Not held: somebody did not come": "4",
        "Unknown: nobody said anything": "1",
    }


def test_a_meeting_ahead_is_planned_and_nothing_more(
    session: Session, event: Event, organizer: Browser
) -> None:
    everybody_meets(session, event, some_people(session, event, 10), slots=1)
    with clock.at(datetime(2027, 5, 11, 7, tzinfo=UTC)):
        said = from_page(organizer)
    assert (said["Planned"], said["Their time has passed"]) == ("5", "0")


def test_fairness_is_over_people_and_by_role(
    session: Session, event: Event, organizer: Browser
) -> None:
    visitors = some_people(session, event, 12)
    others = some_people(session, event, 6, "Exhibitor")
    for role in session.exec(select(Role).where(col(Role.event_id) == event.id)):
        role.floor = 1
        save(session, role)
    everybody_meets(session, event, visitors, slots=3)
    for at, one in enumerate(others):
        tell(session, a_meeting(session, event, one, visitors[at], slot=5, table=at + 1), one)
    said = from_page(organizer)
    assert said["People"] == "18"
    assert said["Meetings each"] == "2.7"
    assert said["Without any"] == said["Below the floor"] == "fewer than 5"
    assert said["By role: Visitor (12 people)"] == "3.5"
    assert said["By role: Exhibitor (6 people)"] == "1"
    assert said["Share of the half with the fewest"] == "30"
    assert {
        name.partition(": ")[2]: value
        for name, value in said.items()
        if name.startswith("Meetings held, and")
    } == {"0–1 meetings each": "6", "2–3 meetings each": "6", "4+ meetings each": "6"}


def test_who_is_new_stands_beside_who_came_before(
    session: Session, event: Event, organizer: Browser
) -> None:
    people = some_people(session, event, 20)
    earlier = an_event(session, session.get_one(Community, event.community_id))
    earlier.starts_on = date(2026, 5, 1)
    save(session, earlier)
    role = session.exec(select(Role).where(Role.event_id == earlier.id)).one()
    for one in people[:10]:
        session.add(
            Attendance(event_id=earlier.id, membership_id=one.membership_id, role_id=role.id)
        )
    session.commit()
    everybody_meets(session, event, people, slots=2)
    said = from_page(organizer)
    assert said["New, and here before: New here (10 people)"] == "2"
    assert said["New, and here before: Here before (10 people)"] == "2"


def test_promises_and_wishes_are_counted_to_the_nearest_five(
    session: Session, event: Event, organizer: Browser
) -> None:
    people = some_people(session, event, 24)
    meetings = everybody_meets(session, event, people, slots=1)
    states = [PromiseState.DONE] * 6 + [PromiseState.OPEN] * 6
    for number, (meeting, state) in enumerate(zip(meetings, states, strict=True)):
        one, other = people[number], people[12 + number]
        due = AFTERWARDS.date() + timedelta(days=-1 if number < 7 else 1)
        save(
            session,
            Promise(
                event_id=event.id,
                meeting_id=meeting.id,
                by_id=one.id,
                to_id=other.id,
                maker_id=one.id,
                once=str(number),
                words="Marked promise",
                due_on=due,
                state=state,
            ),
        )
        for a, b in ((one, other), (other, one)):
            save(session, Wish(from_id=a.id, to_id=b.id, event_id=event.id, kind=WishKind.WANT))
    said = from_page(organizer)
    assert said["Agreed"] == "10"
    assert said["What became of them: Kept"] == "5"
    assert said["What became of them: Open, and not due yet"] == "5"
    assert said["What became of them: Overdue"] == "0"
    assert said["Mutual wishes"] == said["Of them met"] == "10"


def test_ratings_stand_beside_what_was_expected(
    session: Session, event: Event, organizer: Browser
) -> None:
    people = some_people(session, event, 80)
    everybody_meets(
        session, event, people, worth=lambda table: Worth.MUCH if table > 20 else Worth.LITTLE
    )
    said = from_page(organizer)
    assert said["People who rated"] == "80"
    assert said["Ratings"] == "80"
    assert said["Was it worth it?: Very much"] == "40"
    assert said["Was it worth it?: Not for me"] == "40"
    found = [int(v) for name, v in said.items() if name.startswith("Mean rating")]
    assert len(found) > 2
    assert found == sorted(found)
    assert (found[0], found[-1]) == (0, 100)


def test_each_file_says_the_same_and_what_each_figure_counts(
    session: Session, event: Event, organizer: Browser
) -> None:
    everybody_meets(
        session, event, some_people(session, event, 40), worth=lambda _table: Worth.SOME
    )
    said, rows, page = from_page(organizer), csv_rows(organizer), organizer.read(PAGE)
    assert len(said) > 20
    assert from_rows(rows) == said
    assert rows[0] == ["Part", "Figure", "Value", "What it counts"]
    assert xlsx_rows(organizer) == rows
    for *_figure, counts in rows[1:]:
        assert counts[-1] == "."
        assert counts in page
    paper = from_paper(event, read_report(session, event, AFTERWARDS))
    assert {name: value for name, (value, _counts) in paper.items()} == said
    assert {(name, counts) for name, (_value, counts) in paper.items()} == {
        (name, counts) for _part, name, _value, counts in rows[1:] if name
    }


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "مستثمر", "#set *text* $x$ " + "w" * 44])
def test_a_role_is_words_in_each_file_whatever_it_is_called(
    session: Session, event: Event, organizer: Browser, name: str
) -> None:
    role = session.exec(select(Role).where(Role.event_id == event.id)).one()
    people = some_people(session, event, 8) + some_people(session, event, 8, name)
    role.name = "@SUM(1)"
    save(session, role)
    everybody_meets(session, event, people)
    for row in csv_rows(organizer):
        assert not any(cell.startswith(("=", "@", "+", "-")) for cell in row)
    book = load_workbook(BytesIO(organizer.get(f"{PAGE}/file.xlsx").content))
    kinds = {cell.data_type for row in book.active.iter_rows() for cell in row}  # type: ignore[union-attr]
    assert kinds == {"s", "n"}
    answer = organizer.get(f"{PAGE}/file.pdf")
    assert answer.content.startswith(b"%PDF")
    assert 'filename="one-afterwards-2027-05-14.pdf"' in answer.headers["content-disposition"]
    shown = organizer.get(PAGE).text
    assert shown.count("network-node") == 2
    assert name in unescape(shown)


def test_in_the_workbook_numbers_are_numbers(
    session: Session, event: Event, organizer: Browser
) -> None:
    everybody_meets(session, event, some_people(session, event, 10))
    book = load_workbook(BytesIO(organizer.get(f"{PAGE}/file.xlsx").content))
    values = {row[1].value: row[2].value for row in book.active.iter_rows()}  # type: ignore[union-attr]
    assert values["Planned"] == 10


def test_without_anything_the_files_say_so(
    session: Session, event: Event, organizer: Browser
) -> None:
    assert [
        "Meetings",
        "",
        "",
        "No meeting was ever planned. Publish a plan, or let people ask",
    ] in [[*row[:3], row[3][:62]] for row in csv_rows(organizer)]
    assert organizer.get(f"{PAGE}/file.pdf").content.startswith(b"%PDF")
    assert from_paper(event, read_report(session, event, AFTERWARDS)) == {}


def test_a_file_of_another_kind_is_not_there(organizer: Browser) -> None:
    assert organizer.get(f"{PAGE}/file.exe").status_code == 404


def test_the_page_asks_as_much_for_thirty_people_as_for_one(
    app: Starlette, session: Session, event: Event, organizer: Browser
) -> None:
    some_people(session, event, 1)
    organizer.get(PAGE)
    with counted(app.state.engine) as one:
        organizer.get(PAGE)
    everybody_meets(
        session, event, some_people(session, event, 30), worth=lambda _table: Worth.MUCH
    )
    organizer.get(PAGE)
    with counted(app.state.engine) as thirty:
        organizer.get(PAGE)
    assert thirty.total == one.total
