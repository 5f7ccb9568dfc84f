"""Reads of requests: always as one of the two sees them.

A request from somebody of whom its reader wants to hear nothing is not there for the reader, unless
it was answered before; for who asked it waits and expires like any other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy
from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, func, or_, select

from eventnet import clock
from eventnet.batches import batches
from eventnet.events.models import Slot
from eventnet.requests.models import MeetingRequest, RequestKind, RequestState
from eventnet.wishes.silence import silent

ANSWERED = (RequestState.ACCEPTED, RequestState.DECLINED)


@dataclass(frozen=True)
class OwnRequest:
    """A request as one of its two sees it."""

    id: str
    event_id: str
    kind: RequestKind
    reader_id: str
    other_id: str
    asked_by_reader: bool
    awaits_id: str
    slot_id: str | None
    starts_at: datetime | None
    minutes: int | None
    message: str
    reply: str
    state: RequestState
    expires_at: datetime
    created_at: datetime
    changed_at: datetime
    sequence: int
    cause_id: str | None
    meeting_id: str | None

    @property
    def is_waiting(self) -> bool:
        """Whether it can be answered still."""
        return self.state is RequestState.WAITING

    @property
    def needs_answer(self) -> bool:
        """Whether it waits for the answer of this reader."""
        return self.is_waiting and self.awaits_id == self.reader_id

    @property
    def ends_at(self) -> datetime | None:
        """When the time that is proposed is over."""
        if self.starts_at is None or self.minutes is None:
            return None
        return self.starts_at + timedelta(minutes=self.minutes)


def requests_of(session: Session, attendance_id: str) -> list[OwnRequest]:
    """Return somebody's requests, made and received, the latest first: one statement."""
    mine = or_(
        col(MeetingRequest.from_id) == attendance_id, col(MeetingRequest.to_id) == attendance_id
    )
    return _read(session, attendance_id, mine)


def request_of(session: Session, request_id: str, attendance_id: str) -> OwnRequest | None:
    """Return one request, if it is one of this person's."""
    mine = or_(
        col(MeetingRequest.from_id) == attendance_id, col(MeetingRequest.to_id) == attendance_id
    )
    found = _read(session, attendance_id, mine, col(MeetingRequest.id) == request_id)
    return found[0] if found else None


def waiting_between(session: Session, attendance_id: str, other_id: str) -> OwnRequest | None:
    """Return the request that waits between somebody and another, as the first sees it."""
    found = [
        one
        for one in _read(
            session,
            attendance_id,
            or_(
                and_(
                    col(MeetingRequest.from_id) == attendance_id,
                    col(MeetingRequest.to_id) == other_id,
                ),
                and_(
                    col(MeetingRequest.from_id) == other_id,
                    col(MeetingRequest.to_id) == attendance_id,
                ),
            ),
            col(MeetingRequest.state) == RequestState.WAITING,
        )
        if one.is_waiting
    ]
    return found[0] if found else None


def seen_by_each(session: Session, request_ids: Sequence[str]) -> dict[str, list[OwnRequest]]:
    """Return these requests for each of their people who knows of them; two statements a batch."""
    found: dict[str, list[OwnRequest]] = {}
    known = or_(col(MeetingRequest.state).in_(ANSWERED), ~_unheard_by(col(MeetingRequest.to_id)))
    for some in batches(request_ids):
        these = col(MeetingRequest.id).in_(some)
        for name, conditions in (("from_id", [these]), ("to_id", [these, known])):
            query = (
                sqlalchemy.select(MeetingRequest, Slot)
                .outerjoin(Slot, col(Slot.id) == MeetingRequest.slot_id)
                .where(*conditions)
                .order_by(col(MeetingRequest.id))
            )
            for request, slot in session.execute(query):
                reader = getattr(request, name)
                found.setdefault(reader, []).append(_seen_by(reader, request, slot))
    return found


def waiting_for(session: Session, ids: Sequence[str], now: datetime) -> dict[str, int]:
    """Return how many requests wait for the answer of each of these; one statement."""
    rows = session.exec(
        select(MeetingRequest.awaits_id, func.count())
        .where(
            col(MeetingRequest.awaits_id).in_(ids),
            MeetingRequest.state == RequestState.WAITING,
            MeetingRequest.expires_at > now,
            ~_unheard_by(MeetingRequest.awaits_id),
        )
        .group_by(col(MeetingRequest.awaits_id))
    )
    return dict(rows.all())


def refused_by_request(session: Session, event_id: str) -> set[frozenset[str]]:
    """Return the pairs of which one asked and the other said no: no plan brings them together."""
    query = select(MeetingRequest.from_id, MeetingRequest.to_id).where(
        MeetingRequest.event_id == event_id,
        MeetingRequest.kind == RequestKind.MEET,
        MeetingRequest.state == RequestState.DECLINED,
        MeetingRequest.cause_id == MeetingRequest.to_id,
    )
    return {frozenset(two) for two in session.exec(query)}


def _unheard_by(who: Any) -> ColumnElement[bool]:
    """Return the condition that `who`, one of the two, wants to hear nothing of the other."""
    return or_(silent(who, col(MeetingRequest.from_id)), silent(who, col(MeetingRequest.to_id)))


def _read(session: Session, reader_id: str, *conditions: ColumnElement[bool]) -> list[OwnRequest]:
    seen = or_(
        col(MeetingRequest.from_id) == reader_id,
        col(MeetingRequest.state).in_(ANSWERED),
        ~_unheard_by(reader_id),
    )
    query = (
        sqlalchemy.select(MeetingRequest, Slot)
        .outerjoin(Slot, col(Slot.id) == MeetingRequest.slot_id)
        .where(seen, *conditions)
        .order_by(col(MeetingRequest.changed_at).desc(), col(MeetingRequest.id))
        .execution_options(populate_existing=True)
    )
    return [_seen_by(reader_id, *row) for row in session.execute(query)]


def is_due(request: MeetingRequest) -> bool:
    """Say whether a request waited in vain, whether or not that was noted yet."""
    return request.state == RequestState.WAITING and request.expires_at <= clock.now()


def _seen_by(reader_id: str, request: MeetingRequest, slot: Slot | None) -> OwnRequest:
    asked = request.from_id == reader_id
    return OwnRequest(
        id=request.id,
        event_id=request.event_id,
        kind=request.kind,
        reader_id=reader_id,
        other_id=request.to_id if asked else request.from_id,
        asked_by_reader=asked,
        awaits_id=request.awaits_id,
        slot_id=request.slot_id,
        starts_at=slot.starts_at if slot else None,
        minutes=slot.minutes if slot else None,
        message=request.message,
        reply=request.reply,
        state=RequestState.EXPIRED if is_due(request) else request.state,
        expires_at=request.expires_at,
        created_at=request.created_at,
        changed_at=request.changed_at,
        sequence=request.sequence,
        cause_id=request.cause_id,
        meeting_id=request.meeting_id,
    )
