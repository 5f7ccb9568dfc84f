"""What is on a map, in words."""

from collections.abc import Sequence

from eventnet.i18n import gettext as _
from eventnet.ties.strength import Strength

TOPICS = 2
"""So many topics make a name."""


def cluster_name(number: int, topics: Sequence[str]) -> str:
    """Return what a cluster is called: by what its people share, or by its number."""
    return " · ".join(topics[:TOPICS]) or _("Cluster %(number)d", number=number + 1)


def strength_in_words(value: Strength) -> str:
    """Say how well two know each other, seen from outside."""
    return {
        Strength.FAINT: _("a faint tie"),
        Strength.SOME: _("they know each other"),
        Strength.STRONG: _("a strong tie"),
    }[value]
