"""Questions for the profile changed, or taken away: what people answered is kept for the undo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.database import lock
from eventnet.edits.kinds import Detail, Inverse, Unchanged
from eventnet.edits.models import Edit, EditKind
from eventnet.edits.standing import members_of
from eventnet.edits.touched import Touched
from eventnet.errors import Conflict, NotFound
from eventnet.event_questions.actions import FIELDS, find_question, refuse_full
from eventnet.event_questions.models import (
    OF_CHOICES,
    EventAnswer,
    EventQuestion,
    QuestionKind,
    SeenBy,
)
from eventnet.events.models import Event
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.versions import content, merge


@dataclass(frozen=True)
class QuestionChange:
    """What a form says of a question that it showed as `shown`."""

    question_id: str
    typed: Mapping[str, Any]
    shown: str
    theirs: frozenset[str] = frozenset()
    kind = EditKind.QUESTION_CHANGED

    def touched(self, session: Session, event: Event) -> Touched:
        """Return what this does to whom, held."""
        question, after, answered = self._held(session, event)
        return Touched(
            _sentences(question, after, len(answered)),
            members=members_of(session, answered),
            mailed=False,
        )

    def carry_out(
        self, session: Session, event: Event, _cause_id: str, /
    ) -> tuple[Detail, Inverse]:
        """Change the question; what was answered stays as it is."""
        question, after, answered = self._held(session, event)
        before = content(question, FIELDS)
        changed = {
            name: [before[name], after[name]] for name in FIELDS if before[name] != after[name]
        }
        question.sqlmodel_update(after)
        session.add(question)
        detail = {"name": before["label"], "changed": changed, "people": len(answered)}
        return detail, {"slots": [], "question": {"id": question.id}, "changed": changed}

    def _held(
        self, session: Session, event: Event
    ) -> tuple[EventQuestion, dict[str, Any], list[str]]:
        question = hold_question(session, event, self.question_id)
        now = content(question, FIELDS)
        after = merge(self.shown, self.typed, now, theirs=self.theirs).values
        if after == now:
            raise Unchanged()
        answered = _answered(session, question.id)
        if answered and after["kind"] != question.kind:
            raise Conflict(
                _(
                    "People have answered this question, so its answers stay of one kind. Add "
                    "another question, and take this one away."
                )
            )
        if not _can_be_answered(after["kind"], after["options"]):
            raise Conflict(
                _(
                    "Somebody else changed the answers to choose from meanwhile, and fewer than "
                    "two would be left. Please look again."
                )
            )
        return question, after, answered


@dataclass(frozen=True)
class QuestionOut:
    """A question that is taken away, with what was answered."""

    question_id: str
    kind = EditKind.QUESTION_OUT

    def touched(self, session: Session, event: Event) -> Touched:
        """Return what this does to whom, held."""
        question = hold_question(session, event, self.question_id)
        answered = _answered(session, question.id)
        sentences = [
            _("“%(label)s” is no longer asked, and shown to nobody.", label=question.label)
        ]
        if answered:
            sentences.append(
                ngettext(
                    "%(num)d answer is deleted for good once this can no longer be undone.",
                    "%(num)d answers are deleted for good once this can no longer be undone.",
                    len(answered),
                )
            )
        members = members_of(session, answered)
        return Touched(sentences, members=members, grave=bool(answered), mailed=False)

    def carry_out(
        self, session: Session, event: Event, _cause_id: str, /
    ) -> tuple[Detail, Inverse]:
        """Take it away; it and its answers are kept until nobody can undo this."""
        question = hold_question(session, event, self.question_id)
        answered = _answered(session, question.id)
        question.removed_at = clock.now()
        session.add(question)
        detail = {"name": question.label, "people": len(answered)}
        return detail, {"slots": [], "question": {"id": question.id}}


def hold_question(session: Session, event: Event, question_id: str) -> EventQuestion:
    """Return a question that is asked, held: nobody answers it meanwhile."""
    lock(session, EventQuestion, question_id)
    return find_question(session, event.id, question_id)


def _can_be_answered(kind: QuestionKind, options: Sequence[str]) -> bool:
    """Say whether there is something to choose from, where an answer is a choice."""
    return kind not in OF_CHOICES or len(options) > 1


def _answered(session: Session, question_id: str) -> list[str]:
    query = select(EventAnswer.attendance_id).where(EventAnswer.question_id == question_id)
    return list(session.exec(query.order_by(col(EventAnswer.attendance_id))))


def _sentences(question: EventQuestion, after: Mapping[str, Any], answered: int) -> list[str]:
    found = [_("“%(label)s” is asked otherwise from now on.", label=question.label)]
    if answered:
        found.append(
            ngettext(
                "%(num)d person has answered it. The answer stays as it is.",
                "%(num)d people have answered it. Their answers stay as they are.",
                answered,
            )
        )
    gone = [one for one in question.options if one not in after["options"]]
    if answered and gone and question.kind is not QuestionKind.YES_NO:
        said = ", ".join(_("“%(label)s”", label=one) for one in gone)
        found.append(_("%(said)s can no longer be chosen; whoever chose it keeps it.", said=said))
    if answered and question.seen_by is not after["seen_by"]:
        found.append(
            _("Only the organizers see the answers from now on.")
            if after["seen_by"] is SeenBy.ORGANIZERS
            else _(
                "Everybody at the event sees new answers. Those given until now stay with the "
                "organizers, as it was promised, until their people save them again."
            )
        )
    return found


def ask_as_before(session: Session, event: Event, edit: Edit) -> list[str]:
    """Let a question be as before, in what was not changed again since."""
    question = _kept(session, event, edit)
    if question.removed_at is not None:
        raise Conflict(_("This question was taken away since. Undo that first."))
    for name, (was, became) in edit.inverse["changed"].items():
        if getattr(question, name) == became:
            _refuse_other_kind(session, question, name)
            setattr(question, name, was)
    if not _can_be_answered(question.kind, question.options):
        raise Conflict(
            _(
                "This question was changed again since, and there would be nothing to choose from. "
                "Undo that first."
            )
        )
    session.add(question)
    return []


def _refuse_other_kind(session: Session, question: EventQuestion, name: str) -> None:
    if name == "kind" and _answered(session, question.id):
        raise Conflict(
            _(
                "People have answered this question since, so its answers stay of one kind. Change "
                "the rest of it by hand."
            )
        )


def ask_again(session: Session, event: Event, edit: Edit) -> list[str]:
    """Ask a question again that was taken away; its answers are there as before."""
    question = _kept(session, event, edit)
    refuse_full(session, event.id)
    question.removed_at = None
    session.add(question)
    return []


def _kept(session: Session, event: Event, edit: Edit) -> EventQuestion:
    question = lock(session, EventQuestion, edit.inverse["question"]["id"])
    if question is None or question.event_id != event.id:
        raise NotFound(_("This question is gone for good."))
    return question


def forget_removed(session: Session, edit: Edit) -> None:
    """Delete a question that stays away, with its answers; the caller holds the edit."""
    question = lock(session, EventQuestion, edit.inverse["question"]["id"])
    if question is not None and question.removed_at is not None:
        session.delete(question)
