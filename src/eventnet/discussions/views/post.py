"""One post by itself, with everything that the reader may do with it."""

from starlette.responses import Response

from eventnet.discussions.actions import answering, moderating, writing
from eventnet.discussions.attached import attached, ways_to_attach
from eventnet.discussions.forms import (
    BlockFields,
    EditFields,
    JudgeFields,
    ReactFields,
    ReportFields,
)
from eventnet.discussions.holding import Place
from eventnet.discussions.markdown import as_html, as_text, excerpt
from eventnet.discussions.models import LONGEST_POST, LONGEST_REASON, ReactionKind
from eventnet.discussions.policies import PostVisit
from eventnet.discussions.reading import posts_from, view_posts
from eventnet.discussions.silence import blocks
from eventnet.discussions.views.thread import place_of
from eventnet.discussions.words import reactions
from eventnet.errors import Conflict, Refused
from eventnet.forms import Form
from eventnet.groups.access import access
from eventnet.groups.holding import nowhere
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.templating import render


def post(visit: PostVisit) -> Response:
    """Show the post."""
    return _page(visit, _editable(visit), Form())


def save(visit: PostVisit) -> Response:
    """Put one's own post another way."""
    form: Form[EditFields] = Form.read(EditFields, visit.form)
    if not form.valid:
        return _page(visit, form, Form(), 422)
    try:
        writing.edit(visit.session, visit.membership, _where(visit), form.data)
    except Conflict as refused:
        form.refuse("", refused.sentence)
        return _page(visit, form, Form(), refused.status)
    return with_notice(visit, see(_place(visit)), _("Saved. The post says that it was edited."))


def remove(visit: PostVisit) -> Response:
    """Remove one's own post."""
    writing.remove(visit.session, visit.membership, _where(visit))
    return with_notice(visit, see(_place(visit)), _("Removed. Its words are gone."))


def react(visit: PostVisit) -> Response:
    """Say something to the post with a click."""
    form: Form[ReactFields] = Form.read(ReactFields, visit.form)
    if not form.valid:
        raise Refused(_("Please choose one of the words under the post."))
    kind = ReactionKind(form.data.kind) if form.data.kind else None
    answering.react(visit.session, visit.membership, _where(visit), kind)
    return see(_place(visit))


def report(visit: PostVisit) -> Response:
    """Show the post to the moderators."""
    form: Form[ReportFields] = Form.read(ReportFields, visit.form)
    if not form.valid:
        return _page(visit, _editable(visit), form, 422)
    answering.report(visit.session, visit.membership, _where(visit), form.data.reason)
    words = _("Reported. The moderators read it; whoever wrote it is not told.")
    return with_notice(visit, see(_place(visit)), words)


def judge(visit: PostVisit) -> Response:
    """Hide the post, show it again, or let it stand."""
    form: Form[JudgeFields] = Form.read(JudgeFields, visit.form)
    if not form.valid:
        raise Refused(_("Please say what becomes of the post."))
    moderating.judge(visit.session, visit.membership, _where(visit), form.data.do)
    words = {
        "hide": _("Hidden: only moderators read it now."),
        "restore": _("Shown again."),
        "keep": _("It stands. The report is settled."),
    }[form.data.do]
    page = visit.url("group-reports", community=visit.community.slug, group=visit.param("group"))
    return with_notice(visit, see(page), words)


def block(visit: PostVisit) -> Response:
    """Fold whatever the writer of the post writes, or no longer."""
    form: Form[BlockFields] = Form.read(BlockFields, visit.form)
    if not form.valid or visit.post.by_id is None:
        raise Refused(_("Please say whether to block whoever wrote this."))
    blocked = form.data.do == "block"
    answering.block(visit.session, visit.membership, visit.post.by_id, blocked=blocked)
    words = (
        _("Blocked: what they write is folded for you, and they are not told.")
        if blocked
        else _("No longer blocked.")
    )
    return with_notice(visit, see(_place(visit)), words)


def _page(
    visit: PostVisit, form: Form[EditFields], report_form: Form[ReportFields], status: int = 200
) -> Response:
    found = access(visit.session, visit.membership, visit.param("group"))
    if found is None or not found.reads:
        raise nowhere()
    place = _where(visit)
    (now,) = posts_from(visit.session, place.thread_id, place.number, place.number)
    (view,) = view_posts(visit.session, visit.membership, visit.param("group"), [now])
    context = {
        "community": visit.community,
        "group": found.group,
        "access": found,
        "thread": visit.thread,
        "view": view,
        "attached": attached(visit, [now]),
        "ways_to_attach": [way(visit) for way in ways_to_attach],
        "form": form,
        "version": now.version,
        "report": report_form,
        "blocked": bool(now.by_id) and blocks(visit.session, visit.membership, now.by_id or ""),
        "reactions": reactions(),
        "place": _place(visit),
        "longest_post": LONGEST_POST,
        "longest_reason": LONGEST_REASON,
        "as_html": as_html,
        "as_text": as_text,
        "excerpt": excerpt,
    }
    return render(visit, "discussions/post.html", context, status=status)


def _editable(visit: PostVisit) -> Form[EditFields]:
    return Form.of(EditFields.model_construct(words=visit.post.words))


def _where(visit: PostVisit) -> Place:
    return Place(visit.param("group"), visit.param("thread"), int(visit.param("number")))


def _place(visit: PostVisit) -> str:
    return place_of(visit, int(visit.param("number")))
