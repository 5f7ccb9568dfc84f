"""How the entries of the trail tell their details."""

from collections.abc import Callable, Mapping
from typing import Any

from eventnet.arrivals.counting import done_in_words
from eventnet.events.charges import charge_names
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext

Detail = Mapping[str, Any]
OF_EDITS = frozenset(
    {
        "slots",
        "minutes",
        "tables",
        "moved",
        "meetings",
        "people",
        "before",
        "after",
        "off",
        "on",
        "stay",
        "requests",
        "name",
        "changed",
        "into",
    }
)
"""What the entry of an edit may say; each kind of edit says its own part of it."""


def count(detail: Detail, name: str) -> int:
    """Return a number of the entry; 0 if it has none."""
    value = detail.get(name)
    return value if isinstance(value, int) else 0


def published(detail: Detail) -> str:
    """Tell which run was published, and what changed."""
    meetings = count(detail, "meetings")
    return ngettext(
        "published run %(number)s: %(num)d meeting (%(added)d new, %(moved)d moved, "
        "%(off)d called off)",
        "published run %(number)s: %(num)d meetings (%(added)d new, %(moved)d moved, "
        "%(off)d called off)",
        meetings,
        number=detail.get("number", ""),
        added=count(detail, "added"),
        moved=count(detail, "moved"),
        off=count(detail, "cancelled"),
    )


def called_off(detail: Detail) -> str:
    """Tell how many meetings were called off, and why."""
    reasons = {
        "left": _("they left the event"),
        "left the community": _("they left the community"),
        "ticket cancelled": _("their ticket was cancelled"),
        "removed by an organizer": _("an organizer removed them"),
        "their slot was taken out": _("their slots were taken out"),
    }
    why = reasons.get(str(detail.get("why", "")), "")
    words = ngettext(
        "called off %(num)d meeting", "called off %(num)d meetings", count(detail, "meetings")
    )
    return f"{words}: {why}" if why else words


def file(words: Callable[[], str]) -> Callable[[Detail], str]:
    """Return how a deed is told with the name of its file."""
    return lambda detail: f"{words()}: {detail['file']}" if detail.get("file") else words()


def imported(detail: Detail) -> str:
    """Tell which file was brought in, and what came of it."""
    counts = detail.get("counts")
    told = "; ".join(done_in_words(counts)) if isinstance(counts, dict) else ""
    words = file(lambda: _("brought in a ticket file"))(detail)
    return f"{words} ({told})" if told else words


def duties(detail: Detail, name: str) -> str:
    """Name what somebody may do, or might before."""
    names = charge_names()
    duties = detail.get(name)
    listed = duties if isinstance(duties, list) else ["everything"]
    return ", ".join(names.get(str(duty), str(duty)) for duty in listed)


def changed(detail: Detail) -> str:
    """Tell which fields changed."""
    fields = detail.get("fields")
    said = ", ".join(str(one) for one in fields) if isinstance(fields, list) else ""
    words = _("changed what the event says of itself")
    return f"{words} ({said})" if said else words


def phase(detail: Detail) -> str:
    """Tell which phase was chosen by hand, if any."""
    phase = str(detail.get("phase") or "")
    words = _("set phases and deadlines")
    return f"{words} ({phase})" if phase else words


def seat(detail: Detail) -> str:
    """Tell the role and the stand that somebody has now."""
    said = [str(detail[name]) for name in ("role", "stand") if detail.get(name)]
    words = _("changed the role or the stand")
    return f"{words}: {', '.join(said)}" if said else words


def slots_moved(detail: Detail) -> str:
    """Tell how many slots moved, and by how much."""
    return ngettext(
        "moved %(num)d slot by %(minutes)d minutes",
        "moved %(num)d slots by %(minutes)d minutes",
        count(detail, "slots"),
        minutes=count(detail, "minutes"),
    )


def renamed(detail: Detail) -> str:
    """Tell which word is called how."""
    before, after = detail.get("before"), detail.get("after")
    if not before or not after:
        return _("renamed a word")
    return _("renamed the word “%(before)s” to “%(after)s”", before=before, after=after)


def rule(detail: Detail) -> str:
    """Tell what was asked of two people. Who they are is on the page of pairs by hand."""
    if detail.get("kind") == "forbid":
        return _("keeps two people apart in all runs")
    return _("pinned two people together in all runs")
