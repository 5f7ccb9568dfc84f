"""What a rule no longer allows: meetings ahead that stand, and requests under way."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.batches import batches
from eventnet.database import lock
from eventnet.edits.restoring import Kept, keep_meetings
from eventnet.edits.standing import Standing
from eventnet.errors import Conflict
from eventnet.events.models import Attendance, Event, Slot
from eventnet.events.roles import Pair, may_meet, ordered
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.meetings.arranging import hold_people
from eventnet.meetings.changes import become
from eventnet.meetings.models import Meeting, MeetingSide, MeetingState
from eventnet.requests.changes import change, tell
from eventnet.requests.models import MeetingRequest, RequestKind, RequestState
from eventnet.requests.queries import is_due, seen_by_each

Newly = Callable[[Sequence[str]], bool]
OFF, KEEP = "off", "keep"
"""What becomes of meetings that a new rule no longer allows."""


@dataclass(frozen=True)
class Rules:
    """Who comes as what, and which roles may meet."""

    role_of: Mapping[str, str]
    allowed: Collection[Pair]

    def let(self, two: Sequence[str]) -> bool:
        """Say whether two may meet."""
        a, b = (self.role_of[one] for one in two)
        return ordered(a, b) in self.allowed


@dataclass(frozen=True)
class Barred:
    """What stands, or is under way, between people who may no longer meet; held."""

    standing: Standing
    requests: Sequence[MeetingRequest]
    seen_by: frozenset[str] = field(default_factory=frozenset)
    """Those of the requests' people who know of them."""

    @property
    def meeting_ids(self) -> list[str]:
        """The meetings, in order."""
        return [one.id for one in self.standing.meetings]

    def told(self, choice: str) -> set[str]:
        """Return the attendances of those to whom something happens."""
        return (set() if choice == KEEP else self.standing.felt_by) | self.seen_by

    def ending(self, choice: str) -> list[MeetingRequest]:
        """Return the requests that end: one to move a meeting goes with its meeting."""
        moot = {RequestKind.MEET} if choice == KEEP else set(RequestKind)
        return [one for one in self.requests if one.kind in moot]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Return what can become of the meetings, as the words of buttons."""
        number = len(self.standing.meetings)
        if not number:
            return []
        return [
            (
                OFF,
                ngettext(
                    "Do it, and call off the meeting",
                    "Do it, and call off the %(num)d meetings",
                    number,
                ),
            ),
            (KEEP, ngettext("Do it, and let it stand", "Do it, and let them stand", number)),
        ]

    def sentences(self) -> Iterator[str]:
        """Say what a rule no longer allows.

        Requests are counted, and not named as meetings are: whose they are is promised to be known
        to the two alone, and naming one would tell organizers whom somebody hoped to meet.
        """
        if self.standing.meetings:
            yield ngettext(
                "%(num)d meeting that stands would no longer be allowed. Choose below whether it "
                "is called off.",
                "%(num)d meetings that stand would no longer be allowed. Choose below whether "
                "they are called off.",
                len(self.standing.meetings),
            )
        asked = [one for one in self.requests if one.kind is RequestKind.MEET]
        if asked:
            yield ngettext(
                "%(num)d request to meet that waits for an answer ends. Between whom is theirs "
                "alone to know.",
                "%(num)d requests to meet that wait for an answer end. Between whom is theirs "
                "alone to know.",
                len(asked),
            )


def hold_rules(session: Session, event_id: str) -> Rules:
    """Return the rules of an event that the caller holds, with everybody who attends held."""
    query = select(Attendance.id, Attendance.role_id).where(Attendance.event_id == event_id)
    rows = session.exec(query.order_by(col(Attendance.id)).with_for_update()).all()
    return Rules(dict(rows), may_meet(session, event_id))


def hold_barred(session: Session, event: Event, before: Rules, after: Rules) -> Barred:
    """Return what was allowed before and is not after; what was not before, was let stand."""

    def newly(two: Sequence[str]) -> bool:
        return before.let(two) and not after.let(two)

    requests = _requests(session, event.id, newly)
    seen = seen_by_each(session, [one.id for one in requests if one.kind is RequestKind.MEET])
    return Barred(_meetings(session, event.id, newly), requests, frozenset(seen))


def _meetings(session: Session, event_id: str, newly: Newly) -> Standing:
    one, other = aliased(MeetingSide), aliased(MeetingSide)
    query = (
        select(Meeting.id, one.attendance_id, other.attendance_id)
        .join(one, col(one.meeting_id) == Meeting.id)
        .join(other, col(other.meeting_id) == Meeting.id)
        .join(Slot, col(Slot.id) == Meeting.slot_id)
        .where(
            Meeting.event_id == event_id,
            col(Meeting.live),
            Slot.starts_at > clock.now(),
            col(one.attendance_id) < col(other.attendance_id),
        )
    )
    two = {key: [a, b] for key, a, b in session.exec(query) if newly((a, b))}
    meetings: list[Meeting] = []
    for some in batches(sorted(two)):
        rows = select(Meeting).where(col(Meeting.id).in_(some), col(Meeting.live))
        rows = rows.order_by(col(Meeting.id)).with_for_update()
        meetings += session.exec(rows.execution_options(populate_existing=True)).all()
    slots: list[Slot] = []
    for some in batches(sorted({one.slot_id for one in meetings})):
        slots += session.exec(select(Slot).where(col(Slot.id).in_(some))).all()
    slots.sort(key=lambda one: one.starts_at)
    standing = {one.id: two[one.id] for one in meetings}
    return Standing(slots, meetings, standing, [], {}, frozenset())


def _requests(session: Session, event_id: str, newly: Newly) -> list[MeetingRequest]:
    query = select(MeetingRequest.id, MeetingRequest.from_id, MeetingRequest.to_id).where(
        MeetingRequest.event_id == event_id, MeetingRequest.state == RequestState.WAITING
    )
    ids = sorted(key for key, a, b in session.exec(query) if newly((a, b)))
    found: list[MeetingRequest] = []
    for some in batches(ids):
        rows = select(MeetingRequest).where(
            col(MeetingRequest.id).in_(some), MeetingRequest.state == RequestState.WAITING
        )
        rows = rows.order_by(col(MeetingRequest.id)).with_for_update()
        found += session.exec(rows.execution_options(populate_existing=True)).all()
    return found


def carry_out(session: Session, barred: Barred, choice: str, cause_id: str) -> dict[str, Kept]:
    """Call off what the rule no longer allows, as chosen; return what putting it back needs."""
    off = [] if choice == KEEP else list(barred.standing.meetings)
    ending = barred.ending(choice)
    kept: dict[str, Kept] = {
        "meetings": keep_meetings(off),
        "tables": [],
        "requests": [{"id": one.id, "sequence": one.sequence + 1} for one in ending],
    }
    for one in ending:
        change(session, one, RequestState.BARRED, cause_id=None)
    become(
        session, [one["id"] for one in kept["meetings"]], MeetingState.CANCELLED, cause_id=cause_id
    )
    return kept


def put_back_requests(session: Session, event_id: str, kept: Kept) -> None:
    """Let requests wait again that an edit ended, where both attend and their hour is to come.

    Of the others, those whose hour has passed expire, and whoever asked is told.
    """
    for before in kept:
        one = lock(session, MeetingRequest, before["id"])
        if one is None or one.state is not RequestState.BARRED:
            continue
        if one.sequence != before["sequence"]:
            continue
        two = {one.from_id, one.to_id}
        if len(hold_people(session, event_id, sorted(two))) < len(two):
            change(session, one, RequestState.LEFT, cause_id=None)
        elif _asked_anew(session, one):
            change(session, one, RequestState.MOOT, cause_id=None)
        else:
            change(session, one, RequestState.WAITING, cause_id=None)
            if is_due(one):
                change(session, one, RequestState.EXPIRED, cause_id=None)
                tell(session, one)


def _asked_anew(session: Session, request: MeetingRequest) -> bool:
    query = select(MeetingRequest.id).where(
        MeetingRequest.pair_id == request.pair_id, MeetingRequest.state == RequestState.WAITING
    )
    return session.exec(query).first() is not None


def refuse_barred(session: Session, event: Event, before: Rules, after: Rules) -> None:
    """Refuse to go back to rules that would not allow what people have arranged by now."""
    barred = hold_barred(session, event, before, after)
    if barred.standing.meetings or barred.requests:
        raise Conflict(
            _(
                "Since then people have arranged meetings, or asked for some, that would not be "
                "allowed again. Change the rule instead: then you see whom it touches."
            )
        )


def apart(session: Session, event_id: str, two: Mapping[str, Iterable[str]]) -> list[str]:
    """Return which of these meetings stand although their two may not meet: they were let."""
    role_of: dict[str, str] = {}
    for some in batches(sorted({who for both in two.values() for who in both})):
        query = select(Attendance.id, Attendance.role_id).where(col(Attendance.id).in_(some))
        role_of.update(session.exec(query).all())
    rules = Rules(role_of, may_meet(session, event_id))
    return sorted(key for key, both in two.items() if not rules.let(list(both)))
