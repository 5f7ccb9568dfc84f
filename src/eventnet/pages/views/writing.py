"""What the forms of pages are drawn with."""

from typing import Any

from eventnet.forms import Form
from eventnet.groups.policies import GroupVisit
from eventnet.ids import new_id
from eventnet.pages.forms import PageFields
from eventnet.pages.markdown import Ways, as_html, links_of
from eventnet.pages.models import LONGEST_NOTE, LONGEST_TITLE
from eventnet.pages.titles import keys_of


def writing_context(visit: GroupVisit, form: Form[PageFields], *, look: bool) -> dict[str, Any]:
    """Return what both forms need; with `look` also how the page will look."""
    words = form.value("words")
    return {
        "community": visit.community,
        "group": visit.group,
        "access": visit.access,
        "form": form,
        "once": form.value("once") or new_id(),
        "looked": as_html(words, ways_from(visit, words)) if look else None,
        "longest_title": LONGEST_TITLE,
        "longest_note": LONGEST_NOTE,
    }


def ways_from(visit: GroupVisit, words: str) -> Ways:
    """Return where the links of a page lead."""
    here = {"community": visit.community.slug, "group": visit.group.id}
    known = keys_of(visit.session, visit.group.id, links_of(words))
    return Ways(
        {
            title: visit.url("shared-page", page=key, **here)
            for title, (key, _gone) in known.items()
        },
        visit.url("shared-page-new", **here),
        {title for title, (_key, gone) in known.items() if gone},
    )
