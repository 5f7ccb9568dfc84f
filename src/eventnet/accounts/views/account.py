"""The page of one's own account: browsers, identities, time zone; and the ways out."""

from zoneinfo import ZoneInfo

from starlette.responses import Response

from eventnet.accounts import entry, sessions
from eventnet.accounts.actions import choose_time_zone, disconnect, give_up_address
from eventnet.accounts.agents import in_words
from eventnet.accounts.forms import NewAddress, Preferences
from eventnet.accounts.policies import AccountVisit, Visitor
from eventnet.accounts.queries import browsers, identities, other_addresses
from eventnet.errors import NotFound
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.templating import render
from eventnet.time_zones import zone_names


def account(visit: AccountVisit) -> Response:
    """Show what belongs to the account."""
    chosen = Preferences(time_zone=visit.account.time_zone or "")
    return _page(visit, Form.of(chosen))


def _page(visit: AccountVisit, form: Form[Preferences], status: int = 200) -> Response:
    zone = ZoneInfo(visit.account.time_zone or "UTC")
    providers = {one.issuer: one.name for one in visit.settings.oidc}
    context = {
        "form": form,
        "zones": [("", _("The zone of each event")), *((name, name) for name in zone_names())],
        "browsers": [
            {
                "id": login.id,
                "name": in_words(login.agent),
                "seen": login.seen_at.astimezone(zone),
                "since": login.created_at.astimezone(zone),
                "this": login.id == visit.login.id,
            }
            for login in browsers(visit.session, visit.account.id)
        ],
        "zone": zone.key,
        "also": other_addresses(visit.session, visit.account.id),
        "identities": [
            {"id": one.id, "provider": providers.get(one.issuer, one.issuer)}
            for one in identities(visit.session, visit.account.id)
        ],
    }
    return render(visit, "accounts/account.html", context, status=status)


def save(visit: AccountVisit) -> Response:
    """Take the time zone that was chosen."""
    form: Form[Preferences] = Form.read(Preferences, visit.form)
    if not form.valid:
        return _page(visit, form, status=422)
    choose_time_zone(visit.session, visit.account.id, form.data.time_zone)
    return with_notice(visit, see(visit.url("account")), _("Saved."))


def end_browser(visit: AccountVisit) -> Response:
    """Sign one of one's other browsers out."""
    sessions.end(visit.session, visit.account.id, visit.param("login"))
    return with_notice(visit, see(visit.url("account")), _("That browser is signed out."))


def end_identity(visit: AccountVisit) -> Response:
    """Let an identity open the account no longer."""
    disconnect(visit.session, visit.account.id, visit.param("identity"))
    return with_notice(visit, see(visit.url("account")), _("It is no longer connected."))


def end_address(visit: AccountVisit) -> Response:
    """Let a further address sign in to the account no longer."""
    form: Form[NewAddress] = Form.read(NewAddress, visit.form)
    if not form.valid:
        raise NotFound(_("This address does not sign in to your account, or no longer."))
    give_up_address(visit.session, visit.account.id, form.data.email)
    words = _("%(email)s no longer signs in to your account.", email=form.data.email)
    return with_notice(visit, see(visit.url("account")), words)


def sign_out(visit: Visitor) -> Response:
    """Sign this browser out."""
    return entry.leave(visit)


def sign_out_everywhere(visit: AccountVisit) -> Response:
    """Sign every browser of the account out, this one too."""
    return entry.leave(visit, everywhere=True)
