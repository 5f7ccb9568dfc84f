"""Reads of an event's questions, and of what was answered."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, func, select

from eventnet.batches import batches
from eventnet.event_questions.models import EventAnswer, EventQuestion, QuestionKind, SeenBy
from eventnet.events.models import Attendance
from eventnet.i18n import gettext as _


@dataclass(frozen=True)
class Answered:
    """A question, and what somebody answered."""

    label: str
    said: tuple[str, ...]
    seen_by: SeenBy

    @property
    def words(self) -> str:
        """The answer as it reads in a line."""
        return ", ".join(self.said)


def questions_of(session: Session, event_id: str) -> list[EventQuestion]:
    """Return the questions of an event that are asked, in their order."""
    query = select(EventQuestion).where(
        EventQuestion.event_id == event_id, col(EventQuestion.removed_at).is_(None)
    )
    order = (col(EventQuestion.position), col(EventQuestion.created_at), col(EventQuestion.id))
    return list(session.exec(query.order_by(*order)))


def said_by(session: Session, attendance_id: str) -> dict[str, list[str]]:
    """Return what somebody answered, by question."""
    query = select(EventAnswer).where(EventAnswer.attendance_id == attendance_id)
    return {one.question_id: one.said for one in session.exec(query)}


def answers_of_each(
    session: Session, questions: Sequence[EventQuestion], attendance_ids: Collection[str]
) -> dict[str, dict[str, Answered]]:
    """Return by person and question what these people answered to these questions."""
    by_id = {one.id: one for one in questions}
    found: dict[str, dict[str, Answered]] = {}
    for some in batches(attendance_ids):
        query = select(EventAnswer).where(
            col(EventAnswer.attendance_id).in_(some), col(EventAnswer.question_id).in_(by_id)
        )
        for row in session.exec(query):
            question = by_id[row.question_id]
            both = {question.seen_by, row.seen_by}
            seen = SeenBy.ORGANIZERS if SeenBy.ORGANIZERS in both else SeenBy.EVERYONE
            said = tuple(in_words(question, row.said))
            found.setdefault(row.attendance_id, {})[question.id] = Answered(
                question.label, said, seen
            )
    return found


def answers_of(session: Session, event_id: str, attendance_id: str) -> list[Answered]:
    """Return what one person answered, in the order of the questions."""
    questions = questions_of(session, event_id)
    mine = answers_of_each(session, questions, [attendance_id]).get(attendance_id, {})
    return [mine[one.id] for one in questions if one.id in mine]


def in_words(question: EventQuestion, said: Sequence[str]) -> list[str]:
    """Tell an answer as people read it: a yes and a no in their language, the rest as it is."""
    if question.kind is not QuestionKind.YES_NO:
        return list(said)
    words = {"yes": _("Yes"), "no": _("No")}
    return [words.get(one, one) for one in said]


def count_answers(session: Session, event_id: str) -> dict[str, int]:
    """Return how many answered each question of an event."""
    query = (
        select(EventAnswer.question_id, func.count())
        .join(EventQuestion, col(EventQuestion.id) == EventAnswer.question_id)
        .where(EventQuestion.event_id == event_id)
        .group_by(col(EventAnswer.question_id))
    )
    return dict(session.exec(query).all())


def required_count() -> ColumnElement[int]:
    """Return how many questions an event requires, as a column beside an `Attendance`."""
    return (
        select_columns(func.count())
        .select_from(EventQuestion)
        .where(*_needed())
        .correlate(Attendance)
        .scalar_subquery()
    )


def required_answered() -> ColumnElement[int]:
    """Return how many of those somebody has answered, as a column beside an `Attendance`."""
    return (
        select_columns(func.count())
        .select_from(EventQuestion)
        .join(EventAnswer, col(EventAnswer.question_id) == EventQuestion.id)
        .where(*_needed(), col(EventAnswer.attendance_id) == col(Attendance.id))
        .correlate(Attendance)
        .scalar_subquery()
    )


def _needed() -> tuple[ColumnElement[bool], ...]:
    return (
        col(EventQuestion.event_id) == col(Attendance.event_id),
        col(EventQuestion.removed_at).is_(None),
        col(EventQuestion.required).is_(True),
    )
