"""The words of an idea or a comment by themselves, with everything that the reader may do."""

from starlette.responses import Response

from eventnet.communities.models import MemberRole
from eventnet.communities.policies import MemberVisit
from eventnet.discussions.actions.answering import block as block_writer
from eventnet.discussions.forms import number
from eventnet.discussions.markdown import as_html, as_text, excerpt
from eventnet.discussions.silence import blocks
from eventnet.errors import Conflict, Refused
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.ideas.actions import suggesting
from eventnet.ideas.forms import BlockFields, EditFields, IdeaEditFields, ReportFields
from eventnet.ideas.models import LONGEST_REASON, LONGEST_TITLE, Idea, IdeaPost
from eventnet.ideas.reading import find_idea, find_post, no_post, view_posts
from eventnet.ideas.words import abouts
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.templating import render


def post(visit: MemberVisit) -> Response:
    """Show the post."""
    return _page(visit)


def save(visit: MemberVisit) -> Response:
    """Put one's own post another way."""
    idea, found = _at(visit)
    model = IdeaEditFields if found.number == 1 else EditFields
    form: Form[EditFields] = Form.read(model, visit.form)
    if found.by_id != visit.membership.id:
        raise no_post()
    if not form.valid:
        return _page(visit, form, status=422)
    try:
        suggesting.edit(visit.session, visit.membership, idea.id, found.number, form.data)
    except Conflict as refused:
        form.refuse("", refused.sentence)
        return _page(visit, form, status=refused.status)
    return with_notice(visit, see(_place(visit)), _("Saved. It says that it was edited."))


def remove(visit: MemberVisit) -> Response:
    """Remove one's own post."""
    idea, found = _at(visit)
    suggesting.remove(visit.session, visit.membership, idea.id, found.number)
    place = _place(visit)
    if found.number == 1:
        place = visit.url("ideas", community=visit.community.slug)
    return with_notice(visit, see(place), _("Removed. Its words are gone."))


def report(visit: MemberVisit) -> Response:
    """Show the post to the stewards."""
    idea, found = _at(visit)
    form: Form[ReportFields] = Form.read(ReportFields, visit.form)
    if not form.valid:
        return _page(visit, report_form=form, status=422)
    key, reason = idea.id, form.data.reason
    suggesting.report(visit.session, visit.membership, key, found.number, reason)
    words = _("Reported. The stewards read it; whoever wrote it is not told.")
    return with_notice(visit, see(_place(visit)), words)


def block(visit: MemberVisit) -> Response:
    """Fold whatever the writer of the post writes, or no longer."""
    _idea, found = _at(visit)
    form: Form[BlockFields] = Form.read(BlockFields, visit.form)
    if not form.valid or found.by_id is None:
        raise Refused(_("Please say whether to block whoever wrote this."))
    blocked = form.data.do == "block"
    block_writer(visit.session, visit.membership, found.by_id, blocked=blocked)
    words = (
        _("Blocked: what they write is folded for you, and they are not told.")
        if blocked
        else _("No longer blocked.")
    )
    return with_notice(visit, see(_place(visit)), words)


def _at(visit: MemberVisit) -> tuple[Idea, IdeaPost]:
    idea = find_idea(visit.session, visit.membership, visit.param("idea"))
    place = number(visit.param("number"))
    if place is None or place > idea.latest:
        raise no_post()
    found = find_post(visit.session, idea, place)
    return idea, found


def _page(
    visit: MemberVisit,
    form: Form[EditFields] | None = None,
    report_form: Form[ReportFields] | None = None,
    status: int = 200,
) -> Response:
    idea, found = _at(visit)
    session, member = visit.session, visit.membership
    (view,) = view_posts(session, member, [found])
    context = {
        "community": visit.community,
        "idea": idea,
        "view": view,
        "form": form or _editable(idea, found),
        "version": found.version,
        "report": report_form or Form(),
        "blocked": bool(found.by_id) and blocks(session, member, found.by_id or ""),
        "stewards": member.role is MemberRole.STEWARD,
        "place": _place(visit),
        "abouts": [(value, name, None) for value, name in abouts()],
        "longest_title": LONGEST_TITLE,
        "longest_reason": LONGEST_REASON,
        "as_html": as_html,
        "as_text": as_text,
        "excerpt": excerpt,
    }
    return render(visit, "ideas/post.html", context, status=status)


def _editable(idea: Idea, found: IdeaPost) -> Form[EditFields]:
    said = IdeaEditFields.model_construct(title=idea.title, about=idea.about, words=found.words)
    return Form.of(said)


def _place(visit: MemberVisit) -> str:
    here = {"community": visit.community.slug, "idea": visit.param("idea")}
    return visit.url("idea", **here) + f"#post-{visit.param('number')}"
