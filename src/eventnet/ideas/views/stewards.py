"""What stewards do with ideas: their status, merging, reports."""

from starlette.responses import Response

from eventnet.communities.policies import MemberVisit
from eventnet.discussions.forms import number
from eventnet.discussions.markdown import as_html, as_text, excerpt
from eventnet.errors import Conflict, Refused
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.ideas.actions import stewarding
from eventnet.ideas.forms import JudgeFields, MergeFields, StatusFields
from eventnet.ideas.models import Status
from eventnet.ideas.reading import find_idea, no_post
from eventnet.ideas.reported import reported
from eventnet.ideas.views.one import idea_page, path_of
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.templating import render
from eventnet.unseen import can_be_seen


def set_status(visit: MemberVisit) -> Response:
    """Say what becomes of the idea, and why."""
    form: Form[StatusFields] = Form.read(StatusFields, visit.form)
    found = find_idea(visit.session, visit.membership, visit.param("idea"))
    if form.valid and form.data.status is not Status.OPEN and not can_be_seen(form.data.why):
        form.refuse("why", _("Please say why, in a sentence."))
    if not form.valid:
        return idea_page(visit, found, status=422, status_form=form)
    try:
        stewarding.set_status(visit.session, visit.membership, found.id, form.data)
    except Conflict as refused:
        form.refuse("", refused.sentence)
        now = find_idea(visit.session, visit.membership, found.id)
        return idea_page(visit, now, status=refused.status, status_form=form)
    words = _("Saved. Whoever votes for it is told in half an hour, if the status changed.")
    return with_notice(visit, see(path_of(visit, found.id)), words)


def merge(visit: MemberVisit) -> Response:
    """Merge the idea into another."""
    form: Form[MergeFields] = Form.read(MergeFields, visit.form)
    found = find_idea(visit.session, visit.membership, visit.param("idea"))
    if not form.valid:
        return idea_page(visit, found, status=422, merge_form=form)
    stewarding.merge(visit.session, visit.membership, found.id, form.data.into)
    words = _("Merged. The votes of both count here, and nobody's twice; you can undo it below.")
    return with_notice(visit, see(path_of(visit, form.data.into)), words)


def unmerge(visit: MemberVisit) -> Response:
    """Let the idea stand by itself again."""
    stewarding.unmerge(visit.session, visit.membership, visit.param("idea"))
    words = _("The idea stands by itself again, with its votes.")
    return with_notice(visit, see(path_of(visit, visit.param("idea"))), words)


def judge(visit: MemberVisit) -> Response:
    """Hide a post, show it again, or let it stand."""
    form: Form[JudgeFields] = Form.read(JudgeFields, visit.form)
    place = number(visit.param("number"))
    if not form.valid:
        raise Refused(_("Please say what becomes of it."))
    if place is None or place > 10**9:
        raise no_post()
    key, do = visit.param("idea"), form.data.do
    stewarding.judge(visit.session, visit.membership, key, place, do)
    words = {
        "hide": _("Hidden: only stewards, and whoever wrote it, read it now."),
        "restore": _("Shown again."),
        "keep": _("It stands. The report is settled."),
    }[do]
    page = visit.url("idea-reports", community=visit.community.slug)
    return with_notice(visit, see(page), words)


def reports(visit: MemberVisit) -> Response:
    """Show the posts that were reported, or are hidden."""
    context = {
        "community": visit.community,
        "reported": reported(visit.session, visit.membership),
        "as_html": as_html,
        "as_text": as_text,
        "excerpt": excerpt,
    }
    return render(visit, "ideas/reports.html", context)
