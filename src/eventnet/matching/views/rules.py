"""The page of pins and forbids, for organizers."""

from typing import Any

from starlette.responses import Response

from eventnet.dates import moment
from eventnet.errors import Refused
from eventnet.events.policies import InsiderVisit
from eventnet.events.queries import slots, zone
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.matching.changelist import names_of
from eventnet.matching.finding import Found, meant, people_like
from eventnet.matching.forms import RuleFields
from eventnet.matching.hand_rules import add_rule, meeting_at, rules_of, take_back_rule
from eventnet.notices import with_notice
from eventnet.people.called import called
from eventnet.redirects import see
from eventnet.templating import render

Several = dict[str, list[Found]]


def rules(visit: InsiderVisit) -> Response:
    """Show the pins and forbids, and the form that makes one; an address may name one person."""
    key = visit.request.query_params.get("one", "")[:100]
    found = _like(visit, key) if key else []
    first = RuleFields(one=(found[0].email or found[0].name) if len(found) == 1 else "")
    return _page(visit, Form.of(first))


def _page(
    visit: InsiderVisit,
    form: Form[RuleFields],
    several: Several | None = None,
    status: int = 200,
) -> Response:
    found = rules_of(visit.session, visit.event.id)
    here = zone(visit.event)
    context: dict[str, Any] = {
        "event": visit.event,
        "form": form,
        "several": several or {},
        "rules": found,
        "names": names_of(visit.session, visit.event.id) if found else {},
        "by": called(
            visit.session,
            visit.event,
            (one.account_id for one in found),
            addresses=visit.organizes,
        ),
        "met": meeting_at(visit.session, found),
        "starts": {
            slot.id: slot.starts_at.astimezone(here)
            for slot in slots(visit.session, visit.event.id)
        },
        "zone": here,
    }
    context["slots"] = [("", _("Any"))]
    context["slots"] += [(key, moment(starts)) for key, starts in context["starts"].items()]
    return render(visit, "matching/rules.html", context, status=status)


def _like(visit: InsiderVisit, words: str) -> list[Found]:
    return people_like(visit.session, visit.event.id, words, addresses=visit.organizes)


def add(visit: InsiderVisit) -> Response:
    """Pin two people together, or keep them apart."""
    form: Form[RuleFields] = Form.read(RuleFields, visit.form)
    several: Several = {}
    if not form.valid:
        return _page(visit, form, status=422)
    one, other = (_resolve(visit, form, name, several) for name in ("one", "other"))
    if one is None or other is None:
        return _page(visit, form, several, 422)
    try:
        add_rule(
            visit.session,
            visit.event,
            frozenset((one.attendance_id, other.attendance_id)),
            form.data.kind,
            slot_id=form.data.slot or None,
            reason=form.data.reason,
            account_id=visit.account.id,
        )
    except Refused as refusal:
        form.refuse("other", refusal.sentence)
        return _page(visit, form, status=refusal.status)
    return with_notice(visit, _back(visit), _("Noted. Every run from now on looks at it."))


def _resolve(
    visit: InsiderVisit, form: Form[RuleFields], name: str, several: Several
) -> Found | None:
    """Return whom a field means; or refuse it, with those whom it could mean."""
    chosen = form.value(f"{name}_id")
    typed = form.value(name).strip()
    if not typed:
        form.refuse(name, _("Say who: a name or an address.") if visit.organizes else _("Say who."))
        return None
    found = meant(_like(visit, typed), typed)
    found = [one for one in found if one.attendance_id == chosen] or found
    if len(found) == 1:
        return found[0]
    if found:
        several[name] = found
        form.refuse(name, _("More than one person fits. Choose whom you mean."))
    else:
        form.refuse(name, _("Nobody of this event is called that. Try fewer letters."))
    return None


def take_back(visit: InsiderVisit) -> Response:
    """Let runs decide again."""
    take_back_rule(visit.session, visit.event.id, visit.param("rule"), visit.account.id)
    return with_notice(visit, _back(visit), _("Taken back. Runs decide again."))


def _back(visit: InsiderVisit) -> Response:
    return see(visit.url("hand-rules", event=visit.event.slug))
