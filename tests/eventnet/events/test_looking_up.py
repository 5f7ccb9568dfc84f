"""What every page looks up is found by an index, however many people an event has."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, select

from eventnet.communities.models import Membership
from eventnet.events.policies import find_attendance
from eventnet.meetings.models import MeetingState
from eventnet.meetings.queries import meetings_of
from tests.factories import an_attendee, an_event
from tests.queries import counted


def steps(session: Session, read: Callable[[], object]) -> list[str]:
    """Return how SQLite goes about what is read."""
    if session.get_bind().dialect.name != "sqlite":
        pytest.skip("PostgreSQL decides by what is in the tables")
    with counted(session) as count:
        read()
    found = []
    for statement in count.statements:
        nothing = (None,) * statement.count("?")
        rows = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", nothing)
        found += [str(row[3]) for row in rows]
    return found


def test_an_attendance_is_found_without_going_through_the_event(session: Session) -> None:
    event = an_event(session)
    mine = an_attendee(session, event, "Ada")
    account_id = session.exec(
        select(Membership.account_id).where(Membership.id == mine.membership_id)
    ).one()
    taken = steps(session, lambda: find_attendance(session, event.id, account_id))
    (through,) = [step for step in taken if step.startswith("SEARCH attendance")]
    assert through.endswith("(event_id=? AND membership_id=?)")
    assert [step for step in taken if step.startswith("SCAN")] == []


def test_the_meetings_of_somebody_are_found_without_going_through_all(session: Session) -> None:
    mine = an_attendee(session, an_event(session), "Ada")
    taken = steps(session, lambda: meetings_of(session, mine.id, tuple(MeetingState)))
    assert [step for step in taken if step.startswith("SCAN")] == []
