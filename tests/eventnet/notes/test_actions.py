"""A note and a bookmark share one row, which is there as long as it says something."""

from collections.abc import Callable
from threading import Barrier

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.errors import NotFound
from eventnet.events.models import Attendance, Event
from eventnet.notes import actions
from eventnet.notes.actions import bookmark, take_bookmark_away, write_note
from eventnet.notes.models import Note
from eventnet.notes.queries import bookmarked, notes_of
from tests.factories import an_attendee, an_event, save
from tests.races import (
    Deed,
    at_once,
    overtaken,
)

ROUNDS = 10


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session)


def kept(session: Session) -> list[tuple[bool, str]]:
    """Return what all rows say."""
    session.rollback()
    return [(note.bookmarked, note.words) for note in session.exec(select(Note))]


def test_a_note_and_a_bookmark_come_and_go_apart(session: Session, event: Event) -> None:
    me, other = an_attendee(session, event).id, an_attendee(session, event).id
    bookmark(session, event, me, other)
    write_note(session, event, me, other, "Pumps")
    write_note(session, event, me, other, "Pumps, and valves")
    assert kept(session) == [(True, "Pumps, and valves")]
    assert bookmarked(session, me, [other]) == {other}
    assert (notes_of(session, other), bookmarked(session, other, [me])) == ({}, set())
    take_bookmark_away(session, me, other)
    assert kept(session) == [(False, "Pumps, and valves")]
    assert bookmarked(session, me, [other]) == set()
    bookmark(session, event, me, other)
    write_note(session, event, me, other, "")
    assert kept(session) == [(True, "")]
    for _twice in range(2):
        take_bookmark_away(session, me, other)
        assert kept(session) == []


def test_letting_go_leaves_what_is_kept_of_others(session: Session, event: Event) -> None:
    me, other, third = (an_attendee(session, event).id for _ in range(3))
    for one, two in ((me, other), (me, third), (other, me)):
        write_note(session, event, one, two, f"{one} {two}")
    write_note(session, event, me, other, "")
    assert sorted(words for _marked, words in kept(session)) == sorted(
        [f"{me} {third}", f"{other} {me}"]
    )


def test_the_latest_comes_first(session: Session, event: Event) -> None:
    me, *others = (an_attendee(session, event).id for _ in range(4))
    for other in others:
        bookmark(session, event, me, other)
    write_note(session, event, me, others[1], "Pumps")
    assert list(notes_of(session, me)) == [others[1], others[2], others[0]]
    assert list(notes_of(session, me, others[:1])) == others[:1]


def test_nobody_notes_themself_or_somebody_elsewhere(session: Session, event: Event) -> None:
    me, gone = an_attendee(session, event), an_attendee(session, event)
    elsewhere = an_attendee(session, an_event(session))
    gone.left_at = clock.now()
    save(session, gone)
    for to_id in (me.id, gone.id, elsewhere.id, "nobody"):
        with pytest.raises(NotFound):
            bookmark(session, event, me.id, to_id)
        with pytest.raises(NotFound):
            write_note(session, event, me.id, to_id, "Pumps")
    assert kept(session) == []


@pytest.mark.parametrize("whose", ["writer", "noted"])
def test_what_is_kept_goes_with_either_attendance(
    session: Session, event: Event, whose: str
) -> None:
    me, other, third = (an_attendee(session, event).id for _ in range(3))
    write_note(session, event, me, other, "Pumps")
    write_note(session, event, third, me, "Stays or goes")
    goes = me if whose == "writer" else other
    session.exec(delete(Attendance).where(col(Attendance.id) == goes))
    session.commit()
    left = [] if whose == "writer" else [(False, "Stays or goes")]
    assert kept(session) == left


def careless(session: Session, event_id: str, me: str, other: str, ready: Barrier) -> None:
    """Write a note as one would who believes what was read before."""
    known = notes_of(session, me, [other])
    session.rollback()
    ready.wait()
    if not known:
        session.add(Note(from_id=me, to_id=other, event_id=event_id, words="Pumps"))
    session.commit()


def test_without_the_guard_one_of_two_saves_at_once_fails(
    session: Session, app: Starlette, event: Event
) -> None:
    me, other = an_attendee(session, event).id, an_attendee(session, event).id
    ready, event_id = Barrier(2, timeout=60), event.id

    def save_one(own: Session) -> None:
        careless(own, event_id, me, other, ready)

    with pytest.raises(IntegrityError):
        at_once(app, save_one, save_one)


def test_two_saves_at_once_leave_one_row(session: Session, app: Starlette, event: Event) -> None:
    event_id = event.id
    for number in range(ROUNDS):
        me, other = an_attendee(session, event).id, an_attendee(session, event).id
        words = [f"{number} first", f"{number} second"]

        def deed(act: Callable[..., None], *said: str, a: str = me, b: str = other) -> Deed:
            return lambda own: act(own, own.get_one(Event, event_id), a, b, *said)

        at_once(app, *(deed(write_note, text) for text in words), deed(bookmark))
        session.rollback()
        (note,) = notes_of(session, me).values()
        assert (note.bookmarked, note.words in words) == (True, True)


def a_note_and_a_forgetting(session: Session, event: Event) -> tuple[str, Deed, Deed]:
    """Bookmark somebody; return who did, and the deeds of writing a note and letting go."""
    me, other, event_id = an_attendee(session, event).id, an_attendee(session, event).id, event.id
    bookmark(session, event, me, other)
    return (
        me,
        lambda own: write_note(own, own.get_one(Event, event_id), me, other, "Pumps"),
        lambda own: take_bookmark_away(own, me, other),
    )


def looked(session: Session, me: str, other: str) -> Note | None:
    """Return what is kept of somebody, and let go of it."""
    found = notes_of(session, me, [other]).get(other)
    session.rollback()
    return found


def test_a_note_is_lost_where_looking_and_letting_go_are_two_steps(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(own: Session, me: str, other: str, **_kept: object) -> None:
        found = looked(own, me, other)
        assert found is not None  # a bookmark, so without it there is nothing left
        own.exec(delete(Note).where(col(Note.from_id) == me, col(Note.to_id) == other))
        own.commit()

    me, note, forget = a_note_and_a_forgetting(session, event)
    session.rollback()
    monkeypatch.setattr(actions, "_let_go", careless)
    overtaken(app, forget, note, after="tests.eventnet.notes.test_actions.looked")
    assert notes_of(session, me) == {}


def test_a_note_survives_a_bookmark_that_is_taken_away_at_once(
    session: Session, app: Starlette, event: Event
) -> None:
    for _round in range(ROUNDS):
        me, note, forget = a_note_and_a_forgetting(session, event)
        at_once(app, note, forget)
        session.rollback()
        (kept_note,) = notes_of(session, me).values()
        assert (kept_note.bookmarked, kept_note.words) == (False, "Pumps")
