"""How a publication ends before anybody hears of it: everybody has the schedule of before again.

It holds the event first, as telling does, and looks then: of the two at once exactly one happens.
It is one transaction: a process that dies in the middle leaves the published schedule whole.
"""

from typing import Any

from sqlalchemy import delete, update
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from eventnet import audit, clock
from eventnet.batches import batches
from eventnet.database import lock, writing
from eventnet.errors import Conflict, NotFound
from eventnet.events.models import Event
from eventnet.i18n import gettext as _
from eventnet.jobs import Job, enqueue
from eventnet.matching.before import forget_before, hold_schedule
from eventnet.matching.going_back import Spot, Undoing, Was, what_undo_does
from eventnet.matching.models import (
    Change,
    MeetingBefore,
    Publication,
    Run,
    RunState,
    SeatBefore,
    SideBefore,
    UnmetWish,
)
from eventnet.matching.window import untold
from eventnet.meetings.booking import on_booked
from eventnet.meetings.changes import become, tell
from eventnet.meetings.models import Meeting, MeetingSide, MeetingState
from eventnet.round_tables.changes import put
from eventnet.round_tables.models import RoundSeat, SeatState

on_undone: list[Job] = []
"""Jobs of later features, each given the id of an event once its schedule is the earlier one."""


def undo_publication(
    session: Session, publication_id: str, *, account_id: str | None, against: int | None = None
) -> Undoing:
    """Give everybody the schedule back that they had before a publication, all at once.

    `against` is the event's `schedule_version` that the organizer looked at. Its run is a draft
    again. What people did meanwhile stands; what cannot come back is counted.
    """
    found = session.get(Publication, publication_id)
    if found is None:
        raise NotFound(_("There is no such publication."))
    event_id = found.event_id
    with writing(session):
        event = lock(session, Event, event_id)
        publication = lock(session, Publication, publication_id)
        if event is None or publication is None:
            raise NotFound(_("There is no such publication."))
        _refuse_unless_undoable(session, publication)
        if against is not None and event.schedule_version != against:
            raise Conflict(_("The schedule has changed meanwhile. Look at what undoing does now."))
        run = lock(session, Run, publication.run_id)
        hold_schedule(session, event_id, [publication_id])
        undoing = what_undo_does(session, event, publication)
        _put_back(session, publication, undoing)
        if run is not None:
            run.state, run.published_at = RunState.DRAFT, None
        publication.undone_at, publication.undone_by_id = clock.now(), account_id
        publication.lost = len(undoing.lost) + len(undoing.seats_lost)
        event.schedule_version += 1
        audit.record(
            session,
            "plan.undone",
            account_id=account_id,
            event_id=event_id,
            subject=publication.run_id,
            back=len(undoing.back) + len(undoing.seats_back),
            off=len(undoing.off) + len(undoing.seats_off),
            lost=publication.lost,
        )
        unheard = [was.meeting.id for was in undoing.done if _is_unheard(was)]
        forget_before(session, [publication_id])
        session.execute(delete(UnmetWish).where(col(UnmetWish.run_id) == publication.run_id))
        for follow in on_booked:
            follow(session, event_id)
        tell(session, unheard)
        for made in on_undone:
            enqueue(session, made, event_id)
    return undoing


def _refuse_unless_undoable(session: Session, publication: Publication) -> None:
    if publication.undone_at is not None:
        raise Conflict(_("This publication is undone already."))
    if publication.told_at is not None:
        raise Conflict(_("People were told of this schedule, so it can no longer be undone."))
    if publication.undo_until <= clock.now():
        raise Conflict(_("The time to undo this publication is over, and people are being told."))
    if untold(session, publication.event_id)[-1].id != publication.id:
        raise Conflict(_("Another schedule was published since. Undo that one first."))


def _is_unheard(was: Was) -> bool:
    """Say whether people made something of a meeting that the other of the two has not heard of.

    While a publication is untold, that waits for its mail, which is not written now.
    """
    return was.before.change is not Change.ADDED and was.meeting.cause_id != was.before.cause_id


def _put_back(session: Session, publication: Publication, undoing: Undoing) -> None:
    """Let all places go first, then take those of before: two may swap theirs."""
    gone = [was.meeting.id for was in (*undoing.off, *undoing.homeless) if was.meeting.live]
    become(session, gone, MeetingState.CANCELLED, cause_id=publication.run_id)
    _let_go(session, [was.meeting.id for was, _spot in undoing.back])
    for one in undoing.seats_off:
        wished, cause = SeatState.WISHED, one.before.cause_id
        put(session, one.table, one.seat.attendance_id, wished, cause_id=cause)
        one.seat.number = one.before.number
    _restore(session, publication, undoing.back)
    _keep_as_before(session, publication)
    for one, number in undoing.seats_back:
        put(
            session,
            one.table,
            one.seat.attendance_id,
            SeatState.SEATED,
            number=number,
            run_id=one.before.run_id,
            cause_id=one.before.cause_id,
        )
    session.flush()
    session.expire_all()


def _let_go(session: Session, ids: list[str]) -> None:
    for some in batches(ids):
        for table, key in ((Meeting, Meeting.id), (MeetingSide, MeetingSide.meeting_id)):
            session.execute(
                update(table)
                .where(col(key).in_(some))
                .values(live=False)
                .execution_options(synchronize_session=False)
            )


def _restore(session: Session, publication: Publication, back: list[tuple[Was, Spot]]) -> None:
    """Let meetings stand again as they did, each as a new edition of its calendar entry."""
    afresh = {was.meeting.id for was, _spot in back if not (was.same_time and was.answered)}
    rows: list[dict[str, Any]] = [
        _row(was, spot, answers=was.meeting.id in afresh) for was, spot in back
    ]
    if rows:
        session.execute(update(Meeting), rows)
    query = select(SideBefore, MeetingBefore.slot_id).join(
        MeetingBefore,
        (col(MeetingBefore.meeting_id) == SideBefore.meeting_id)
        & (col(MeetingBefore.publication_id) == SideBefore.publication_id),
    )
    query = query.where(
        SideBefore.publication_id == publication.id, MeetingBefore.change != Change.KEPT
    )
    ids = {was.meeting.id for was, _spot in back}
    sides: list[dict[str, Any]] = []
    for side, slot_id in session.exec(query):
        if side.meeting_id in ids:
            row: dict[str, Any] = {
                "meeting_id": side.meeting_id,
                "attendance_id": side.attendance_id,
                "slot_id": slot_id,
                "live": True,
            }
            if side.meeting_id in afresh:
                row |= {"answer": side.answer, "answered_at": side.answered_at}
            sides.append(row)
    for keys in (True, False):  # rows of one statement name the same columns
        if some := [row for row in sides if ("answer" in row) is keys]:
            session.execute(update(MeetingSide), some)


def _row(was: Was, spot: Spot, *, answers: bool) -> dict[str, Any]:
    before, meeting = was.before, was.meeting
    number, place, room = spot
    return {
        "id": meeting.id,
        "slot_id": before.slot_id,
        "table_number": number,
        "place": place,
        "room": room,
        "live": True,
        "state": before.state if answers else meeting.state,
        "answer_until": before.answer_until if answers else meeting.answer_until,
        "affinity": before.affinity,
        "because": before.because,
        "run_id": before.run_id,
        "cause_id": before.cause_id if answers else meeting.cause_id,
        "changed_at": clock.now(),
        "sequence": meeting.sequence + 1,
    }


def _keep_as_before(session: Session, publication: Publication) -> None:
    """Say again of what stayed which run gave it, and why, whatever people did with it since."""
    of = (col(MeetingBefore.publication_id) == publication.id,
          col(MeetingBefore.change) == Change.KEPT)  # fmt: skip
    mine = col(MeetingBefore.meeting_id) == Meeting.id
    names = ("run_id", "affinity", "because")
    session.execute(
        update(Meeting)
        .where(
            col(Meeting.run_id) == publication.run_id,
            col(Meeting.id).in_(select(MeetingBefore.meeting_id).where(*of)),
        )
        .values(
            {
                name: select_columns(getattr(MeetingBefore, name))
                .where(*of, mine)
                .correlate(Meeting)
                .scalar_subquery()
                for name in names
            }
        )
        .execution_options(synchronize_session=False)
    )
    seats = (
        select(RoundSeat, SeatBefore)
        .join(
            SeatBefore,
            (col(SeatBefore.table_id) == RoundSeat.table_id)
            & (col(SeatBefore.attendance_id) == RoundSeat.attendance_id),
        )
        .where(
            SeatBefore.publication_id == publication.id,
            SeatBefore.change == Change.KEPT,
            RoundSeat.run_id == publication.run_id,
        )
    )
    for seat, before in session.exec(seats):
        seat.run_id = before.run_id
    session.flush()
