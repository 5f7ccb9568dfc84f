"""No answer is read off the difference of two looks at a figure, whoever answers or changes it."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.events.models import Attendance, Event
from eventnet.jobs import Ground
from eventnet.meetings.models import Meeting
from eventnet.outcomes import actions, counted
from eventnet.outcomes.actions import Told, tell
from eventnet.outcomes.counted import LEAST, let_changes_count
from eventnet.outcomes.counting import Tally, tally
from eventnet.outcomes.models import Happened, Outcome, Worth
from eventnet.outcomes.queries import outcome_of
from tests.eventnet.outcomes.conftest import NOON
from tests.factories import a_meeting, an_attendee
from tests.races import at_once, only_where_writes_are_many, overtaken

YES, THEY = Happened.YES, Happened.THEY_MISSED
HOUR = timedelta(hours=1)
Made = tuple[Meeting, Attendance, Attendance]


def told(session: Session, event: Event, number: int = 6) -> list[Made]:
    """Let so many pairs meet, of whom the first says at noon that they did."""
    made = []
    for at in range(number):
        two = an_attendee(session, event), an_attendee(session, event)
        meeting = a_meeting(session, event, *two, slot=at % 6, table=at + 1)
        tell(session, event, meeting.id, two[0].id, Told(YES, Worth.MUCH))
        made.append((meeting, *two))
    return made


def change(session: Session, event: Event, made: Made, happened: Happened = THEY) -> None:
    meeting, one, _other = made
    tell(session, event, meeting.id, one.id, Told(happened, Worth.MUCH))


def at(session: Session, event: Event, hours: int) -> Tally:
    session.rollback()
    return tally(session, event.id, NOON + hours * HOUR)


@pytest.mark.parametrize("happened", Happened)
def test_what_one_says_is_in_no_number_that_organizers_read_at_once(
    session: Session, event: Event, ada: Attendance, meeting: Meeting, happened: Happened
) -> None:
    tell(session, event, meeting.id, ada.id, Told(happened))
    assert tally(session, event.id, NOON) == Tally(over=1)
    assert at(session, event, 30) == Tally(over=1)


@pytest.mark.parametrize("theirs", [None, *Happened])
def test_whoever_changes_their_answer_reads_nothing_of_the_others(
    session: Session, event: Event, theirs: Happened | None
) -> None:
    made = told(session, event)
    meeting, _one, other = made[0]
    if theirs is not None:
        tell(session, event, meeting.id, other.id, Told(theirs))
    before = at(session, event, 1)
    assert before.answered == 6
    with clock.at(NOON + 2 * HOUR):
        change(session, event, made[0])
    assert [at(session, event, hours) for hours in (2, 3, 30)] == [before] * 3


def test_changes_count_once_five_people_have_made_one_and_the_hour_is_over(
    session: Session, event: Event, ground: Ground
) -> None:
    made = told(session, event)
    with clock.at(NOON + 2 * HOUR):
        for one in made[: LEAST - 1]:
            change(session, event, one)
        change(session, event, made[LEAST], YES)  # the same again is no change
    with clock.at(NOON + 3 * HOUR):
        let_changes_count.work(ground)
        assert at(session, event, 3) == Tally(over=6, answered=6, held=6)
        change(session, event, made[LEAST - 1])
        let_changes_count.work(ground)
        assert at(session, event, 3) == Tally(over=6, answered=6, held=6)
    with clock.at(NOON + 4 * HOUR):
        let_changes_count.work(ground)
        assert at(session, event, 4) == Tally(over=6, answered=6, held=1)
        change(session, event, made[0], YES)
        let_changes_count.work(ground)
        assert at(session, event, 4) == Tally(over=6, answered=6, held=1)


def test_a_change_that_is_taken_back_is_none(session: Session, event: Event) -> None:
    made = told(session, event)
    with clock.at(NOON + 2 * HOUR):
        change(session, event, made[0])
        change(session, event, made[0], YES)
    session.rollback()
    rows = session.exec(select(Outcome)).all()
    assert {(one.counted_happened, one.counted_worth) for one in rows} == {(None, None)}


def changed_under_way(
    session: Session, app: Starlette, event: Event, *, after: str | None = None
) -> Happened | None:
    """Let changes in while one of those is changed again; return what figures know of that one."""
    made = told(session, event)
    with clock.at(NOON + 2 * HOUR):
        for one in made[:LEAST]:
            change(session, event, one)
    event_id, meeting_id, who = event.id, made[0][0].id, made[0][1].id
    session.rollback()

    def change_again(own: Session) -> None:
        tell(own, own.get_one(Event, event_id), meeting_id, who, Told(Happened.I_MISSED))

    with clock.at(NOON + 3 * HOUR):
        overtaken(
            app,
            change_again,
            lambda own: counted._let_in(own, event_id, NOON + 3 * HOUR),
            after=after,
        )
    session.rollback()
    row = session.get_one(Outcome, (meeting_id, who), populate_existing=True)
    assert row.happened is Happened.I_MISSED
    return row.counted_happened


def test_a_change_beside_letting_in_counts_with_the_next(
    session: Session, app: Starlette, event: Event
) -> None:
    only_where_writes_are_many(session)
    last_read = "eventnet.outcomes.actions.past_meeting"
    assert changed_under_way(session, app, event, after=last_read) is THEY


def test_without_the_hold_of_the_answer_it_counts_at_once(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    monkeypatch.setattr(actions, "_held_outcome", outcome_of)
    assert changed_under_way(session, app, event) is None


def test_changing_and_letting_in_at_once_loses_neither(
    session: Session, app: Starlette, event: Event
) -> None:
    made = told(session, event)
    with clock.at(NOON + 2 * HOUR):
        for one in made[:LEAST]:
            change(session, event, one)
    event_id, meeting_id, who = event.id, made[0][0].id, made[0][1].id
    session.rollback()

    def change_again(own: Session) -> None:
        with clock.at(NOON + 3 * HOUR):
            tell(own, own.get_one(Event, event_id), meeting_id, who, Told(Happened.I_MISSED))

    at_once(app, change_again, lambda own: counted._let_in(own, event_id, NOON + 3 * HOUR))
    session.rollback()
    known = session.get_one(Outcome, (meeting_id, who), populate_existing=True).counted_happened
    others = session.exec(select(Outcome).where(Outcome.happened == THEY)).all()
    waiting = {one.counted_happened for one in others}
    assert (known, waiting) in [(THEY, {None}), (YES, {YES})]
