"""Questions of an event, and answers to them, for tests."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

from sqlmodel import Session, select

from eventnet.edits.questions import QuestionChange
from eventnet.event_questions.actions import FIELDS, add_question, answer
from eventnet.event_questions.forms import QuestionFields
from eventnet.event_questions.models import EventQuestion
from eventnet.events.models import Attendance, Event
from eventnet.versions import content, edition_of, version_of
from tests.browser import Browser
from tests.queries import counted

Open = Callable[[], Browser]
HERE = "/e/spring"
ASK = f"{HERE}/organize/questions"
MINE = f"{HERE}/profile/answers"


def ask(session: Session, event: Event, label: str = "Dinner?", **said: Any) -> str:
    """Add a question; return its id."""
    return add_question(session, event.id, QuestionFields(label=label, **said), None).id


def drawn(html: str) -> dict[str, str]:
    """Return what a form shows in its fields, without those of the questions."""
    found = re.findall(r'<input[^>]* name="([\w-]+)"[^>]* value="([^"]*)"', html)
    return {name: unescape(value) for name, value in found if not name.startswith("q-")}


def change(session: Session, question_id: str, **values: Any) -> QuestionChange:
    """Return the edit that gives a question other values."""
    row = session.get_one(EventQuestion, question_id)
    typed = {**content(row, FIELDS), **values}
    return QuestionChange(question_id, typed, version_of(row, only=FIELDS))


def tell(session: Session, who: str, question_id: str, words: str) -> None:
    """Answer a question that one has not answered yet."""
    answer(session, who, {question_id: [words]}, edition_of({question_id: []}))


def people(session: Session) -> list[str]:
    """Return everybody who attends anything."""
    return list(session.exec(select(Attendance.id)))


def statements(session: Session, who: Browser, path: str) -> int:
    """Return how many statements a page takes."""
    with counted(session) as count:
        assert who.get(path).status_code == 200
    return len(count.statements)
