"""Whose posts a member does not want to read in discussions: those of whom they block.

A block among members goes for the whole community, so all that asks `people.silence` heeds it. A
block between two attendees of an event means the same, and counts here too; as one in the
community counts at its events.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, exists
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from eventnet.communities.models import Membership
from eventnet.discussions.models import MemberBlock
from eventnet.events.models import Attendance
from eventnet.messages.rules import blocked
from eventnet.people.silence import at_large
from eventnet.people.viewers import MINE, THEIRS
from eventnet.wishes.silence import all_silences, silences

READER, WRITER = aliased(Attendance), aliased(Attendance)


def folded(session: Session, reader_id: str, ids: Collection[str]) -> set[str]:
    """Return whose posts are folded for the reader: those whom they block."""
    return _blocked(session, reader_id, ids) | _at_events(session, reader_id, ids)


def all_folded(session: Session, reader_id: str) -> set[str]:
    """Return everybody whose posts are folded for the reader."""
    return folded(session, reader_id, _who_could(session, reader_id))


def _who_could(session: Session, reader_id: str) -> set[str]:
    mine = select(MemberBlock.of_id).where(MemberBlock.by_id == reader_id)
    query = (
        select(THEIRS.membership_id)
        .join(MINE, col(MINE.event_id) == THEIRS.event_id)
        .where(col(MINE.membership_id) == reader_id, blocked(col(MINE.id), col(THEIRS.id)))
    )
    return {*session.exec(mine), *session.exec(query)} - {reader_id}


def _blocked(session: Session, reader_id: str, ids: Collection[str]) -> set[str]:
    query = select(MemberBlock.of_id).where(
        MemberBlock.by_id == reader_id, col(MemberBlock.of_id).in_(ids)
    )
    return set(session.exec(query))


def _at_events(session: Session, reader_id: str, ids: Collection[str]) -> set[str]:
    query = (
        select(THEIRS.membership_id)
        .join(MINE, col(MINE.event_id) == THEIRS.event_id)
        .where(
            col(MINE.membership_id) == reader_id,
            col(THEIRS.membership_id).in_(ids),
            blocked(col(MINE.id), col(THEIRS.id)),
        )
    )
    return set(session.exec(query)) - {reader_id}


def blocks(session: Session, by: Membership, of_id: str) -> bool:
    """Return whether a member blocks another in the community."""
    return session.get(MemberBlock, (by.id, of_id)) is not None


def _all_blocked() -> Any:
    return select(MemberBlock.by_id, MemberBlock.of_id)


def _blocked_here(reader: Any, writer: Any) -> ColumnElement[bool]:
    """Return the condition that one attendee blocks the other in the community."""
    return exists().where(
        col(READER.id) == reader,
        col(WRITER.id) == writer,
        col(MemberBlock.by_id) == READER.membership_id,
        col(MemberBlock.of_id) == WRITER.membership_id,
    )


def _all_blocked_here() -> Any:
    return (
        select(READER.id, WRITER.id)
        .join(MemberBlock, col(MemberBlock.by_id) == READER.membership_id)
        .join(WRITER, col(WRITER.membership_id) == MemberBlock.of_id)
        .where(READER.event_id == WRITER.event_id)
    )


at_large.append(_all_blocked)
silences.append(_blocked_here)
all_silences.append(_all_blocked_here)
