"""What keeps two accounts from becoming one, in words, each with its way out."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from eventnet.accounts.reserving import OBJECT_WITHIN
from eventnet.dates import moment
from eventnet.i18n import gettext as _


class Why(StrEnum):
    """What it is that stands against it."""

    OPERATOR = "operator"
    CHANGED = "changed"
    REMOVED = "removed"
    PUT_OUT = "put_out"
    MET = "met"
    PLANNING = "planning"
    CLASH = "clash"


@dataclass(frozen=True)
class Obstacle:
    """Something that stands against it; `name` is of the place, or the address."""

    why: Why
    name: str
    at: datetime | None = None
    time_zone: str = "UTC"

    @property
    def words(self) -> str:
        """What it is, and what somebody can do about it."""
        match self.why:
            case Why.OPERATOR:
                return _(
                    "%(email)s runs this site. Sign in with it and bring the other account into "
                    "it instead.",
                    email=self.name,
                )
            case Why.CHANGED:
                return _(
                    "The account of %(email)s had its address changed lately, and the former "
                    "address can still object. Come back %(num)d days after that change.",
                    email=self.name,
                    num=OBJECT_WITHIN.days,
                )
            case Why.REMOVED:
                return _(
                    "The organizers of %(event)s ended your attendance with one of the two "
                    "accounts. Write to them first.",
                    event=self.name,
                )
            case Why.PUT_OUT:
                return _(
                    "A steward of %(community)s removed one of the two accounts from it. Write to "
                    "them first.",
                    community=self.name,
                )
            case Why.MET:
                return _(
                    "At %(place)s these two accounts have a meeting or a talk with each other, as "
                    "two people have. If it is still to come, call it off first.",
                    place=self.name,
                )
            case Why.PLANNING:
                return _(
                    "The schedule of %(event)s is being worked out, or was published a moment "
                    "ago. Come back in half an hour.",
                    event=self.name,
                )
            case Why.CLASH:
                zone = ZoneInfo(self.time_zone)
                return _(
                    "At %(event)s both accounts have something at the same time, %(time)s. Call "
                    "one of the two off first.",
                    event=self.name,
                    time=moment(self.at.astimezone(zone)) if self.at else "",
                )
