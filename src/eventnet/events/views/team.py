"""The pages of who runs the event, and which part of it."""

from typing import Annotated

from pydantic import AfterValidator, Field
from starlette.responses import Response

from eventnet.accounts.forms import Address
from eventnet.errors import Conflict, Refused
from eventnet.events import team as teams
from eventnet.events.charges import Charge, charge_choices
from eventnet.events.models import Duty
from eventnet.events.policies import InsiderVisit
from eventnet.events.queries import zone
from eventnet.forms import Fields, Form
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.templating import render

EVERYTHING = "everything"


def _some(chosen: list[str]) -> list[str]:
    known = {EVERYTHING, *Duty}
    if not known.intersection(chosen):
        raise ValueError(_("Please tick what they may do."))
    return [name for name in chosen if name in known]


class Part(Fields):
    """What somebody may do."""

    part: Annotated[list[str], AfterValidator(_some)] = Field(default_factory=list)

    @property
    def charge(self) -> Charge:
        """The charge that it says: a tick at everything includes the rest."""
        if EVERYTHING in self.part:
            return Charge()
        return Charge.of([Duty(name) for name in self.part])


class Teammate(Part):
    """The address of somebody who is to help, and with what."""

    email: Address


def listing(visit: InsiderVisit) -> Response:
    """Show who runs the event."""
    return _listing(visit, Form())


def _listing(visit: InsiderVisit, form: Form[Teammate], status: int = 200) -> Response:
    context = {
        "form": form,
        "team": teams.team(visit.session, visit.event.id),
        "zone": zone(visit.event),
        "me": visit.account.id,
        "choices": charge_choices(),
    }
    return render(visit, "events/team.html", context, status=status)


def add(visit: InsiderVisit) -> Response:
    """Let one more run the event, or a part of it."""
    form = Form.read(Teammate, visit.form)
    if not form.valid:
        return _listing(visit, form, 422)
    email, slug = form.data.email, visit.event.slug
    try:
        is_new = teams.add_organizer(
            visit.session,
            visit.settings,
            visit.event.id,
            email,
            by=visit.account,
            page=visit.link("organize", event=slug),
            charge=form.data.charge,
        )
    except Refused as refused:
        form.refuse("email", refused.sentence)
        return _listing(visit, form, refused.status)
    words = (
        _("%(who)s now runs the event with you.")
        if is_new
        else _("%(who)s does so already; change below what they may do.")
    )
    return with_notice(visit, see(visit.url("team", event=slug)), words % {"who": email})


def one(visit: InsiderVisit) -> Response:
    """Show what somebody may do, to be changed."""
    found = teams.teammate(visit.session, visit.event.id, visit.param("account"))
    return _one(visit, found, Form({"part": found.charge.names}))


def _one(
    visit: InsiderVisit, found: teams.Teammate, form: Form[Part], status: int = 200
) -> Response:
    context = {"form": form, "one": found, "choices": charge_choices(), "me": visit.account.id}
    return render(visit, "events/teammate.html", context, status=status)


def change(visit: InsiderVisit) -> Response:
    """Let somebody do more or less; whoever gives up all of it goes to the console."""
    changed, slug = visit.param("account"), visit.event.slug
    found = teams.teammate(visit.session, visit.event.id, changed)
    form = Form.read(Part, visit.form)
    if not form.valid:
        return _one(visit, found, form, 422)
    mine = changed == visit.account.id and not form.data.charge.everything
    try:
        teams.change_charge(
            visit.session,
            visit.settings,
            visit.event.id,
            changed,
            form.data.charge,
            by=visit.account,
            page=visit.link("organize", event=slug),
        )
    except Conflict as refused:
        form.refuse("part", refused.sentence)
        return _one(visit, found, form, refused.status)
    page = visit.url("organize" if mine else "team", event=slug)
    return with_notice(visit, see(page), _("Saved."))


def remove(visit: InsiderVisit) -> Response:
    """Let somebody run nothing any longer; whoever removes themselves goes to the public page."""
    removed, me, slug = visit.param("account"), visit.account.id, visit.event.slug
    teams.remove_organizer(visit.session, visit.event.id, removed, me)
    page = visit.url("event" if removed == me else "team", event=slug)
    return with_notice(visit, see(page), _("Removed."))
