"""Verbs of questions: add one, move one, and answer them."""

from collections.abc import Collection
from typing import Any

from sqlmodel import Session, col, select

from eventnet import audit, clock
from eventnet.database import lock, writing
from eventnet.errors import Gone, NotFound, Refused
from eventnet.event_questions.forms import QuestionFields, Said, option_list
from eventnet.event_questions.models import EventAnswer, EventQuestion, SeenBy
from eventnet.event_questions.queries import questions_of, said_by
from eventnet.events.actions import held
from eventnet.events.models import Attendance
from eventnet.i18n import gettext as _
from eventnet.versions import Merged, merge

MOST = 20
FIELDS = ("label", "hint", "kind", "options", "required", "seen_by")
"""What organizers say of a question."""


def find_question(session: Session, event_id: str, question_id: str) -> EventQuestion:
    """Return a question of this event that is asked."""
    found = session.get(EventQuestion, question_id)
    if found is None or found.event_id != event_id or found.removed_at is not None:
        raise NotFound(_("There is no such question; perhaps it was taken away."))
    return found


def values_of(fields: QuestionFields) -> dict[str, Any]:
    """Return what a form says of a question, as its row holds it."""
    return {**fields.model_dump(include=set(FIELDS)), "options": option_list(fields.options)}


def refuse_full(session: Session, event_id: str) -> None:
    """Refuse one question more where there are as many as there can be."""
    if len(questions_of(session, event_id)) >= MOST:
        raise Refused(_("There are %(most)d questions already. Take one away first.", most=MOST))


def add_question(
    session: Session, event_id: str, fields: QuestionFields, by: str | None
) -> EventQuestion:
    """Add a question after the others."""
    with writing(session):
        held(session, event_id)
        refuse_full(session, event_id)
        there = questions_of(session, event_id)
        question = EventQuestion(
            event_id=event_id,
            position=max((one.position for one in there), default=0) + 1,
            **values_of(fields),
        )
        session.add(question)
        session.flush()
        audit.record(
            session, "question.added", account_id=by, event_id=event_id, subject=question.id
        )
    return question


def move_question(session: Session, event_id: str, question_id: str, by: str, *, up: bool) -> None:
    """Bring a question one place up or down."""
    with writing(session):
        held(session, event_id)
        find_question(session, event_id, question_id)
        there = questions_of(session, event_id)
        at = next(number for number, one in enumerate(there) if one.id == question_id)
        to = at - 1 if up else at + 1
        if not 0 <= to < len(there):
            return
        there[at], there[to] = there[to], there[at]
        for number, one in enumerate(there):
            one.position = number
            session.add(one)
        audit.record(
            session, "question.moved", account_id=by, event_id=event_id, subject=question_id
        )


def answer(
    session: Session, attendance_id: str, said: Said, shown: str, private: Collection[str] = ()
) -> Merged:
    """Keep what somebody answers to the questions that are still asked.

    `shown` is the edition of the answers that the form was drawn from; `private` are the questions
    of which it promised that only the organizers see the answer: that holds for what is said here.
    A question that is taken away meanwhile is held, so that either its answer is there before, or
    none is.
    """
    with writing(session):
        attendance = lock(session, Attendance, attendance_id)
        if attendance is None or attendance.left_at is not None:
            raise Gone(_("You no longer attend this event."))
        query = select(EventQuestion).where(
            col(EventQuestion.id).in_(said),
            EventQuestion.event_id == attendance.event_id,
            col(EventQuestion.removed_at).is_(None),
        )
        asked = session.exec(query.order_by(col(EventQuestion.id)).with_for_update(read=True)).all()
        before = said_by(session, attendance_id)
        now = {one.id: before.get(one.id, []) for one in asked}
        merged = merge(shown, {key: said[key] for key in now}, now)
        for one in asked:
            if one.id in merged.changed or (one.id in before and one.id in said):
                seen_by = SeenBy.ORGANIZERS if one.id in private else one.seen_by
                _keep(session, one.id, attendance_id, merged.values[one.id], seen_by)
    return merged


def _keep(
    session: Session, question_id: str, attendance_id: str, said: list[str], seen_by: SeenBy
) -> None:
    row = session.get(EventAnswer, (question_id, attendance_id))
    if not said:
        if row is not None:
            session.delete(row)
        return
    row = row or EventAnswer(question_id=question_id, attendance_id=attendance_id, seen_by=seen_by)
    row.said, row.seen_by, row.answered_at = said, seen_by, clock.now()
    session.add(row)
