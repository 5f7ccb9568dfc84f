"""The page on which somebody says how and when they attend."""

from starlette.responses import Response

from eventnet.absence.queries import blocked_by, busy_slots, free_anyway
from eventnet.absence.views import calendar_context
from eventnet.errors import Refused
from eventnet.events.policies import AttendeeVisit
from eventnet.events.queries import Day, slots_by_day, zone
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.meetings.switching import switch, would_switch
from eventnet.notices import with_notice
from eventnet.people.attending import (
    MAY_RETURN,
    choose_attendance,
    come_back,
    pause,
    unavailable_slots,
)
from eventnet.people.clashes import in_closed_slots
from eventnet.people.forms import AttendanceFields, SwitchFields
from eventnet.people.words import (
    consent_choices,
    switched_in_words,
    would_switch_in_words,
)
from eventnet.redirects import safe_path, see
from eventnet.round_tables.queries import seats_to_come
from eventnet.round_tables.words import would_end_in_words
from eventnet.templating import render


def attendance(visit: AttendeeVisit) -> Response:
    """Show how and when somebody attends, to be changed."""
    days = slots_by_day(visit.session, visit.event)
    closed = unavailable_slots(visit.session, visit.attendance.id)
    busy = {slot_id for _, slot_id in busy_slots(visit.session, visit.event.id, _mine(visit))}
    closed |= busy - free_anyway(visit.session, visit.event.id, visit.attendance.id)
    slots = [slot.id for day in days for slot in day.slots]
    form: Form[AttendanceFields] = Form.of(
        AttendanceFields(
            consent=visit.attendance.consent,
            max_meetings=visit.attendance.max_meetings,
            shown=slots,
            free=[slot_id for slot_id in slots if slot_id not in closed],
        )
    )
    return _page(visit, days, form)


def save_attendance(visit: AttendeeVisit) -> Response:
    """Save how and when somebody attends; say which meetings lie where they are not free."""
    form: Form[AttendanceFields] = Form.read(AttendanceFields, visit.form)
    days = slots_by_day(visit.session, visit.event)
    if not form.valid:
        return _page(visit, days, form, status=422)
    away = {slot.id for day in days if day.date.isoformat() in form.data.away for slot in day.slots}
    choose_attendance(
        visit.session,
        visit.attendance.id,
        consent=form.data.consent,
        max_meetings=form.data.max_meetings,
        # Who is not there on a day closes it by hand, whatever the calendar says of it.
        shown={*form.data.shown, *({*form.data.busy} & away)},
        free=set(form.data.free) - away,
        busy=form.data.busy,
    )
    response = see(visit.url("attendance", event=visit.event.slug))
    clashes = in_closed_slots(visit.session, visit.event, visit.attendance.id)
    if not clashes:
        return with_notice(visit, response, _("Saved. This is how you attend."))
    words = ngettext(
        "Saved. But one of your meetings lies in a time when you are not free; it stands until "
        "you call it off. See below.",
        "Saved. But %(num)d of your meetings lie in times when you are not free; they stand until "
        "you call them off. See below.",
        len(clashes),
    )
    return with_notice(visit, response, words, "careful")


def take_a_break(visit: AttendeeVisit) -> Response:
    """Let somebody be found, asked and planned no more until they are back."""
    pause(visit.session, visit.attendance.id)
    return see(visit.url("attendance", event=visit.event.slug))  # where a strip says so


def back_again(visit: AttendeeVisit) -> Response:
    """End somebody's break."""
    come_back(visit.session, visit.attendance.id)
    words = _("Welcome back. People find you again, and meetings are planned for you.")
    otherwise = visit.url("attendance", event=visit.event.slug)
    there = safe_path(str(visit.form.get("next", "")), otherwise)
    return with_notice(visit, see(there), words)


def switch_room(visit: AttendeeVisit) -> Response:
    """Take part from afar, or in the room, from now on; say what that did to one's meetings."""
    form: Form[SwitchFields] = Form.read(SwitchFields, visit.form)
    if not form.valid:
        raise Refused(_("One takes part in the room or from afar; this was neither."))
    afar = form.data.to == "afar"
    done = switch(visit.session, visit.attendance.id, afar=afar)
    response = see(f"{visit.url('attendance', event=visit.event.slug)}#room")
    words = switched_in_words(visit.event, done, afar=afar)
    return with_notice(visit, response, words, "careful" if done.unseated else "good")


def _would_switch(visit: AttendeeVisit) -> str:
    """Say what switching would do; empty where everybody is in the room anyway."""
    here = visit.attendance
    if not (visit.event.online_pattern or here.afar):
        return ""
    return would_switch_in_words(visit.event, would_switch(visit.session, here), afar=not here.afar)


def _mine(visit: AttendeeVisit) -> list[str]:
    return [visit.attendance.id]


def _page(
    visit: AttendeeVisit, days: list[Day], form: Form[AttendanceFields], status: int = 200
) -> Response:
    seats = seats_to_come(visit.session, _mine(visit))
    context = {
        "event": visit.event,
        "attendance": visit.attendance,
        "form": form,
        "days": days,
        "zone": zone(visit.event).key,
        "consents": consent_choices(),
        "clashes": in_closed_slots(visit.session, visit.event, visit.attendance.id),
        "busy": {one for _, one in busy_slots(visit.session, visit.event.id, _mine(visit))},
        **calendar_context(visit),
        "blocked": blocked_by(visit.session, visit.event.id, visit.attendance.id),
        "ask_unchosen": visit.event.ask_unchosen,
        "return_minutes": MAY_RETURN.seconds // 60,
        "would_switch": _would_switch(visit),
        "seats": seats,
        "would_end": would_end_in_words(seats),
    }
    return render(visit, "people/attendance.html", context, status=status)
