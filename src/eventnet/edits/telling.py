"""Jobs that tell those whom an edit touched, once it can no longer be undone."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.database import lock, writing
from eventnet.edits.actions import let_stand, on_told
from eventnet.edits.letters import edit_letter
from eventnet.edits.models import Edit, EditKind
from eventnet.events.actions import held
from eventnet.events.models import Event
from eventnet.jobs import Ground, job
from eventnet.mail.outbox import Letter
from eventnet.meetings.queries import OwnMeeting, sides_of_each
from eventnet.round_tables.queries import OwnSeat, seats_at_each
from eventnet.schedule.letters import Desk
from eventnet.schedule.telling import write_to_each


@job(cron="* * * * *")
def let_due_stand(ground: Ground) -> None:
    """Let the edits stand that nobody undid in time, and be told."""
    with ground.sessions() as session:
        due = session.exec(
            select(Edit.id, Edit.event_id)
            .where(
                col(Edit.told_at).is_(None),
                col(Edit.undone_at).is_(None),
                col(Edit.undo_until) <= clock.now(),
            )
            .order_by(col(Edit.undo_until))
        ).all()
        for edit_id, event_id in due:
            with writing(session):
                held(session, event_id)
                edit = lock(session, Edit, edit_id)
                if edit is not None and edit.told_at is None and edit.undone_at is None:
                    let_stand(session, edit)


@job()
def tell_edit(ground: Ground, edit_id: str) -> None:
    """Write to everybody whose meetings, seats or absences an edit touched.

    What became of one since was told by itself. Words are told in the profile alone.
    """
    with ground.sessions() as session:
        edit = session.get(Edit, edit_id)
        if edit is None or edit.is_of_words:
            return
        event = session.get_one(Event, edit.event_id)
        meetings, seats = _meetings(session, edit), _seats(session, edit)
        everybody = sorted({*meetings, *seats, *edit.inverse.get("away", ())})

        def write(desk: Desk, mine: Sequence[OwnMeeting]) -> Letter:
            return edit_letter(desk, edit, mine, seats.get(desk.reader.attendance_id, ()))

        touched = {one: meetings.get(one, []) for one in everybody}
        write_to_each(session, ground.settings, event, touched, write)


def _meetings(session: Session, edit: Edit) -> dict[str, list[OwnMeeting]]:
    left = {one["id"]: one["sequence"] for one in edit.inverse["meetings"]}
    return {
        who: own
        for who, mine in sides_of_each(session, left).items()
        if (own := [one for one in mine if one.sequence == left[one.id]])
    }


def _seats(session: Session, edit: Edit) -> dict[str, list[OwnSeat]]:
    if edit.kind is EditKind.TABLES:
        return {}
    seats = seats_at_each(session, [one["id"] for one in edit.inverse["tables"]])
    return {
        who: own
        for who, mine in seats.items()
        if (own := [one for one in mine if one.cause_id == edit.id])
    }


on_told.append(tell_edit)
