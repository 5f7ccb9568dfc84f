"""Pages that make a request: to meet somebody, or to meet at another time."""

from starlette.responses import Response

from eventnet import clock
from eventnet.asking.forms import ANY_TIME, AskFields, MoveFields
from eventnet.asking.words import growth, times, when
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.events.policies import AttendeeVisit
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.meetings.arranging import TimeTaken, free_slots
from eventnet.meetings.models import MeetingState
from eventnet.meetings.queries import OwnMeeting, meeting_of, meetings_of
from eventnet.notices import with_notice
from eventnet.people.common_ground import reasons_for
from eventnet.people.queries import PersonView, as_seen_by
from eventnet.people.visits import nobody_here, viewer_for
from eventnet.redirects import see
from eventnet.requests import making
from eventnet.requests.allowance import allowance
from eventnet.requests.making import PATIENCE
from eventnet.requests.queries import waiting_between
from eventnet.requests.rules import Bar, bars, in_words
from eventnet.schedule.days import people_of
from eventnet.templating import render


def ask(visit: AttendeeVisit) -> Response:
    """Show the form by which somebody is asked to meet, or what stands in the way."""
    return _ask_page(visit, Form())


def ask_now(visit: AttendeeVisit) -> Response:
    """Ask somebody to meet."""
    form: Form[AskFields] = Form.read(AskFields, visit.form)
    them, _me = _two(visit)
    if not form.valid:
        return _ask_page(visit, form, status=422)
    data = form.data
    try:
        made = making.ask(
            visit.session,
            visit.event,
            visit.attendance.id,
            them.attendance_id,
            slot_id=None if data.slot in {"", ANY_TIME} else data.slot,
            message=data.message,
        )
    except Refused as refused:
        if isinstance(refused, NotFound):
            raise
        form.refuse("slot" if isinstance(refused, TimeTaken) else "", refused.sentence)
        return _ask_page(visit, form, status=refused.status)
    said = _("%(name)s is asked. You can take it back until there is an answer.", name=them.name)
    return with_notice(visit, see(_request_path(visit, made.id)), said)


def _request_path(visit: AttendeeVisit, request_id: str) -> str:
    return visit.url("request", event=visit.event.slug, request=request_id)


def _two(visit: AttendeeVisit) -> tuple[PersonView, PersonView]:
    """Return the person that the path names, and the reader."""
    key, own = visit.param("attendance"), visit.attendance.id
    people = as_seen_by(visit.session, viewer_for(visit), [key, own])
    if key == own or key not in people or not people[key].name:
        raise nobody_here()
    return people[key], people[own]


def _ask_page(visit: AttendeeVisit, form: Form[AskFields], status: int = 200) -> Response:
    them, me = _two(visit)
    key, session, event = them.attendance_id, visit.session, visit.event
    bar = bars(session, event, visit.attendance, [key]).get(key)
    free = free_slots(session, event.id, [visit.attendance.id, key])
    allowed = allowance(session, visit.attendance)
    context = {
        "event": event,
        "form": form,
        "person": them,
        "reasons": reasons_for(session, me, {key: them})[key],
        "bar": in_words(bar) if bar else "",
        "way_out": _way_out(visit, key, bar),
        "spent": not allowed.left,
        "growth": growth(allowed),
        "minutes": free[0].minutes if free else None,
        "times": times(free, event, visit.account.time_zone),
        "any_time": ANY_TIME,
        "days": PATIENCE.days,
    }
    return render(visit, "asking/ask.html", context, status=status)


def _way_out(visit: AttendeeVisit, other_id: str, bar: Bar | None) -> tuple[str, str]:
    """Return a button, as (label, address), that leads out of what stands in the way."""
    slug = visit.event.slug
    if bar in {Bar.ASKED, Bar.ASKED_BY_THEM}:
        found = waiting_between(visit.session, visit.attendance.id, other_id)
        if found is not None:
            return _("See the request"), _request_path(visit, found.id)
    if bar is Bar.RULED_OUT:
        return _("My wishes"), visit.url("wishes", event=slug)
    if bar is Bar.BLOCKED:
        return _("Your messages"), visit.url("conversation", event=slug, attendance=other_id)
    if bar is Bar.MEETING:
        for meeting in meetings_of(visit.session, visit.attendance.id):
            if meeting.other_id == other_id and meeting.starts_at > clock.now():
                return _("See the meeting"), visit.url("meeting", event=slug, meeting=meeting.id)
    return _("See who else is here"), visit.url("people", event=slug)


def move(visit: AttendeeVisit) -> Response:
    """Show the times to which a meeting could move."""
    return _move_page(visit, _meeting(visit), Form())


def move_now(visit: AttendeeVisit) -> Response:
    """Ask the other for another time."""
    own = _meeting(visit)
    form: Form[MoveFields] = Form.read(MoveFields, visit.form)
    if not form.valid:
        return _move_page(visit, own, form, status=422)
    data = form.data
    try:
        made = making.ask_to_move(
            visit.session,
            visit.event,
            own.id,
            visit.attendance.id,
            slot_id=data.slot,
            message=data.message,
        )
    except TimeTaken as taken:
        form.refuse("slot", taken.sentence)
        return _move_page(visit, own, form, status=taken.status)
    said = _("Proposed. Until there is a yes, the meeting stays where it is.")
    return with_notice(visit, see(_request_path(visit, made.id)), said)


def _meeting(visit: AttendeeVisit) -> OwnMeeting:
    own = meeting_of(visit.session, visit.param("meeting"), visit.attendance.id)
    if own is None or own.event_id != visit.event.id:
        raise NotFound(_("There is no such meeting of yours."))
    if own.state is not MeetingState.CONFIRMED or own.starts_at <= clock.now():
        raise Conflict(_("Only a meeting that stands, and has not begun, can be moved."))
    return own


def _move_page(
    visit: AttendeeVisit, own: OwnMeeting, form: Form[MoveFields], status: int = 200
) -> Response:
    event, zone = visit.event, visit.account.time_zone
    people = people_of(visit.session, event, own.attendance_id, [own])
    waiting = waiting_between(visit.session, own.attendance_id, own.other_id)
    free = free_slots(visit.session, event.id, [own.attendance_id, own.other_id])
    context = {
        "event": event,
        "form": form,
        "meeting": own,
        "person": people.get(own.other_id),
        "when": when(own.starts_at, event, zone),
        "times": times(free, event, zone),
        "waiting": _request_path(visit, waiting.id) if waiting else "",
    }
    return render(visit, "asking/move.html", context, status=status)
