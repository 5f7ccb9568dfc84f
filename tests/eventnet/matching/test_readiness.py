"""What a run that starts now would work with is counted as the engine reads it."""

from itertools import product

import pytest
from sqlmodel import Session

from eventnet import clock
from eventnet.events.models import Consent, Event
from eventnet.matching.readiness import readiness
from eventnet.meetings.participants import participants
from tests.factories import an_attendee, an_event, save


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event at which there is somebody of every kind."""
    event = an_event(session)
    kinds = product((None, *Consent), (None, "", "B 2"), (False, True), (None, clock.now()))
    for consent, stand, afar, paused_at in kinds:
        one = an_attendee(session, event)
        one.consent, one.stand, one.afar, one.paused_at = consent, stand, afar, paused_at
        session.add(one)
    gone = an_attendee(session, event)
    gone.consent, gone.left_at = Consent.BOOK, clock.now()
    save(session, gone)
    return event


@pytest.mark.parametrize("ask_unchosen", [True, False])
def test_those_are_counted_who_may_be_planned(
    session: Session, event: Event, ask_unchosen: bool
) -> None:
    event.ask_unchosen = ask_unchosen
    save(session, event)
    people = participants(session, event).values()
    counted = readiness(session, event)
    assert len(people) == (18 if ask_unchosen else 12)
    assert counted.take_part == len(people)
    assert counted.asked == sum(one.asked for one in people)
    assert counted.stands == sum(one.stand is not None for one in people)
    assert counted.afar == sum(one.afar for one in people)
