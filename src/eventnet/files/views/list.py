"""The files of a group: the list, giving another one, having one, and taking it away."""

from dataclasses import replace

from starlette.responses import FileResponse, Response

from eventnet.body_limit import MEGABYTE
from eventnet.discussions.views.group import also_here, as_it_is_now
from eventnet.errors import Refused
from eventnet.files.actions.giving import add_file, remove_file
from eventnet.files.forms import FileFields, sent_file
from eventnet.files.keeping import folder_of
from eventnet.files.models import MOST_BYTES, MOST_OF_A_GROUP, Kind
from eventnet.files.policies import FileVisit
from eventnet.files.queries import file_count, file_lines, no_file, room_used
from eventnet.files.words import in_words, size_in_words
from eventnet.forms import Form
from eventnet.groups.policies import GroupVisit
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.ids import new_id
from eventnet.notices import with_notice
from eventnet.paging import pager
from eventnet.redirects import see
from eventnet.templating import render

PAGE = 50


def files(visit: GroupVisit) -> Response:
    """Show the files that stand on the group's own list."""
    return _page(visit, Form())


def add(visit: GroupVisit) -> Response:
    """Give the group another file."""
    form: Form[FileFields] = Form.read(FileFields, visit.form)
    once = form.data.once if form.valid else ""
    folder, key = folder_of(visit.settings), visit.param("group")
    try:
        sent = sent_file(visit.form.get("file"))
        made = add_file(visit.session, visit.membership, key, sent, folder, once=once)
    except Refused as refused:
        form.refuse("file", refused.sentence)
        now = as_it_is_now(visit, refused)
        return _page(replace(visit, access=now.access), form, refused.status)
    return with_notice(visit, see(path_of(visit)), _("“%(name)s” is here.", name=made.name))


def file(visit: FileVisit) -> Response:
    """Answer with the file: a picture is shown, since we encoded it; anything else is saved."""
    path = folder_of(visit.settings) / visit.file.stored
    if not path.is_file():
        raise no_file()
    shown = visit.file.kind is Kind.PICTURE
    return FileResponse(
        path,
        media_type="image/webp" if shown else "application/octet-stream",
        filename=visit.file.name,
        content_disposition_type="inline" if shown else "attachment",
        headers={
            "Cache-Control": "no-store",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )


def remove(visit: FileVisit) -> Response:
    """Take the file away."""
    folder, key = folder_of(visit.settings), visit.param("group")
    remove_file(visit.session, visit.membership, key, visit.param("file"), folder)
    return with_notice(visit, see(path_of(visit)), _("Removed. The file is gone."))


def path_of(visit: GroupVisit) -> str:
    """Return the address of the list."""
    return visit.url("group-files", community=visit.community.slug, group=visit.param("group"))


def _page(visit: GroupVisit, form: Form[FileFields], status: int = 200) -> Response:
    session, group, me = visit.session, visit.group, visit.membership
    asked = visit.request.query_params.get("page", "1")
    total = file_count(session, visit.access, me.id)
    pages = pager(total, asked, size=PAGE, path=path_of(visit))
    context = {
        "community": visit.community,
        "group": group,
        "access": visit.access,
        "lines": file_lines(session, me, visit.access, pages.offset, PAGE),
        "pager": pages,
        "form": form,
        "once": form.value("once") or new_id(),
        "me": me.id,
        "in_words": in_words,
        "used": size_in_words(room_used(session, group.id)),
        "room": size_in_words(MOST_OF_A_GROUP),
        "most": MOST_BYTES // MEGABYTE,
    }
    return render(visit, "files/files.html", context, status=status)


def way_to_files(visit: GroupVisit) -> tuple[str, str]:
    """Return the way from a group to its files."""
    total = file_count(visit.session, visit.access, visit.membership.id)
    return ngettext("%(num)d file", "%(num)d files", total) if total else _("Files"), path_of(visit)


also_here.append(way_to_files)
