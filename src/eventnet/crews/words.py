"""Sentences about crews: the proof, what a skill lacks, why somebody is picked."""

from collections.abc import Iterator, Mapping
from typing import Any

from eventnet.asks.words import reasons
from eventnet.crews.circling import BEST
from eventnet.crews.lacking import Hurdle
from eventnet.crews.models import BriefState, CrewBrief, Kind
from eventnet.crews.pool import BEST_OF_SKILL
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.people.queries import PersonView
from eventnet.people.search.words import words_of
from eventnet.ties.strength import Strength

PROVEN = 1e-6
"""A gap below this is none."""


def proof(brief: CrewBrief) -> str:
    """Say how good the team is, and what that is measured by."""
    if brief.gap is None or brief.state is not BriefState.PROPOSED:
        return ""
    if brief.kind is Kind.CIRCLE:
        return " ".join(_circle_proof(brief.looked_among, brief.gap))
    return " ".join(_team_proof(brief.looked_among, brief.gap))


def _team_proof(among: int, gap: float) -> Iterator[str]:
    yield ngettext(
        "One person shows you something that fits.",
        "%(num)d people show you something that fits.",
        among,
    )
    if among > BEST_OF_SKILL:
        yield _(
            "Weighed against each other were, of those who can be suggested, the %(most)d best for "
            "each skill and the %(most)d best of all.",
            most=BEST_OF_SKILL,
        )
    else:
        yield _("All of them who can be suggested were weighed against each other.")
    if gap < PROVEN:
        yield _("Of these no better team can be made: this is proven.")
    else:
        yield _(
            "No team of these is more than %(percent)s %% better: this is proven.",
            percent=_percent(gap),
        )


def _circle_proof(among: int, gap: float) -> Iterator[str]:
    yield ngettext(
        "One person shows you what they offer or look for.",
        "%(num)d people show you what they offer or look for.",
        among,
    )
    if among > BEST:
        yield _(
            "Weighed against each other were, of those who can be suggested, the %(most)d who "
            "complete you best, directly or over one of them.",
            most=BEST,
        )
    else:
        yield _("All of them who can be suggested were weighed against each other.")
    if gap < PROVEN:
        yield _("Of these no better circle can be made around you: this is proven.")
    else:
        yield _(
            "No circle of these around you is more than %(percent)s %% better: this is proven.",
            percent=_percent(gap),
        )


def _percent(gap: float) -> int:
    return max(1, round(gap * 100))


def lack_in_words(lack: Mapping[str, Any], label: str) -> str:
    """Say what stood in the way of a skill, and what would free it."""
    hurdle = Hurdle(lack["hurdle"])
    if hurdle is Hurdle.NOBODY:
        return _("Nobody here shows you that they offer %(skill)s.", skill=label)
    if hurdle is Hurdle.FEW:
        return ngettext(
            "Only one person here shows you that they offer %(skill)s.",
            "Only %(num)d people here show you that they offer %(skill)s.",
            lack["shown"],
            skill=label,
        )
    if hurdle is Hurdle.NOT_NOW:
        return _(
            "Of those who offer %(skill)s not enough can be suggested now: some do not want to be, "
            "and some have enough to do.",
            skill=label,
        )
    if hurdle is Hurdle.SIZE:
        return ngettext(
            "With one person more there would be somebody for %(skill)s.",
            "With %(num)d people more there would be enough for %(skill)s.",
            lack["people"],
            skill=label,
        )
    if hurdle is Hurdle.COLLEAGUES:
        return _(
            "Those who offer %(skill)s are of an organisation that is in the team already, and no "
            "more than half of a team is of one.",
            skill=label,
        )
    return _(
        "Those who offer %(skill)s could not be put together with the others this time. Swap "
        "somebody, or look anew.",
        skill=label,
    )


def strength_in_words(value: Strength) -> str:
    """Say how well two know each other, to somebody else."""
    return {
        Strength.FAINT: _("Faint"),
        Strength.SOME: _("Good"),
        Strength.STRONG: _("Strong"),
    }[value]


def why(
    because: list[dict[str, Any]],
    labels: Mapping[str, str],
    person: PersonView,
    in_common: tuple[str, ...] = (),
) -> list[str]:
    """Say why somebody was picked, as far as the reader may see it of them now."""
    true_now = [one for one in (_still(why, labels, person) for why in because) if one]
    said = reasons(true_now, labels)
    if in_common:
        said.append(_("You are both interested in: %(topics)s", topics=", ".join(in_common)))
    return said


def _still(
    why: Mapping[str, Any], labels: Mapping[str, str], person: PersonView
) -> Mapping[str, Any] | None:
    """Return of a reason what still stands where the reader may see it; None: nothing."""
    if why["what"] in ("offers", "interested"):
        shown = person.offers if why["what"] == "offers" else person.interests
        topics = [key for key in why["topics"] if labels.get(key) in shown]
        return {**why, "topics": topics} if topics else None
    if why["what"] == "helped":
        return why if person.shows_topics else None
    if why["what"] == "words":
        own = set(words_of(f"{person.headline} {person.bio}"))
        words = [word for word in why["words"] if {word, f"{word}s", word.removesuffix("s")} & own]
        return {**why, "words": words} if words else None
    return why
