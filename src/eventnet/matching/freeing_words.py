"""What would let more of those meet who want to meet each other, and on which page it is done."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from eventnet.dates import moment
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext


class Freed(NamedTuple):
    """One thing that would help: in words, with the page and the words of its link."""

    words: str
    page: str
    link: str


def in_freeing_words(told: Mapping[str, Any], starts: Mapping[str, datetime]) -> list[Freed]:
    """Return what would help, as far as the slots are still there."""
    found = [
        Freed(
            ngettext(
                "More tables %(when)s: %(num)d pair is free then, and has no table.",
                "More tables %(when)s: %(num)d pairs are free then, and have no table.",
                count,
                when=moment(starts[slot]),
            ),
            "grid",
            _("Change the tables of a slot"),
        )
        for slot, count in told["tables"]
        if slot in starts
    ]
    if told["slot"]:
        words = ngettext(
            "A further slot: %(num)d pair has no time left that suits both.",
            "A further slot: %(num)d pairs have no time left that suits both.",
            told["slot"],
        )
        found.append(Freed(words, "grid", _("Add slots")))
    if told["limit"]:
        words = ngettext(
            "A higher limit: %(num)d pair has a time, but one of them has no meeting left.",
            "A higher limit: %(num)d pairs have a time, but one of them has no meeting left.",
            told["limit"],
        )
        found.append(Freed(words, "roles", _("Change the limit of a role")))
    return found
