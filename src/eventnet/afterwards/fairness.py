"""The part on fairness: how meetings held are spread over people."""

from collections import Counter
from collections.abc import Mapping

from eventnet.afterwards.crowd import Crowd
from eventnet.afterwards.groups import Groups
from eventnet.afterwards.parts import Figure, Item, Part, Series, mean
from eventnet.afterwards.small import (
    LEAST,
    half_of_the_fewest,
    of_all,
    open_bins,
    span,
)
from eventnet.i18n import gettext as _


def fairness_part(crowd: Crowd, groups: Groups) -> Part:
    """Say how many meetings people had, and which groups had more of them."""
    title = _("Who met how many")
    people = len(crowd.role_of)
    if people < LEAST or not crowd.met.stood:
        return Part("fairness", title, nothing=_nothing(people))
    held = crowd.held
    spread = Counter(held[one] for one in crowd.role_of)
    series = [_distribution(spread)]
    notes = []
    if groups.may_be_shown:
        series.append(_by_role(crowd, groups, held))
    else:
        notes.append(
            _("By role there is too little to show: no two groups of roles are large enough.")
        )
    if groups.newness:
        series.append(_by_newness(crowd, held))
    elif crowd.before:
        notes.append(_new_too_few())
    return Part("fairness", title, figures=_figures(crowd, spread), series=series, notes=notes)


def _nothing(people: int) -> str:
    if people < LEAST:
        return _("Fewer than %(least)d people take part: too few to show.", least=LEAST)
    return _("The time of no meeting has passed yet.")


def _figures(crowd: Crowd, spread: Mapping[int, int]) -> list[Figure]:
    people, held = len(crowd.role_of), crowd.held
    floored = [one for one, role in crowd.role_of.items() if crowd.floors[role] > 0]
    below = sum(held[one] < crowd.floors[crowd.role_of[one]] for one in floored)
    figures = [
        Figure(
            _("People"),
            people,
            _("Attendees who let others plan for them, and all whose meeting's time has passed."),
        ),
        Figure(
            _("Meetings each"),
            mean([held[one] for one in crowd.role_of]),
            _("Meetings held, on average over these people."),
        ),
        Figure(
            _("Without any"),
            of_all(spread.get(0, 0), people),
            _("People of whom no meeting is known to have been held."),
        ),
    ]
    if len(floored) >= LEAST:
        words = _("People with fewer meetings held than their role is promised at the least.")
        figures.append(Figure(_("Below the floor"), of_all(below, len(floored)), words))
    share = half_of_the_fewest(spread)
    if share is not None:
        words = _(
            "Of 100 meetings held, how many went to the half of people with the fewest; if all had "
            "as many, it would be 50. To the nearest five."
        )
        figures.append(Figure(_("Share of the half with the fewest"), share, words))
    return figures


def _distribution(spread: Mapping[int, int]) -> Series:
    return Series(
        _("Meetings held, and how many people had so many"),
        _("People by how many of their meetings were held; numbers that few had are put together."),
        [Item(_number(first, last), people) for first, last, people in open_bins(spread)],
        unit=_("meetings each"),
    )


def _number(first: int, last: int | None) -> str:
    return f"{first}+" if last is None else span(first, last)


def _by_role(crowd: Crowd, groups: Groups, held: Mapping[str, int]) -> Series:
    return Series(
        _("By role"),
        _(
            "Meetings held, on average over the people of a role; roles of few people are put "
            "together."
        ),
        [
            Item(
                _named(groups.names[key], groups.sizes[key]),
                mean([held[one] for one in crowd.role_of if groups.group_of[one] == key]),
            )
            for key in groups.keys
        ],
    )


def _by_newness(crowd: Crowd, held: Mapping[str, int]) -> Series:
    new = [one for one in crowd.role_of if one not in crowd.before]
    old = [one for one in crowd.role_of if one in crowd.before]
    return Series(
        _("New, and here before"),
        _(
            "Meetings held, on average over those whose first event of this community it is, and "
            "over those who were at an earlier one."
        ),
        [
            Item(_named(_("New here"), len(new)), mean([held[one] for one in new])),
            Item(_named(_("Here before"), len(old)), mean([held[one] for one in old])),
        ],
    )


def _named(name: str, people: int) -> str:
    return _("%(name)s (%(people)d people)", name=name, people=people)


def _new_too_few() -> str:
    return _(
        "Who is new does not stand beside who came before: too few in some role are the one or the "
        "other, and together with the figures by role it would tell of them."
    )
