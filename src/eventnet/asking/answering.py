"""Pages of the requests that there are: all of somebody's, one, and what is said to it."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session
from starlette.responses import Response

from eventnet.asking.forms import AcceptFields, DeclineFields, ProposeFields
from eventnet.asking.people import view_askers
from eventnet.asking.words import growth, standing, times, what, when
from eventnet.errors import NotFound
from eventnet.events.policies import AttendeeVisit
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.meetings.arranging import AgendaFull, TimeTaken, free_slots
from eventnet.meetings.models import LIVE
from eventnet.meetings.queries import OwnMeeting, meeting_of, meetings_of
from eventnet.meetings.words import place
from eventnet.messages import rules as messages
from eventnet.notices import with_notice
from eventnet.people.common_ground import reasons_for
from eventnet.people.queries import PersonView
from eventnet.redirects import see
from eventnet.requests import actions
from eventnet.requests.allowance import allowance
from eventnet.requests.models import RequestKind, RequestState
from eventnet.requests.queries import OwnRequest, request_of, requests_of
from eventnet.requests.rules import bars
from eventnet.requests.settling import kind_words
from eventnet.templating import render


@dataclass(frozen=True)
class Line:
    """One request in the list."""

    request: OwnRequest
    person: PersonView
    what: str
    standing: str


def requests(visit: AttendeeVisit) -> Response:
    """Show somebody all their requests: those that wait for them first."""
    mine = requests_of(visit.session, visit.attendance.id)
    own = visit.attendance.id
    people = view_askers(visit.session, visit.event.id, {own: [one.other_id for one in mine]})
    lines = [_line(visit, one, people.get(own, {}).get(one.other_id)) for one in mine]
    context = {
        "event": visit.event,
        "incoming": [line for line in lines if line.request.needs_answer],
        "outgoing": [
            line for line in lines if line.request.is_waiting and not line.request.needs_answer
        ],
        "past": [line for line in lines if not line.request.is_waiting],
        "growth": growth(allowance(visit.session, visit.attendance)),
    }
    return render(visit, "asking/requests.html", context)


def _line(visit: AttendeeVisit, one: OwnRequest, person: PersonView | None) -> Line:
    zone = visit.account.time_zone
    shown = person or _somebody(one.other_id)
    how = standing(one, shown.name, visit.event, zone)
    return Line(one, shown, what(one, visit.event, zone), how)


def _somebody(attendance_id: str) -> PersonView:
    """Return what is left of a person who is here no longer."""
    return PersonView(attendance_id, name=_("Somebody who is gone"), has_page=False)


def request(visit: AttendeeVisit) -> Response:
    """Show one request, and what can be said to it."""
    return _page(visit, _own(visit), Form())


def _own(visit: AttendeeVisit) -> OwnRequest:
    found = request_of(visit.session, visit.param("request"), visit.attendance.id)
    if found is None:
        raise NotFound(_("There is no such request of yours."))
    return found


def _page(visit: AttendeeVisit, one: OwnRequest, form: Form[Any], status: int = 200) -> Response:
    session, event, zone = visit.session, visit.event, visit.account.time_zone
    own = visit.attendance.id
    people = view_askers(session, event.id, {own: [own, one.other_id]})[own]
    person = people.get(one.other_id)
    free = free_slots(session, event.id, [own, one.other_id]) if one.needs_answer else []
    meeting = _meeting(session, one)
    why = reasons_for(session, people.get(own), {one.other_id: person}) if person else {}
    context = {
        "event": event,
        "form": form,
        "request": one,
        "person": person or _somebody(one.other_id),
        "reasons": why.get(one.other_id, []),
        "line": _line(visit, one, person),
        "times": times(free, event, zone),
        "still_free": one.slot_id is None or one.slot_id in {slot.id for slot in free},
        "when": when(one.starts_at, event, zone) if one.starts_at else "",
        "until": when(one.expires_at, event, zone),
        "now": when(meeting.starts_at, event, zone) if meeting else "",
        "place": place(meeting) if meeting else "",
        "meeting": meeting if meeting and meeting.state in LIVE else None,
        "moves": one.kind is RequestKind.MOVE,
        "may_ask": _may_ask(visit, one),
        "may_write": not messages.bars(session, visit.attendance, [one.other_id]),
        "states": RequestState,
        "no": form if "words" in form.errors else _kind_no(),
    }
    return render(visit, "asking/request.html", context, status=status)


def _may_ask(visit: AttendeeVisit, one: OwnRequest) -> bool:
    """Say whether the reader, who said no, can ask in turn by now."""
    said_no = one.state is RequestState.DECLINED and one.cause_id == one.reader_id
    if not said_no or one.asked_by_reader or one.kind is RequestKind.MOVE:
        return False
    return not bars(visit.session, visit.event, visit.attendance, [one.other_id])


def _meeting(session: Session, one: OwnRequest) -> OwnMeeting | None:
    """Return the meeting that a request led to, is about, or was overtaken by."""
    if one.meeting_id is not None:
        return meeting_of(session, one.meeting_id, one.reader_id)
    if one.state is not RequestState.MOOT:
        return None
    theirs = [m for m in meetings_of(session, one.reader_id) if m.other_id == one.other_id]
    return theirs[-1] if theirs else None


def _kind_no() -> Form[DeclineFields]:
    return Form.of(DeclineFields(words=kind_words()))


def _back(visit: AttendeeVisit, said: str) -> Response:
    path = visit.url("request", event=visit.event.slug, request=visit.param("request"))
    return with_notice(visit, see(path), said)


def accept(visit: AttendeeVisit) -> Response:
    """Say yes."""
    one = _own(visit)
    form: Form[AcceptFields] = Form.read(AcceptFields, visit.form)
    slot = form.data.slot if form.valid else ""
    try:
        actions.accept(visit.session, one.id, visit.attendance.id, slot or None)
    except (TimeTaken, AgendaFull) as refused:
        form.refuse("" if one.slot_id else "slot", refused.sentence)
        return _page(visit, _own(visit), form, status=refused.status)
    said = _("You said yes: the meeting stands, and the other person is told.")
    if one.kind is RequestKind.MOVE:
        said = _("You said yes: the meeting has moved, and the other person is told.")
    return _back(visit, said)


def decline(visit: AttendeeVisit) -> Response:
    """Say no, kindly."""
    one = _own(visit)
    form: Form[DeclineFields] = Form.read(DeclineFields, visit.form)
    if not form.valid:
        return _page(visit, one, form, status=422)
    words = form.data.words or kind_words()
    actions.decline(visit.session, one.id, visit.attendance.id, words)
    return _back(visit, _("You said no, and the other person reads your words."))


def propose(visit: AttendeeVisit) -> Response:
    """Propose another time."""
    one = _own(visit)
    form: Form[ProposeFields] = Form.read(ProposeFields, visit.form)
    if not form.valid:
        return _page(visit, one, form, status=422)
    data = form.data
    try:
        actions.propose(visit.session, one.id, visit.attendance.id, data.other, data.note)
    except TimeTaken as taken:
        form.refuse("other", taken.sentence)
        return _page(visit, _own(visit), form, status=taken.status)
    return _back(visit, _("Proposed. Now it waits for the other person's yes."))


def withdraw(visit: AttendeeVisit) -> Response:
    """Take one's own request back."""
    one = _own(visit)
    actions.withdraw(visit.session, one.id, visit.attendance.id)
    said = _("Taken back. Nothing was booked, and no mail is sent about it.")
    path = visit.url("requests", event=visit.event.slug)
    return with_notice(visit, see(path), said)
