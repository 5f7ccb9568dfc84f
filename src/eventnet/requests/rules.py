"""Who may ask whom: those who may meet, as the organizers and the two themselves decided.

One function answers it, for a page of thirty people and for the action itself. What it says to
one of two rests on nothing that only the other may know: a veto or block of theirs changes nothing.
"""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.events.models import Attendance, Event, Phase, Slot
from eventnet.events.queries import phase
from eventnet.events.roles import may_meet, ordered
from eventnet.i18n import gettext as _
from eventnet.meetings.models import Answer, Meeting, MeetingSide, MeetingState
from eventnet.requests.models import MeetingRequest, RequestKind, RequestState, pair_of
from eventnet.wishes.models import WishKind
from eventnet.wishes.queries import wishes_of
from eventnet.wishes.silence import unheard


class Bar(StrEnum):
    """What stands between somebody and asking another."""

    CLOSED = "closed"
    ROLES = "roles"
    RULED_OUT = "ruled out"
    BLOCKED = "blocked"
    MEETING = "meeting"
    ASKED = "asked"
    ASKED_BY_THEM = "asked by them"
    DECLINED = "declined"
    PAUSED = "paused"


def asking_open(event: Event, now: datetime) -> bool:
    """Return whether attendees may ask each other now."""
    return phase(event, now) in {Phase.OPEN, Phase.RUNNING}


def bars(
    session: Session, event: Event, asker: Attendance, to_ids: Collection[str]
) -> dict[str, Bar]:
    """Return what keeps the asker from asking each of these; whoever is not in it may be asked.

    The statements are as many for one as for thirty.
    """
    if not asking_open(event, clock.now()):
        return dict.fromkeys(to_ids, Bar.CLOSED)
    ids = list(to_ids)
    found = dict.fromkeys(_on_break(session, ids), Bar.PAUSED)
    found |= dict.fromkeys(_declined_to(session, asker.id, ids), Bar.DECLINED)
    found |= _requested(session, asker.id, ids)
    found |= dict.fromkeys(_to_be_met(session, asker.id, ids), Bar.MEETING)
    found |= dict.fromkeys(unheard(session, asker.id, ids), Bar.BLOCKED)
    ruled_out = wishes_of(session, asker.id, ids)
    found |= {key: Bar.RULED_OUT for key, kind in ruled_out.items() if kind is WishKind.AVOID}
    return found | dict.fromkeys(_kept_apart(session, event, asker, ids), Bar.ROLES)


def _kept_apart(session: Session, event: Event, asker: Attendance, ids: list[str]) -> list[str]:
    allowed = may_meet(session, event.id)
    query = select(Attendance.id, Attendance.role_id).where(col(Attendance.id).in_(ids))
    roles = session.exec(query)
    return [key for key, role_id in roles if ordered(asker.role_id, role_id) not in allowed]


def _on_break(session: Session, ids: list[str]) -> list[str]:
    query = select(Attendance.id).where(
        col(Attendance.id).in_(ids), col(Attendance.paused_at).is_not(None)
    )
    return list(session.exec(query))


def _to_be_met(session: Session, asker_id: str, ids: list[str]) -> list[str]:
    """Return with whom the asker has a meeting ahead."""
    other = aliased(MeetingSide)
    query = (
        select(other.attendance_id)
        .join(MeetingSide, col(MeetingSide.meeting_id) == other.meeting_id)
        .join(Slot, col(Slot.id) == MeetingSide.slot_id)
        .where(
            MeetingSide.attendance_id == asker_id,
            col(other.attendance_id).in_(ids),
            other.attendance_id != asker_id,
            col(MeetingSide.live),
            Slot.starts_at > clock.now(),
        )
    )
    return list(session.exec(query))


def _requested(session: Session, asker_id: str, ids: list[str]) -> dict[str, Bar]:
    """Return with whom a request of either waits."""
    query = select(MeetingRequest.from_id, MeetingRequest.to_id).where(
        col(MeetingRequest.pair_id).in_([pair_of(asker_id, key) for key in ids]),
        MeetingRequest.state == RequestState.WAITING,
        MeetingRequest.expires_at > clock.now(),
    )
    return {
        to_id if from_id == asker_id else from_id: (
            Bar.ASKED if from_id == asker_id else Bar.ASKED_BY_THEM
        )
        for from_id, to_id in session.exec(query)
    }


def _declined_to(session: Session, asker_id: str, ids: list[str]) -> set[str]:
    """Return who said no to the asker: to a request, or to a meeting that was planned."""
    requests = select(MeetingRequest.to_id).where(
        MeetingRequest.from_id == asker_id,
        col(MeetingRequest.to_id).in_(ids),
        MeetingRequest.kind == RequestKind.MEET,
        MeetingRequest.state == RequestState.DECLINED,
        MeetingRequest.cause_id == MeetingRequest.to_id,
    )
    theirs = aliased(MeetingSide)
    planned = (
        select(theirs.attendance_id)
        .join(MeetingSide, col(MeetingSide.meeting_id) == theirs.meeting_id)
        .join(Meeting, col(Meeting.id) == theirs.meeting_id)
        .where(
            MeetingSide.attendance_id == asker_id,
            col(theirs.attendance_id).in_(ids),
            theirs.attendance_id != asker_id,
            theirs.answer == Answer.NO,
            Meeting.state == MeetingState.DECLINED,
        )
    )
    return {*session.exec(requests), *session.exec(planned)}


def in_words(bar: Bar) -> str:
    """Say what stands in the way, and the way out."""
    return {
        Bar.CLOSED: _(
            "Nobody can be asked at the moment: requests are open from the opening of the event "
            "until its end."
        ),
        Bar.ROLES: _(
            "The organizers decided who meets whom at this event, and the two of you come in "
            "roles that do not meet. If that looks wrong, ask them."
        ),
        Bar.RULED_OUT: _(
            "You said that you would rather not meet this person. Take that back under “My "
            "wishes”, and you can ask them."
        ),
        Bar.BLOCKED: _(
            "You blocked this person, so their answer would not reach you. Undo that in your "
            "messages, and you can ask them."
        ),
        Bar.MEETING: _("The two of you have a meeting already. You can move it from its page."),
        Bar.ASKED: _("You have asked this person already; your request waits for an answer."),
        Bar.ASKED_BY_THEM: _("This person has asked you already; your answer is all it takes."),
        Bar.PAUSED: _(
            "This person takes a break from new meetings at the moment. Bookmark them, and look "
            "again later."
        ),
        Bar.DECLINED: _("This person said no, so you cannot ask again. They can still ask you."),
    }[bar]
