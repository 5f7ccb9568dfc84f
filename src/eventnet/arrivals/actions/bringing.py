"""Writing what a file says, all of it or nothing, inside the caller's transaction."""

from typing import Any

from sqlalchemy import select, update
from sqlmodel import Session, col

from eventnet import audit, clock
from eventnet.affinities.actions import mark_stale
from eventnet.arrivals.actions.admission import admit_all
from eventnet.arrivals.comparison import ENTERS, STAYS, Decision, Kind
from eventnet.arrivals.corrections import correct
from eventnet.arrivals.examination import Examination, examine, preview_of
from eventnet.arrivals.memory import remember
from eventnet.arrivals.models import Stage, Ticket, TicketImport
from eventnet.arrivals.reading import Choices, Reading
from eventnet.batches import batches
from eventnet.database import insert_missing, lock
from eventnet.errors import Conflict, NotFound
from eventnet.events.models import Attendance, Event
from eventnet.i18n import gettext as _
from eventnet.meetings.actions import cancel_all_of
from eventnet.meetings.models import MeetingSide


class MoreThanAgreed(Conflict):
    """More people would lose their place than somebody agreed to."""


def bring_in(
    session: Session,
    held: TicketImport,
    reading: Reading,
    choices: Choices,
    account_id: str | None,
    *,
    agreed: int | None = None,
    spare: bool = False,
) -> dict[str, int]:
    """Let the good rows in, see off whose tickets ended; return how many rows did what.

    At most as many tickets end, or go to others, as was `agreed` to. With `spare` nobody loses
    their place: such rows are left out.
    """
    event = lock(session, Event, held.event_id)
    if event is None:
        raise NotFound(_("This event is gone."))
    examined = examine(session, event, reading, choices, hold=True, spare=spare)
    report = preview_of(session, examined)
    if agreed is not None and report.ending > agreed:
        raise MoreThanAgreed(
            _(
                "Nothing was brought in: by now this file takes away more than the page showed. "
                "Look at what it would change, and press the button again."
            )
        )
    correct(session, event, examined.corrected)
    admitted = _admit(session, event, examined)
    _keep_tickets(session, event.id, examined.decisions, admitted)
    _see_off(session, examined.leaving)
    if report.changes_anything:
        mark_stale(session, event.id)
    held.mapping = remember(session, event.id, reading, choices).model_dump()
    held.stage, held.applied_at = Stage.APPLIED, clock.now()
    held.counts, held.data, held.table = report.counts, b"", None
    held.report = report.nameless(*_whom(examined, admitted)).stored()
    audit.record(
        session,
        "tickets.imported",
        account_id=account_id,
        event_id=event.id,
        subject=held.id,
        file=held.file_name,
        counts=report.counts,
    )
    return report.counts


def _whom(examined: Examination, admitted: dict[str, str]) -> tuple[dict[int, str], dict[int, str]]:
    """Return by the row's number which attendance it was about, and which one ended."""
    people, leavers = {}, {}
    for one in examined.decisions:
        there = one.stored.attendance_id if one.stored else None
        if about := admitted.get(one.now.email or "", there):
            people[one.row.number] = about
        if one.leaver:
            leavers[one.row.number] = one.leaver
    return people, leavers


def _admit(session: Session, event: Event, examined: Examination) -> dict[str, str]:
    guests, before = [], {}
    given_up = {one.old for one in examined.corrected}
    for one in examined.decisions:
        enters = one.kind in ENTERS and not one.barred
        here = one.now.email in examined.attending or (one.stored and one.stored.attendance_id)
        stays = one.writes and (one.barred or (one.kind in STAYS and here))
        if not one.now.lets_in or not (enters or stays):
            continue
        guest = one.now.guest(returns=enters)
        guests.append(guest)
        if one.kind is Kind.READDRESSED and one.stored:
            before[guest.email] = one.stored.told.guest()
            continue
        earlier = examined.held.get(guest.email) or one.stored
        if earlier and earlier.told.email == guest.email and guest.email not in given_up:
            before[guest.email] = earlier.told.guest()
    return admit_all(session, event, guests, before)


def _keep_tickets(
    session: Session, event_id: str, decisions: list[Decision], admitted: dict[str, str]
) -> None:
    fresh, changed = [], []
    for one in decisions:
        if not one.writes:
            continue
        there = one.stored.attendance_id if one.stored else None
        if one.now.lets_in:
            there = admitted.get(one.now.email or "", there)
        row: dict[str, Any] = {**one.now.columns(), "attendance_id": there}
        if one.stored:
            changed.append({"id": one.stored.id, **row, "changed_at": clock.now()})
        else:
            ticket = {"source": one.row.source, "reference": one.row.reference}
            fresh.append({"event_id": event_id, **ticket, **row})
    insert_missing(session, Ticket, fresh)
    if changed:
        session.execute(update(Ticket), changed)


def _see_off(session: Session, attendance_ids: list[str]) -> None:
    """End attendances. Wishes stay, should the ticket become valid again; meetings do not."""
    for batch in batches(attendance_ids):
        session.execute(
            update(Attendance)
            .where(col(Attendance.id).in_(batch), col(Attendance.left_at).is_(None))
            .values(left_at=clock.now())
        )
        without_ticket = update(Attendance).where(col(Attendance.id).in_(batch))
        session.execute(without_ticket.values(may_return_until=None))
        meeting = select(col(MeetingSide.attendance_id)).where(
            col(MeetingSide.attendance_id).in_(batch), col(MeetingSide.live)
        )
        for attendance_id in sorted(set(session.scalars(meeting))):
            cancel_all_of(session, attendance_id, why="ticket cancelled")
