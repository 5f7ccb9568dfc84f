"""The people of one cluster, or those whom the reader knows, as far as they may be told by name."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from eventnet.networks.crowd import ties_between
from eventnet.networks.drawing import MOST_PEOPLE, Close, Drawn, draw_close
from eventnet.networks.few import about
from eventnet.networks.own import OwnTie
from eventnet.networks.sight import Sight
from eventnet.people.queries import PersonView
from eventnet.ties.strength import SOME_FROM, STRONG_FROM, Strength, height_of

Ties = dict[tuple[str, str], Strength]


@dataclass(frozen=True)
class PersonLine:
    """Somebody in the table beside the picture."""

    person: PersonView
    href: str | None
    is_me: bool
    knows: Sequence[str]
    """The names of those with whom a tie is drawn."""


@dataclass(frozen=True)
class CloseView:
    """People by name, the ties among them that may be drawn, and about how many others."""

    lines: Sequence[PersonLine]
    """Those with the most ties first."""
    unnamed: int
    """In steps; 0 says few or none."""
    picture: Close
    left_out: int
    """Of the people in the lines, so many are not drawn."""


def read_cluster(
    sight: Sight,
    members: Collection[str],
    own: Sequence[OwnTie],
    now: datetime,
    until: datetime | None,
    *,
    with_me: bool,
) -> CloseView:
    """Return who of a cluster may be named, with their ties of before `until`.

    Of whom the reader knows only those are here who let themselves be drawn: it would tell of
    the others in which cluster they are. The reader is here where that may be told.
    """
    people = sight.named(members)
    me = _add_me(sight, people) if with_me else None
    if me is None and sight.reader is not None:
        people.pop(sight.reader.id, None)
    ties = _ties(sight, people.keys() - {me}, now, until)
    ties |= _own(me, [one for one in own if one.member_id in people], until)
    return _view(sight, people, ties, me, unnamed=about(len(members) - len(people)))


def read_own(sight: Sight, own: Sequence[OwnTie], now: datetime) -> CloseView:
    """Return the reader among those whom they know, and the ties among these that may be drawn."""
    people = {one.member_id: one.person for one in own}
    ties = _ties(sight, sight.named(people).keys(), now, None)
    me = _add_me(sight, people)
    ties |= _own(me, own, None)
    pages = {one.member_id: one.href for one in own}
    return _view(sight, people, ties, me, pages=pages)


def _add_me(sight: Sight, people: dict[str, PersonView]) -> str | None:
    """Put the reader among people; they see themselves whatever others see."""
    if sight.reader is None:
        return None
    key = sight.reader.id
    seen = sight.see([key]).get(key)
    if seen is None or not seen.name:
        people.pop(key, None)
        return None
    people[key] = seen
    return key


def _ties(sight: Sight, ids: Collection[str], now: datetime, until: datetime | None) -> Ties:
    """Return the ties among people who all let theirs be drawn."""
    some, strong = height_of(SOME_FROM, now), height_of(STRONG_FROM, now)
    return {
        (tie.a_id, tie.b_id): Strength.STRONG
        if tie.height >= strong
        else Strength.SOME
        if tie.height >= some
        else Strength.FAINT
        for tie in ties_between(sight.session, sight.crowd, sorted(ids))
        if until is None or tie.since < until
    }


def _own(me: str | None, own: Sequence[OwnTie], until: datetime | None) -> Ties:
    if me is None:
        return {}
    return {
        (min(me, one.member_id), max(me, one.member_id)): one.strength
        for one in own
        if until is None or one.since < until
    }


def _view(
    sight: Sight,
    people: Mapping[str, PersonView],
    ties: Ties,
    me: str | None,
    *,
    unnamed: int = 0,
    pages: Mapping[str, str | None] | None = None,
) -> CloseView:
    near: dict[str, list[str]] = {key: [] for key in people}
    for one, other in ties:
        near[one].append(other)
        near[other].append(one)

    def order(key: str) -> tuple[bool, int, str, str]:
        return (key != me, -len(near[key]), people[key].name.casefold(), key)

    keys = sorted(people, key=order)
    href = {
        key: (pages or {}).get(key) if pages and key in pages else sight.href(people[key])
        for key in keys
    }
    drawn = {key: place for place, key in enumerate(keys[:MOST_PEOPLE])}
    picture = draw_close(
        [Drawn(people[key].name, href[key], key == me) for key in drawn],
        {
            (min(drawn[a], drawn[b]), max(drawn[a], drawn[b])): strength
            for (a, b), strength in ties.items()
            if a in drawn and b in drawn
        },
        unnamed,
    )
    lines = [
        PersonLine(
            people[key],
            href[key],
            key == me,
            sorted((people[other].name for other in near[key]), key=str.casefold),
        )
        for key in keys
    ]
    return CloseView(lines, unnamed, picture, len(keys) - len(drawn))
