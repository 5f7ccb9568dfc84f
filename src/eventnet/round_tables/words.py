"""A round table in words, the same wherever it is told of."""

from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext


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
