"""A meeting is held if somebody says so and nobody says otherwise; figures count no more."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from eventnet import clock
from eventnet.events.models import Attendance, Event
from eventnet.meetings.models import Answer, Meeting
from eventnet.outcomes.actions import Told, tell
from eventnet.outcomes.counting import (
    ENOUGH_ANSWERS,
    ENOUGH_PEOPLE,
    Row,
    Tally,
    predicted,
    tally,
    worthwhile,
)
from eventnet.outcomes.held import is_held
from eventnet.outcomes.models import Happened, Worth
from tests.eventnet.outcomes.conftest import NOON
from tests.factories import a_meeting, an_attendee
from tests.queries import counted

HOUR_OVER = NOON + timedelta(hours=1)
YES, THEY, ME = Happened.YES, Happened.THEY_MISSED, Happened.I_MISSED


@pytest.mark.parametrize(
    ("one", "other", "held"),
    [
        (YES, YES, True),
        (YES, None, True),
        (None, None, False),
        (YES, THEY, False),
        (YES, ME, False),
        (THEY, None, False),
        (THEY, ME, False),
    ],
)
def test_held_needs_a_yes_and_no_contradiction(
    one: Happened | None, other: Happened | None, held: bool
) -> None:
    assert is_held(one, other) is held
    assert is_held(other, one) is held


def test_organizers_count_what_is_over_answered_and_held(
    session: Session, event: Event, ada: Attendance, bo: Attendance, meeting: Meeting
) -> None:
    assert tally(session, event.id, NOON) == Tally(over=1)
    pairs = [(YES, YES), (YES, None), (YES, THEY), (ME, THEY), (None, None)]
    for number, answers in enumerate(pairs, 1):
        two = an_attendee(session, event), an_attendee(session, event)
        made = a_meeting(session, event, *two, slot=number)
        for person, happened in zip(two, answers, strict=True):
            if happened is not None:
                tell(session, event, made.id, person.id, Told(happened, Worth.MUCH))
    waits = (Answer.YES, None)
    a_meeting(session, event, an_attendee(session, event), bo, slot=4, table=2, answers=waits)
    assert tally(session, event.id, NOON) == Tally(over=6)
    assert tally(session, event.id, HOUR_OVER) == Tally(over=6, answered=4, held=2)
    with clock.at(HOUR_OVER):
        tell(session, event, meeting.id, ada.id, Told(YES))
    event_id, later = event.id, HOUR_OVER + timedelta(hours=1)
    with counted(session) as count:
        assert tally(session, event_id, later) == Tally(over=6, answered=4, held=2)
    assert sum("SELECT" in one for one in count.statements) == 4


def rows(people: int, each: int, worth: Worth = Worth.MUCH) -> list[Row]:
    """Return so many answers of so many people, of whom the same was expected."""
    return [(f"p{who:02}", worth, 0.5) for who in range(people) for _one in range(each)]


def test_worth_is_a_number_over_enough_people_and_coarse() -> None:
    assert worthwhile(rows(ENOUGH_PEOPLE - 1, 5)) is None
    many = rows(ENOUGH_PEOPLE, 3)
    assert worthwhile(many) == 10
    assert worthwhile([*many, ("q", Worth.LITTLE, 0.5)]) == 10  # one more answer does not show
    assert worthwhile([*many, *rows(ENOUGH_PEOPLE, 3, Worth.LITTLE)]) == 5


def test_prediction_is_said_over_enough_answers_only() -> None:
    def both(people: int, high: Worth, low: Worth) -> list[Row]:
        return [
            (f"p{who:02}", worth, expected)
            for who in range(people)
            for worth, expected in ((high, 0.9), (low, 0.4))
        ]

    enough = ENOUGH_ANSWERS // 2
    assert predicted(both(enough - 1, Worth.MUCH, Worth.LITTLE)) is None
    assert predicted(rows(ENOUGH_PEOPLE - 1, ENOUGH_ANSWERS)) is None
    assert predicted(both(enough, Worth.MUCH, Worth.LITTLE)) == 100
    assert predicted(both(enough, Worth.LITTLE, Worth.SOME)) == 0
    assert predicted(both(enough, Worth.SOME, Worth.SOME)) is None  # nobody found one better
    alike = [(who, worth, 0.5) for who, worth, _e in both(enough, Worth.MUCH, Worth.SOME)]
    assert predicted(alike) == 50
    own = [(who, worth, 0.0) for who, worth, _e in both(enough, Worth.MUCH, Worth.SOME)]
    assert predicted(own) is None
