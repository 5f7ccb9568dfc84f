"""The page on which an event is made: from nothing, or as a copy of another."""

from starlette.responses import Response

from eventnet.errors import Refused
from eventnet.events import actions, copying
from eventnet.events.forms import CopiedEvent, Details
from eventnet.events.models import Event
from eventnet.events.policies import HostVisit
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.templating import render
from eventnet.time_zones import zone_names
from eventnet.versions import content


def new_event(visit: HostVisit) -> Response:
    """Ask what the new event is; of one to copy say what it has, and when that will be."""
    slug = visit.request.query_params.get("copy", "")
    if not slug:
        return _page(visit, Form())
    source = _source(visit, slug)
    suggested = _suggested(source)
    return _page(visit, Form.of(suggested), source, suggested)


def create(visit: HostVisit) -> Response:
    """Make the event and go on to set it up; of a copy first show what it will be."""
    form: Form[CopiedEvent] = Form.read(CopiedEvent, visit.form)
    slug = form.value("copy_of")
    source = _source(visit, slug) if slug else None
    if not form.valid:
        return _page(visit, form, source, status=422)
    new = form.data
    if source is not None and new.shown != new.when:
        return _page(visit, form, source, new)
    try:
        event = _make(visit, source, new)
    except Refused as refused:
        field = "slug" if isinstance(refused, actions.SlugTaken) else "starts_on"
        form.refuse(field, refused.sentence)
        return _page(visit, form, source, status=refused.status)
    there = see(visit.url("organize", event=event.slug))
    return with_notice(visit, there, _("The event is made. Here is what comes next."))


def _make(visit: HostVisit, source: Event | None, new: CopiedEvent) -> Event:
    session, community, account = visit.session, visit.community, visit.account
    if source is None:
        return actions.create_event(session, community, account, new)
    folder = visit.settings.files_dir
    return copying.copy_event(session, community, account, source.id, new, folder=folder)


def _source(visit: HostVisit, slug: str) -> Event:
    return copying.source_called(visit.session, visit.community.id, visit.account.id, slug)


def _suggested(source: Event) -> CopiedEvent:
    first = copying.first_day(source)
    said = content(source, actions.DETAILS)
    days = {"starts_on": first, "ends_on": first + (source.ends_on - source.starts_on)}
    return CopiedEvent.model_construct(**{**said, **days, "copy_of": source.slug})


def _page(
    visit: HostVisit,
    form: Form[CopiedEvent],
    source: Event | None = None,
    new: Details | None = None,
    status: int = 200,
) -> Response:
    session, community = visit.session, visit.community
    outlook = None
    if source is not None and new is not None:
        try:
            outlook = copying.outlook(session, source, new)
        except Refused as refused:
            form.refuse("starts_on", refused.sentence)
            status = refused.status
    context = {
        "form": form,
        "zones": zone_names(),
        "community": community,
        "source": source,
        "sources": copying.sources(session, community.id, visit.account.id),
        "outlook": outlook,
        "when": new.when if outlook and new else "",
    }
    return render(visit, "events/new.html", context, status=status)
