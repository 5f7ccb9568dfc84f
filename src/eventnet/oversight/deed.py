"""What the trail knows of a deed: what it is about, and how it is told."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from eventnet.oversight.phrases import Detail


class Kind(StrEnum):
    """What deeds are about, to choose from."""

    PEOPLE = "people"
    TICKETS = "tickets"
    SETTING_UP = "setting-up"
    ROOM = "room"
    MATCHING = "matching"
    DAY = "day"
    TEAM = "team"
    LOOKS = "looks"


class About(StrEnum):
    """Whose id the subject of a deed is."""

    NOTHING = "nothing"
    ATTENDANCE = "attendance"
    ACCOUNT = "account"
    RUN = "run"
    IMPORT = "import"
    ROLE = "role"
    REPORT = "report"


@dataclass(frozen=True)
class Deed:
    """A deed: its words complete a sentence that begins with who did it."""

    kind: Kind
    about: About
    words: Callable[[Detail], str]
    details: frozenset[str] = frozenset()
    """What its entry says beside who and to whom; anything else is in no trail."""
