"""Two windows of one form, and a question that is taken away while somebody answers it."""

from threading import Barrier

from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.database import writing
from eventnet.edits.actions import make_edit
from eventnet.edits.models import Edit
from eventnet.edits.questions import QuestionOut
from eventnet.event_questions.actions import answer
from eventnet.event_questions.models import EventAnswer, EventQuestion, SeenBy
from eventnet.event_questions.queries import answers_of
from eventnet.events.models import Event
from eventnet.versions import Clash, edition_of
from tests.eventnet.event_questions.asked import ask, tell
from tests.factories import an_attendee
from tests.races import Deed, at_once

BARRIER = Barrier(2)


def test_of_two_windows_neither_loses_an_answer(
    app: Starlette, session: Session, event: Event
) -> None:
    first, second = ask(session, event, "First"), ask(session, event, "Second")
    barrier = Barrier(2)

    def careless(own: Session, who: str, said: dict[str, str]) -> None:
        """Save all answers as they were drawn for a form, as a page without merging would."""
        barrier.wait(5)
        with writing(own):
            for key in (first, second):
                row = own.get(EventAnswer, (key, who), with_for_update=True)
                assert row is not None
                row.said = [said.get(key, "before")]
                own.add(row)

    def an_answerer() -> str:
        session.rollback()
        who = an_attendee(session, event).id
        for key in (first, second):
            tell(session, who, key, "before")
        session.rollback()
        return who

    def of(who: str) -> set[str]:
        session.rollback()
        return {one.words for one in answers_of(session, event.id, who)}

    who = an_answerer()
    at_once(
        app,
        lambda own: careless(own, who, {first: "mine"}),
        lambda own: careless(own, who, {second: "theirs"}),
    )
    assert of(who) != {"mine", "theirs"}  # the race is real: one lost theirs
    shown = edition_of({first: ["before"], second: ["before"]})
    for _round in range(8):
        one = an_answerer()
        at_once(
            app,
            lambda own, one=one: answer(own, one, {first: ["mine"], second: ["before"]}, shown),  # type: ignore[misc]
            lambda own, one=one: answer(own, one, {first: ["before"], second: ["theirs"]}, shown),  # type: ignore[misc]
        )
        assert of(one) == {"mine", "theirs"}
        results = at_once(
            app,
            *[
                lambda own, one=one, word=word: answer(
                    own, one, {first: [word]}, edition_of({first: ["mine"]})
                )
                for word in ("a", "b")
            ],
        )
        assert sum(isinstance(result, Clash) for result in results) == 1


def answer_unguarded(session: Session, who: str, question: str) -> None:
    """Look whether it is asked before the transaction that writes, and answer."""
    asked = session.get_one(EventQuestion, question).removed_at is None
    BARRIER.wait(5)
    if asked:
        row = EventAnswer(
            question_id=question, attendance_id=who, said=["Figs"], seen_by=SeenBy.EVERYONE
        )
        with writing(session):
            session.add(row)


def remove_unguarded(session: Session, question: str) -> None:
    """Look whether somebody has answered before the transaction that writes; take it away."""
    rows = session.exec(select(EventAnswer).where(EventAnswer.question_id == question)).all()
    BARRIER.wait(5)
    if not rows:
        with writing(session):
            row = session.get_one(EventQuestion, question)
            row.removed_at = clock.now()
            session.add(row)


def removed_unseen(session: Session, question: str) -> bool:
    """Say whether it went although somebody has answered it, of whom no organizer has read."""
    session.rollback()
    rows = session.exec(select(EventAnswer).where(EventAnswer.question_id == question)).all()
    return session.get_one(EventQuestion, question).removed_at is not None and bool(rows)


def somebody_asked(session: Session, event: Event) -> tuple[str, str]:
    """Return somebody, and a question that nobody has answered."""
    session.rollback()
    who, question = an_attendee(session, event).id, ask(session, event)
    session.rollback()
    return who, question


def test_without_the_hold_somebody_answers_what_is_taken_away(
    app: Starlette, session: Session, event: Event
) -> None:
    """On SQLite, too: it lets one write at a time, and each writes what it saw before."""
    who, question = somebody_asked(session, event)
    at_once(
        app,
        lambda own: answer_unguarded(own, who, question),
        lambda own: remove_unguarded(own, question),
    )
    assert removed_unseen(session, question)


def test_nobody_answers_what_is_taken_away_at_the_same_time(
    app: Starlette, session: Session, event: Event
) -> None:
    event_id = event.id
    for _round in range(8):
        who, question = somebody_asked(session, event)
        results = at_once(app, telling(who, question), removing(event_id, question))
        assert not removed_unseen(session, question)
        session.rollback()
        removed = session.get_one(EventQuestion, question).removed_at is not None
        assert isinstance(results[1], Edit) is removed  # else the organizer is asked first


def telling(who: str, question: str) -> Deed:
    return lambda own: tell(own, who, question, "Figs")


def removing(event_id: str, question: str) -> Deed:
    return lambda own: make_edit(own, event_id, QuestionOut(question), None)
