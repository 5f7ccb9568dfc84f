"""Pages of the event itself: say what and when it is, move it on, and dress it."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from starlette.responses import Response

from eventnet import clock
from eventnet.errors import Refused
from eventnet.events import actions, labels, queries
from eventnet.events.forms import Details, Look, Rules
from eventnet.events.merging import Trace, sentence, show_both, taken
from eventnet.events.models import Phase
from eventnet.events.policies import EventVisit, InsiderVisit
from eventnet.events.tones import in_words
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.images import image_response, sent_image
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.templating import render
from eventnet.theming import theme_css
from eventnet.time_zones import zone_names
from eventnet.versions import Clash, content, version_of


def details(visit: InsiderVisit) -> Response:
    """Show what the event says about itself, to be changed."""
    return _details(visit, _details_form(content(visit.event, actions.DETAILS)))


def _details_form(values: Mapping[str, Any]) -> Form[Details]:
    return Form.of(Details.model_construct(**values))


def change_details(visit: InsiderVisit) -> Response:
    """Change what the event says about itself."""
    form = Form.read(Details, visit.form)
    if not form.valid:
        return _details(visit, form, 422)
    event_id, by, theirs = visit.event.id, visit.account.id, taken(visit.form)
    trace = Trace("event.changed")
    try:
        merged = actions.change_details(visit.session, event_id, form.data, by, theirs)
    except Clash as clash:
        form = _details_form(clash.values)
        show_both(visit, form, clash, trace)
        return _details(visit, form, clash.status)
    except Refused as refused:
        form.refuse(getattr(refused, "field", ""), refused.sentence)
        return _details(visit, form, refused.status)
    return _saved(visit, "details", sentence(visit, trace, labels.details(), merged))


def _details(visit: InsiderVisit, form: Form[Details], status: int = 200) -> Response:
    context = {
        "form": form,
        "zones": zone_names(),
        **_edition(visit, form, actions.DETAILS, status),
    }
    return render(visit, "events/details.html", context, status=status)


def rules(visit: InsiderVisit) -> Response:
    """Show where the event stands, its deadlines and its rules."""
    return _rules(visit, _rules_form(visit, content(visit.event, actions.RULES)))


def _rules_form(visit: InsiderVisit, values: Mapping[str, Any]) -> Form[Rules]:
    here = queries.zone(visit.event)

    def local(when: datetime | None) -> datetime | None:
        return when.astimezone(here).replace(tzinfo=None) if when else None

    fields = Rules.model_construct(
        phase=values["phase_by_hand"] or "dates",
        opens_at=local(values["opens_at"]),
        wishes_until=local(values["wishes_until"]),
        yes_hours=values["yes_hours"],
        ask_unchosen=values["ask_unchosen"],
    )
    return Form.of(fields)


def change_rules(visit: InsiderVisit) -> Response:
    """Set where the event stands, its deadlines and its rules."""
    form = Form.read(Rules, visit.form)
    if not form.valid:
        return _rules(visit, form, 422)
    event_id, by = visit.event.id, visit.account.id
    trace = Trace("event.rules", words={"phase_by_hand": labels.phase}, fields=labels.OF_RULES)
    theirs = taken(visit.form, trace.fields)
    try:
        merged = actions.change_rules(visit.session, event_id, form.data, by, theirs)
    except Clash as clash:
        form = _rules_form(visit, clash.values)
        show_both(visit, form, clash, trace)
        return _rules(visit, form, clash.status)
    except Refused as refused:
        form.refuse(getattr(refused, "field", ""), refused.sentence)
        return _rules(visit, form, refused.status)
    return _saved(visit, "phase", sentence(visit, trace, labels.rules(), merged))


def _rules(visit: InsiderVisit, form: Form[Rules], status: int = 200) -> Response:
    now = clock.now()
    context = {
        "form": form,
        "event": visit.event,
        "by_dates": queries.phase_by_dates(visit.event, now),
        "phases": Phase,
        **_edition(visit, form, actions.RULES, status),
    }
    return render(visit, "events/phase.html", context, status=status)


def look(visit: InsiderVisit) -> Response:
    """Show the colour and the logo of the event, and how well the colour can be read."""
    return _look(visit, Form.of(Look.model_construct(accent=visit.event.accent)))


def change_look(visit: InsiderVisit) -> Response:
    """Set the colour and the logo of the event."""
    form = Form.read(Look, visit.form)
    if not form.valid:
        return _look(visit, form, 422)
    event_id, by, theirs = visit.event.id, visit.account.id, taken(visit.form)
    logo, folder = sent_image(visit.form.get("logo")), visit.settings.files_dir
    trace = Trace("event.look")
    try:
        merged = actions.change_look(
            visit.session, event_id, form.data, by, theirs, logo=logo, folder=folder
        )
    except Clash as clash:
        told = Trace("event.look", words={"logo": labels.logo(visit.event.logo)})
        form = Form.of(Look.model_construct(accent=clash.values["accent"]))
        show_both(visit, form, clash, told)
        return _look(visit, form, clash.status)
    except Refused as refused:
        form.refuse("" if refused.status == 409 else "logo", refused.sentence)
        return _look(visit, form, refused.status)
    return _saved(visit, "look", sentence(visit, trace, labels.look(), merged))


def _look(visit: InsiderVisit, form: Form[Look], status: int = 200) -> Response:
    context = {
        "form": form,
        "event": visit.event,
        "tones": in_words(visit.event.accent),
        **_edition(visit, form, actions.LOOK, status),
    }
    return render(visit, "events/look.html", context, status=status)


def _edition(
    visit: InsiderVisit, form: Form[Any], fields: tuple[str, ...], status: int
) -> dict[str, str]:
    """Return the version that the form goes out with: its own as long as it was merely mistyped."""
    typed = form.value("version")
    fresh = version_of(visit.event, only=fields)
    return {"version": typed if status == 422 and typed else fresh}


def _saved(visit: InsiderVisit, page: str, also: str) -> Response:
    words = " ".join(filter(None, (_("Saved."), also)))
    return with_notice(visit, see(visit.url(page, event=visit.event.slug)), words)


def theme(visit: EventVisit) -> Response:
    """Answer with the stylesheet of the event's colour; browsers ask whether it has changed."""
    css = theme_css(visit.event.accent)
    tag = f'"{hashlib.sha256(css.encode()).hexdigest()[:20]}"'
    headers = {"ETag": tag, "Cache-Control": "public, no-cache"}
    if visit.request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(css, media_type="text/css", headers=headers)


def logo(visit: EventVisit) -> Response:
    """Answer with the logo of the event, and with no other picture."""
    name = visit.param("file")
    folder = visit.settings.files_dir
    return image_response(folder, name if name == visit.event.logo else None, public=True)
