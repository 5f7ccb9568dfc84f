"""Who may write to whom: those who agreed on it by a request, a meeting, or an introduction.

One function answers it, for pages and for the action. What it says to one of two rests on nothing
that only the other may know: that they rule somebody out, or block them, changes no answer.
"""

from collections.abc import Callable, Collection
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, exists
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance
from eventnet.events.queries import present
from eventnet.i18n import gettext as _
from eventnet.meetings.models import Meeting, MeetingSide, MeetingState
from eventnet.messages.models import ConversationSide
from eventnet.requests.models import MeetingRequest, RequestKind, RequestState, pair_of
from eventnet.wishes.models import WishKind
from eventnet.wishes.queries import wishes_of
from eventnet.wishes.silence import all_silences, silences


class Bar(StrEnum):
    """What stands between somebody and writing to another."""

    STRANGERS = "strangers"
    LEFT = "left"
    RULED_OUT = "ruled out"
    BLOCKED = "blocked"


also_agreed: list[Callable[[Session, Attendance, Collection[str]], set[str]]] = []
"""Who of these agreed otherwise to writing with the writer; later features say."""


def bars(session: Session, writer: Attendance, to_ids: Collection[str]) -> dict[str, Bar]:
    """Return what keeps the writer from writing to each of these; who is not in it may be written.

    What was open once stays open, also when a meeting is off: whoever does not want it blocks.
    The statements are as many for one as for thirty.
    """
    ids = list(to_ids)
    sides = _sides(session, writer.id, ids)
    known = _agreed(session, writer, ids) | {key for key, side in sides.items() if side.latest}
    known |= {key for ask in also_agreed for key in ask(session, writer, ids)}
    ruled_out = wishes_of(session, writer.id, ids)
    found = {key: Bar.BLOCKED for key, side in sides.items() if side.blocked_at is not None}
    found |= {key: Bar.RULED_OUT for key, kind in ruled_out.items() if kind is WishKind.AVOID}
    found |= dict.fromkeys(set(ids) - _there(session, writer.event_id, ids), Bar.LEFT)
    return found | {key: Bar.STRANGERS for key in ids if key not in known or key == writer.id}


def blocked(reader: Any, writer: Any) -> ColumnElement[bool]:
    """Return the condition that one blocks the other."""
    return exists().where(
        col(ConversationSide.attendance_id) == reader,
        col(ConversationSide.other_id) == writer,
        col(ConversationSide.blocked_at).is_not(None),
    )


def _sides(session: Session, own_id: str, ids: list[str]) -> dict[str, ConversationSide]:
    query = select(ConversationSide).where(
        ConversationSide.attendance_id == own_id, col(ConversationSide.other_id).in_(ids)
    )
    found = session.exec(query.execution_options(populate_existing=True))
    return {side.other_id: side for side in found}


def _there(session: Session, event_id: str, ids: list[str]) -> set[str]:
    query = (
        select(Attendance.id)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(col(Attendance.id).in_(ids), Attendance.event_id == event_id, present())
    )
    return set(session.exec(query))


def _agreed(session: Session, writer: Attendance, ids: list[str]) -> set[str]:
    """Return who accepted a request with the writer, or has a meeting that both said yes to."""
    two = or_(col(MeetingRequest.from_id) == writer.id, col(MeetingRequest.to_id) == writer.id)
    accepted = select(MeetingRequest.from_id, MeetingRequest.to_id).where(
        two,
        col(MeetingRequest.pair_id).in_([pair_of(writer.id, key) for key in ids]),
        MeetingRequest.kind == RequestKind.MEET,
        MeetingRequest.state == RequestState.ACCEPTED,
    )
    other = aliased(MeetingSide)
    meeting = (
        select(other.attendance_id)
        .join(MeetingSide, col(MeetingSide.meeting_id) == other.meeting_id)
        .join(Meeting, col(Meeting.id) == other.meeting_id)
        .where(
            MeetingSide.attendance_id == writer.id,
            col(other.attendance_id).in_(ids),
            Meeting.state == MeetingState.CONFIRMED,
        )
    )
    asked = {to if by == writer.id else by for by, to in session.exec(accepted)}
    return asked | set(session.exec(meeting))


def in_words(bar: Bar) -> str:
    """Say what stands in the way, and the way out."""
    return {
        Bar.STRANGERS: _(
            "You can write to those who accepted your request or whose request you accepted, and "
            "to those you have a meeting with. Ask them to meet first."
        ),
        Bar.LEFT: _("They no longer attend this event, so they cannot be written to here."),
        Bar.RULED_OUT: _(
            "You said that you would rather not meet this person. Take that back under “My "
            "wishes”, and you can write to them."
        ),
        Bar.BLOCKED: _("You blocked this person. Undo that, and you can write to them."),
    }[bar]


def _all_blocked() -> Any:
    return select(ConversationSide.attendance_id, ConversationSide.other_id).where(
        col(ConversationSide.blocked_at).is_not(None)
    )


silences.append(blocked)
all_silences.append(_all_blocked)
