"""Keep somebody in mind, write a note on them, and see all of whom one keeps something."""

from typing import Any

from starlette.responses import Response

from eventnet.errors import Refused
from eventnet.events.policies import AttendeeVisit
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.notes.actions import bookmark as keep_in_mind
from eventnet.notes.actions import take_bookmark_away, write_note
from eventnet.notes.queries import notes_of
from eventnet.notices import with_notice
from eventnet.paging import pager
from eventnet.people.directory import PAGE
from eventnet.people.forms import BookmarkFields, NoteFields, SavedFields
from eventnet.people.queries import PersonView, as_seen_by
from eventnet.people.saved import face_of, find_saved
from eventnet.people.views.person import show
from eventnet.people.visibility import Relation
from eventnet.people.visits import nobody_here, viewer_for
from eventnet.redirects import safe_path, see
from eventnet.templating import render


def bookmark(visit: AttendeeVisit) -> Response:
    """Keep somebody in mind, or no longer; nobody else ever learns of it."""
    form: Form[BookmarkFields] = Form.read(BookmarkFields, visit.form)
    if not form.valid:
        raise Refused(_("Please say whether you want to bookmark this person."))
    person, to_id, kept = _person(visit), visit.param("attendance"), form.data.kept == "yes"
    if kept:
        keep_in_mind(visit.session, visit.event, visit.attendance.id, to_id)
        said = _("%(name)s is among your saved people. Only you see this.", name=person.name)
    else:
        take_bookmark_away(visit.session, visit.attendance.id, to_id)
        said = _("The bookmark is gone.")
    path = safe_path(form.data.next, visit.url("saved", event=visit.event.slug))
    if visit.request.headers.get("hx-request") == "true":
        context = {"event": visit.event, "person": person, "kept": kept, "here": path}
        return render(visit, "notes/answer.html", context)
    return with_notice(visit, see(path), said)


def save_note(visit: AttendeeVisit) -> Response:
    """Take a note on somebody, or the end of it; nobody else ever reads it."""
    form: Form[NoteFields] = Form.read(NoteFields, visit.form)
    person, to_id = _person(visit), visit.param("attendance")
    if not form.valid:
        return show(visit, form, status=422)
    write_note(visit.session, visit.event, visit.attendance.id, to_id, form.data.note)
    said = _("Your note is saved. Only you see it.") if form.data.note else _("The note is gone.")
    here = {"event": visit.event.slug}
    back = (
        visit.url("person", **here, attendance=to_id) if person.name else visit.url("saved", **here)
    )
    return with_notice(visit, see(back), said)


def saved(visit: AttendeeVisit) -> Response:
    """Show a page of the people of whom somebody keeps something."""
    form: Form[SavedFields] = Form.read(SavedFields, visit.request.query_params)
    words = form.data.q if form.valid else ""
    context = {"event": visit.event, "form": form, "narrowed": bool(words) or not form.valid}
    context |= _page(visit, words, found=form.valid)
    status = 200 if form.valid else 422
    return render(visit, "notes/saved.html", context, status=status, block="results")


def _page(visit: AttendeeVisit, words: str, *, found: bool) -> dict[str, Any]:
    viewer = viewer_for(visit)
    notes = find_saved(visit.session, viewer, words) if found else {}
    asked = visit.request.query_params.get("page", "1")
    path = visit.url("saved", event=visit.event.slug)
    pages = pager(len(notes), asked, size=PAGE, path=path, query={"q": words})
    keys = list(notes)[pages.offset : pages.offset + PAGE]
    people = as_seen_by(visit.session, viewer, keys)
    return {
        "pager": pages,
        "here": pages.href(pages.page),
        "saved": [(face_of(people, key), notes[key]) for key in keys],
    }


def _person(visit: AttendeeVisit) -> PersonView:
    """Return the person whom the path names: shown, or nameless if something is kept of them.

    One keeps nothing of oneself.
    """
    key = visit.param("attendance")
    person = face_of(as_seen_by(visit.session, viewer_for(visit), [key]), key)
    if person.relation is Relation.SELF:
        raise nobody_here()
    if not person.name and not notes_of(visit.session, visit.attendance.id, [key]):
        raise nobody_here()
    return person
