"""Making an edit once its organizer has read what it does, undoing it, and letting it be told."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from eventnet import audit, clock
from eventnet.database import insert_missing, lock, writing
from eventnet.edits import (
    limits,
    merging,
    moving,
    questions,
    renaming,
    role_out,
    tables,
    taking_out,
    who_meets,
)
from eventnet.edits.kinds import Plan
from eventnet.edits.models import Edit, EditKind, EditTouch
from eventnet.edits.touched import Touched
from eventnet.errors import Conflict, NotFound
from eventnet.events.actions import held
from eventnet.events.models import Event, Slot
from eventnet.i18n import gettext as _
from eventnet.jobs import Job, enqueue
from eventnet.meetings.changes import disown, tell

WINDOW = timedelta(minutes=30)
"""So long an edit can be undone, and nobody is told of it."""
NEAR = timedelta(hours=4)
"""Where something that it touches begins sooner than this, people have to know at once:"""
SHORT = timedelta(minutes=3)
LASTING = timedelta(days=14)
"""So long an edit of words can be undone: it is told in the profile only, where it stands."""

UNDO = {
    EditKind.SLOTS_OUT: taking_out.put_back,
    EditKind.SLOTS_MOVED: moving.move_back,
    EditKind.TABLES: tables.set_back,
    EditKind.WORD_RENAMED: renaming.rename_back,
    EditKind.WORDS_MERGED: merging.part,
    EditKind.WHO_MEETS: who_meets.meet_as_before,
    EditKind.ROLE_CHANGED: limits.limit_as_before,
    EditKind.ROLE_OUT: role_out.bring_back,
    EditKind.QUESTION_CHANGED: questions.ask_as_before,
    EditKind.QUESTION_OUT: questions.ask_again,
}
DEEDS = {
    EditKind.SLOTS_OUT: "grid.removed",
    EditKind.SLOTS_MOVED: "grid.moved",
    EditKind.TABLES: "grid.tables",
    EditKind.WORD_RENAMED: "words.renamed",
    EditKind.WORDS_MERGED: "words.merged",
    EditKind.WHO_MEETS: "roles.may_meet",
    EditKind.ROLE_CHANGED: "role.changed",
    EditKind.ROLE_OUT: "role.removed",
    EditKind.QUESTION_CHANGED: "question.changed",
    EditKind.QUESTION_OUT: "question.removed",
}

on_told: list[Job] = []
"""Jobs that tell those touched, each given the id of an edit that stays from now on."""


class Unread(Conflict):
    """Nobody has agreed to what an edit would do now; `touched` says what that is."""

    def __init__(self, touched: Touched) -> None:
        super().__init__(_("This touches something else by now. Please look again."))
        self.touched = touched


def make_edit(
    session: Session, event_id: str, plan: Plan, by: str | None, *, agreed: str = ""
) -> Edit:
    """Make an edit; where it touches somebody, `agreed` has to be the mark of what was read."""
    with writing(session):
        event = held(session, event_id)
        touched = plan.touched(session, event)
        if touched.members and touched.mark != agreed:
            raise Unread(touched)
        edit = Edit(event_id=event_id, account_id=by, kind=plan.kind, undo_until=clock.now())
        session.add(edit)
        session.flush()
        edit.detail, edit.inverse = plan.carry_out(session, event, edit.id)
        edit.undo_until = edit.at + _window(session, edit)
        session.add(edit)
        session.flush()
        rows = [{"edit_id": edit.id, "membership_id": one} for one in sorted(touched.felt_by)]
        insert_missing(session, EditTouch, rows)
        audit.record(
            session,
            DEEDS[edit.kind],
            account_id=by,
            event_id=event_id,
            subject=_subject(edit),
            **edit.detail,
        )
    return edit


def _subject(edit: Edit) -> str:
    """Return the id of what was edited, where that is one thing, else of the edit."""
    one = edit.inverse.get("role") or edit.inverse.get("question") or {"id": edit.id}
    return str(one["id"])


def _window(session: Session, edit: Edit) -> timedelta:
    if edit.is_of_words:
        return LASTING
    first = _first(session, edit)
    return SHORT if first is not None and first - edit.at < NEAR else WINDOW


def _first(session: Session, edit: Edit) -> datetime | None:
    """Return when the first of what it touches begins, as it was before and as it is now."""
    slot_ids = list(edit.inverse["slots"])
    times = list(session.exec(select(Slot.starts_at).where(col(Slot.id).in_(slot_ids))))
    if edit.kind is EditKind.SLOTS_MOVED:
        times += map(datetime.fromisoformat, edit.inverse["slots"].values())
    return min((at for at in times if at > edit.at), default=None)


def undo_edit(session: Session, event_id: str, edit_id: str, by: str) -> int:
    """Take an edit back; return how many meetings cannot stand again, whose people are told."""
    with writing(session):
        event, edit = _hold(session, event_id, edit_id)
        if edit.undone_at is not None:
            return 0
        if not edit.may_be_undone(clock.now()):
            raise Conflict(_("People have been told of this by now, so it can't be undone."))
        lost = UNDO[edit.kind](session, event, edit)
        edit.undone_at, edit.undone_by = clock.now(), by
        session.add(edit)
        disown(session, lost)
        tell(session, lost)
        audit.record(
            session,
            "edit.undone",
            account_id=by,
            event_id=event_id,
            subject=edit.id,
            what=edit.kind.value,
            lost=len(lost),
        )
        return len(lost)


def tell_now(session: Session, event_id: str, edit_id: str, by: str) -> None:
    """Tell those whom an edit touched at once, after which it stays."""
    with writing(session):
        _event, edit = _hold(session, event_id, edit_id)
        if edit.undone_at is not None:
            raise Conflict(_("This was undone, so there is nothing to tell."))
        if edit.told_at is None:
            let_stand(session, edit)
            audit.record(
                session,
                "edit.told",
                account_id=by,
                event_id=event_id,
                subject=edit.id,
                what=edit.kind.value,
            )


def let_stand(session: Session, edit: Edit) -> None:
    """Let an edit stay from now on, and those whom it touched be told; the caller holds it."""
    edit.told_at = clock.now()
    session.add(edit)
    if edit.kind is EditKind.QUESTION_OUT:
        questions.forget_removed(session, edit)
    for job in on_told:
        enqueue(session, job, edit.id)


def _hold(session: Session, event_id: str, edit_id: str) -> tuple[Event, Edit]:
    """Return the event and the edit, held in the order in which everybody holds them."""
    event, edit = held(session, event_id), lock(session, Edit, edit_id)
    if edit is None or edit.event_id != event_id:
        raise NotFound(_("There is no such change at this event."))
    return event, edit
