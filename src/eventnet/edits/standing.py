"""What stands in slots: meetings, round tables, and who said that they cannot come then."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.batches import batches
from eventnet.dates import moment
from eventnet.errors import Conflict
from eventnet.events.models import Attendance, Event, Slot, Unavailable
from eventnet.events.queries import zone
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.meetings.models import Meeting, MeetingSide
from eventnet.people.models import Profile
from eventnet.round_tables.models import RoundSeat, RoundTable, SeatState


@dataclass(frozen=True)
class Standing:
    """Meetings and round tables that stand in some slots, by id, and whom they are of."""

    slots: Sequence[Slot]
    meetings: Sequence[Meeting]
    two: dict[str, list[str]]
    """The two of each meeting."""
    tables: Sequence[RoundTable]
    seats: dict[str, list[RoundSeat]]
    """Those at each round table: who hosts, sits, or wishes to."""
    away: frozenset[str]
    """Who said of one of the slots that they cannot come then."""

    @property
    def felt_by(self) -> set[str]:
        """The attendances of those who have something there."""
        return {one for two in self.two.values() for one in two} | {
            seat.attendance_id for seats in self.seats.values() for seat in seats
        }


def hold_slots(session: Session, event_id: str, slot_ids: Collection[str]) -> Standing:
    """Return what stands in these slots, held: nobody books, moves or answers there meanwhile.

    The event is held by the caller. Slots that are gone already are left out. Everybody who attends
    is held, as publishing holds them.
    """
    everybody = select(Attendance.id).where(Attendance.event_id == event_id)
    session.exec(everybody.order_by(col(Attendance.id)).with_for_update()).all()
    slots = session.exec(
        select(Slot)
        .where(
            Slot.event_id == event_id,
            col(Slot.removed_at).is_(None),
            col(Slot.id).in_(slot_ids),
        )
        .order_by(col(Slot.starts_at))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    ids = [slot.id for slot in slots]
    return Standing(slots, *_meetings(session, ids), *_tables(session, ids), _away(session, ids))


def _meetings(session: Session, slot_ids: list[str]) -> tuple[list[Meeting], dict[str, list[str]]]:
    query = (
        select(Meeting)
        .where(col(Meeting.slot_id).in_(slot_ids), col(Meeting.live))
        .order_by(col(Meeting.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    meetings = list(session.exec(query).all())
    two: dict[str, list[str]] = defaultdict(list)
    for some in batches(one.id for one in meetings):
        sides = select(MeetingSide.meeting_id, MeetingSide.attendance_id).where(
            col(MeetingSide.meeting_id).in_(some)
        )
        for meeting_id, person in session.exec(sides.order_by(col(MeetingSide.attendance_id))):
            two[meeting_id].append(person)
    return meetings, dict(two)


def _tables(
    session: Session, slot_ids: list[str]
) -> tuple[list[RoundTable], dict[str, list[RoundSeat]]]:
    query = (
        select(RoundTable)
        .where(col(RoundTable.slot_id).in_(slot_ids), col(RoundTable.live))
        .order_by(col(RoundTable.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    tables = list(session.exec(query).all())
    seats: dict[str, list[RoundSeat]] = {one.id: [] for one in tables}
    taken = select(RoundSeat).where(
        col(RoundSeat.table_id).in_(seats), RoundSeat.state != SeatState.OFF
    )
    for seat in session.exec(taken.order_by(col(RoundSeat.attendance_id))):
        seats[seat.table_id].append(seat)
    return tables, seats


def _away(session: Session, slot_ids: list[str]) -> frozenset[str]:
    query = select(Unavailable.attendance_id).where(col(Unavailable.slot_id).in_(slot_ids))
    return frozenset(session.exec(query))


def refuse_begun(event: Event, standing: Standing) -> None:
    """Refuse in words where something stands in a slot that has begun: it is no longer to edit."""
    taken = {one.slot_id for one in standing.meetings} | {one.slot_id for one in standing.tables}
    for slot in standing.slots:
        if slot.id in taken and slot.starts_at <= clock.now():
            when = moment(slot.starts_at.astimezone(zone(event)))
            raise Conflict(
                _(
                    "The slot of %(when)s has begun, and people meet in it, so nothing was "
                    "changed. Leave it out.",
                    when=when,
                )
            )


def lines(session: Session, event: Event, standing: Standing) -> list[tuple[datetime, str, str]]:
    """Return each meeting and round table in order: when, its id, and in words who and when."""
    names = names_of(session, standing.felt_by)
    here = zone(event)
    starts = {slot.id: slot.starts_at for slot in standing.slots}

    def each() -> Iterator[tuple[datetime, str, str]]:
        for meeting in standing.meetings:
            at = starts[meeting.slot_id]
            one, other = sorted(names.get(who, "?") for who in standing.two[meeting.id])
            when = moment(at.astimezone(here))
            words = _("%(when)s: %(one)s and %(other)s", when=when, one=one, other=other)
            yield at, meeting.id, words
        for table in standing.tables:
            at = starts[table.slot_id]
            words = ngettext(
                "%(when)s: the round table “%(title)s”, of %(num)d person",
                "%(when)s: the round table “%(title)s”, of %(num)d people",
                len(standing.seats[table.id]),
                when=moment(at.astimezone(here)),
                title=table.title,
            )
            yield at, table.id, words

    return sorted(each())


def names_of(session: Session, attendance_ids: Collection[str]) -> dict[str, str]:
    """Return names as the organizers know them."""
    found: dict[str, str] = {}
    for some in batches(sorted(attendance_ids)):
        query = (
            select(Attendance.id, Profile.name)
            .join(Profile, col(Profile.membership_id) == Attendance.membership_id)
            .where(col(Attendance.id).in_(some))
        )
        found.update(session.exec(query).all())
    return found


def members_of(session: Session, attendance_ids: Collection[str]) -> frozenset[str]:
    """Return the memberships behind these attendances."""
    found: set[str] = set()
    for some in batches(sorted(attendance_ids)):
        query = select(Attendance.membership_id).where(col(Attendance.id).in_(some))
        found.update(session.exec(query))
    return frozenset(found)
