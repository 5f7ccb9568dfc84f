"""My days: the page, its stream, what was seen of it, reminders, and wishes that were not met."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import Field
from starlette.responses import Response

from eventnet import clock
from eventnet.dates import moment
from eventnet.errors import Refused
from eventnet.events.policies import AttendeeVisit
from eventnet.events.queries import phase, zone
from eventnet.forms import Fields, Form
from eventnet.i18n import gettext as _
from eventnet.live import stream
from eventnet.notices import with_notice
from eventnet.people.ahead import coming, untold, untold_in_words
from eventnet.redirects import see
from eventnet.requests.queries import waiting_for
from eventnet.schedule.actions import calendar_token, choose_reminders, look_token, mark_seen
from eventnet.schedule.days import Schedule, next_row, schedule_of
from eventnet.schedule.models import ReminderChoice
from eventnet.schedule.news import (
    EVERYBODY,
    changed_days,
    snapshot,
    version_for_all,
    version_of,
)
from eventnet.schedule.owner import OWNER, owner_mark
from eventnet.schedule.unmet import unmet_wishes
from eventnet.templating import render

POLL_SECONDS = 2.0

Front = Callable[[AttendeeVisit, Schedule], Mapping[str, Any]]

in_front: list[Front] = []
"""What later features put in front of somebody's days, as a part of its page's context."""


class SeenFields(Fields):
    """What a page has shown, as it says itself."""

    seen: Annotated[str, Field(max_length=60_000)]


class ReminderFields(Fields):
    """Of what somebody wants to be reminded."""

    evening: bool = False
    minutes: bool = False


def schedule(visit: AttendeeVisit) -> Response:
    """Show somebody their own days."""
    event = visit.event
    meeting_page = visit.url("meeting", event=event.slug, meeting="MEETING")
    mine = schedule_of(
        visit.session,
        event,
        visit.attendance.id,
        visit.account.time_zone,
        meeting_page,
        table_href=visit.url("round-table", event=event.slug, table="TABLE"),
    )
    token = calendar_token(visit.session, visit.settings.key, visit.attendance.id)
    to_tell = untold(visit.session, [visit.attendance.id], clock.now()).get(visit.attendance.id, 0)
    response = render(
        visit,
        "schedule/schedule.html",
        {
            "schedule": mine,
            "next": next_row(mine),
            "coming": None
            if mine.meetings or mine.seats
            else coming(visit.session, event, visit.attendance, clock.now()),
            "phase": phase(event, clock.now()).value,
            "requests": waiting_for(visit.session, [visit.attendance.id], clock.now()).get(
                visit.attendance.id, 0
            ),
            "untold": untold_in_words(to_tell) if to_tell else "",
            "now": clock.now(),
            "zone": str(zone(event)),
            "own_zone": visit.account.time_zone,
            "calendar_url": visit.link("calendar-feed", token=token),
            "webcal_url": _webcal(visit.link("calendar-feed", token=token)),
            "look": look_token(
                visit.settings.key, visit.attendance.id, snapshot(mine.meetings, mine.seats)
            ),
            "reminders": _reminders(visit),
            "today": None,
            "announcements": (),
            "team": None,
            "version": shown_version(mine.version, version_for_all(visit.session, visit.event.id)),
            "round_tables": event.round_tables > 0,
            **{name: part for put in in_front for name, part in put(visit, mine).items()},
        },
    )
    response.headers[OWNER] = owner_mark(visit.settings.key, visit.account.id)
    return response


def _webcal(address: str) -> str:
    return urlsplit(address)._replace(scheme="webcal").geturl()


def _reminders(visit: AttendeeVisit) -> Form[ReminderFields]:
    choice = visit.session.get(ReminderChoice, visit.attendance.id)
    choice = choice or ReminderChoice(attendance_id=visit.attendance.id)
    return Form({name: ["yes"] for name in ("evening", "minutes") if getattr(choice, name)})


def follow(visit: AttendeeVisit) -> Response:
    """Stream the version of somebody's days: at once, and whenever it changes."""
    state, own = visit.request.app.state, visit.attendance.id
    mine = version_of(visit.session, own)

    def pick(changed: Mapping[str, str]) -> str:
        nonlocal mine  # what changed some minutes ago is no longer among what changed lately
        mine = max(mine, changed.get(own, ""))
        return shown_version(mine, changed[EVERYBODY])

    return stream(
        state.live,
        f"days:{visit.event.id}",
        changed_days(state.sessions, visit.event.id),
        seconds=POLL_SECONDS,
        first=shown_version(mine, version_for_all(visit.session, visit.event.id)),
        pick=pick,
    )


def shown_version(mine: str, for_all: str) -> str:
    """Return what tells one state of a page of days from another."""
    return f"{mine} {for_all}".strip()


def seen(visit: AttendeeVisit) -> Response:
    """Take that somebody has seen what their page showed."""
    form: Form[SeenFields] = Form.read(SeenFields, visit.form)
    if not form.valid:
        raise Refused(_("This does not come from your page. Open “My days” again."))
    mark_seen(visit.session, visit.settings.key, visit.attendance.id, form.data.seen)
    return see(visit.url("schedule", event=visit.event.slug))


def save_reminders(visit: AttendeeVisit) -> Response:
    """Take of what somebody wants to be reminded."""
    form: Form[ReminderFields] = Form.read(ReminderFields, visit.form)
    if not form.valid:
        raise Refused(_("A reminder is on or off; this was neither."))
    wanted = form.data
    choose_reminders(
        visit.session, visit.attendance.id, evening=wanted.evening, minutes=wanted.minutes
    )
    return with_notice(visit, see(visit.url("schedule", event=visit.event.slug)), _("Saved."))


def unmet(visit: AttendeeVisit) -> Response:
    """Show somebody which of their wishes were not met, why, and what would free each."""
    found = unmet_wishes(visit.session, visit.event, visit.attendance)
    at = found.published_at
    context = {
        "event": visit.event,
        "found": found,
        "published": moment(at.astimezone(zone(visit.event))) if at else None,
    }
    return render(visit, "schedule/unmet.html", context)
