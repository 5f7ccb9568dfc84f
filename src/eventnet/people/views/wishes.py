"""Say whom one wants to meet, might, or would rather not; see it all, and take it back."""

from starlette.responses import Response

from eventnet import clock
from eventnet.dates import moment
from eventnet.errors import Refused
from eventnet.events.models import Phase
from eventnet.events.policies import AttendeeVisit
from eventnet.events.queries import phase, wishes_open, zone
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.people.common_ground import reasons_for
from eventnet.people.forms import WishFields
from eventnet.people.queries import as_seen_by
from eventnet.people.visits import viewer_for, visible_person
from eventnet.redirects import safe_path, see
from eventnet.templating import render
from eventnet.wishes.actions import make_wish, take_back
from eventnet.wishes.models import WishKind
from eventnet.wishes.queries import wishes_of


def wish(visit: AttendeeVisit) -> Response:
    """Take a wish or a veto, or take it back; nobody else ever learns of it."""
    form: Form[WishFields] = Form.read(WishFields, visit.form)
    if not form.valid:
        raise Refused(_("Please say whether you want to meet this person, maybe, or rather not."))
    to_id, kind = visit.param("attendance"), form.data.kind
    if kind == "none":
        take_back(visit.session, visit.event, visit.attendance.id, to_id)
        said = _("Taken back.")
    else:
        name = visible_person(visit, viewer_for(visit), to_id).name
        make_wish(visit.session, visit.event, visit.attendance.id, to_id, kind)
        said = _said(kind, name)
    path = safe_path(form.data.next, visit.url("wishes", event=visit.event.slug))
    if form.data.look == "ten":
        return see(path)  # that page says itself what was said, and undoes it
    if visit.request.headers.get("hx-request") == "true":
        context = {
            "event": visit.event,
            "person_id": to_id,
            "kind": None if kind == "none" else kind,
            "look": form.data.look,
            "open": wishes_open(visit.event, clock.now()),
            "here": path,
        }
        return render(visit, "wishes/answer.html", context)
    return with_notice(visit, see(path), said)


def wishes(visit: AttendeeVisit) -> Response:
    """Show somebody what they said about whom."""
    viewer = viewer_for(visit)
    said = wishes_of(visit.session, visit.attendance.id)
    people = as_seen_by(visit.session, viewer, [*said, *viewer.own()])
    me = people.get(visit.attendance.id)
    by_kind = {
        kind: [people[key] for key, of_kind in said.items() if of_kind is kind and key in people]
        for kind in WishKind
    }
    context = {
        "event": visit.event,
        "by_kind": by_kind,
        "reasons": reasons_for(visit.session, me, people),
        "open": wishes_open(visit.event, clock.now()),
        "until": _until(visit),
    }
    return render(visit, "wishes/wishes.html", context)


def _said(kind: WishKind, name: str) -> str:
    if kind is WishKind.WANT:
        return _("You want to meet %(name)s. Only you see this.", name=name)
    if kind is WishKind.MAYBE:
        return _("You might meet %(name)s. Only you see this.", name=name)
    return _("You will not be matched with %(name)s. Nobody learns of it.", name=name)


def _until(visit: AttendeeVisit) -> str:
    """Say until when wishes can be made, or that they can't be made now."""
    event, now = visit.event, clock.now()
    if wishes_open(event, now):
        if event.wishes_until is None:
            return _("You can change your mind until the event is over.")
        when = moment(event.wishes_until.astimezone(zone(event)))
        place = event.time_zone
        return _("You can change your mind until %(when)s (%(zone)s).", when=when, zone=place)
    if phase(event, now) is Phase.PREPARING:
        return _("Wishes are not open yet.")
    return _("Wishes are closed. You can still rule people out, and take that back.")
