"""Whether a meeting was held, by the answers of its two; the one place that says so."""

from eventnet.i18n import gettext as _
from eventnet.outcomes.models import Happened


def is_held(one: Happened | None, other: Happened | None) -> bool:
    """Say whether a meeting counts as held: somebody says it took place, and nobody says not."""
    return Happened.YES in (one, other) and {one, other} <= {Happened.YES, None}


def held_in_words() -> str:
    """Say what counts as held."""
    return _(
        "A meeting counts as held if at least one of its two says that it took place, and the "
        "other does not say otherwise."
    )
