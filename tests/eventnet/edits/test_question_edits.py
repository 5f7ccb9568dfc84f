"""A question stays one that can be answered, whoever changes it and whatever is undone."""

from typing import Any

import pytest
from sqlmodel import Session

from eventnet.edits.actions import make_edit, undo_edit
from eventnet.edits.models import Edit
from eventnet.edits.questions import QuestionChange
from eventnet.errors import Conflict
from eventnet.event_questions.actions import FIELDS, add_question, answer
from eventnet.event_questions.forms import QuestionFields
from eventnet.event_questions.models import EventQuestion, QuestionKind
from eventnet.events.models import Event
from eventnet.versions import content, edition_of, version_of
from tests.eventnet.edits.agreeing import edit
from tests.factories import an_account, an_attendee


def ask(session: Session, event: Event, **said: Any) -> str:
    return add_question(session, event.id, QuestionFields(label="Dinner?", **said), None).id


def change(session: Session, event: Event, question_id: str, **values: Any) -> Edit:
    """Change a question as somebody does who has just opened it."""
    session.rollback()
    row = session.get_one(EventQuestion, question_id)
    typed = {**content(row, FIELDS), **values}
    plan = QuestionChange(question_id, typed, version_of(row, only=FIELDS))
    return edit(session, event.id, plan)


def kind_and_options(session: Session, question_id: str) -> tuple[str, list[str]]:
    session.rollback()
    row = session.get_one(EventQuestion, question_id)
    return row.kind.value, row.options


def test_undoing_a_change_of_kind_leaves_no_choice_without_answers_once_somebody_chose(
    session: Session, event: Event
) -> None:
    question, by = ask(session, event), an_account(session).id
    made = change(session, event, question, kind=QuestionKind.ONE, options=["Figs", "Dates"])
    ada = an_attendee(session, event)
    answer(session, ada.id, {question: ["Figs"]}, edition_of({question: []}))
    with pytest.raises(Conflict, match="People have answered this question since"):
        undo_edit(session, event.id, made.id, by)
    assert kind_and_options(session, question) == ("one", ["Figs", "Dates"])


def test_changes_undone_out_of_order_leave_no_choice_without_answers(
    session: Session, event: Event
) -> None:
    question, by = ask(session, event, required=True), an_account(session).id
    to_one = change(session, event, question, kind=QuestionKind.ONE, options=["Figs", "Dates"])
    to_text = change(session, event, question, kind=QuestionKind.TEXT)
    undo_edit(session, event.id, to_one.id, by)
    assert kind_and_options(session, question) == ("text", [])
    with pytest.raises(Conflict, match="there would be nothing to choose from"):
        undo_edit(session, event.id, to_text.id, by)
    assert kind_and_options(session, question) == ("text", [])


def test_two_who_change_at_once_leave_no_choice_without_answers(
    session: Session, event: Event
) -> None:
    question = ask(session, event, options="Figs\nDates")
    row = session.get_one(EventQuestion, question)
    drawn, shown = content(row, FIELDS), version_of(row, only=FIELDS)
    change(session, event, question, kind=QuestionKind.ONE)
    emptied = QuestionChange(question, {**drawn, "options": []}, shown)
    with pytest.raises(Conflict, match="fewer than two would be left"):
        make_edit(session, event.id, emptied, None)
    assert kind_and_options(session, question) == ("one", ["Figs", "Dates"])
