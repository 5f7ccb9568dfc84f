"""An organizer who reads what an edit does, and agrees to it."""

import re
from collections import defaultdict
from html import unescape

from sqlmodel import Session

from eventnet.edits.actions import Unread, make_edit
from eventnet.edits.kinds import Plan
from eventnet.edits.models import Edit

HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')


def agreed_to(page: str) -> dict[str, list[str]]:
    """Return what the form of the page that shows an edit sends."""
    fields: dict[str, list[str]] = defaultdict(list)
    for name, value in HIDDEN.findall(page):
        fields[unescape(name)].append(unescape(value))
    return dict(fields)


def edit(session: Session, event_id: str, plan: Plan, by: str | None = None) -> Edit:
    """Make an edit whatever it touches."""
    try:
        return make_edit(session, event_id, plan, by)
    except Unread as unread:
        return make_edit(session, event_id, plan, by, agreed=unread.touched.mark)
