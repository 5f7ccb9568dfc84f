"""The pages of edits: what was changed, with its undo; and the words of the community."""

from starlette.responses import Response

from eventnet import clock
from eventnet.edits.actions import tell_now, undo_edit
from eventnet.edits.deciding import decide
from eventnet.edits.forms import WordFields
from eventnet.edits.merging import Merging
from eventnet.edits.queries import count_edits, edits_of
from eventnet.edits.renaming import Renaming
from eventnet.edits.vocabulary import vocabulary
from eventnet.edits.words import in_words, whom
from eventnet.errors import Refused
from eventnet.events.policies import InsiderVisit
from eventnet.events.queries import zone
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.notices import with_notice
from eventnet.paging import pager
from eventnet.redirects import see
from eventnet.templating import render

PAGE = 25
WORDS = 100


def changes(visit: InsiderVisit) -> Response:
    """Show what was changed of what others rely on, the latest first, and what can be undone."""
    here, now = zone(visit.event), clock.now()
    pages = pager(
        count_edits(visit.session, visit.event.id),
        visit.request.query_params.get("page", ""),
        size=PAGE,
        path=visit.url("changes", event=visit.event.slug),
    )
    made = edits_of(
        visit.session, visit.event, addresses=visit.organizes, offset=pages.offset, limit=PAGE
    )
    context = {
        "event": visit.event,
        "made": made,
        "pager": pages,
        "zone": here,
        "now": now,
        "in_words": in_words,
        "whom": whom,
    }
    return render(visit, "edits/changes.html", context)


def undo(visit: InsiderVisit) -> Response:
    """Take an edit back."""
    back = see(visit.url("changes", event=visit.event.slug))
    try:
        lost = undo_edit(visit.session, visit.event.id, visit.param("edit"), visit.account.id)
    except Refused as refused:
        if refused.status == 404:
            raise
        return with_notice(visit, back, refused.sentence, "stop")
    if lost:
        words = ngettext(
            "Undone. %(num)d meeting cannot stand again, because its people or their time are no "
            "longer there; they are told that it is off.",
            "Undone. %(num)d meetings cannot stand again, because their people or their time are "
            "no longer there; they are told that they are off.",
            lost,
        )
        return with_notice(visit, back, words, "careful")
    return with_notice(visit, back, _("Undone: all stands as before."))


def tell(visit: InsiderVisit) -> Response:
    """Tell those whom an edit touched at once."""
    back = see(visit.url("changes", event=visit.event.slug))
    try:
        tell_now(visit.session, visit.event.id, visit.param("edit"), visit.account.id)
    except Refused as refused:
        if refused.status == 404:
            raise
        return with_notice(visit, back, refused.sentence, "stop")
    return with_notice(visit, back, _("They are being told."))


def words(visit: InsiderVisit) -> Response:
    """Show the words of the community, to rename them or to make several one."""
    return _words(visit, Form())


def _words(visit: InsiderVisit, form: Form[WordFields], status: int = 200) -> Response:
    asked = visit.request.query_params.get("q", "")[:100]
    found = vocabulary(visit.session, visit.event.community_id, asked)
    pages = pager(
        len(found),
        visit.request.query_params.get("page", ""),
        size=WORDS,
        path=visit.url("words", event=visit.event.slug),
        query={"q": asked},
    )
    context = {
        "event": visit.event,
        "words": found[pages.offset : pages.offset + WORDS],
        "pager": pages,
        "asked": asked,
        "finder": Form({"q": [asked]}),
        "form": form,
    }
    return render(visit, "edits/words.html", context, status=status)


def change_words(visit: InsiderVisit) -> Response:
    """Rename the ticked word, or make the ticked ones one."""
    form: Form[WordFields] = Form.read(WordFields, visit.form)
    back = visit.url("words", event=visit.event.slug)
    if form.valid and form.data.do == "rename" and not form.data.label:
        form.refuse("label", _("Please write what the word is called from now on."))
    if form.valid and form.data.do == "rename" and len(form.data.word) > 1:
        form.refuse("word", _("Tick one word to rename it, or make the ticked ones one."))
    if not form.valid:
        return _words(visit, form, 422)
    wanted = form.data
    plan = _meant(visit, wanted)
    typed: dict[str, list[str]] = {
        "word": list(wanted.word),
        "do": [wanted.do],
        "into": [plan.into_id if isinstance(plan, Merging) else ""],
        "label": [wanted.label],
    }
    try:
        return decide(visit, plan, typed, agreed=wanted.agreed, back=back)
    except Refused as refused:
        form.refuse("label" if wanted.do == "rename" else "word", refused.sentence)
        return _words(visit, form, refused.status)


def _meant(visit: InsiderVisit, wanted: WordFields) -> Renaming | Merging:
    """Return the edit that is meant; the word that most people say stays, unless one is chosen."""
    if wanted.do == "rename":
        return Renaming(wanted.word[0], wanted.label)
    ranked = [one.id for one in vocabulary(visit.session, visit.event.community_id)]
    into = wanted.into or next((key for key in ranked if key in wanted.word), wanted.word[0])
    return Merging(tuple(wanted.word), into)
