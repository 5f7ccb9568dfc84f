"""Keeping order among pages: reporting, locking, removing and putting back."""

from starlette.responses import Response

from eventnet.discussions.forms import ReportFields
from eventnet.discussions.markdown import excerpt
from eventnet.discussions.reported import also_open
from eventnet.discussions.views.keeping import Deed, OtherReported, also_reported
from eventnet.errors import Refused
from eventnet.forms import Form
from eventnet.groups.policies import GroupVisit
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.pages.actions import keeping, withdrawing
from eventnet.pages.forms import JudgeFields, LockFields, WithdrawFields
from eventnet.pages.markdown import as_text
from eventnet.pages.models import SharedPage
from eventnet.pages.policies import PageVisit
from eventnet.pages.queries import open_page_reports, reported_pages
from eventnet.pages.views.page import path_of, place_of, show
from eventnet.redirects import see


def lock(visit: PageVisit) -> Response:
    """Let moderators alone change the page, or everybody again."""
    form: Form[LockFields] = Form.read(LockFields, visit.form)
    if not form.valid:
        raise Refused(_("Please say whether to lock the page or to unlock it."))
    locked = form.data.do == "lock"
    keeping.set_lock(visit.session, visit.membership, place_of(visit), locked=locked)
    words = (
        _("Locked: only moderators change it now.")
        if locked
        else _("Everybody in the group can change it again.")
    )
    return with_notice(visit, see(path_of(visit)), words)


def report(visit: PageVisit) -> Response:
    """Show the page to the moderators."""
    form: Form[ReportFields] = Form.read(ReportFields, visit.form)
    if not form.valid:
        return show(visit, form, 422)
    keeping.report(visit.session, visit.membership, place_of(visit), form.data.reason)
    words = _("Reported. The moderators read it; whoever wrote it is not told.")
    return with_notice(visit, see(path_of(visit)), words)


def judge(visit: PageVisit) -> Response:
    """Remove the page, put it back, or let it stand."""
    form: Form[JudgeFields] = Form.read(JudgeFields, visit.form)
    if not form.valid:
        raise Refused(_("Please say what becomes of the page."))
    keeping.judge(visit.session, visit.membership, place_of(visit), form.data.do)
    words = {
        "remove": _("Removed: only moderators read it now, and can put it back below."),
        "restore": _("It is back."),
        "keep": _("It stands. The report is settled."),
    }[form.data.do]
    return with_notice(visit, see(path_of(visit)), words)


def withdraw(visit: PageVisit) -> Response:
    """Remove one's own page, or put it back."""
    form: Form[WithdrawFields] = Form.read(WithdrawFields, visit.form)
    if not form.valid:
        raise Refused(_("Please say whether to remove the page or to put it back."))
    here = visit.session, visit.membership, place_of(visit)
    if form.data.do == "remove":
        withdrawing.withdraw(*here)
        words = _("Removed. You can put it back below, for a week.")
    else:
        withdrawing.put_back(*here)
        words = _("It is back.")
    return with_notice(visit, see(path_of(visit)), words)


def reported(visit: GroupVisit) -> list[OtherReported]:
    """Return the pages that are reported, for the page of all reports."""
    there = {"community": visit.community.slug, "group": visit.group.id}
    found = reported_pages(visit.session, visit.group.id)
    verdicts = {
        page.key: visit.url("shared-page-judge", page=page.key, **there)
        for page, _words, _why in found
    }
    return [
        OtherReported(
            kind=_("Page"),
            title=page.title,
            href=visit.url("shared-page", page=page.key, **there),
            words=excerpt(as_text(words)),
            reasons=why,
            deeds=_deeds(page, verdicts[page.key]),
        )
        for page, words, why in found
    ]


def _deeds(page: SharedPage, verdict: str) -> list[Deed]:
    if page.removed_at is None:
        return [Deed(_("Remove it"), verdict, "remove"), Deed(_("Let it stand"), verdict, "keep")]
    leave = Deed(_("Leave it removed"), verdict, "keep")
    if page.withdrawn_at is not None:
        return [leave]
    return [Deed(_("Put it back"), verdict, "restore"), leave]


also_open.append(open_page_reports)
also_reported.append(reported)
