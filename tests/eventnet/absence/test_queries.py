"""A star takes the slots that its session overlaps, from every plan and every page."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from eventnet import clock
from eventnet.absence.queries import away, blocked_by
from eventnet.affinities.models import PairAffinity
from eventnet.events.models import Attendance, Event, Unavailable
from eventnet.events.queries import slots
from eventnet.matching.setting import problem_document
from eventnet.meetings.arranging import free_slots
from eventnet.programme.actions import star, unstar
from eventnet.programme.models import Talk
from eventnet.schedule.days import schedule_of
from tests.eventnet.absence.own import closed
from tests.eventnet.programme.talks import NINE, a_talk, entry, imported
from tests.factories import an_attendee, an_event, save
from tests.queries import counted


@pytest.fixture
def ada(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Ada")


@pytest.mark.parametrize(
    ("after", "minutes", "expected"),
    [
        (0, 20, [0]),
        (20, 20, [1]),
        (-30, 30, []),
        (80, 30, []),
        (10, 20, [0, 1]),
        (19, 2, [0, 1]),
        (5, 5, [0]),
        (-60, 300, [0, 1, 2, 3]),
    ],
)
def test_a_star_takes_the_slots_of_which_the_session_takes_a_part(
    session: Session, event: Event, ada: Attendance, after: int, minutes: int, expected: list[int]
) -> None:
    talk = a_talk(session, event, after=after, minutes=minutes)
    assert closed(session, event, ada) == []
    star(session, event.id, ada.id, talk.id)
    assert closed(session, event, ada) == expected
    unstar(session, event.id, ada.id, talk.id)
    assert closed(session, event, ada) == []


def test_what_somebody_closed_stays_closed_when_the_star_goes(
    session: Session, event: Event, ada: Attendance
) -> None:
    save(session, Unavailable(attendance_id=ada.id, slot_id=slots(session, event.id)[0].id))
    talk = a_talk(session, event, minutes=40)
    star(session, event.id, ada.id, talk.id)
    assert closed(session, event, ada) == [0, 1]
    unstar(session, event.id, ada.id, talk.id)
    assert closed(session, event, ada) == [0]


def test_a_session_that_moves_takes_other_slots_and_one_that_goes_takes_none(
    session: Session, event: Event, ada: Attendance
) -> None:
    imported(session, event, entry("Pumps"))
    [talk_id] = session.exec(select(Talk.id)).all()
    star(session, event.id, ada.id, talk_id)
    assert closed(session, event, ada) == [0]
    imported(session, event, entry("Pumps", after=40), entry("Pipes"))
    assert closed(session, event, ada) == [2]
    imported(session, event, entry("Pipes"))
    assert closed(session, event, ada) == []
    imported(session, event, entry("Pumps", after=20), entry("Pipes"))
    assert closed(session, event, ada) == [1]


def test_every_plan_and_page_reads_the_same_absence(
    session: Session, event: Event, ada: Attendance
) -> None:
    bo = an_attendee(session, event, "Bo")
    a, b = sorted((ada.id, bo.id))
    save(session, PairAffinity(a_id=a, b_id=b, event_id=event.id, value=1, shown=1, because=[]))
    star(session, event.id, ada.id, a_talk(session, event).id)
    first = slots(session, event.id)[0]
    with clock.at(NINE - timedelta(days=1)):
        document = problem_document(session, event)
        assert first.id not in {one.id for one in free_slots(session, event.id, [ada.id, bo.id])}
    told = {one["id"]: one["unavailable"] for one in document["people"]}
    assert told == {ada.id: [first.id], bo.id: []}
    rows = schedule_of(session, event, ada.id, None, "/MEETING").days[0].rows
    assert [(row.time, row.state) for row in rows] == [
        ("09:00", "starred"),
        ("09:20", "free"),  # and on, until the last slot
    ]


def test_the_page_can_say_which_session_takes_a_slot(
    session: Session, event: Event, ada: Attendance
) -> None:
    long, short = a_talk(session, event, "Long", minutes=40), a_talk(session, event, "Short")
    for talk in (short, long):
        star(session, event.id, ada.id, talk.id)
    grid = slots(session, event.id)
    found = blocked_by(session, event.id, ada.id)
    assert {slot: [talk.title for talk in talks] for slot, talks in found.items()} == {
        grid[0].id: ["Long", "Short"],
        grid[1].id: ["Long"],
    }


def test_others_and_other_events_are_not_touched(
    session: Session, event: Event, ada: Attendance
) -> None:
    bo, other = an_attendee(session, event, "Bo"), an_event(session)
    star(session, event.id, ada.id, a_talk(session, event).id)
    assert closed(session, event, bo) == []
    assert away(session, other.id) == set()


def test_the_statements_are_as_many_for_one_star_as_for_thirty(
    session: Session, event: Event
) -> None:
    talk = a_talk(session, event)

    def statements() -> int:
        session.rollback()
        with counted(session) as count:
            away(session, event.id)
        return count.total

    star(session, event.id, an_attendee(session, event).id, talk.id)
    once = statements()
    for number in range(29):
        more = a_talk(session, event, f"Talk {number}")
        star(session, event.id, an_attendee(session, event).id, more.id)
    assert statements() == once
