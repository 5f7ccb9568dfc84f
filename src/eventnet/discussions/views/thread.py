"""A thread: read page by page, from what is unread on, and answered."""

from starlette.responses import Response

from eventnet.discussions.actions import answering, writing
from eventnet.discussions.attached import attached
from eventnet.discussions.forms import FollowFields, PostFields, ReadFields, number
from eventnet.discussions.haste import count_post
from eventnet.discussions.markdown import as_html, as_text, excerpt
from eventnet.discussions.meaning import meant, names_for
from eventnet.discussions.models import LONGEST_POST
from eventnet.discussions.policies import ThreadVisit
from eventnet.discussions.queries import PAGE, reading_of
from eventnet.discussions.reading import posts_from, view_posts
from eventnet.discussions.views.group import as_it_is_now
from eventnet.discussions.words import followings, reactions
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.ids import new_id
from eventnet.notices import with_notice
from eventnet.paging import pager
from eventnet.redirects import see
from eventnet.templating import render


def thread(visit: ThreadVisit) -> Response:
    """Show a page of the thread: the asked one, else the one where unread posts begin."""
    quoted = number(visit.request.query_params.get("quote", ""))
    return _page(visit, Form.of(PostFields.model_construct(quotes=str(quoted or ""), words="")))


def reply(visit: ThreadVisit) -> Response:
    """Answer in the thread."""
    form: Form[PostFields] = Form.read(PostFields, visit.form)
    said = meant(visit, form)
    if said is None:
        return _page(visit, form, 422)
    count_post(visit)
    group, key = visit.param("group"), visit.param("thread")
    try:
        post = writing.reply(visit.session, visit.membership, group, key, said)
    except (Conflict, NotFound) as refused:
        form.refuse("", refused.sentence)
        return _page(as_it_is_now(visit, refused), form, refused.status)
    return see(place_of(visit, post.number))


def follow(visit: ThreadVisit) -> Response:
    """Follow the thread, mute it, or neither."""
    form: Form[FollowFields] = Form.read(FollowFields, visit.form)
    if not form.valid:
        raise Refused(_("Please choose what you want to hear of this discussion."))
    group, key = visit.param("group"), visit.param("thread")
    answering.follow(visit.session, visit.membership, group, key, form.data.following)
    return with_notice(visit, see(_path(visit)), _("Your choice is saved."))


def read(visit: ThreadVisit) -> Response:
    """Note how far the reader has read."""
    form: Form[ReadFields] = Form.read(ReadFields, visit.form)
    up_to = (number(form.data.up_to) if form.valid else None) or 0
    group, key = visit.param("group"), visit.param("thread")
    answering.note_read(visit.session, visit.membership, group, key, min(up_to, 10**9))
    if visit.request.headers.get("hx-request") == "true":
        return Response()  # in place of the button
    page = visit.url("group", community=visit.community.slug, group=group)
    return with_notice(visit, see(page), _("Noted: you have read that far."))


def place_of(visit: ThreadVisit, place: int) -> str:
    """Return the address of a post in its thread."""
    return f"{_path(visit)}?post={place}#post-{place}"


def _page(visit: ThreadVisit, form: Form[PostFields], status: int = 200) -> Response:
    own = reading_of(visit.session, visit.thread.id, visit.membership.id)
    pages = pager(visit.thread.latest, _asked(visit, own.read), size=PAGE, path=_path(visit))
    first, last = pages.offset + 1, min(pages.offset + PAGE, visit.thread.latest)
    posts = posts_from(visit.session, visit.thread.id, first, last)
    quotes = number(form.value("quotes"))
    quoted = posts_from(visit.session, visit.thread.id, quotes, quotes) if quotes else []
    shown = view_posts(visit.session, visit.membership, visit.group.id, [*posts, *quoted])
    context = {
        "community": visit.community,
        "group": visit.group,
        "access": visit.access,
        "thread": visit.thread,
        "views": shown[: len(posts)],
        "attached": attached(visit, posts),
        "quoted": shown[-1] if quoted else None,
        "pager": pages,
        "read": own.read,
        "last": last,
        "following": own.following,
        "followings": followings(),
        "reactions": reactions(),
        "form": form,
        "once": form.value("once") or new_id(),
        "names": names_for(visit, form) if visit.access.writes else None,
        "longest_post": LONGEST_POST,
        "as_html": as_html,
        "as_text": as_text,
        "excerpt": excerpt,
    }
    return render(visit, "discussions/thread.html", context, status=status)


def _asked(visit: ThreadVisit, read: int) -> str:
    """Return the page: by its number, by a post on it, or the one where unread posts begin."""
    query = visit.request.query_params
    if "page" in query:
        return query["page"]
    place = number(query.get("post", "")) or number(query.get("quote", ""))
    wanted = place or min(read + 1, visit.thread.latest)
    return str(-(-max(wanted, 1) // PAGE))


def _path(visit: ThreadVisit) -> str:
    there = {"group": visit.param("group"), "thread": visit.param("thread")}
    return visit.url("thread", community=visit.community.slug, **there)
