"""An answer that can no longer be chosen stays with whoever chose it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session

from eventnet.edits.questions import QuestionChange
from eventnet.event_questions.actions import FIELDS, add_question, answer
from eventnet.event_questions.forms import QuestionFields
from eventnet.event_questions.models import EventQuestion
from eventnet.event_questions.queries import said_by
from eventnet.versions import content, edition_of, version_of
from tests.browser import Browser
from tests.eventnet.edits.agreeing import edit
from tests.factories import an_attendee, an_event

Open = Callable[[], Browser]
MINE = "/e/spring/profile/answers"


def sent(html: str) -> dict[str, Any]:
    """Return what a browser sends of a page on which nothing is touched."""
    fields: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", html):
        kind = re.search(r'type="(\w+)"', tag)
        name, value = (re.search(rf' {part}="([^"]*)"', tag) for part in ("name", "value"))
        if name is None or value is None:
            continue
        if kind is not None and kind[1] in {"radio", "checkbox"} and " checked" not in tag:
            continue
        fields.setdefault(name[1], []).append(value[1])
    return fields


@pytest.mark.parametrize("kind", ["one", "several"])
def test_whoever_chose_what_is_offered_no_more_keeps_it_by_saving_another_answer(
    session: Session, browser: Open, kind: str
) -> None:
    event = an_event(session, slug="spring")
    ada = an_attendee(session, event, "Ada", "ada@example.org").id
    choice = QuestionFields(label="Dinner?", kind=kind, options="Figs\nDates")
    dinner = add_question(session, event.id, choice, None).id
    other = add_question(session, event.id, QuestionFields(label="Song?"), None).id
    answer(session, ada, {dinner: ["Figs"]}, edition_of({dinner: []}))
    row = session.get_one(EventQuestion, dinner)
    typed = {**content(row, FIELDS), "options": ["Dates", "Plums"]}
    edit(session, event.id, QuestionChange(dinner, typed, version_of(row, only=FIELDS)))
    here = browser().sign_in("ada@example.org")
    page = here.get(MINE).text
    assert here.post(MINE, {**sent(page), f"q-{other}": "Brass"}).status_code == 303
    session.rollback()
    assert said_by(session, ada) == {dinner: ["Figs"], other: ["Brass"]}
    other_choice = {**sent(here.get(MINE).text), f"q-{dinner}": ["Dates"]}
    assert here.post(MINE, other_choice).status_code == 303
    session.rollback()
    assert said_by(session, ada)[dinner] == ["Dates"]
    again = here.post(MINE, {**sent(here.get(MINE).text), f"q-{dinner}": ["Figs"]})
    assert again.status_code == 422
