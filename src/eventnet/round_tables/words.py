"""A round table in words, the same wherever it is told of."""

from collections.abc import Sequence

from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.round_tables.queries import OwnSeat


def place_of(number: int) -> str:
    """Say where a round table is."""
    return _("Round table %(number)d", number=number)


def left_in_words(seats: int, taken: int) -> str:
    """Say how many seats are left."""
    left = seats - taken
    if left <= 0:
        return _("Every seat is taken")
    if not taken:
        return ngettext("%(num)d seat, free", "%(num)d seats, all free", seats)
    return ngettext("%(num)d seat left", "%(num)d seats left", left)


def would_end_in_words(seats: Sequence[OwnSeat]) -> list[str]:
    """Say before somebody leaves which round tables that ends, and which seats it gives up."""
    hosted, others = _titles(seats, hosts=True), _titles(seats, hosts=False)
    said = []
    if hosted:
        said.append(
            _(
                "You host a round table: %(titles)s. It is called off, and those who have a seat "
                "or wish for one are told.",
                titles=hosted[0],
            )
            if len(hosted) == 1
            else _(
                "You host round tables: %(titles)s. They are called off, and those who have a "
                "seat or wish for one are told.",
                titles=", ".join(hosted),
            )
        )
    if others:
        said.append(_seats_go(others))
    return said


def ended_in_words(seats: Sequence[OwnSeat]) -> list[str]:
    """Say after somebody left which round tables are off, and which seats they gave up."""
    hosted, others = _titles(seats, hosts=True), _titles(seats, hosts=False)
    said = []
    if hosted:
        said.append(
            _("Called off, and it stays so: your round table %(titles)s.", titles=hosted[0])
            if len(hosted) == 1
            else _(
                "Called off, and they stay so: your round tables %(titles)s.",
                titles=", ".join(hosted),
            )
        )
    if others:
        said.append(
            _(
                "Your seat at %(titles)s is given up. If it is free still, you can take it again.",
                titles=others[0],
            )
            if len(others) == 1
            else _(
                "Your seats at %(titles)s are given up. Those that are free still you can take "
                "again.",
                titles=", ".join(others),
            )
        )
    return said


def _seats_go(titles: Sequence[str]) -> str:
    if len(titles) == 1:
        return _("Your seat at the round table %(titles)s is given up.", titles=titles[0])
    return _("Your seats at these round tables are given up: %(titles)s.", titles=", ".join(titles))


def _titles(seats: Sequence[OwnSeat], *, hosts: bool) -> list[str]:
    return [_("“%(title)s”", title=one.title) for one in seats if one.hosts is hosts]
