"""Files that came with posts: shown below their words, and added by whoever wrote them."""

from collections.abc import Collection, Mapping

from starlette.responses import Response

from eventnet.body_limit import MEGABYTE
from eventnet.discussions.attached import Attached, also_attached, ways_to_attach
from eventnet.discussions.holding import Place
from eventnet.discussions.models import Post
from eventnet.discussions.policies import PostVisit
from eventnet.discussions.views.group import as_it_is_now
from eventnet.discussions.views.thread import place_of
from eventnet.errors import Refused
from eventnet.files.actions.giving import add_file
from eventnet.files.forms import FileFields, sent_file
from eventnet.files.keeping import folder_of
from eventnet.files.models import MOST_AT_A_POST, MOST_BYTES, Kind
from eventnet.files.queries import files_at
from eventnet.files.words import in_words
from eventnet.forms import Form
from eventnet.groups.policies import GroupVisit
from eventnet.i18n import gettext as _
from eventnet.ids import new_id
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.templating import render


def new(visit: PostVisit) -> Response:
    """Show the form that adds a file to one's own post."""
    return _page(visit, Form())


def add(visit: PostVisit) -> Response:
    """Add a file to one's own post."""
    form: Form[FileFields] = Form.read(FileFields, visit.form)
    once = form.data.once if form.valid else ""
    folder = folder_of(visit.settings)
    try:
        sent = sent_file(visit.form.get("file"))
        made = add_file(visit.session, visit.membership, _where(visit), sent, folder, once=once)
    except Refused as refused:
        form.refuse("file", refused.sentence)
        return _page(as_it_is_now(visit, refused), form, refused.status)
    words = _("“%(name)s” is here.", name=made.name)
    return with_notice(visit, see(place_of(visit, _where(visit).number)), words)


def _where(visit: PostVisit) -> Place:
    return Place(visit.param("group"), visit.param("thread"), int(visit.param("number")))


def _page(visit: PostVisit, form: Form[FileFields], status: int = 200) -> Response:
    context = {
        "community": visit.community,
        "group": visit.group,
        "access": visit.access,
        "thread": visit.thread,
        "place": place_of(visit, _where(visit).number),
        "action": _way(visit),
        "form": form,
        "once": form.value("once") or new_id(),
        "most": MOST_BYTES // MEGABYTE,
        "most_files": MOST_AT_A_POST,
    }
    return render(visit, "files/add.html", context, status=status)


def files_of_posts(visit: GroupVisit, posts: Collection[Post]) -> Mapping[int, list[Attached]]:
    """Return the files that came with posts, as they are shown below them."""
    here = {"community": visit.community.slug, "group": visit.group.id}
    found = files_at(visit.session, visit.access, visit.membership.id, [post.key for post in posts])
    return {
        key: [
            Attached(
                name=file.name,
                href=visit.url("group-file", file=file.id, **here),
                words=in_words(file),
                about=visit.url("group-file-about", file=file.id, **here),
                is_hidden=file.hidden_at is not None,
                is_picture=file.kind is Kind.PICTURE,
                remove=visit.url("group-file-remove", file=file.id, **here)
                if file.by_id == visit.membership.id or visit.access.moderates
                else "",
            )
            for file in files
        ]
        for key, files in found.items()
    }


def _way(visit: PostVisit) -> str:
    there = {part: visit.param(part) for part in ("group", "thread", "number")}
    return visit.url("post-file-add", community=visit.community.slug, **there)


def way_to_add(visit: PostVisit) -> tuple[str, str]:
    """Return the way to add a file to one's own post."""
    return _("Add a file"), _way(visit)


also_attached.append(files_of_posts)
ways_to_attach.append(way_to_add)
