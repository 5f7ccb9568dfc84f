"""Mails about requests, each to the one of the two who does not know yet."""

from eventnet.asking.words import standing, what
from eventnet.i18n import gettext as _
from eventnet.mail.outbox import Letter
from eventnet.meetings.queries import OwnMeeting
from eventnet.meetings.words import place
from eventnet.requests.models import RequestKind, RequestState
from eventnet.requests.queries import OwnRequest
from eventnet.schedule.desk import Desk

KIND = "requests"


def request_letter(desk: Desk, request: OwnRequest, meeting: OwnMeeting | None) -> Letter:
    """Return the mail that says what was asked, or what became of it."""
    name = desk.name(request.other_id)
    person = desk.people.get(request.other_id)
    zone = desk.reader.time_zone
    path = f"/e/{desk.event.slug}/requests/{request.id}"
    if request.state is RequestState.ACCEPTED and meeting is not None:
        asked = f"{desk.reader.when(meeting.starts_at, desk.event)}, {place(meeting)}"
        path = f"/e/{desk.event.slug}/meetings/{meeting.id}"
    else:
        asked = what(request, desk.event, zone)
    return desk.letter(
        _subject(desk, request, name, meeting),
        "mail/request",
        once=f"request:{request.id}:{request.sequence}",
        name=name,
        about=", ".join(filter(None, (person.headline, person.organization))) if person else "",
        asked=asked,
        said=_said(request),
        words=_words(desk, request, name),
        request_url=desk.way_in(path),
        verb=_("Answer") if request.needs_answer else _("See it"),
    )


def _said(request: OwnRequest) -> str:
    """Return the other's own words: their message, or what they said to the reader's."""
    if request.cause_id != request.other_id:
        return ""
    if request.sequence == 0:
        return request.message
    return request.reply if request.state is not RequestState.ACCEPTED else ""


def _subject(desk: Desk, request: OwnRequest, name: str, meeting: OwnMeeting | None) -> str:
    at = desk.reader.when(request.starts_at, desk.event) if request.starts_at else ""
    moves = request.kind is RequestKind.MOVE
    if request.state is RequestState.ACCEPTED and meeting is not None:
        at = desk.reader.when(meeting.starts_at, desk.event)
        if moves:
            return _("Moved to %(when)s: %(name)s says yes", when=at, name=name)
        return _("%(when)s, %(where)s: %(name)s says yes", when=at, where=place(meeting), name=name)
    if request.state is RequestState.DECLINED:
        return _("%(name)s says no to your request", name=name)
    if request.state is RequestState.EXPIRED:
        return _("No answer from %(name)s in time", name=name)
    if request.sequence:
        return _("%(name)s proposes another time: %(when)s", name=name, when=at)
    if moves:
        return _("%(name)s asks to move your meeting to %(when)s", name=name, when=at)
    return _("%(name)s asks to meet you", name=name)


def _words(desk: Desk, request: OwnRequest, name: str) -> str:
    moves = request.kind is RequestKind.MOVE
    if request.state is RequestState.ACCEPTED:
        return _("The meeting is in your days, and in your calendar if you subscribed to it.")
    if request.state is RequestState.DECLINED and moves:
        return _("The meeting stays at its time.")
    if request.state is RequestState.DECLINED:
        return _("Nothing was booked. There are others here whom you could ask.")
    if request.state is RequestState.EXPIRED and moves:
        return _("The request is closed, and the meeting stays at its time.")
    if request.state is RequestState.EXPIRED:
        return _("The request is closed. People come with more wishes than hours; ask another.")
    held = _("The meeting stays at its time until then.") if moves else _("Nothing is held.")
    return standing(request, name, desk.event, desk.reader.time_zone) + ". " + held
