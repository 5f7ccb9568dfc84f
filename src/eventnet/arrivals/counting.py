"""Numbers of rows, in sentences that say what they count."""

from collections.abc import Mapping

from eventnet.arrivals.comparison import Kind
from eventnet.arrivals.models import Stage
from eventnet.arrivals.queries import ImportEntry
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext

REFUSED = "refused"
SPARED = "spared"
ORDER = (*Kind, SPARED, REFUSED)


def planned(kind: str, count: int) -> str:
    """Say what rows of a kind will do."""
    return {
        Kind.NEW: lambda n: ngettext("%(num)d person comes in", "%(num)d people come in", n),
        Kind.RESTORED: lambda n: ngettext(
            "%(num)d person comes back", "%(num)d people come back", n
        ),
        Kind.MOVED: lambda n: ngettext(
            "%(num)d ticket goes to another person", "%(num)d tickets go to other people", n
        ),
        Kind.CHANGED: lambda n: ngettext("%(num)d ticket changes", "%(num)d tickets change", n),
        Kind.READDRESSED: lambda n: ngettext(
            "%(num)d person gets a new address", "%(num)d people get a new address", n
        ),
        Kind.KEPT: lambda n: ngettext(
            "%(num)d person keeps the address of their account, not the one of the file",
            "%(num)d people keep the addresses of their accounts, not those of the file",
            n,
        ),
        Kind.BARRED: lambda n: ngettext(
            "%(num)d person whom an organizer removed stays out",
            "%(num)d people whom an organizer removed stay out",
            n,
        ),
        Kind.CANCELLED: lambda n: ngettext(
            "%(num)d person loses their place", "%(num)d people lose their places", n
        ),
        Kind.WAITING: lambda n: ngettext(
            "%(num)d ticket waits for its attendee’s address or its payment",
            "%(num)d tickets wait for their attendee’s address or their payment",
            n,
        ),
        Kind.AWAY: lambda n: ngettext(
            "%(num)d cancelled ticket of nobody who is here",
            "%(num)d cancelled tickets of nobody who is here",
            n,
        ),
        Kind.UNCHANGED: lambda n: ngettext(
            "%(num)d ticket stays as it is", "%(num)d tickets stay as they are", n
        ),
        SPARED: lambda n: ngettext(
            "%(num)d row would take somebody’s place away, and is left out",
            "%(num)d rows would take somebody’s place away, and are left out",
            n,
        ),
        REFUSED: lambda n: ngettext("%(num)d row cannot come in", "%(num)d rows cannot come in", n),
    }[kind](count)


def done(kind: str, count: int) -> str:
    """Say what rows of a kind did."""
    return {
        Kind.NEW: lambda n: ngettext("%(num)d person came in", "%(num)d people came in", n),
        Kind.RESTORED: lambda n: ngettext(
            "%(num)d person came back", "%(num)d people came back", n
        ),
        Kind.MOVED: lambda n: ngettext(
            "%(num)d ticket went to another person", "%(num)d tickets went to other people", n
        ),
        Kind.CHANGED: lambda n: ngettext("%(num)d ticket changed", "%(num)d tickets changed", n),
        Kind.READDRESSED: lambda n: ngettext(
            "%(num)d person got a new address", "%(num)d people got a new address", n
        ),
        Kind.KEPT: lambda n: ngettext(
            "%(num)d person kept the address of their account, not the one of the file",
            "%(num)d people kept the addresses of their accounts, not those of the file",
            n,
        ),
        Kind.BARRED: lambda n: ngettext(
            "%(num)d person whom an organizer removed stayed out",
            "%(num)d people whom an organizer removed stayed out",
            n,
        ),
        Kind.CANCELLED: lambda n: ngettext(
            "%(num)d person lost their place", "%(num)d people lost their places", n
        ),
        Kind.UNCHANGED: lambda n: ngettext(
            "%(num)d ticket stayed as it was", "%(num)d tickets stayed as they were", n
        ),
        SPARED: lambda n: ngettext(
            "%(num)d row would have taken somebody’s place away, and was left out",
            "%(num)d rows would have taken somebody’s place away, and were left out",
            n,
        ),
        REFUSED: lambda n: ngettext(
            "%(num)d row did not come in", "%(num)d rows did not come in", n
        ),
    }.get(kind, lambda n: planned(kind, n))(count)


def done_in_words(counts: Mapping[str, int]) -> list[str]:
    """Return a sentence for each kind of row that there was."""
    said = [done(kind, counts[kind]) for kind in ORDER if counts.get(kind)]
    return said or [_("The file has no tickets in it")]


def outcome(entry: ImportEntry) -> str:
    """Say in a line what became of an uploaded file."""
    if entry.stage is Stage.APPLIED:
        return "; ".join(done_in_words(entry.counts))
    if entry.stage is Stage.APPLYING:
        return _("Is being brought in")
    if entry.stage is Stage.COMPARING:
        return _("Is being compared")
    return entry.failure or _("Waits for you: nothing was brought in yet")
