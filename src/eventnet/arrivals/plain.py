"""What a file would change, as lines of text for a terminal."""

from collections.abc import Iterable

from eventnet.arrivals.comparison import Kind
from eventnet.arrivals.counting import ORDER, planned
from eventnet.arrivals.difference import Line, Preview, RefusedRow
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext

# New people and changes are many, and harm nobody: they are only counted where things are done.
TELLING = frozenset({Kind.CANCELLED, Kind.MOVED, Kind.READDRESSED, Kind.KEPT, Kind.BARRED})


def difference_in_lines(found: Preview, *, whole: bool) -> list[str]:
    """Return what would change: in numbers, and row by row what a person should look at, or all."""
    said = [f"{planned(kind, found.counts[kind])}." for kind in ORDER if found.counts.get(kind)]
    if found.new_roles:
        said.append(_("New roles: %(names)s.", names=", ".join(found.new_roles)))
    said += [_row(line) for line in found.lines if whole or line.kind in TELLING]
    said += [_("Left out: %(row)s", row=_row(line)) for line in found.spared]
    return said


def refusals_in_lines(refusals: Iterable[RefusedRow]) -> list[str]:
    """Return the rows that cannot come in, by their numbers."""
    return [
        _("Row %(number)d, %(field)s: %(words)s", **vars(row))
        if row.field
        else _("Row %(number)d: %(words)s", **vars(row))
        for row in refusals
    ]


def _row(line: Line) -> str:
    who = " ".join(filter(None, (line.name, line.email and f"<{line.email}>")))
    return _(
        "Row %(number)d, %(who)s: %(what)s.",
        number=line.number,
        who=who or line.reference,
        what="; ".join(_happens(line)),
    )


def _happens(line: Line) -> list[str]:
    said = []
    if line.leaves:
        said.append(_loss(line))
    if line.kind in {Kind.NEW, Kind.MOVED}:
        said.append(_("comes in as %(role)s", role=line.role) if line.role else _("comes in"))
    if line.kind is Kind.RESTORED:
        said.append(_("comes back"))
    if line.kind is Kind.KEPT:
        words = _("keeps this address and not %(wanted)s, since their account is in use")
        said.append(words % {"wanted": line.wanted})
    if line.is_barred:
        said.append(_("stays out, because an organizer removed them"))
    said += [
        f"{change.field}: {change.before or _('nothing')} → {change.after or _('nothing')}"
        for change in line.changes
        if line.kind is not Kind.CANCELLED
    ]
    return said or [_("only the ticket is noted")]


def _loss(line: Line) -> str:
    words = _("%(email)s loses their place", email=line.leaves)
    if not line.meetings:
        return words
    ending = ngettext("%(num)d meeting ends", "%(num)d meetings end", line.meetings)
    return _("%(removal)s (%(ending)s)", removal=words, ending=ending)
