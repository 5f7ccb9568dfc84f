"""Read and write messages."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from starlette.responses import Response

from eventnet import i18n
from eventnet.asking.people import view_askers
from eventnet.errors import Conflict
from eventnet.events.policies import AttendeeVisit
from eventnet.events.queries import zone
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.live import stream
from eventnet.messages import actions
from eventnet.messages.models import LONGEST_MESSAGE, LONGEST_REASON
from eventnet.messages.queries import (
    SHOWN_TO_ORGANIZERS,
    OwnConversation,
    conversations_of,
    shows_reading,
    standing_of,
)
from eventnet.messages.rules import Bar, bars, in_words
from eventnet.notices import with_notice
from eventnet.paging import pager
from eventnet.people.directory import PAGE
from eventnet.people.queries import PersonView
from eventnet.people.saved import holds
from eventnet.redirects import see
from eventnet.talking.following import Follower, reader
from eventnet.talking.forms import (
    ReadFields,
    ReceiptFields,
    ReportFields,
    SearchFields,
    WriteFields,
    number,
)
from eventnet.talking.haste import count_message
from eventnet.talking.lines import face_of, said
from eventnet.templating import render

FOLLOWED_SECONDS = 1.0


@dataclass(frozen=True)
class Row:
    """A line of the list of conversations."""

    person: PersonView
    conversation: OwnConversation


def messages(visit: AttendeeVisit) -> Response:
    """Show a page of somebody's conversations, the latest first."""
    form: Form[SearchFields] = Form.read(SearchFields, visit.request.query_params)
    words = form.data.q if form.valid else ""
    own = conversations_of(visit.session, visit.attendance.id)
    people = _people(visit, [one.other_id for one in own])
    rows = [Row(people[one.other_id], one) for one in own]
    found = [row for row in rows if not words or holds(row.person.name, words)]
    asked, path = visit.request.query_params.get("page", "1"), _list_path(visit)
    pages = pager(len(found), asked, size=PAGE, path=path, query={"q": words})
    context = {
        "event": visit.event,
        "form": form,
        "narrowed": bool(words) or not form.valid,
        "is_long": len(own) > PAGE,
        "pager": pages,
        "rows": found[pages.offset : pages.offset + PAGE],
        "zone": _zone(visit),
        "shows_reading": shows_reading(visit.session, visit.attendance.id),
    }
    status = 200 if form.valid else 422
    return render(visit, "talking/messages.html", context, status=status, block="results")


def choose(visit: AttendeeVisit) -> Response:
    """Take whether others may know what one has read."""
    form: Form[ReceiptFields] = Form.read(ReceiptFields, visit.form)
    shows = form.valid and form.data.shows_reading
    actions.choose(visit.session, visit.attendance.id, shows_reading=shows)
    return with_notice(visit, see(_list_path(visit)), _("Your choice is saved."))


def conversation(visit: AttendeeVisit) -> Response:
    """Show what somebody and another wrote, the newest at the bottom."""
    return _page(visit, Form(), Form())


def send(visit: AttendeeVisit) -> Response:
    """Write to another."""
    _bar(visit)
    form: Form[WriteFields] = Form.read(WriteFields, visit.form)
    if not form.valid:
        return _page(visit, form, Form(), status=422)
    count_message(visit)
    words, after = form.data.words, number(form.data.after)
    try:
        actions.write(visit.session, visit.attendance, visit.param("attendance"), words, after)
    except Conflict as refused:
        form.refuse("", refused.sentence)
        return _page(visit, form, Form(), status=refused.status)
    return see(f"{_path(visit)}#end")


def follow(visit: AttendeeVisit) -> Response:
    """Stream what comes in, until there is something."""
    _bar(visit)
    who = Follower(
        visit.login.id,
        visit.attendance.id,
        visit.param("attendance"),
        _zone(visit),
        visit.request.query_params.get("shown", ""),
    )
    state = visit.request.app.state
    name = f"conversation:{i18n.language()}:{who}"
    return stream(state.live, name, reader(state.sessions, who), seconds=FOLLOWED_SECONDS)


def read(visit: AttendeeVisit) -> Response:
    """Note how far somebody has read."""
    form: Form[ReadFields] = Form.read(ReadFields, visit.form)
    up_to = (number(form.data.up_to) if form.valid else None) or 0
    actions.read(visit.session, visit.attendance, visit.param("attendance"), up_to)
    return see(f"{_path(visit)}#end")


def block(visit: AttendeeVisit) -> Response:
    """Hear no more from another."""
    actions.block(visit.session, visit.attendance, visit.param("attendance"))
    words = _("Blocked. Nothing they write reaches you any more, and they are not told.")
    return with_notice(visit, see(_path(visit)), words)


def unblock(visit: AttendeeVisit) -> Response:
    """Hear from another again."""
    actions.unblock(visit.session, visit.attendance, visit.param("attendance"))
    words = _("No longer blocked: what they write from now on reaches you.")
    return with_notice(visit, see(_path(visit)), words)


def report(visit: AttendeeVisit) -> Response:
    """Show the conversation to the organizers."""
    form: Form[ReportFields] = Form.read(ReportFields, visit.form)
    if not form.valid:
        _bar(visit)
        return _page(visit, Form(), form, status=422)
    actions.report(visit.session, visit.attendance, visit.param("attendance"), form.data.reason)
    words = _("Reported. The organizers read it; the other person is not told.")
    return with_notice(visit, see(_path(visit)), words)


def _page(
    visit: AttendeeVisit, form: Form[WriteFields], report: Form[ReportFields], status: int = 200
) -> Response:
    bar = _bar(visit)
    own, other = visit.attendance.id, visit.param("attendance")
    before = number(visit.request.query_params.get("before", ""))
    context = {
        "event": visit.event,
        "person": _people(visit, [other])[other],
        "form": form,
        "report": report,
        "standing": standing_of(visit.session, own, other),
        "bar": in_words(bar) if bar else "",
        "ruled_out": bar is Bar.RULED_OUT,
        "path": _path(visit),
        "before": before,
        "most": LONGEST_MESSAGE,
        "most_reason": LONGEST_REASON,
        "shown_to_organizers": SHOWN_TO_ORGANIZERS,
        "zone": _zone(visit).key,
        **said(visit.session, own, other, _zone(visit), before),
    }
    return render(visit, "talking/conversation.html", context, status=status)


def _bar(visit: AttendeeVisit) -> Bar | None:
    """Return what stands in the way of writing; with strangers there is no page at all."""
    key = visit.param("attendance")
    bar = bars(visit.session, visit.attendance, [key]).get(key)
    if bar is Bar.STRANGERS:
        raise actions.nobody()
    return bar


def _people(visit: AttendeeVisit, keys: list[str]) -> dict[str, PersonView]:
    own = visit.attendance.id
    people = view_askers(visit.session, visit.event.id, {own: keys}).get(own, {})
    return {key: face_of(people, key) for key in keys}


def _zone(visit: AttendeeVisit) -> ZoneInfo:
    own = visit.account.time_zone
    return ZoneInfo(own) if own else zone(visit.event)


def _path(visit: AttendeeVisit) -> str:
    key = visit.param("attendance")
    return visit.url("conversation", event=visit.event.slug, attendance=key)


def _list_path(visit: AttendeeVisit) -> str:
    return visit.url("messages", event=visit.event.slug)
