"""An idea: what it says, how many want it, what becomes of it, and what is said about it."""

from typing import Any

from starlette.responses import RedirectResponse, Response

from eventnet.communities.models import MemberRole
from eventnet.communities.policies import MemberVisit
from eventnet.discussions.haste import count_post
from eventnet.discussions.markdown import as_html, as_text, excerpt
from eventnet.errors import Conflict, Refused
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.ideas.actions import suggesting
from eventnet.ideas.choosing import candidates
from eventnet.ideas.forms import CommentFields, MergeFields, StatusFields, VoteFields
from eventnet.ideas.models import LONGEST_WHY, Idea
from eventnet.ideas.queries import SETTLED, merged_into, posts_of, voted, votes_of
from eventnet.ideas.reading import find_idea, find_post, view_posts
from eventnet.ideas.words import about_in_words, status_in_words, statuses
from eventnet.ids import new_id
from eventnet.notices import with_notice
from eventnet.paging import pager
from eventnet.redirects import safe_path, see
from eventnet.templating import render

PAGE = 20


def idea(visit: MemberVisit) -> Response:
    """Show the idea; one that was merged leads to the other."""
    found = find_idea(visit.session, visit.membership, visit.param("idea"))
    if found.merged_into_id is not None:
        find_idea(visit.session, visit.membership, found.root_id)
        said = _("“%(title)s” was merged into this idea.", title=found.title)
        return with_notice(visit, RedirectResponse(path_of(visit, found.root_id), 303), said)
    return idea_page(visit, found)


def vote(visit: MemberVisit) -> Response:
    """Vote for the idea, or take one's vote back."""
    form: Form[VoteFields] = Form.read(VoteFields, visit.form)
    if not form.valid:
        raise Refused(_("Please say whether you vote for this idea."))
    key, do = visit.param("idea"), form.data.do
    act = suggesting.vote if do == "vote" else suggesting.take_back
    root_id = act(visit.session, visit.membership, key)
    words = _("Your vote counts.") if do == "vote" else _("Your vote is taken back.")
    return with_notice(visit, see(safe_path(form.data.next, path_of(visit, root_id))), words)


def comment(visit: MemberVisit) -> Response:
    """Comment on the idea."""
    form: Form[CommentFields] = Form.read(CommentFields, visit.form)
    found = find_idea(visit.session, visit.membership, visit.param("idea"))
    if not form.valid:
        return idea_page(visit, found, form, 422)
    count_post(visit)
    try:
        made = suggesting.comment(visit.session, visit.membership, found.id, form.data)
    except Conflict as refused:
        form.refuse("", refused.sentence)
        return idea_page(visit, found, form, refused.status)
    page = -(-(made.number - 1) // PAGE)
    return see(f"{path_of(visit, found.id)}?page={page}#post-{made.number}")


def path_of(visit: MemberVisit, idea_id: str) -> str:
    """Return the address of an idea."""
    return visit.url("idea", community=visit.community.slug, idea=idea_id)


def idea_page(
    visit: MemberVisit,
    found: Idea,
    form: Form[CommentFields] | None = None,
    status: int = 200,
    *,
    status_form: Form[StatusFields] | None = None,
    merge_form: Form[MergeFields] | None = None,
) -> Response:
    """Show an idea, with the forms as they are."""
    session, member = visit.session, visit.membership
    here, asked = path_of(visit, found.id), visit.request.query_params.get("page", "1")
    pages = pager(found.latest - 1, asked, size=PAGE, path=here)
    first = find_post(session, found, 1)
    said = posts_of(session, found.id, pages.offset + 2, pages.offset + PAGE + 1)
    views = view_posts(session, member, [first, *said])
    form = form or Form()
    context: dict[str, Any] = {
        "community": visit.community,
        "idea": found,
        "first": views[0],
        "comments": views[1:],
        "pager": pages,
        "votes": votes_of(session, found.id),
        "mine": found.id in voted(session, member.id, [found.id]),
        "settled": found.status in SETTLED,
        "merged": merged_into(session, member, found.id),
        "stewards": member.role is MemberRole.STEWARD,
        "form": form,
        "once": form.value("once") or new_id(),
        "status_in_words": status_in_words,
        "about_in_words": about_in_words,
        "as_html": as_html,
        "as_text": as_text,
        "excerpt": excerpt,
    }
    if context["stewards"]:
        standing = StatusFields.model_construct(status=found.status, why=found.why)
        context |= {
            "status_form": status_form or Form.of(standing),
            "merge_form": merge_form or Form(),
            "statuses": statuses(),
            "candidates": candidates(session, member, found),
            "longest_why": LONGEST_WHY,
        }
    return render(visit, "ideas/idea.html", context, status=status)
