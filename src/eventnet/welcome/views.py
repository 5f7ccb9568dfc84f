"""The public page of an event."""

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.responses import Response

from eventnet import clock
from eventnet.dates import span
from eventnet.events.models import Attendance, Phase
from eventnet.events.policies import EventVisit
from eventnet.events.queries import phase
from eventnet.i18n import gettext as _
from eventnet.people.ahead import coming
from eventnet.people.queries import PersonView
from eventnet.returning.past import asked_again
from eventnet.templating import render
from eventnet.waiting.queries import place_of
from eventnet.welcome.queries import told

Button = tuple[str, str]


@dataclass(frozen=True)
class Face:
    """Somebody on the wall; their page is linked for those who may open it."""

    name: str
    photo_url: str | None
    tint: int
    href: str | None


def event(visit: EventVisit) -> Response:
    """Show what the event is, who comes, and what the reader could do next."""
    session, event_id = visit.session, visit.event.id
    viewer = visit.attendance.id if visit.attendance else None
    tells = told(session, event_id, viewer)
    context = {
        "event": visit.event,
        "dates": span(visit.event.starts_on, visit.event.ends_on),
        "place": ", ".join(part for part in (visit.event.venue, visit.event.city) if part),
        "button": _button(visit),
        "phase": phase(visit.event, clock.now()),
        "wall": tells.wall,
        "faces": [_face(visit, person) for person in tells.wall.people],
        "seeks": tells.seeks,
        "offers": tells.offers,
        "predictions": (
            visit.url("predictions", community=visit.community.slug)
            if visit.community.shows_predictions
            else None
        ),
        "hosts": [(person, _href(visit, person)) for person in tells.hosts],
    }
    return render(visit, "welcome/event.html", context)


def _face(visit: EventVisit, person: PersonView) -> Face:
    return Face(person.name, person.photo_url, person.tint, _href(visit, person))


def _href(visit: EventVisit, person: PersonView) -> str | None:
    if visit.attendance is None and not visit.organizes:
        return None
    return visit.url("person", event=visit.event.slug, attendance=person.attendance_id)


def _button(visit: EventVisit) -> Button | None:
    """Return the one thing to do here, for whoever looks."""
    if visit.attendance is not None:
        return _for_attendee(visit, visit.attendance)
    waits = visit.account and place_of(visit.session, visit.event.id, visit.account.id)
    if waits:
        return _("My place on the waiting list"), visit.url("waiting", event=visit.event.slug)
    if visit.account is not None and visit.event in asked_again(visit.session, visit.account.id):
        return _("Say whether you come"), visit.url("again", event=visit.event.slug)
    if visit.duties:
        return _("Open the console"), visit.url("organize", event=visit.event.slug)
    if visit.account is None and phase(visit.event, clock.now()) is not Phase.OVER:
        back = urlencode({"next": visit.url("event", event=visit.event.slug)})
        return _("Sign in with your ticket’s address"), f"{visit.url('sign-in')}?{back}"
    return None


def _for_attendee(visit: EventVisit, attendance: Attendance) -> Button:
    step = coming(visit.session, visit.event, attendance, clock.now())
    return step.verb, visit.url(step.page, event=visit.event.slug)
