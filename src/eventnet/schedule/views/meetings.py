"""Pages of one meeting: what it is, the answers to it, and the answer from a mail."""

from typing import Annotated

from pydantic import Field
from starlette.responses import RedirectResponse, Response

from eventnet import clock
from eventnet.dates import moment, time
from eventnet.errors import NotFound, Refused
from eventnet.events.policies import AttendeeVisit
from eventnet.events.queries import zone
from eventnet.floor.queries import room
from eventnet.forms import Fields, Form, Text
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.meetings import actions as meetings
from eventnet.meetings import online
from eventnet.meetings.models import Answer, MeetingState
from eventnet.meetings.queries import OwnMeeting, meeting_of
from eventnet.meetings.words import place
from eventnet.messages import rules as messages
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.requests.queries import waiting_between
from eventnet.schedule.days import joining, people_of, why_for_reader
from eventnet.schedule.policies import AnswerVisit
from eventnet.schedule.rows import own_time
from eventnet.schedule.ways import on_map
from eventnet.templating import render


class AnswerFields(Fields):
    """What is said to a meeting."""

    answer: Answer


class CancelFields(Fields):
    """Why a meeting is called off, in one's own words."""

    said: Annotated[Text, Field(max_length=500)] = ""


def _own(visit: AttendeeVisit) -> OwnMeeting:
    found = meeting_of(visit.session, visit.param("meeting"), visit.attendance.id)
    if found is None:
        raise NotFound(_("There is no such meeting of yours."))
    return found


def meeting(visit: AttendeeVisit) -> Response:
    """Show one meeting: who, why, when and where, and what can be said to it."""
    return _meeting_page(visit, _own(visit), "schedule/meeting.html", visit.account.time_zone)


def join(visit: AttendeeVisit) -> Response:
    """Lead one of the two to where their meeting is online, once that is open."""
    own = _own(visit)
    address = online.address(visit.event, own)
    if address is not None and online.is_open(own, clock.now()):
        return RedirectResponse(address, 303, headers={"Referrer-Policy": "no-referrer"})
    there = see(visit.url("meeting", event=visit.event.slug, meeting=own.id))
    if address is None:
        words = _("This meeting is in the room.")
        if own.is_online:
            words = _("This meeting does not stand, so there is nothing to join.")
        return with_notice(visit, there, words, "careful")
    when = moment(online.opens_at(own).astimezone(zone(visit.event)))
    words = _("It is too late to join this meeting.")
    if clock.now() < own.ends_at:
        words = _("You can join from %(when)s on. Come back then.", when=when)
    return with_notice(visit, there, words, "careful")


def _meeting_page(
    visit: AttendeeVisit | AnswerVisit,
    own: OwnMeeting,
    template: str,
    time_zone: str | None,
    form: Form[CancelFields] | None = None,
) -> Response:
    people = people_of(visit.session, visit.event, visit.attendance.id, [own])
    here, slug = zone(visit.event), visit.event.slug
    context = {
        "meeting": own,
        "person": people.get(own.other_id),
        "me": people.get(own.attendance_id),
        "reasons": why_for_reader(own, people),
        "when": moment(own.starts_at.astimezone(here)),
        "until": time(own.ends_at.astimezone(here)),
        "own_time": own_time(own.starts_at, visit.event, time_zone),
        "place": place(own),
        "here": on_map(room(visit.session, visit.event.id), own),
        **joining(visit.event, own, visit.url("meeting-join", event=slug, meeting=own.id)),
        "answer_until": moment(own.answer_until.astimezone(here)) if own.answer_until else None,
        "begun": own.starts_at <= clock.now(),
        "over": own.ends_at <= clock.now(),
        "states": MeetingState,
        "event": visit.event,
        "request": waiting_between(visit.session, own.attendance_id, own.other_id),
        "may_write": not messages.bars(visit.session, visit.attendance, [own.other_id]),
        "form": form or Form(),
        "say": visit.request.query_params.get("say", ""),
    }
    return render(visit, template, context, status=422 if form else 200)


def _answered(visit: AttendeeVisit | AnswerVisit, meeting_id: str) -> str:
    """Give the answer of the form; return what to say about it."""
    form = Form.read(AnswerFields, visit.form)
    if not form.valid:
        raise Refused(_("A meeting is answered with yes or no; this was neither."))
    given = form.data.answer
    after = meetings.answer(visit.session, meeting_id, visit.attendance.id, given)
    if given is Answer.NO:
        return _("Declined. The time is free again, and the other person has been told.")
    if after.state is MeetingState.CONFIRMED:
        return _("You both said yes: the meeting stands.")
    return _("You said yes. It now waits for the other yes.")


def answer(visit: AttendeeVisit) -> Response:
    """Say yes or no to a planned meeting."""
    meeting_id = visit.param("meeting")
    said = _answered(visit, meeting_id)
    place_on_page = f"{visit.url('schedule', event=visit.event.slug)}#meeting-{meeting_id}"
    return with_notice(visit, see(place_on_page), said)


def accept_all(visit: AttendeeVisit) -> Response:
    """Say yes to every planned meeting that waits for it."""
    given = meetings.accept_all(visit.session, visit.attendance.id)
    said = ngettext("You said yes to %(num)d meeting.", "You said yes to %(num)d meetings.", given)
    return with_notice(visit, see(visit.url("schedule", event=visit.event.slug)), said)


def cancel(visit: AttendeeVisit) -> Response:
    """Call a meeting off."""
    form: Form[CancelFields] = Form.read(CancelFields, visit.form)
    if not form.valid:
        zone = visit.account.time_zone
        return _meeting_page(visit, _own(visit), "schedule/meeting.html", zone, form)
    meetings.cancel(visit.session, visit.param("meeting"), visit.attendance.id, form.data.said)
    said = _("The meeting is off, and the other person has been told.")
    return with_notice(visit, see(visit.url("schedule", event=visit.event.slug)), said)


def ask_by_mail(visit: AnswerVisit) -> Response:
    """Show the meeting that a mail asks about, with Yes and No; opening it answers nothing."""
    return _meeting_page(visit, visit.meeting, "schedule/answer.html", visit.owner.time_zone)


def answer_by_mail(visit: AnswerVisit) -> Response:
    """Take the answer of somebody who came from the mail; the page says how the meeting stands."""
    _answered(visit, visit.meeting.id)
    return see(visit.request.url.path)
