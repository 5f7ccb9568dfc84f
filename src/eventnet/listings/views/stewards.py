"""What stewards do with listings that were reported."""

from starlette.responses import Response

from eventnet.communities.policies import MemberVisit
from eventnet.discussions.markdown import as_html
from eventnet.errors import Refused
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.listings.actions import moderating
from eventnet.listings.forms import JudgeFields
from eventnet.listings.reported import reported
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.templating import render


def reports(visit: MemberVisit) -> Response:
    """Show the listings that were reported, or are hidden."""
    context = {
        "community": visit.community,
        "reported": reported(visit.session, visit.membership),
        "as_html": as_html,
    }
    return render(visit, "listings/reports.html", context)


def judge(visit: MemberVisit) -> Response:
    """Hide a listing, show it again, or let it stand."""
    form: Form[JudgeFields] = Form.read(JudgeFields, visit.form)
    if not form.valid:
        raise Refused(_("Please say what becomes of it."))
    moderating.judge(visit.session, visit.membership, visit.param("listing"), form.data.do)
    words = {
        "hide": _("Hidden: only stewards, and whoever put it up, read it now."),
        "restore": _("Shown again."),
        "keep": _("It stands. The report is settled."),
    }[form.data.do]
    page = visit.url("listing-reports", community=visit.community.slug)
    return with_notice(visit, see(page), words)
