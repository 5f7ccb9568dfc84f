"""`eventnet match`: from people to their schedule in one go, whatever the event is like."""

import random

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet.errors import Conflict, NotFound
from eventnet.events.models import Attendance, Consent, Event, Role, Slot, Unavailable
from eventnet.matching.commands import match
from eventnet.matching.models import Run, RunState
from eventnet.meetings.models import MeetingState
from eventnet.meetings.queries import meetings_of_event
from tests.eventnet.matching.settled import faults, held, overbooked, planned, published
from tests.factories import save


def test_a_draft_is_made_and_told_about(app: Starlette, session: Session, crowd: Event) -> None:
    said: list[str] = []
    match(app.state.sessions, app.state.settings, crowd.slug, seconds=5, say=said.append)
    assert any("to the ceiling" in line for line in said)
    assert any("people who take part meet someone" in line for line in said)
    assert said[-1] == "Run 1 is a draft; publish it on its page."
    session.rollback()
    assert session.exec(select(Run.state)).all() == [RunState.DRAFT]
    assert held(session, crowd.id) == set()


def test_what_cannot_be_is_said(app: Starlette, session: Session, crowd: Event) -> None:
    sessions, settings = app.state.sessions, app.state.settings
    with pytest.raises(NotFound, match="no event called nowhere"):
        match(sessions, settings, "nowhere", say=print)
    for person in session.exec(select(Attendance)).all():
        person.consent = Consent.OWN
        session.add(person)
    session.commit()
    with pytest.raises(Conflict, match="Nobody takes part yet"):
        match(sessions, settings, crowd.slug, say=print)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_the_event_is_like_what_is_published_passes_the_check(
    app: Starlette, session: Session, crowd: Event, seed: int
) -> None:
    chance = random.Random(seed)
    slots = session.exec(select(Slot)).all()
    for slot in slots:
        slot.tables = chance.randrange(0, 6)
    role = session.exec(select(Role)).one()
    role.floor, role.max_meetings = chance.randrange(4), chance.choice([None, 3, 5])
    people = session.exec(select(Attendance)).all()
    for person in people:
        person.consent = chance.choice([*Consent, Consent.BOOK, None])
        person.stand = chance.choice(["Stand 1", None, None, None])
        person.max_meetings = chance.choice([None, None, 0, 1, 4])
        for slot in slots:
            if chance.random() < 0.3:
                session.add(Unavailable(attendance_id=person.id, slot_id=slot.id))
    crowd.ask_unchosen = bool(seed % 2)
    save(session, crowd, role, *slots, *people)
    said: list[str] = []
    match(
        app.state.sessions,
        app.state.settings,
        crowd.slug,
        publish=True,
        seconds=5,
        say=said.append,
    )
    assert "are in everybody's schedule" in said[-1]
    session.rollback()
    run = published(session, crowd.id)
    assert faults(run) == overbooked(session, crowd.id) == []
    assert held(session, crowd.id) == planned(run) != set()
    consents = {person.id: person.consent for person in people}
    for own in meetings_of_event(session, crowd.id).values():
        for one in own:
            both = {consents[one.attendance_id], consents[one.other_id]}
            assert Consent.OWN not in both
            asked = both != {Consent.BOOK}
            assert one.state == (MeetingState.WAITING if asked else MeetingState.CONFIRMED)
