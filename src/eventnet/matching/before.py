"""What everybody's schedule was before a publication, kept until it is undone or people are told.

Most of it is copied from table to table in the database, as thousands of meetings may be kept.
"""

from collections.abc import Sequence

from sqlalchemy import delete, insert, literal, update
from sqlmodel import Session, col, or_, select

from eventnet import clock
from eventnet.batches import batches
from eventnet.events.models import Attendance, Event, Slot
from eventnet.matching.models import (
    Change,
    MeetingBefore,
    Publication,
    Run,
    SeatBefore,
    SideBefore,
)
from eventnet.matching.round_seats import SeatDifference
from eventnet.matching.window import undo_until
from eventnet.meetings.difference import Difference
from eventnet.meetings.models import Meeting, MeetingSide
from eventnet.round_tables.models import RoundSeat, RoundTable, SeatState
from eventnet.round_tables.queries import planned_seats

COPIED = ("slot_id", "table_number", "place", "room", "state", "answer_until", "affinity",
          "because", "run_id", "cause_id")  # fmt: skip


def hold_schedule(session: Session, event_id: str, also: Sequence[str] = ()) -> None:
    """Hold everybody who attends, then their meetings and those that are `also` named.

    It is the order of whoever publishes, leaves or takes a time out; the caller holds the event.
    """
    people = select(Attendance.id).where(Attendance.event_id == event_id)
    session.exec(people.order_by(col(Attendance.id)).with_for_update(key_share=True)).all()
    changed = select(MeetingBefore.meeting_id).where(
        col(MeetingBefore.publication_id).in_(also), MeetingBefore.change != Change.KEPT
    )
    meetings = select(Meeting.id).where(
        Meeting.event_id == event_id, or_(col(Meeting.live), col(Meeting.id).in_(changed))
    )
    session.exec(meetings.order_by(col(Meeting.id)).with_for_update(key_share=True)).all()


def open_publication(
    session: Session, event: Event, run: Run, account_id: str | None
) -> Publication:
    """Write down a publication and what stands before it, in the caller's transaction.

    All that a plan may change is copied as if it were kept; `note_changes` says what was not.
    """
    publication = Publication(
        event_id=event.id,
        run_id=run.id,
        account_id=account_id,
        at=clock.now(),
        undo_until=undo_until(session, event),
    )
    session.add(publication)
    session.flush()
    hold_schedule(session, event.id)
    key = literal(publication.id)
    planned = (
        (col(Meeting.event_id) == event.id)
        & col(Meeting.live)
        & col(Meeting.run_id).is_not(None)
        & (col(Slot.starts_at) > clock.now())
    )
    copied = [getattr(Meeting, name) for name in COPIED]
    session.execute(
        insert(MeetingBefore).from_select(
            ["publication_id", "meeting_id", "change", *COPIED],
            select(key, col(Meeting.id), literal(Change.KEPT.value), *copied)
            .join(Slot, col(Slot.id) == Meeting.slot_id)
            .where(planned),
        )
    )
    sides = ("meeting_id", "attendance_id", "answer", "answered_at")
    session.execute(
        insert(SideBefore).from_select(
            ["publication_id", *sides],
            select(key, *(getattr(MeetingSide, name) for name in sides))
            .join(Meeting, col(Meeting.id) == MeetingSide.meeting_id)
            .join(Slot, col(Slot.id) == Meeting.slot_id)
            .where(planned),
        )
    )
    wishes = (
        select(RoundSeat)
        .join(RoundTable, col(RoundTable.id) == RoundSeat.table_id)
        .where(RoundTable.event_id == event.id, RoundSeat.state == SeatState.WISHED)
    )
    session.add_all(
        SeatBefore(
            publication_id=publication.id,
            table_id=seat.table_id,
            attendance_id=seat.attendance_id,
            change=Change.KEPT,
            number=seat.number,
            run_id=seat.run_id,
            cause_id=seat.cause_id,
        )
        for seat in (*planned_seats(session, event.id), *session.exec(wishes))
    )
    session.flush()
    return publication


def note_changes(
    session: Session, publication: Publication, difference: Difference, seats: SeatDifference
) -> None:
    """Write down what of all that was copied the publication has changed, and what it brought."""
    mine = col(MeetingBefore.publication_id) == publication.id
    moved = [old.meeting_id for old, _new in difference.moved]
    cancelled = [old.meeting_id for old in difference.cancelled]
    for change, ids in ((Change.MOVED, moved), (Change.CANCELLED, cancelled)):
        for some in batches(ids):
            which = col(MeetingBefore.meeting_id).in_(some)
            session.execute(update(MeetingBefore).where(mine, which).values(change=change))
    new = select(Meeting.id).where(
        Meeting.event_id == publication.event_id,
        col(Meeting.live),
        Meeting.run_id == publication.run_id,
        col(Meeting.id).not_in(select(MeetingBefore.meeting_id).where(mine)),
    )
    added = [
        {"publication_id": publication.id, "meeting_id": key, "change": Change.ADDED, "because": []}
        for key in session.exec(new)
    ]
    if added:
        session.execute(insert(MeetingBefore), added)
    for change, found in ((Change.ADDED, seats.added), (Change.CANCELLED, seats.taken_back)):
        for guest, table_id in found:
            key = (publication.id, table_id, guest)
            session.get_one(SeatBefore, key, populate_existing=True).change = change
    session.flush()
    unmet = delete(SeatBefore).where(
        col(SeatBefore.publication_id) == publication.id,
        col(SeatBefore.change) == Change.KEPT,
        col(SeatBefore.run_id).is_(None),
    )
    session.execute(unmet.execution_options(synchronize_session=False))
    session.expire_all()


def forget_before(session: Session, publication_ids: Sequence[str]) -> None:
    """Forget what stood before publications that nobody can undo, and that all have heard of."""
    for table in (SideBefore, MeetingBefore, SeatBefore):
        session.execute(
            delete(table)
            .where(col(table.publication_id).in_(publication_ids))
            .execution_options(synchronize_session=False)
        )
