"""The page between wanting an edit and making it: what it does to whom, and the button for it."""

from collections.abc import Mapping

from starlette.responses import Response

from eventnet.edits.actions import Unread, make_edit
from eventnet.edits.kinds import Plan, Unchanged
from eventnet.edits.words import in_words
from eventnet.events.policies import InsiderVisit
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.templating import render

Typed = Mapping[str, list[str]]


def decide(
    visit: InsiderVisit, plan: Plan, typed: Typed, *, agreed: str, back: str, also: str = ""
) -> Response:
    """Make the edit, and go `back`; or show first what it does, with a form that asks for it again.

    `typed` is what the form said, which has to come to the same place a second time. `also` is
    what there is to say beside what was done.
    """
    try:
        edit = make_edit(visit.session, visit.event.id, plan, visit.account.id, agreed=agreed)
    except Unchanged as unchanged:
        return with_notice(visit, see(back), also or unchanged.sentence)
    except Unread as unread:
        context = {
            "event": visit.event,
            "touched": unread.touched,
            "again": unread.sentence if agreed else "",
            "fields": [(name, value) for name, values in typed.items() for value in values],
            "href": visit.request.url.path,
            "back": back,
        }
        return render(visit, "edits/look.html", context, status=409 if agreed else 200)
    words = _("%(done)s. You can undo it on the page “Changes”.", done=in_words(edit))
    return with_notice(visit, see(back), f"{words} {also}".strip())
