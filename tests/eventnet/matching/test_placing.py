"""At which tables the meetings of a draft take place."""

import pytest
from sqlmodel import Session

from eventnet.events.models import Attendance, Event
from eventnet.events.queries import slots
from eventnet.matching.placing import meeting_tables
from eventnet.matching.planning import Meeting
from eventnet.matching.words import walking
from tests.factories import a_meeting, an_attendee, an_event, save


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event with nine tables in three rows of three and a bit."""
    return an_event(session, slots=3, tables=9)


def drafted(slot_id: str, one: Attendance, other: Attendance, table: int | None) -> Meeting:
    """Return a meeting of a draft."""
    a, b = sorted((one.id, other.id))
    return Meeting(pair=f"{a}|{b}", a=a, b=b, slot=slot_id, table=table)


def test_people_stay_where_they_sit_and_the_way_is_told(session: Session, event: Event) -> None:
    first, second, _third = (slot.id for slot in slots(session, event.id))
    a, b, c, d = (an_attendee(session, event) for _number in range(4))
    meetings = [
        drafted(first, a, b, 1),
        drafted(first, c, d, 2),
        drafted(second, c, a, 1),
        drafted(second, d, b, 2),
    ]
    found = meeting_tables(session, event, meetings)
    assert (found.before, found.after) == (2, 2)
    kept = a_meeting(session, event, a, b, slot=0, table=9, run_id="before")
    found = meeting_tables(session, event, meetings)
    assert found.tables[frozenset((a.id, b.id)), first] == kept.table_number
    assert found.tables[frozenset((c.id, a.id)), second] in (1, 9)
    assert found.after < found.before
    assert walking({"walking": {"before": 12, "after": 6}}) == (
        "From one meeting to the next people walk past 6 tables in all: 50 % less than if each "
        "meeting took the first table that is free."
    )


def test_who_is_afar_needs_no_table_and_who_came_back_gets_one(
    session: Session, event: Event
) -> None:
    first = slots(session, event.id)[0].id
    a, b, c, d = (an_attendee(session, event) for _number in range(4))
    a.afar = True
    save(session, a)
    found = meeting_tables(session, event, [drafted(first, a, b, 1), drafted(first, c, d, None)])
    assert found.tables[frozenset((a.id, b.id)), first] is None
    assert found.tables[frozenset((c.id, d.id)), first] is not None


def test_a_table_that_a_staying_meeting_holds_is_nobody_elses(
    session: Session, event: Event
) -> None:
    first = slots(session, event.id)[0].id
    a, b, c, d = (an_attendee(session, event) for _number in range(4))
    a_meeting(session, event, a, b, table=1)
    found = meeting_tables(session, event, [drafted(first, c, d, 1)])
    assert found.tables == {(frozenset((c.id, d.id)), first): 2}
