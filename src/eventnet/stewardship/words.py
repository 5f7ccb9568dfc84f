"""Figures in words: each says what it counts."""

from collections.abc import Mapping
from typing import NamedTuple

from eventnet.dates import day
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.stewardship.health import HANDFUL, WEEKS, Health, Week


class Line(NamedTuple):
    """A figure: what it is called, what it is, and what it counts."""

    name: str
    value: str
    counts: str


def number(value: int | None) -> str:
    """Return a count, or that it is too small to be told."""
    return _("fewer than %(num)d", num=HANDFUL) if value is None else f"{value:,}"


def figures_in_words(found: Health) -> list[Line]:
    """Return the figures of a community in the order of the page."""
    asks, rounds = found.asks, found.rounds
    return [
        Line(_("Members"), f"{found.members:,}", _("who are in the community now")),
        Line(
            _("Active in 30 days"),
            number(found.active_month),
            _("members who opened a page here in the last 30 days"),
        ),
        Line(
            _("Active in 90 days"),
            number(found.active_quarter),
            _("members who opened a page here in the last 90 days"),
        ),
        Line(_("Joined"), number(found.joined), _("members who came in the last 90 days")),
        Line(_("Asks"), number(asks.asked), _("asked in the last 90 days, and not taken back")),
        Line(_("Answered"), number(asks.answered), _("of them, which have an answer")),
        Line(
            _("First answer"),
            ngettext("%(num)d hour", "%(num)d hours", round(asks.hours))
            if asks.hours is not None
            else _("too few to say"),
            _("after an ask: half of those that were answered waited no longer"),
        ),
        Line(_("Rounds held"), f"{rounds.held:,}", _("in the last 365 days")),
        Line(_("Talks"), number(rounds.talks), _("that these rounds brought together")),
        Line(_("Took place"), _share(found), _("of the talks of which somebody said whether")),
        Line(_("Groups"), f"{found.groups:,}", _("that are not closed and do not hide themselves")),
        Line(
            _("Groups alive"),
            f"{found.groups_alive:,}",
            _("of them, in which somebody posted in the last 30 days"),
        ),
    ]


def _share(found: Health) -> str:
    rounds = found.rounds
    if not rounds.told or rounds.took_place is None or rounds.told < HANDFUL:
        return _("too few to say")
    return _("%(yes)d of %(all)d", yes=rounds.took_place, all=rounds.told)


def week_in_words(week: Week) -> str:
    """Return the day on which a week begins."""
    return day(week.begins, "short")


def active_in_a_sentence(found: Health) -> str:
    """Say how many are active, in a sentence."""
    if found.active_month is None:
        return _("Fewer than %(num)d members were here in the last 30 days.", num=HANDFUL)
    return _(
        "%(num)d of %(all)d members were here in the last 30 days.",
        num=found.active_month,
        all=found.members,
    )


def posts_in_a_sentence(found: Health) -> str:
    """Say how much was posted, in a sentence."""
    shown = [week.posts for week in found.weeks if week.posts is not None]
    if not shown:
        return _("In none of the last %(num)d weeks were there five posts or more.", num=WEEKS)
    return ngettext(
        "One post in the last %(weeks)d weeks, in weeks with five or more.",
        "%(num)d posts in the last %(weeks)d weeks, in weeks with five or more.",
        sum(shown),
        weeks=WEEKS,
    )


def filters() -> dict[str, list[tuple[str, str]]]:
    """Return the choices by which members are looked for."""
    return {
        "show": [("", _("Members")), ("removed", _("Removed"))],
        "role": [("", _("Everybody")), ("steward", _("Stewards"))],
        "joined": [
            ("", _("At any time")),
            ("30", _("In the last 30 days")),
            ("365", _("In the last year")),
            ("before", _("Before that")),
        ],
        "active": [
            ("", _("At any time")),
            ("90", _("In the last 90 days")),
            ("365", _("In the last year")),
            ("idle", _("Not for a year")),
        ],
    }


def going_in_words(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return of each kind what it is called, and how much of it goes."""
    names = {
        "members": _("members who are told that their membership ends"),
        "asks": _("asks that ended, with their answers"),
        "introductions": _("introductions that were made, declined or ran out"),
        "talks": _("talks of rounds, with what was said of them"),
        "trail": _("entries of what stewards did"),
        "event_trails": _("entries of what was done at events that are over"),
        "discussions": _("discussions of groups in which nobody writes any more, with their posts"),
    }
    return [(name, counts[key]) for key, name in names.items() if key in counts]
