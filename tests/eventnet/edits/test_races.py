"""Edits beside publishing, beside each other, and beside people who say what is being edited."""

import pytest
from sqlalchemy import Select
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet.audit import AuditEntry
from eventnet.communities.models import Topic
from eventnet.database import lock, writing
from eventnet.edits import actions
from eventnet.edits.actions import make_edit, tell_now, undo_edit
from eventnet.edits.merging import Merging
from eventnet.edits.models import Edit
from eventnet.edits.taking_out import TakingOut
from eventnet.errors import Conflict
from eventnet.events.models import Event, Slot
from eventnet.events.queries import slots
from eventnet.meetings.booking import book_plan
from eventnet.meetings.difference import Booking
from eventnet.meetings.models import Meeting
from eventnet.people.models import Profile, ProfileTopic, TopicKind
from eventnet.people.topics import set_topics
from tests.eventnet.edits.agreeing import edit
from tests.eventnet.edits.saying import profile_of, says
from tests.factories import a_meeting, an_account, an_attendee, an_event
from tests.races import (
    Deed,
    at_once,
    careless_lock,
    only_where_writes_are_many,
    overtaken,
    refused,
)

ROUNDS = 15


def publish(session: Session, event_id: str, two: list[str]) -> None:
    """Do what publishing does as far as slots are concerned: hold the event, look, book."""
    with writing(session):
        event = lock(session, Event, event_id)
        free = slots(session, event_id)
        if event is None or not free:
            raise Conflict("no slot is left")
        book_plan(session, event, "run", [Booking(two[0], two[1], free[0].id, 1)])


def meetings_in_removed_slots(session: Session, event_id: str) -> int:
    session.rollback()
    rows = session.exec(
        select(Meeting, Slot)
        .join(Slot, Slot.id == Meeting.slot_id)  # type: ignore[arg-type]
        .where(Meeting.event_id == event_id, Slot.removed_at != None)  # noqa: E711
    )
    return len(rows.all())


def a_plan_and_a_taking_out(session: Session) -> tuple[str, Deed, Deed]:
    """Return an event of one slot, and the deeds of booking it and of taking it out."""
    session.rollback()
    event = an_event(session, slots=1)
    event_id, plan = event.id, TakingOut(tuple(slot.id for slot in slots(session, event.id)))
    people = sorted(an_attendee(session, event).id for _ in range(2))
    session.rollback()
    return (
        event_id,
        lambda own: publish(own, event_id, people),
        lambda own: make_edit(own, event_id, plan, None),
    )


@pytest.fixture
def careless(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody hold an event, or an edit."""
    only_where_writes_are_many(session)
    monkeypatch.setattr(actions, "held", lambda own, key: own.get_one(Event, key))
    monkeypatch.setattr(actions, "lock", careless_lock)
    monkeypatch.setattr("tests.eventnet.edits.test_races.lock", careless_lock)


@pytest.mark.usefixtures("careless")
def test_without_the_holds_a_meeting_stands_in_a_slot_that_was_taken_out(
    app: Starlette, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Either is enough: the hold of the event, or that of all who attend."""
    monkeypatch.setattr(Select, "with_for_update", lambda query, **_how: query)
    event_id, publishes, removes = a_plan_and_a_taking_out(session)
    looks = "eventnet.meetings.booking.slots"
    assert refused(overtaken(app, publishes, removes, after=looks)) == 0
    assert meetings_in_removed_slots(session, event_id) == 1


def test_no_meeting_stands_in_a_slot_that_was_taken_out(app: Starlette, session: Session) -> None:
    for _round in range(ROUNDS):
        event_id, publishes, removes = a_plan_and_a_taking_out(session)
        assert refused(at_once(app, publishes, removes)) == 1
        assert meetings_in_removed_slots(session, event_id) == 0


def test_no_meeting_stands_in_a_slot_whose_meetings_were_called_off(
    app: Starlette, session: Session
) -> None:
    """It rests on the same hold of the event as the race before."""
    event = an_event(session, slots=ROUNDS)
    event_id = event.id
    for slot in slots(session, event_id):
        slot_id = slot.id
        bookings = [
            Booking(an_attendee(session, event).id, an_attendee(session, event).id, slot_id, 1)
        ]
        session.rollback()

        def publish(own: Session, bookings: list[Booking] = bookings) -> None:
            with writing(own):
                held = lock(own, Event, event_id)
                assert held is not None
                book_plan(own, held, "run", bookings)

        def remove(own: Session, slot_id: str = slot_id) -> Edit:
            return edit(own, event_id, TakingOut((slot_id,)))

        assert refused(at_once(app, publish, remove)) == 0
        session.rollback()
        live = select(Meeting).where(Meeting.slot_id == slot_id, col(Meeting.live))
        assert session.exec(live).all() == []
    assert slots(session, event_id) == []


def a_taking_out(session: Session) -> tuple[str, str, Deed, Deed]:
    """Take out a slot; return the edit, what stood there, and the deeds of undoing and telling."""
    session.rollback()
    event = an_event(session, slots=1)
    meeting = a_meeting(session, event, an_attendee(session, event), an_attendee(session, event))
    event_id, meeting_id, by = event.id, meeting.id, an_account(session).id
    made = edit(session, event_id, TakingOut((meeting.slot_id,))).id
    session.rollback()
    return (
        made,
        meeting_id,
        lambda own: undo_edit(own, event_id, made, by),
        lambda own: tell_now(own, event_id, made, by),
    )


def undone(session: Session) -> int:
    """Return how often the trail says that an edit was undone."""
    session.rollback()
    return len(session.exec(select(AuditEntry).where(AuditEntry.deed == "edit.undone")).all())


HOLDS = "eventnet.edits.actions._hold"


@pytest.mark.usefixtures("careless")
def test_without_the_holds_an_edit_is_undone_twice(app: Starlette, session: Session) -> None:
    _made, _meeting_id, undo, _tell = a_taking_out(session)
    assert refused(overtaken(app, undo, undo, after=HOLDS)) == 0
    assert undone(session) == 2


def test_of_two_who_undo_at_once_one_does(app: Starlette, session: Session) -> None:
    for number in range(ROUNDS):
        _made, meeting_id, undo, _tell = a_taking_out(session)
        assert at_once(app, undo, undo) == [0, 0]
        assert undone(session) == number + 1
        again = session.get_one(Meeting, meeting_id)
        assert (again.live, again.sequence) == (True, 2)


@pytest.mark.usefixtures("careless")
def test_without_the_holds_it_is_undone_and_told(app: Starlette, session: Session) -> None:
    made, _meeting_id, undo, tells = a_taking_out(session)
    assert refused(overtaken(app, undo, tells, after=HOLDS)) == 0
    now = session.get_one(Edit, made)
    assert now.undone_at
    assert now.told_at


def test_it_is_either_undone_or_told(app: Starlette, session: Session) -> None:
    for _round in range(ROUNDS):
        made, _meeting_id, undo, tells = a_taking_out(session)
        assert refused(at_once(app, undo, tells)) == 1
        session.rollback()
        now = session.get_one(Edit, made)
        assert (now.undone_at is None) != (now.told_at is None)


def former_words_said(session: Session) -> int:
    session.rollback()
    query = select(ProfileTopic).join(Topic, col(Topic.id) == ProfileTopic.topic_id)
    return len(session.exec(query.where(col(Topic.same_as_id).is_not(None))).all())


def a_word_and_a_merging(session: Session) -> tuple[Deed, Deed]:
    """Return the deeds of saying a word, and of making it another."""
    event = an_event(session)
    profile_id, event_id = profile_of(session, an_attendee(session, event)).id, event.id
    ids = []
    for label in ("IoT", "Internet of things"):
        says(session, event, [label], [])
        query = select(Topic.id).where(Topic.label == label)
        ids.append(session.exec(query.where(Topic.community_id == event.community_id)).one())
    session.rollback()

    def say(own: Session) -> None:
        with writing(own):
            set_topics(own, own.get_one(Profile, profile_id), {TopicKind.SEEK: ["IoT"]})

    return say, lambda own: edit(own, event_id, Merging((ids[0], ids[1]), ids[1]))


def test_without_the_hold_of_words_somebody_says_a_former_one(
    app: Starlette, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    say, merge = a_word_and_a_merging(session)
    monkeypatch.setattr(Select, "with_for_update", lambda query, **_how: query)
    overtaken(app, say, merge, after="eventnet.people.topics.topics_meant")
    assert former_words_said(session) == 1


def test_nobody_says_a_former_word_while_it_becomes_one(app: Starlette, session: Session) -> None:
    for _round in range(ROUNDS):
        at_once(app, *a_word_and_a_merging(session))
        assert former_words_said(session) == 0
