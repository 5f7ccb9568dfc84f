"""The day as an attendee sees it."""

from dataclasses import replace
from hashlib import sha256
from typing import Any

from starlette.responses import Response

from eventnet.day import answering, checking_in, rematching, signs
from eventnet.day.forms import LATE, CheckInFields, LateFields, ProposalFields
from eventnet.day.hours import is_on
from eventnet.day.models import LONGEST_LOOK, Proposal, ProposalState
from eventnet.day.queries import Now, now_of
from eventnet.errors import Refused
from eventnet.events.policies import AttendeeVisit
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.meetings.models import Answer
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.schedule.days import Schedule, schedule_of
from eventnet.schedule.news import version_for_all
from eventnet.schedule.views.days import Front, in_front, shown_version
from eventnet.templating import render


def day(visit: AttendeeVisit) -> Response:
    """Show what matters now. The page asks for its part anew; unchanged, it gets nothing."""
    return _page(visit, Form())


def _page(visit: AttendeeVisit, form: Form[CheckInFields], status: int = 200) -> Response:
    meeting_page = visit.url("meeting", event=visit.event.slug, meeting="MEETING")
    mine = schedule_of(
        visit.session,
        visit.event,
        visit.attendance.id,
        visit.account.time_zone,
        meeting_page,
        table_href=visit.url("round-table", event=visit.event.slug, table="TABLE"),
    )
    context = {
        "event": visit.event,
        "today": None,
        "announcements": (),
        "version": shown_version(mine.version, version_for_all(visit.session, visit.event.id)),
        **front(visit, mine, form),
        **{name: part for put in _others_in_front() for name, part in put(visit, mine).items()},
    }
    seen = visit.request.query_params.get("seen")
    if seen and context["today"] and seen == context["today"]["version"]:
        return Response(status_code=204)
    return render(visit, "day/day.html", context, status=status, block="now")


def front(
    visit: AttendeeVisit, schedule: Schedule, form: Form[CheckInFields] | None = None
) -> dict[str, Any]:
    """Return what stands in front of somebody's days while the event is under way."""
    if not is_on(visit.event):
        return {}
    now = now_of(visit.session, visit.event, visit.attendance, schedule)
    return {
        "today": {
            "now": now,
            "version": _version(now),
            "late": LATE,
            "longest": LONGEST_LOOK,
            "form": form or Form({"look": [now.check_in.look if now.check_in else ""]}),
        }
    }


def _version(now: Now) -> str:
    """Return what tells one state from another; a minute that passes is none (js/soon.js)."""
    if now.table is not None:
        now = replace(now, table=replace(now.table, words="", ahead=0))
    return sha256(repr(now).encode()).hexdigest()[:16]


in_front.append(front)


def _others_in_front() -> list[Front]:
    return [put for put in in_front if put is not front]


def check_in(visit: AttendeeVisit) -> Response:
    """Say that one is here today."""
    form: Form[CheckInFields] = Form.read(CheckInFields, visit.form)
    if not form.valid:
        return _page(visit, form, status=422)
    checking_in.check_in(visit.session, visit.event, visit.attendance.id, form.data.look)
    return _back(visit, _("Good that you are here."))


def check_out(visit: AttendeeVisit) -> Response:
    """Take it back."""
    checking_in.check_out(visit.session, visit.event, visit.attendance.id)
    return _back(visit, _("Taken back: you are not down as here today."))


def here(visit: AttendeeVisit) -> Response:
    """Say that one is at the table."""
    signs.say_here(visit.session, visit.event, visit.param("meeting"), visit.attendance.id)
    return _back(visit, _("The other person sees that you are there."))


def late(visit: AttendeeVisit) -> Response:
    """Say that one is late."""
    form = Form.read(LateFields, visit.form)
    if not form.valid:
        raise Refused(_("One can be 5 or 10 minutes late; this was neither."))
    meeting_id, minutes = visit.param("meeting"), form.data.minutes
    signs.say_late(visit.session, visit.event, meeting_id, visit.attendance.id, minutes)
    return _back(visit, _("The other person is told that you are on your way."))


def missing(visit: AttendeeVisit) -> Response:
    """Say that the other did not come."""
    signs.say_missing(visit.session, visit.event, visit.param("meeting"), visit.attendance.id)
    return _back(visit, _("They are told. If you like, somebody else can be found for this slot."))


def came(visit: AttendeeVisit) -> Response:
    """Take back that the other did not come."""
    signs.say_came(visit.session, visit.event, visit.param("meeting"), visit.attendance.id)
    return _back(visit, _("Good. The meeting stands as it was."))


def find(visit: AttendeeVisit) -> Response:
    """Look for somebody who is free as well."""
    found = rematching.find_somebody(visit.session, visit.event, visit.attendance.id)
    return _found(visit, found)


def wait(visit: AttendeeVisit) -> Response:
    """Be told as soon as somebody is free."""
    found = rematching.wait_for_somebody(visit.session, visit.event, visit.attendance.id)
    if found is not None:
        return _found(visit, found)
    return _back(visit, _("We ask you, here and by mail, as soon as somebody is free as well."))


def stop_waiting(visit: AttendeeVisit) -> Response:
    """No longer be told."""
    rematching.stop_waiting(visit.session, visit.attendance.id)
    return _back(visit, _("You are no longer asked in this slot."))


def answer(visit: AttendeeVisit) -> Response:
    """Say yes or no to a proposal."""
    form = Form.read(ProposalFields, visit.form)
    if not form.valid:
        raise Refused(_("This is answered with yes or no; it was neither."))
    given = answering.say_yes if form.data.answer is Answer.YES else answering.say_no
    after = given(visit.session, visit.event, visit.param("proposal"), visit.attendance.id)
    words = {
        ProposalState.ACCEPTED: _("You both said yes: the meeting stands."),
        ProposalState.DECLINED: _("All right. Nothing was booked."),
    }
    return _back(visit, words.get(after.state, _("You said yes. It now waits for the other yes.")))


def _found(visit: AttendeeVisit, found: Proposal | None) -> Response:
    if found is not None:
        return _back(visit, _("Somebody is free as well. You are both asked."))
    said = _("Nobody else is free in this slot right now. You can be told as soon as somebody is.")
    return with_notice(visit, see(_path(visit)), said, "careful")


def _back(visit: AttendeeVisit, said: str) -> Response:
    return with_notice(visit, see(_path(visit)), said)


def _path(visit: AttendeeVisit) -> str:
    return visit.url("schedule", event=visit.event.slug)
