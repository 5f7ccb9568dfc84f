"""Two organizers who edit at once: what was brought together, and what both changed, in words."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from sqlmodel import Session, col, select
from starlette.datastructures import FormData

from eventnet.audit import AuditEntry
from eventnet.dates import day, moment
from eventnet.events.models import Event
from eventnet.events.policies import InsiderVisit
from eventnet.events.queries import zone
from eventnet.forms import Both, Form
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.versions import Clash, Merged

TAKE = "take-"
"""How the names of fields begin that say whose value holds."""
LATELY = 20
"""So many entries of the trail are looked at to find who changed something."""

Namer = Callable[[Session, Event, Collection[str], bool], Mapping[str, str]]

namers: list[Namer] = []
"""What accounts are called to those who run an event, as later features know it; the last flag
says whether the reader may know addresses."""


@dataclass(frozen=True)
class Trace:
    """Where the trail says who changed what a form shows."""

    deed: str
    subject: str | None = None
    words: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)
    """How values of some fields are told, where it is not by themselves."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """What the form calls a field, where that is another name than that of the column."""


def taken(sent: FormData, fields: Mapping[str, str] = MappingProxyType({})) -> frozenset[str]:
    """Return the fields of which the other's value was chosen.

    `fields` are what the form calls them, by the name of the column, where that is another.
    """
    columns = {shown: name for name, shown in fields.items()}
    return frozenset(
        columns.get(name.removeprefix(TAKE), name.removeprefix(TAKE))
        for name, value in sent.multi_items()
        if name.startswith(TAKE) and value == "theirs"
    )


def sentence(
    visit: InsiderVisit,
    trace: Trace,
    labels: Mapping[str, str],
    merged: Merged,
    *,
    saved: bool = True,
) -> str:
    """Say who changed what meanwhile that was kept; empty if nothing was.

    `labels` are what the page calls its fields; `saved` says whether the last entry of the trail is
    the reader's own.
    """
    if not merged.kept:
        return ""
    fields = ", ".join(_("“%(label)s”", label=labels[one]) for one in merged.kept)
    by, mine = _who(visit, trace, merged.kept, skip=int(saved and bool(merged.changed)))
    number = len(merged.kept)
    if mine:
        return ngettext(
            "You changed %(fields)s in another window meanwhile; it was kept.",
            "You changed %(fields)s in another window meanwhile; they were kept.",
            number,
            fields=fields,
        )
    return ngettext(
        "%(name)s changed %(fields)s meanwhile; it was kept.",
        "%(name)s changed %(fields)s meanwhile; they were kept.",
        number,
        name=by,
        fields=fields,
    )


def show_both(visit: InsiderVisit, form: Form[Any], clash: Clash, trace: Trace) -> None:
    """Let the form show both values of each field that two changed, and which of them it takes."""
    by, mine = _who(visit, trace, list(clash.fields), skip=0)
    for column, (typed, theirs) in clash.fields.items():
        told = trace.words.get(column, lambda value: in_words(visit, value))
        name = trace.fields.get(column, column)
        form.both[name] = Both(
            told(typed),
            told(theirs),
            _("You, in another window") if mine else _("%(name)s, meanwhile", name=by),
        )
        form.refuse(name, _("This was changed by somebody else while you changed it: choose one."))


def in_words(visit: InsiderVisit, value: Any) -> str:
    """Tell a value as a person reads it."""
    if value is None or value == "":
        return _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return moment(value.astimezone(zone(visit.event)))
    if isinstance(value, date):
        return day(value, "weekday")
    return str(value)


def _who(
    visit: InsiderVisit, trace: Trace, fields: Collection[str], *, skip: int
) -> tuple[str, bool]:
    """Return what whoever changed one of these fields last is called, and if it is the reader."""
    query = select(AuditEntry).where(
        AuditEntry.event_id == visit.event.id, AuditEntry.deed == trace.deed
    )
    if trace.subject is not None:
        query = query.where(AuditEntry.subject == trace.subject)
    rows = visit.session.exec(
        query.order_by(col(AuditEntry.at).desc(), col(AuditEntry.id).desc()).limit(LATELY)
    ).all()
    account_id = next((one.account_id for one in rows[skip:] if _is_of(one, fields)), None)
    if account_id is None:
        return _("Somebody else"), False
    names: dict[str, str] = {}
    for namer in namers:
        names.update(namer(visit.session, visit.event, [account_id], visit.organizes))
    return names.get(account_id, _("Somebody else")), account_id == visit.account.id


def _is_of(entry: AuditEntry, fields: Collection[str]) -> bool:
    told = entry.detail.get("fields", entry.detail.get("changed"))
    return told is None or bool(set(told) & set(fields))
