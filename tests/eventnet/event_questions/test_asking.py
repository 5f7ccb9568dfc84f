"""The questions of an event, as its organizers ask, change, order and take them away."""

import pytest
from sqlmodel import Session, select

from eventnet import clock
from eventnet.edits.actions import undo_edit
from eventnet.edits.questions import QuestionOut
from eventnet.edits.telling import let_due_stand
from eventnet.errors import Conflict, Refused
from eventnet.event_questions.actions import MOST, move_question
from eventnet.event_questions.models import EventAnswer, EventQuestion
from eventnet.event_questions.queries import answers_of, questions_of
from eventnet.events.models import Event
from eventnet.jobs import Ground
from tests.browser import Browser, text_of
from tests.eventnet.edits.agreeing import agreed_to, edit
from tests.eventnet.event_questions.asked import (
    ASK,
    HERE,
    MINE,
    ask,
    drawn,
    people,
    statements,
    tell,
)
from tests.factories import an_account, an_attendee


def test_a_change_says_whom_it_touches_and_an_answered_kind_stays(
    session: Session, event: Event, olga: Browser
) -> None:
    ada = an_attendee(session, event).id
    question = ask(session, event, kind="one", options="A\nB")
    tell(session, ada, question, "A")
    page = f"{ASK}/{question}"
    fields = {**drawn(olga.get(page).text), "kind": "one", "seen_by": "everyone"}
    look = olga.post(page, {**fields, "options": "B\nC"})
    assert "1 person has answered it." in text_of(look.text)
    assert "“A” can no longer be chosen" in text_of(look.text)
    assert olga.post(page, agreed_to(look.text)).status_code == 303
    assert "The question “Dinner?” was changed" in olga.read(f"{HERE}/organize/changes")
    fields = {**drawn(olga.get(page).text), "kind": "line", "seen_by": "everyone"}
    answered = olga.post(page, {**fields, "options": ""})
    assert answered.status_code == 409
    assert "its answers stay of one kind" in text_of(answered.text)


def test_a_question_that_is_taken_away_comes_back_with_its_answers_or_goes_for_good(
    session: Session, event: Event, ground: Ground
) -> None:
    ada, by = an_attendee(session, event).id, an_account(session).id
    question = ask(session, event)
    tell(session, ada, question, "Figs")
    out = edit(session, event.id, QuestionOut(question))
    assert answers_of(session, event.id, ada) == []
    undo_edit(session, event.id, out.id, by)
    assert [one.words for one in answers_of(session, event.id, ada)] == ["Figs"]
    again = edit(session, event.id, QuestionOut(question))
    with clock.at(again.undo_until):
        let_due_stand.work(ground)
    session.rollback()
    assert session.exec(select(EventAnswer)).all() == []
    assert session.exec(select(EventQuestion)).all() == []
    with pytest.raises(Conflict):
        undo_edit(session, event.id, again.id, by)


def test_questions_are_put_in_order_and_there_are_twenty_at_most(
    session: Session, event: Event, olga: Browser
) -> None:
    first, second = ask(session, event, "First"), ask(session, event, "Second")
    assert olga.post(f"{ASK}/{second}/move", {"to": "up"}).status_code == 303
    assert olga.post(f"{ASK}/{second}/move", {"to": "up"}).status_code == 303
    session.rollback()
    assert [one.id for one in questions_of(session, event.id)] == [second, first]
    move_question(session, event.id, second, "me", up=False)
    assert [one.id for one in questions_of(session, event.id)] == [first, second]
    for number in range(MOST - 2):
        ask(session, event, f"Q{number}")
    with pytest.raises(Refused, match="20 questions already"):
        ask(session, event, "One more")
    assert olga.post(ASK, {"label": "One more"}).status_code == 422


def test_the_pages_take_as_many_statements_for_many_questions(
    session: Session, event: Event, olga: Browser, ada: Browser
) -> None:
    me = people(session)[0]

    def add(number: int) -> None:
        for at in range(number):
            tell(session, me, ask(session, event, f"Q{number} {at}"), "Figs")

    add(1)
    pages = [(olga, ASK), (ada, MINE), (ada, f"{HERE}/people/{me}")]
    for who, path in pages:
        who.get(path)
    session.rollback()
    few = [statements(session, who, path) for who, path in pages]
    add(15)
    session.rollback()
    assert [statements(session, who, path) for who, path in pages] == few
