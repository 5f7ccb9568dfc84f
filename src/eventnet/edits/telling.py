"""Jobs that tell those whom an edit touched, once it can no longer be undone."""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.asking.people import view_askers
from eventnet.batches import batches
from eventnet.database import lock, writing
from eventnet.edits.actions import let_stand, on_told
from eventnet.edits.letters import Share, edit_letter
from eventnet.edits.models import Edit, EditKind
from eventnet.events.actions import held
from eventnet.events.models import Attendance, Event, Role
from eventnet.jobs import Ground, job, one_by_one
from eventnet.mail.outbox import Letter
from eventnet.meetings.queries import OwnMeeting, sides_of_each
from eventnet.requests.models import RequestKind
from eventnet.requests.queries import OwnRequest, seen_by_each
from eventnet.round_tables.queries import OwnSeat, seats_at_each
from eventnet.schedule.desk import Desk
from eventnet.schedule.telling import write_to_each


@job(cron="* * * * *")
def let_due_stand(ground: Ground) -> None:
    """Let the edits stand that nobody undid in time, and be told."""
    with ground.sessions() as session:
        due = session.exec(
            select(Edit.id)
            .where(
                col(Edit.told_at).is_(None),
                col(Edit.undone_at).is_(None),
                col(Edit.undo_until) <= clock.now(),
            )
            .order_by(col(Edit.undo_until))
        ).all()
        one_by_one("edit", due, lambda edit_id: _let_stand(session, edit_id))


def _let_stand(session: Session, edit_id: str) -> None:
    with writing(session):
        known = session.get(Edit, edit_id)
        if known is None:  # erased with its event meanwhile
            return
        held(session, known.event_id)
        edit = lock(session, Edit, edit_id)
        if edit is not None and edit.told_at is None and edit.undone_at is None:
            let_stand(session, edit)


@job()
def tell_edit(ground: Ground, edit_id: str) -> None:
    """Write to everybody whose meetings, seats, requests, role or absences an edit touched.

    What became of one since was told by itself. Words are told in the profile alone.
    """
    with ground.sessions() as session:
        edit = session.get(Edit, edit_id)
        if edit is None or edit.is_silent:
            return
        event = session.get_one(Event, edit.event_id)
        shares = _shares(session, edit)
        askers = view_askers(
            session,
            event.id,
            {
                one: [one, *(r.other_id for r in of.requests)]
                for one, of in shares.items()
                if of.requests
            },
        )

        def write(desk: Desk, _mine: Sequence[OwnMeeting]) -> Letter:
            who = desk.reader.attendance_id
            people = {**askers.get(who, {}), **desk.people}
            return edit_letter(replace(desk, people=people), edit, shares[who])

        touched = {one: share.meetings for one, share in sorted(shares.items())}
        write_to_each(session, ground.settings, event, touched, write)


def _shares(session: Session, edit: Edit) -> dict[str, Share]:
    """Return what the edit did to each whom it touched, as far as that is still so."""
    meetings, seats, requests = (
        _meetings(session, edit),
        _seats(session, edit),
        _asked(session, edit),
    )
    moved, capped = _moved(session, edit), _capped(session, edit)
    everybody = {*meetings, *seats, *requests, *moved, *capped, *edit.inverse.get("away", ())}
    return {
        one: Share(
            meetings.get(one, ()),
            seats.get(one, ()),
            requests.get(one, ()),
            moved.get(one),
            capped.get(one),
        )
        for one in everybody
    }


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


def _asked(session: Session, edit: Edit) -> dict[str, list[OwnRequest]]:
    ended = {one["id"]: one["sequence"] for one in edit.inverse.get("requests", ())}
    return {
        who: own
        for who, mine in seen_by_each(session, list(ended)).items()
        if (
            own := [
                one
                for one in mine
                if one.sequence == ended[one.id] and one.kind is RequestKind.MEET
            ]
        )
    }


def _moved(session: Session, edit: Edit) -> dict[str, str]:
    """Return the role of those who come as another since, by attendance."""
    into = edit.inverse.get("into")
    role = session.get(Role, into) if into else None
    if role is None:
        return {}
    return dict.fromkeys(_still(session, edit.inverse["moved"], role.id), role.name)


def _capped(session: Session, edit: Edit) -> dict[str, int]:
    """Return the limit of those who have more meetings than their role allows since."""
    key = edit.inverse.get("into") or edit.inverse.get("role", {}).get("id")
    role = session.get(Role, key) if key else None
    if role is None or role.max_meetings is None:
        return {}
    capped = _still(session, edit.inverse["capped"], role.id)
    return dict.fromkeys(capped, role.max_meetings)


def _still(session: Session, attendance_ids: Sequence[str], role_id: str) -> list[str]:
    found: list[str] = []
    for some in batches(attendance_ids):
        query = select(Attendance.id).where(
            col(Attendance.id).in_(some), Attendance.role_id == role_id
        )
        found += session.exec(query)
    return found


on_told.append(tell_edit)
