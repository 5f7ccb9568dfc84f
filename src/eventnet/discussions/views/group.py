"""A group's own page: what it is about, and what is talked about there."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from starlette.responses import Response

from eventnet.discussions.actions.writing import begin_thread
from eventnet.discussions.forms import ThreadFields
from eventnet.discussions.haste import count_post
from eventnet.discussions.meaning import meant, names_for
from eventnet.discussions.models import LONGEST_POST, LONGEST_TITLE
from eventnet.discussions.queries import (
    thread_count,
    thread_lines,
)
from eventnet.discussions.reported import open_reports
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.forms import Form
from eventnet.groups.access import access
from eventnet.groups.holding import nowhere
from eventnet.groups.policies import GroupVisit
from eventnet.groups.queries import people_in
from eventnet.groups.words import door_in_words
from eventnet.ids import new_id
from eventnet.paging import pager
from eventnet.redirects import see
from eventnet.templating import render

AtGroup = TypeVar("AtGroup", bound=GroupVisit)
PAGE = 30
also_here: list[Callable[[GroupVisit], tuple[str, str]]] = []
"""What else its readers find in a group: what the way there is called, and its address."""


def group(visit: GroupVisit) -> Response:
    """Show the group to whoever may know of it; what is talked about, to whoever may read it."""
    return _page(visit, Form())


def begin(visit: GroupVisit) -> Response:
    """Begin a thread."""
    form: Form[ThreadFields] = Form.read(ThreadFields, visit.form)
    said = meant(visit, form)
    if said is None:
        return _page(visit, form, 422)
    count_post(visit)
    key = visit.param("group")
    try:
        thread = begin_thread(visit.session, visit.membership, key, said)
    except (Conflict, NotFound) as refused:
        form.refuse("", refused.sentence)
        return _page(as_it_is_now(visit, refused), form, refused.status)
    return see(visit.url("thread", community=visit.community.slug, group=key, thread=thread.id))


def as_it_is_now(visit: AtGroup, refused: Refused) -> AtGroup:
    """Return the visit with what its reader may do now; whoever may read no more learns no more."""
    found = access(visit.session, visit.membership, visit.param("group"))
    if found is None or not found.reads:
        raise nowhere() from refused
    return replace(visit, access=found)


def _page(visit: GroupVisit, form: Form[ThreadFields], status: int = 200) -> Response:
    found = visit.access
    total = thread_count(visit.session, visit.group.id) if found.reads else 0
    path = visit.url("group", community=visit.community.slug, group=visit.group.id)
    pages = pager(total, visit.request.query_params.get("page", "1"), size=PAGE, path=path)
    session, mine, here = visit.session, visit.membership, visit.group
    context = {
        "community": visit.community,
        "group": here,
        "access": found,
        "people": people_in(session, [here.id]).get(here.id, 0),
        "lines": thread_lines(session, mine, here, pages.offset, PAGE) if found.reads else [],
        "pager": pages,
        "ways": [way(visit) for way in also_here] if found.reads else [],
        "reports": open_reports(session, here.id) if found.moderates else 0,
        "form": form,
        "once": form.value("once") or new_id(),
        "names": names_for(visit, form) if found.writes else None,
        "door": door_in_words(here.door),
        "longest_title": LONGEST_TITLE,
        "longest_post": LONGEST_POST,
    }
    return render(visit, "discussions/group.html", context, status=status)
