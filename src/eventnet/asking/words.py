"""Requests in words: what is asked, how it stands, and when it could be."""

from collections.abc import Sequence
from datetime import datetime

from eventnet.dates import moment
from eventnet.events.models import Event, Slot
from eventnet.events.queries import zone
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.requests.allowance import TO_BEGIN_WITH, Allowance
from eventnet.requests.models import RequestKind, RequestState
from eventnet.requests.queries import OwnRequest
from eventnet.schedule.rows import own_time


def when(at: datetime, event: Event, time_zone: str | None) -> str:
    """Write a moment as the clocks of the event show it, and the reader's own if it differs."""
    there = moment(at.astimezone(zone(event)))
    own = own_time(at, event, time_zone)
    return _("%(when)s (%(time)s for you)", when=there, time=own) if own else there


def times(slots: Sequence[Slot], event: Event, time_zone: str | None) -> list[tuple[str, str]]:
    """Return slots as the options of a field."""
    return [(slot.id, when(slot.starts_at, event, time_zone)) for slot in slots]


def what(request: OwnRequest, event: Event, time_zone: str | None) -> str:
    """Say what is asked for."""
    at = when(request.starts_at, event, time_zone) if request.starts_at else ""
    if request.kind is RequestKind.MOVE:
        return _("Move your meeting to %(when)s", when=at)
    if not at:
        return _("Meet, at any time that suits both")
    return _("Meet on %(when)s", when=at)


def standing(request: OwnRequest, name: str, event: Event, time_zone: str | None) -> str:
    """Say how a request stands, to one of its two."""
    until = when(request.expires_at, event, time_zone)
    if request.needs_answer:
        return _("Waits for your answer until %(when)s", when=until)
    by_reader = request.cause_id == request.reader_id
    match request.state:
        case RequestState.WAITING:
            return _("Waits for %(name)s until %(when)s", name=name, when=until)
        case RequestState.ACCEPTED:
            return _("You said yes") if by_reader else _("%(name)s said yes", name=name)
        case RequestState.DECLINED:
            return _("You said no") if by_reader else _("%(name)s said no", name=name)
        case RequestState.EXPIRED:
            return _("Expired: there was no answer in time")
        case RequestState.WITHDRAWN:
            return _("You took it back") if by_reader else _("%(name)s took it back", name=name)
        case RequestState.LEFT:
            return _("Closed: one of you no longer attends")
        case RequestState.BARRED:
            return _("Closed: the organizers changed which roles meet at this event")
        case _:
            return _overtaken(request)


def _overtaken(request: OwnRequest) -> str:
    if request.kind is RequestKind.MOVE:
        return _("Closed: the meeting is off, or at another time by now")
    return _("Closed: the schedule brings you two together already")


def growth(allowed: Allowance) -> str:
    """Say how many requests somebody may have open, and what that grew out of."""
    now = ngettext(
        "You can have %(total)d requests open at a time; %(num)d is open now.",
        "You can have %(total)d requests open at a time; %(num)d are open now.",
        allowed.open,
        total=allowed.total,
    )
    if allowed.total == TO_BEGIN_WITH:
        return now + " " + _("Each answer you give, and each meeting you come to, adds one.")
    return (
        now
        + " "
        + _(
            "That is %(base)d to begin with, %(answered)d for answers you gave and %(held)d for "
            "meetings you came to.",
            base=TO_BEGIN_WITH,
            answered=allowed.answered,
            held=allowed.held,
        )
    )
