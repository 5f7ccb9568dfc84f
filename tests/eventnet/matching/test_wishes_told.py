"""What organizers read of wishes met tells of no two people what they wish."""

import pytest
from sqlmodel import Session

from eventnet.events.models import Attendance, Event
from eventnet.matching.reports import in_steps, wishes_between
from eventnet.matching.words import wishes
from eventnet.wishes.models import Wish, WishKind
from tests.factories import an_attendee, an_event, save


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session)


@pytest.fixture
def people(session: Session, event: Event) -> list[Attendance]:
    """Return twelve people; but for the first two all pairs in a row want to meet each other."""
    made = [an_attendee(session, event, f"Person {number}") for number in range(12)]
    for one, other in zip(made[2::2], made[3::2], strict=True):
        want(session, event, one, other)
        want(session, event, other, one)
    return made


def want(session: Session, event: Event, one: Attendance, other: Attendance) -> None:
    save(session, Wish(from_id=one.id, to_id=other.id, event_id=event.id, kind=WishKind.WANT))


def told(session: Session, event: Event, people: list[Attendance]) -> dict[str, int]:
    """Return what is told of a plan in which the first two meet and nobody else."""
    here = {one.id for one in people}
    return wishes_between(session, event, here, [(people[0].id, people[1].id)])


def test_a_plan_of_two_tells_not_whether_they_want_it(
    session: Session, event: Event, people: list[Attendance]
) -> None:
    neither = told(session, event, people)
    want(session, event, people[0], people[1])
    one_of_them = told(session, event, people)
    want(session, event, people[1], people[0])
    assert neither == one_of_them == told(session, event, people)


def test_whoever_wishes_for_somebody_does_not_read_that_it_is_mutual(
    session: Session, event: Event, people: list[Attendance]
) -> None:
    want(session, event, people[0], people[1])
    before = told(session, event, people)
    want(session, event, people[1], people[0])
    assert told(session, event, people)["mutual"] == before["mutual"] == 5


def test_reports_that_know_wishes_to_the_last_one_do_not_tell_them() -> None:
    counted = {"wanted": 48, "met": 31, "mutual": 12, "mutual_met": 2}
    assert in_steps(counted) == {"wanted": 50, "met": 30, "mutual": 10, "mutual_met": 0}
    assert wishes({"wishes": counted}) == (
        "Of 50 wishes 30 are met, to the nearest five. "
        "About 10 pairs want to meet each other; of them fewer than three do."
    )
