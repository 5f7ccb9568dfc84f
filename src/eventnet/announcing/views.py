"""Announcements: organizers make them and take them back, attendees read them and put them away."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from starlette.responses import Response

from eventnet.announcing import actions, queries
from eventnet.announcing.forms import AnnouncementFields
from eventnet.announcing.models import LONGEST
from eventnet.announcing.pages import choices, end_of, role_names, shown, to_whom
from eventnet.dates import until
from eventnet.errors import Conflict
from eventnet.events.policies import AttendeeVisit, InsiderVisit
from eventnet.events.queries import zone
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.schedule.days import Schedule
from eventnet.schedule.news import also_new
from eventnet.schedule.views.days import in_front
from eventnet.templating import render

MOST = 50


def announcements(visit: InsiderVisit) -> Response:
    """Show what was announced, and where more is."""
    return _page(visit, Form({"to": ["everybody"]}))


def announce(visit: InsiderVisit) -> Response:
    """Show whom an announcement would reach; or announce it, where that was said."""
    form: Form[AnnouncementFields] = Form.read(AnnouncementFields, visit.form)
    ends = end_of(visit.event, form.data.until) if form.valid else None
    if form.valid and ends is None:
        form.refuse("until", _("This time has passed today. Choose a later one, or none."))
    if not form.valid or ends is None:
        return _page(visit, form, status=422)
    if form.data.do == "look":
        return _page(visit, form, preview=_preview(visit, form.data, ends))
    said = actions.Said(
        form.data.words, form.data.hearers, form.data.role_id, ends, form.data.urgent
    )
    try:
        actions.announce(visit.session, visit.event, form.data.key, said, visit.account.id)
    except Conflict as no:
        form.refuse("", no.sentence)
        return _page(visit, form, status=no.status)
    words = _("Announced. It stands on their pages now; you can take it back below.")
    return with_notice(visit, see(_path(visit)), words)


def take_back(visit: InsiderVisit) -> Response:
    """Take an announcement back."""
    made = visit.param("announcement")
    actions.take_back(visit.session, visit.event, made, visit.account.id)
    return with_notice(visit, see(_path(visit)), _("Taken back: it stands on no page any more."))


def dismiss(visit: AttendeeVisit) -> Response:
    """Put an announcement away, for oneself."""
    made = visit.param("announcement")
    actions.dismiss(visit.session, visit.event, visit.attendance, made)
    return see(visit.url("schedule", event=visit.event.slug))


def front(visit: AttendeeVisit, _schedule: Schedule) -> Mapping[str, Any]:
    """Return what stands for somebody, in front of their days."""
    said = queries.for_attendee(visit.session, visit.event, visit.attendance)
    return {"announcements": shown(visit.event, said, {})}


in_front.append(front)
also_new.append(queries.mark)


def _page(
    visit: InsiderVisit,
    form: Form[AnnouncementFields],
    *,
    preview: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    roles = role_names(visit.session, visit.event.id)
    made = queries.announcements(visit.session, visit.event.id, most=MOST)
    context = {
        "event": visit.event,
        "form": form,
        # The same until something is announced, and another for each who announces.
        "key": f"{visit.account.id} {queries.count(visit.session, visit.event.id)}",
        "preview": preview,
        "choices": choices(roles),
        "longest": LONGEST,
        "announcements": shown(visit.event, made, roles),
    }
    return render(visit, "announcing/announcements.html", context, status=status)


def _preview(visit: InsiderVisit, said: AnnouncementFields, ends: datetime) -> dict[str, str]:
    roles = role_names(visit.session, visit.event.id)
    count = len(queries.hearers(visit.session, visit.event, said.hearers, said.role_id))
    reach = ngettext(
        "This reaches %(num)d person now: %(whom)s.",
        "This reaches %(num)d people now: %(whom)s.",
        count,
        whom=to_whom(said.hearers, said.role_id, roles),
    )
    mails = _("A mail says it too, in a minute, to each who has not stopped such mails.")
    return {
        "reach": f"{reach} {mails}" if said.urgent else reach,
        "ends": _("It stands until %(when)s.", when=until(ends.astimezone(zone(visit.event)))),
    }


def _path(visit: InsiderVisit) -> str:
    return visit.url("announcements", event=visit.event.slug)
