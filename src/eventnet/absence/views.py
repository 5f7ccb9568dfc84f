"""The page of somebody's own calendar: give it, see how it stands, take it away."""

from typing import Any

from starlette.responses import Response

from eventnet.absence import actions
from eventnet.absence.forms import CalendarFields
from eventnet.absence.models import OwnCalendar
from eventnet.absence.queries import busy_slots
from eventnet.absence.words import state_of
from eventnet.accounts.haste import count_fetch
from eventnet.events.policies import AttendeeVisit
from eventnet.events.queries import zone
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.templating import render


def calendar_context(visit: AttendeeVisit) -> dict[str, Any]:
    """Return what `absence/_calendar.html` shows."""
    found = visit.session.get(OwnCalendar, visit.attendance.id, populate_existing=True)
    here = zone(visit.event)
    return {
        "calendar": state_of(found) if found else None,
        "calendar_form": Form[CalendarFields](),
        "busy_slots": len(busy_slots(visit.session, visit.event.id, [visit.attendance.id])),
        "calendar_local": lambda moment: moment.astimezone(here),
    }


def show_calendar(visit: AttendeeVisit) -> Response:
    """Show how it stands with the calendar; of a page that waits for it, that part alone."""
    return _page(visit)


def give(visit: AttendeeVisit) -> Response:
    """Take the address of a calendar, and have it read."""
    form: Form[CalendarFields] = Form.read(CalendarFields, visit.form)
    trusted = (visit.settings.calendars_inside or "").rstrip("/")
    if (
        form.valid
        and form.data.address.startswith("http://")
        and not (trusted and form.data.address.startswith(f"{trusted}/"))
    ):
        form.refuse("address", _("The address begins with https:// or webcal://, not http://."))
    if not form.valid:
        return _page(visit, form, 422)
    count_fetch(visit)
    actions.give_calendar(visit.session, visit.attendance.id, form.data.address)
    return _back(
        visit, _("Thank you. We are reading your calendar; only its busy times stay here.")
    )


def read(visit: AttendeeVisit) -> Response:
    """Have the calendar read now."""
    count_fetch(visit)
    actions.read_again(visit.session, visit.attendance.id)
    return _back(visit, _("We are reading your calendar again."))


def remove(visit: AttendeeVisit) -> Response:
    """Take the calendar away."""
    actions.remove_calendar(visit.session, visit.attendance.id)
    words = _("Your calendar is gone, with its address and all that was read of it.")
    return _back(visit, words)


def _back(visit: AttendeeVisit, words: str) -> Response:
    path = visit.url("attendance", event=visit.event.slug)
    return with_notice(visit, see(f"{path}#calendar"), words)


def _page(
    visit: AttendeeVisit, form: Form[CalendarFields] | None = None, status: int = 200
) -> Response:
    context = {"event": visit.event, **calendar_context(visit)}
    if form is not None:
        context["calendar_form"] = form
    return render(visit, "absence/calendar.html", context, status=status, block="calendar")
