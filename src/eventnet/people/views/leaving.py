"""Leaving an event, and taking it back for a while."""

from starlette.responses import Response

from eventnet.dates import until
from eventnet.errors import Gone
from eventnet.events.policies import AttendeeVisit, FormerVisit
from eventnet.events.queries import zone
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.meetings.returning import Restored, count_called_off
from eventnet.notices import with_notice
from eventnet.people.attending import leave, may_return, take_leaving_back, too_late
from eventnet.redirects import see
from eventnet.round_tables.queries import seats_left
from eventnet.round_tables.words import ended_in_words
from eventnet.templating import render


def leave_event(visit: AttendeeVisit) -> Response:
    """Let somebody leave the event, and say how to take that back."""
    leave(visit.session, visit.event, visit.attendance.id)
    return see(visit.url("left", event=visit.event.slug))


def left(visit: FormerVisit) -> Response:
    """Show what taking it back would bring, as long as that can be done."""
    attendance, event = visit.former, visit.event
    if attendance.left_at is None:
        return see(visit.url("schedule", event=event.slug))
    if not may_return(attendance) or attendance.may_return_until is None:
        raise Gone(too_late())
    context = {
        "event": event,
        "until": until(attendance.may_return_until.astimezone(zone(event))),
        "meetings": count_called_off(visit.session, attendance.id, attendance.left_at),
        "ended": ended_in_words(seats_left(visit.session, attendance.id, attendance.left_at)),
    }
    return render(visit, "people/left.html", context)


def return_to(visit: FormerVisit) -> Response:
    """Let somebody attend again after all."""
    stands = take_leaving_back(visit.session, visit.event, visit.former.id)
    response = see(visit.url("schedule", event=visit.event.slug))
    return with_notice(visit, response, _in_words(stands), "careful" if stands.lost else "good")


def _in_words(stands: Restored) -> str:
    words = [_("You attend again.")]
    if stands.back:
        words.append(
            ngettext(
                "%(num)d meeting stands again, and the other side is told.",
                "%(num)d meetings stand again, and the others are told.",
                stands.back,
            )
        )
    if stands.lost:
        words.append(
            ngettext(
                "%(num)d meeting stays off, as its time is no longer free for both.",
                "%(num)d meetings stay off, as their times are no longer free for both.",
                stands.lost,
            )
        )
    return " ".join(words)
