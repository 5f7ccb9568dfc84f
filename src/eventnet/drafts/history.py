"""What was changed by hand in a draft, by whom, as lines: the last change first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlmodel import Session

from eventnet.dates import moment
from eventnet.drafts.options import two
from eventnet.events.models import Event
from eventnet.events.queries import slots, zone
from eventnet.i18n import gettext as _
from eventnet.matching.models import PlanEdit
from eventnet.people.called import called


@dataclass(frozen=True)
class Line:
    """One change: what became of which meetings, when, and by whom; None: they are gone."""

    words: Sequence[str]
    at: datetime
    by: str | None


def history(
    session: Session,
    event: Event,
    edits: Sequence[PlanEdit],
    names: Mapping[str, str],
    *,
    addresses: bool,
) -> list[Line]:
    """Return the changes of a draft; the first of them is what is undone next.

    See `called` for `addresses`.
    """
    here = zone(event)
    starts = {slot.id: slot.starts_at.astimezone(here) for slot in slots(session, event.id)}
    called_by = called(session, event, (one.account_id for one in edits), addresses=addresses)

    def words(one: PlanEdit) -> tuple[str, datetime | None]:
        who = _("%(one)s and %(other)s", **two(names, one.a_id, one.b_id))
        return who, starts.get(one.slot_id) if one.slot_id else None

    found = []
    for _number, group in groupby(edits, key=lambda one: one.number):
        rows = list(group)
        lines = [_said(*words(one), gone=one.slot_id is None) for one in rows]
        by = called_by.get(rows[0].account_id or "")
        found.append(Line(lines, rows[0].made_at.astimezone(here), by))
    return found[::-1]


def _said(who: str, starts: datetime | None, *, gone: bool) -> str:
    if gone:
        return _("%(who)s: taken out", who=who)
    if starts is None:
        return _("%(who)s: to a slot that is no longer there", who=who)
    return _("%(who)s: to %(when)s", who=who, when=moment(starts))
