"""What speaks for somebody is said upwards only, and what stewards read tells of nobody."""

from datetime import timedelta
from itertools import count

import pytest
from sqlmodel import Session

from eventnet import clock
from eventnet.asks.actions.choosing import choose
from eventnet.asks.figures import Figures, figures
from eventnet.asks.models import Ask, AskTurn, TurnState, Willingness
from eventnet.asks.reliability import reliability, shown_reliability
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Event
from eventnet.outcomes.models import Happened, Outcome
from tests.eventnet.people.person import Open, signed_in
from tests.factories import a_meeting, an_attendee, an_event, save

YES, MISSED, THEY = Happened.YES, Happened.I_MISSED, Happened.THEY_MISSED
ANSWERS, KEEPS = "Answers most of what reaches them.", "Keeps their meetings."
number = count(1)


def an_ask(
    session: Session, by: str, community_id: str, answered_after: float | None = None
) -> Ask:
    made = Ask(
        community_id=community_id,
        by_id=by,
        title=f"Ask {next(number)}",
        words="About pumps.",
        useful_until=clock.now().date() + timedelta(days=9),
        waves=1,
        created_at=clock.now() - timedelta(days=9),
    )
    if answered_after is not None:
        made.answered_at = made.created_at + timedelta(hours=answered_after)
    save(session, made)
    return made


def settled(session: Session, asker: Membership, who: Membership, *states: TurnState) -> None:
    """Let asks have reached somebody, and come to this."""
    for state in states:
        key = an_ask(session, asker.id, asker.community_id).id
        save(session, AskTurn(ask_id=key, member_id=who.id, state=state, asked_at=clock.now()))


@pytest.fixture
def bo(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Bo Berg", "bo@example.org")


@pytest.mark.parametrize(
    ("answered", "passed", "is_said"), [(5, 0, True), (4, 0, False), (3, 2, True), (2, 3, False)]
)
def test_that_somebody_answers_is_said_from_a_handful_on_and_never_that_they_do_not(
    session: Session, me: Membership, bo: Attendance, answered: int, passed: int, is_said: bool
) -> None:
    who = session.get_one(Membership, bo.membership_id)
    states = [TurnState.ANSWERED] * answered + [TurnState.PASSED] * passed
    settled(session, me, who, *states)
    assert reliability(session, who.id) == ([ANSWERS] if is_said else [])


def test_what_ended_before_they_had_time_counts_for_nothing(
    session: Session, me: Membership, bo: Attendance
) -> None:
    who = session.get_one(Membership, bo.membership_id)
    settled(session, me, who, *[TurnState.ANSWERED] * 5, *[TurnState.ENDED] * 9)
    assert reliability(session, who.id) == [ANSWERS]


@pytest.mark.parametrize(
    ("said", "is_said"),
    [
        ([(YES, YES)] * 5, True),
        ([(YES, YES)] * 4 + [(YES, THEY)] * 3, False),
        ([(YES, YES)] * 5 + [(YES, THEY)] * 3, True),
        ([(YES, YES)] * 5 + [(MISSED, THEY)], False),
        ([(MISSED, THEY)] * 6, False),
    ],
)
def test_that_somebody_keeps_meetings_rests_on_what_both_say(
    session: Session,
    event: Event,
    bo: Attendance,
    said: list[tuple[Happened, Happened]],
    is_said: bool,
) -> None:
    for mine, theirs in said:
        other = an_attendee(session, event, f"Other {next(number)}")
        place = an_event(session, None)
        here = Attendance(event_id=place.id, membership_id=bo.membership_id, role_id=bo.role_id)
        save(session, here)
        meeting = a_meeting(session, place, here, other)
        for one, happened in ((here, mine), (other, theirs)):
            row = Outcome(
                meeting_id=meeting.id,
                attendance_id=one.id,
                event_id=place.id,
                happened=happened,
            )
            save(session, row)
    assert reliability(session, bo.membership_id) == ([KEEPS] if is_said else [])


def test_it_stands_on_their_page_unless_they_do_not_want_it(
    session: Session, browser: Open, ada: Attendance, me: Membership, bo: Attendance
) -> None:
    who = session.get_one(Membership, bo.membership_id)
    settled(session, me, who, *[TurnState.ANSWERED] * 5)
    one = signed_in(browser, session, ada)
    path = f"/c/harbour/people/{who.id}"
    assert ANSWERS in one.get(path).text
    choose(session, who.id, Willingness.GLADLY, shows_reliability=False)
    assert ANSWERS not in one.get(path).text
    assert shown_reliability(session, who.id) == []
    assert reliability(session, who.id) == [ANSWERS]


def test_figures_say_nothing_of_a_few(session: Session, event: Event, me: Membership) -> None:
    for hours in (1, 2, 3, 4, 5, 6):
        an_ask(session, me.id, me.community_id, hours)
    assert figures(session, me.community_id, clock.now()) == Figures(None, None, None)


def test_figures_say_how_many_were_answered_and_how_fast(
    session: Session, event: Event, me: Membership
) -> None:
    for hours in (1, 2, 3, 4, 50, None, None):
        by = an_attendee(session, event, f"Asker {next(number)}").membership_id
        an_ask(session, by, me.community_id, hours)
    assert figures(session, me.community_id, clock.now()) == Figures(7, 5, 3.0)
