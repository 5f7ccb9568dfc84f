"""The organizers' pages of the programme: where it comes from, what would change, bring it in."""

from typing import Any

from starlette.datastructures import UploadFile
from starlette.responses import Response

from eventnet.accounts.haste import count_fetch
from eventnet.errors import BadRequest, Conflict, NotFound, Refused
from eventnet.events.policies import InsiderVisit
from eventnet.events.queries import zone
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.notices import with_notice
from eventnet.programme import importing
from eventnet.programme.difference import Difference
from eventnet.programme.fetching import fetch
from eventnet.programme.forms import AddressFields, BringInFields
from eventnet.programme.models import Programme, ProgrammeDraft
from eventnet.programme.queries import Wanted, count_talks
from eventnet.programme.readers import MAX_MEGABYTES, read_programme, too_large
from eventnet.programme.readers.entries import Setting
from eventnet.programme.sweeping import DRAFTS_KEPT
from eventnet.programme.words import changes_in_words
from eventnet.redirects import see
from eventnet.templating import render

LISTED = 200
"""So many of each kind are named on the page; the others are counted."""


def show_source(visit: InsiderVisit) -> Response:
    """Show where the programme comes from, and where to bring in another."""
    there = visit.session.get(Programme, visit.event.id)
    values = {"address": [there.address]} if there is not None and there.address else {}
    return _source(visit, Form[Any](), Form[AddressFields](values))


def _source(
    visit: InsiderVisit, upload: Form[Any], form: Form[AddressFields], status: int = 200
) -> Response:
    here = zone(visit.event)
    context = {
        "upload": upload,
        "form": form,
        "there": visit.session.get(Programme, visit.event.id),
        "talks": count_talks(visit.session, visit.event, Wanted()),
        "local": lambda moment: moment.astimezone(here),
        "most": MAX_MEGABYTES,
        "kept": DRAFTS_KEPT.days,
    }
    return render(visit, "programme/source.html", context, status=status)


def upload(visit: InsiderVisit) -> Response:
    """Read an uploaded file, and go on to what it would change."""
    file, form = visit.form.get("file"), Form[Any]()
    try:
        if not isinstance(file, UploadFile) or not file.filename:
            raise Refused(_("Choose the schedule.json or the .ics file that you exported."))
        if (file.size or 0) > MAX_MEGABYTES * 1024 * 1024:
            raise too_large()
        name, reading = file.filename, read_programme(file.file.read(), _setting(visit))
    except Refused as refused:
        form.refuse("file", refused.sentence)
        return _source(visit, form, Form[AddressFields](), refused.status)
    return _keep(visit, importing.keep_draft(visit.session, visit.event.id, name, reading))


def fetch_now(visit: InsiderVisit) -> Response:
    """Fetch a programme from its address, and go on to what it would change."""
    form: Form[AddressFields] = Form.read(AddressFields, visit.form)
    if not form.valid:
        return _source(visit, Form[Any](), form, 422)
    count_fetch(visit)
    address, setting, event_id = form.data.address, _setting(visit), visit.event.id
    visit.session.rollback()  # whoever waits for another site holds no connection meanwhile
    try:
        reading = read_programme(fetch(address), setting)
    except Refused as refused:
        form.refuse("address", refused.sentence)
        return _source(visit, Form[Any](), form, refused.status)
    return _keep(visit, importing.keep_draft(visit.session, event_id, address, reading, address))


def _setting(visit: InsiderVisit) -> Setting:
    return Setting(visit.event.starts_on, visit.event.ends_on, zone(visit.event))


def _keep(visit: InsiderVisit, draft: ProgrammeDraft) -> Response:
    return see(visit.url("programme-draft", event=visit.event.slug, draft=draft.id))


def show_draft(visit: InsiderVisit) -> Response:
    """Show what a programme that was read would change."""
    draft = _draft(visit)
    found = importing.difference(visit.session, draft)
    here = zone(visit.event)
    concerned = [*(one.talk.id for one in found.changed), *(talk.id for talk in found.gone)]
    context = {
        "draft": draft,
        "found": found,
        "seen": found.fingerprint(),
        "refused": importing.refused_of(draft),
        "deed": _deed(found),
        "stars": importing.stars_on(visit.session, concerned),
        "listed": LISTED,
        "local": lambda moment: moment.astimezone(here),
        "zone": here.key,
        "changes": lambda change: changes_in_words(change, here),
    }
    return render(visit, "programme/draft.html", context)


def _deed(found: Difference) -> str:
    count = len(found.new) + len(found.changed) + len(found.gone)
    return ngettext("Make this change", "Make these %(num)d changes", count)


def bring_in(visit: InsiderVisit) -> Response:
    """Make the programme what the draft says, as it was seen."""
    draft = _draft(visit)
    form: Form[BringInFields] = Form.read(BringInFields, visit.form)
    if not form.valid:
        raise BadRequest(_("The form did not say what you saw. Please use its button."))
    page = see(visit.url("programme-draft", event=visit.event.slug, draft=draft.id))
    try:
        found = importing.bring_in(visit.session, draft.id, form.data.seen, visit.account.id)
    except Conflict as conflict:
        return with_notice(visit, page, conflict.sentence, "careful")
    words = _(
        "The programme is up to date: %(new)d new, %(changed)d changed, %(gone)d gone.",
        new=len(found.new),
        changed=len(found.changed),
        gone=len(found.gone),
    )
    return with_notice(visit, see(visit.url("programme-source", event=visit.event.slug)), words)


def discard(visit: InsiderVisit) -> Response:
    """Throw a programme away that was not brought in."""
    importing.discard(visit.session, _draft(visit).id)
    source = see(visit.url("programme-source", event=visit.event.slug))
    return with_notice(visit, source, _("Discarded. The programme is as it was."))


def _draft(visit: InsiderVisit) -> ProgrammeDraft:
    draft = visit.session.get(ProgrammeDraft, visit.param("draft"))
    if draft is None or draft.event_id != visit.event.id:
        raise NotFound(_("There is no such file here. Perhaps it was brought in, or discarded."))
    return draft
