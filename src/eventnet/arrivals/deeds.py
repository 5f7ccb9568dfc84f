"""What pressing the button does, on the button itself, and what it asks first."""

from eventnet.arrivals.comparison import Kind
from eventnet.arrivals.counting import REFUSED, planned
from eventnet.arrivals.difference import Preview
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext


def deed(found: Preview) -> str:
    """Name all that bringing the file in does, for the button."""
    said = []
    if n := found.entering:
        said.append(ngettext("bring %(num)d person in", "bring %(num)d people in", n))
    if n := found.changing:
        said.append(ngettext("change %(num)d ticket", "change %(num)d tickets", n))
    if n := found.leaving:
        said.append(_removal(n, found.meetings))
    if n := found.count(Kind.WAITING, Kind.AWAY):
        said.append(ngettext("note %(num)d ticket", "note %(num)d tickets", n))
    words = ", ".join(said)
    return words[:1].upper() + words[1:]


def _removal(people: int, meetings: int) -> str:
    words = ngettext("remove %(num)d person", "remove %(num)d people", people)
    if not meetings:
        return words
    ending = ngettext("%(num)d meeting ends", "%(num)d meetings end", meetings)
    return _("%(removal)s (%(ending)s)", removal=words, ending=ending)


def question(found: Preview) -> str | None:
    """Ask whether the tickets that end, or go to somebody else, are meant to; None if none does."""
    if not found.ending:
        return None
    counts = {Kind.CANCELLED: found.leaving, Kind.MOVED: found.count(Kind.MOVED)}
    said = [f"{planned(kind, n)}." for kind, n in counts.items() if n]
    if found.meetings:
        said.append(
            ngettext(
                "%(num)d meeting ahead is called off, and the other person is told.",
                "%(num)d meetings ahead are called off, and the other people are told.",
                found.meetings,
            )
        )
    return " ".join([*said, _("Is that what you want?")])


def nothing_to_do(found: Preview) -> str | None:
    """Say why there is no button; None if there is one."""
    if found.changes_anything:
        return None
    others = sum(count for kind, count in found.counts.items() if kind != REFUSED)
    if found.refusals and not others:
        return _(
            "So nothing can come in. Mend these rows in the shop or the spreadsheet, export "
            "again, and import again."
        )
    if found.refusals:
        return _("There is nothing else to do: what the other rows say is known already.")
    if not others:
        return _("Look whether the right list was exported.")
    return _("There is nothing to do: what the file says is known already.")
