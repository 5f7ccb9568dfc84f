"""Sentences about asks: why somebody is asked, where an ask stands, when the next wave goes out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from eventnet.asks.models import Ask, AskState, Willingness
from eventnet.asks.timing import SIZES, next_wave
from eventnet.dates import at, day
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext

Because = Sequence[Mapping[str, Any]]


def topics_in(because: Iterable[Mapping[str, Any]]) -> set[str]:
    """Return the topics that reasons name, by id."""
    return {key for why in because for key in why.get("topics", ())}


def reasons(because: Because, labels: Mapping[str, str], *, to_them: bool = False) -> list[str]:
    """Say why somebody may know, to whoever looks for them, or to themselves."""
    said = [_reason(why, labels, to_them=to_them) for why in because]
    return [words for words in said if words]


def _reason(why: Mapping[str, Any], labels: Mapping[str, str], *, to_them: bool) -> str:
    topics = ", ".join(labels[key] for key in why.get("topics", ()) if key in labels)
    if why["what"] == "met":
        return _("You two have a meeting behind you, or ahead.")
    if why["what"] == "words":
        words = ", ".join(f"“{word}”" for word in why["words"])
        if to_them:
            return _("Your page speaks of %(words)s.", words=words)
        return _("Their page speaks of %(words)s.", words=words)
    if not topics:
        return ""
    if why["what"] == "helped":
        when = day(date.fromisoformat(why["at"]), "MMMM y")
        if to_them:
            return _("You helped with %(topics)s, last in %(month)s.", topics=topics, month=when)
        return _("Has helped with %(topics)s, last in %(month)s.", topics=topics, month=when)
    if why["what"] == "offers":
        if to_them:
            return _("You offer: %(topics)s", topics=topics)
        return _("Offers: %(topics)s", topics=topics)
    if to_them:
        return _("You are interested in: %(topics)s", topics=topics)
    return _("Interested in: %(topics)s", topics=topics)


def how_it_goes(sizes: Sequence[int], useful_until: date, now: datetime, zone: str | None) -> str:
    """Say before it is sent how many an ask reaches, and when."""
    if not sizes:
        return _("Nobody here shows you that they know about this, so nobody would be asked.")
    first = ngettext(
        "It goes to one person first.", "It goes to up to %(num)d people first.", sizes[0]
    )
    if len(sizes) == 1:
        return first
    when = at(next_wave(now, useful_until), zone)
    after = ngettext(
        "If nobody answers by %(when)s, it goes to one more.",
        "If nobody answers by %(when)s, it goes to the next %(num)d.",
        sizes[1],
        when=when,
    )
    return f"{first} {after}"


def where_it_stands(ask: Ask, zone: str | None) -> str:
    """Say to its asker where an ask stands."""
    if ask.state is AskState.OPEN and ask.may_open:
        return _(
            "Everybody who could be asked was asked. It is open now: everybody whom it may reach "
            "reads it under “Open asks”, and the stewards see that it has no answer."
        )
    if ask.state is AskState.OPEN:
        return _(
            "Everybody who could be asked was asked. Nobody else is shown it, as you wanted; you "
            "can still show it."
        )
    if ask.state is AskState.CLOSED:
        return _("You closed it. Whoever was still asked is told that it needs no answer.")
    if ask.state is AskState.TAKEN_BACK:
        return _("You took it back. Nobody else reads it any more.")
    if ask.state is AskState.LAPSED:
        return _("The day until which it was useful has passed, so it ended.")
    if ask.answered_at is not None:
        return _("There is an answer, so nobody further is asked, unless you want it.")
    if not ask.wave:
        return _("It goes out in the next minutes.")
    return _next(ask, zone)


def _next(ask: Ask, zone: str | None) -> str:
    when = at(ask.next_at, zone) if ask.next_at else ""
    if ask.wave < ask.waves:
        return ngettext(
            "It was put to the first few. If nobody answers by %(when)s, it goes to one more.",
            "It was put to the first few. If nobody answers by %(when)s, it goes to up to %(num)d "
            "more.",
            SIZES[ask.wave],
            when=when,
        )
    if ask.may_open:
        return _(
            "It was put to all who seem to know. If nobody answers by %(when)s, it is shown to "
            "everybody whom it may reach.",
            when=when,
        )
    return _(
        "It was put to all who seem to know. They have time until %(when)s; then you are told.",
        when=when,
    )


def willing_in_words() -> list[tuple[str, str, str]]:
    """Return how often asks may reach somebody, each with what that means."""
    return [
        (Willingness.GLADLY.value, _("Gladly"), _("At most three wait for you at a time.")),
        (Willingness.WEEKLY.value, _("One a week"), _("At most one a week, one at a time.")),
        (Willingness.NOT.value, _("Not at all"), _("Nobody is told that you chose this.")),
    ]
