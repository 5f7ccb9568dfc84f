"""What happened between a member and others, over all events of their community, as they know it.

Everything is read for everybody at once, in as many statements for one person as for hundreds.
What the other of the two says of a meeting is theirs, and is not asked here.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy
from sqlalchemy import and_, or_
from sqlmodel import Session, col, select

from eventnet.contacts.models import Contact
from eventnet.contacts.queries import Details, details_of
from eventnet.events.models import Attendance, Event, Slot
from eventnet.events.queries import not_deleted
from eventnet.meetings.models import Meeting, MeetingState
from eventnet.messages.models import ConversationSide
from eventnet.notes.models import Note
from eventnet.outcomes.models import Happened, Outcome, Promise, PromiseState, Reading
from eventnet.people.viewers import MINE, MY_SIDE, THEIR_SIDE, THEIRS
from eventnet.rounds.models import Met
from eventnet.rounds.queries import talks_of
from eventnet.ties import strength
from eventnet.wishes.models import Wish, WishKind


@dataclass(frozen=True)
class Encounter:
    """A meeting at an event, or a talk of a round, that took place, as far as the reader says."""

    meeting_id: str
    event: Event | None
    """None of a talk of a round."""
    other_id: str
    """The attendance of the other; of a talk of a round their membership."""
    at: datetime
    memory: str
    is_told: bool
    """Whether the reader has said how it went."""


@dataclass(frozen=True)
class Agreement:
    """A promise between the two that is open."""

    event: Event
    promise: Promise
    is_mine: bool
    said: Reading
    """What is to be done, and by when, as the reader reads it."""


@dataclass
class Between:
    """All that happened between the reader and one other member."""

    encounters: list[Encounter] = field(default_factory=list)
    exchanged_at: datetime | None = None
    details: Details | None = None
    """What the other shares with those they exchanged with, now; None once they left that event."""
    agreements: list[Agreement] = field(default_factory=list)
    notes: list[tuple[Event, str]] = field(default_factory=list)
    wrote_at: datetime | None = None
    wanted_at: list[tuple[Event, str]] = field(default_factory=list)
    """The events at which the reader wanted to meet them, with the other's attendance there."""
    attended: dict[str, tuple[Event, str]] = field(default_factory=dict)
    """The events from which the reader knows them, with the other's attendance there."""

    @property
    def knows(self) -> bool:
        """Whether the two met, or exchanged contact details."""
        return bool(self.encounters) or self.exchanged_at is not None

    @property
    def latest(self) -> datetime | None:
        """When something happened between them last."""
        times = [one.at for one in self.encounters]
        return max([*times, *filter(None, (self.exchanged_at, self.wrote_at))], default=None)

    def strength(self, now: datetime) -> strength.Strength:
        """Return how well the reader knows them."""
        happened = [strength.Contact(strength.Kind.MET, one.at) for one in self.encounters]
        if self.exchanged_at:
            happened.append(strength.Contact(strength.Kind.EXCHANGED, self.exchanged_at))
        if self.wrote_at:
            happened.append(strength.Contact(strength.Kind.WROTE, self.wrote_at))
        return strength.strength(happened, now)


def between(
    session: Session, membership_id: str, now: datetime, only: str | None = None
) -> dict[str, Between]:
    """Return what happened between a member and others, by the other's membership.

    Of one other member only, if given.
    """
    found: dict[str, Between] = defaultdict(Between)
    own = _own(session, membership_id)
    _meetings(session, membership_id, now, found)
    _talks(session, membership_id, now, found)
    _contacts(session, own, found)
    _promises(session, own, found)
    _notes(session, own, found)
    _letters(session, own, found)
    _wishes(session, own, found)
    found.pop(membership_id, None)
    return {key: one for key, one in found.items() if only in (None, key)}


def _own(session: Session, membership_id: str) -> dict[str, Event]:
    """Return the events of a member, by their attendance."""
    query = (
        select(Attendance.id, Event)
        .join(Event, col(Event.id) == Attendance.event_id)
        .where(Attendance.membership_id == membership_id, not_deleted())
    )
    return dict(session.exec(query).all())


def _meetings(
    session: Session, membership_id: str, now: datetime, found: dict[str, Between]
) -> None:
    rows = session.execute(
        sqlalchemy.select(
            col(Meeting.id),
            Event,
            col(THEIRS.id),
            col(THEIRS.membership_id),
            Slot,
            Outcome,
        )
        .join(MY_SIDE, col(MY_SIDE.meeting_id) == Meeting.id)
        .join(MINE, col(MINE.id) == MY_SIDE.attendance_id)
        .join(THEIR_SIDE, col(THEIR_SIDE.meeting_id) == Meeting.id)
        .join(THEIRS, col(THEIRS.id) == THEIR_SIDE.attendance_id)
        .join(Event, col(Event.id) == Meeting.event_id)
        .join(Slot, col(Slot.id) == Meeting.slot_id)
        .outerjoin(
            Outcome,
            and_(col(Outcome.meeting_id) == Meeting.id, col(Outcome.attendance_id) == MINE.id),
        )
        .where(
            col(MINE.membership_id) == membership_id,
            col(THEIRS.id) != MINE.id,
            col(Meeting.state) == MeetingState.CONFIRMED,
            col(Slot.starts_at) <= now,
            not_deleted(),
        )
        .order_by(col(Slot.starts_at).desc(), col(Meeting.id))
    )
    for meeting_id, event, other_id, member, slot, outcome in rows:
        found[member].attended[event.id] = (event, other_id)
        missed = outcome is not None and outcome.happened is not Happened.YES
        if missed or slot.ends_at > now:
            continue
        memory = outcome.memory if outcome else ""
        one = Encounter(meeting_id, event, other_id, slot.starts_at, memory, outcome is not None)
        found[member].encounters.append(one)


def _talks(session: Session, membership_id: str, now: datetime, found: dict[str, Between]) -> None:
    """Add the talks of rounds, in their place among the meetings: the latest first."""
    for talk in talks_of(session, membership_id):
        if not talk.stands or talk.mine.met is Met.NO or not talk.is_over(now):
            continue
        for member in talk.with_whom:
            there = found[member]
            is_told = talk.mine.met is not None
            at, memory = talk.talk.starts_at, talk.mine.memory
            there.encounters.append(Encounter(talk.talk.id, None, member, at, memory, is_told))
            there.encounters.sort(key=lambda one: one.at, reverse=True)


def _contacts(session: Session, own: Mapping[str, Event], found: dict[str, Between]) -> None:
    query = select(Contact).where(or_(col(Contact.a_id).in_(own), col(Contact.b_id).in_(own)))
    contacts = {one.other(_mine(one, own)): one for one in session.exec(query)}
    details = details_of(session, contacts)
    for other_id, member in _members(session, contacts).items():
        one, there = contacts[other_id], found[member]
        there.attended[one.event_id] = (own[_mine(one, own)], other_id)
        if there.exchanged_at is None or one.created_at > there.exchanged_at:
            there.exchanged_at = one.created_at
            there.details = details.get(other_id)


def _mine(contact: Contact, own: Mapping[str, Event]) -> str:
    return contact.a_id if contact.a_id in own else contact.b_id


def _promises(session: Session, own: Mapping[str, Event], found: dict[str, Between]) -> None:
    query = (
        select(Promise)
        .where(
            or_(col(Promise.by_id).in_(own), col(Promise.to_id).in_(own)),
            or_(col(Promise.delivered), col(Promise.maker_id).in_(own)),
            Promise.state == PromiseState.OPEN,
        )
        .order_by(col(Promise.due_on), col(Promise.id))
    )
    promises = session.exec(query).all()
    others = _members(session, {one.to_id if one.by_id in own else one.by_id for one in promises})
    for one in promises:
        is_mine = one.by_id in own
        member = others[one.to_id if is_mine else one.by_id]
        event = own[one.by_id if is_mine else one.to_id]
        said = one.read_by(one.by_id if is_mine else one.to_id)
        found[member].agreements.append(Agreement(event, one, is_mine, said))


def _notes(session: Session, own: Mapping[str, Event], found: dict[str, Between]) -> None:
    query = select(Note).where(col(Note.from_id).in_(own), Note.words != "")
    notes = session.exec(query.order_by(col(Note.changed_at).desc())).all()
    others = _members(session, {note.to_id for note in notes})
    for note in notes:
        found[others[note.to_id]].notes.append((own[note.from_id], note.words))


def _letters(session: Session, own: Mapping[str, Event], found: dict[str, Between]) -> None:
    """Count a conversation in which the other wrote: of one's own words alone nobody knows."""
    query = select(ConversationSide).where(
        col(ConversationSide.attendance_id).in_(own), ConversationSide.heard > 0
    )
    sides = session.exec(query).all()
    others = _members(session, {side.other_id for side in sides})
    for side in sides:
        there = found[others[side.other_id]]
        there.attended[own[side.attendance_id].id] = (own[side.attendance_id], side.other_id)
        times = [at for at in (side.latest_at, there.wrote_at) if at is not None]
        there.wrote_at = max(times, default=None)


def _wishes(session: Session, own: Mapping[str, Event], found: dict[str, Between]) -> None:
    query = select(Wish).where(col(Wish.from_id).in_(own), Wish.kind == WishKind.WANT)
    wishes = session.exec(query.order_by(col(Wish.created_at).desc(), col(Wish.to_id))).all()
    others = _members(session, {wish.to_id for wish in wishes})
    for wish in wishes:
        found[others[wish.to_id]].wanted_at.append((own[wish.from_id], wish.to_id))


def _members(session: Session, attendance_ids: Collection[str]) -> dict[str, str]:
    """Return whose attendances these are, by membership."""
    query = select(Attendance.id, Attendance.membership_id)
    return dict(session.exec(query.where(col(Attendance.id).in_(attendance_ids))).all())
