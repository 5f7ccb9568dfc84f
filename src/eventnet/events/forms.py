"""What comes in when an event is set up."""

from datetime import date, timedelta
from typing import Annotated, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    NaiveDatetime,
    ValidationInfo,
    field_validator,
)

from eventnet import theming
from eventnet.events.models import Phase
from eventnet.forms import Called, Fields, Line, Name, Text, none_if_empty
from eventnet.i18n import gettext as _
from eventnet.slugs import checked_slug
from eventnet.time_zones import zone_names

LONGEST_EVENT = timedelta(days=60)
SHORTEST_SLUG = 3
Day = TypeVar("Day", bound=date | None)


def _zone(value: str) -> str:
    if value not in zone_names():
        raise ValueError(_("Please choose a time zone from the list, such as Europe/Lisbon."))
    return value


def _slug(value: str) -> str:
    return checked_slug(value, least=SHORTEST_SLUG) if value else value


def _colour(value: str) -> str:
    try:
        return theming.normal(value)
    except theming.ColourError as error:
        raise ValueError(
            _(
                "“%(typed)s” is no colour. Write it like #c2401c, a hash and six digits.",
                typed=value,
            )
        ) from error


def _in_our_time(day: Day) -> Day:
    if day is not None and not 1970 <= day.year <= 2200:
        raise ValueError(_("Please give a year between 1970 and 2200."))
    return day


LocalMoment = Annotated[
    NaiveDatetime | None, BeforeValidator(none_if_empty), AfterValidator(_in_our_time)
]
"""A moment as the clocks at the event show it, or nothing."""


Agreed = Annotated[str, Field(max_length=40)]
"""The mark of what an organizer has read that a change does."""


class Details(Fields):
    """What the event is called, and where and when it happens."""

    name: Name
    tagline: Annotated[Line, Field(max_length=300)] = ""
    about: Annotated[Text, Field(max_length=20_000)] = ""
    venue: Annotated[Line, Field(max_length=300)] = ""
    city: Annotated[Line, Field(max_length=300)] = ""
    time_zone: Annotated[Line, AfterValidator(_zone)]
    starts_on: Annotated[date, AfterValidator(_in_our_time)]
    ends_on: Annotated[date, AfterValidator(_in_our_time)]
    version: str = ""

    @property
    def when(self) -> str:
        """What the times of its slots depend on."""
        return f"{self.starts_on} {self.ends_on} {self.time_zone}"

    @field_validator("ends_on")
    @classmethod
    def _ends_after_it_starts(cls, ends: date, info: ValidationInfo) -> date:
        starts = info.data.get("starts_on", ends)
        if ends < starts:
            raise ValueError(_("The last day is before the first."))
        if ends - starts >= LONGEST_EVENT:
            raise ValueError(_("An event lasts at most %(most)d days.", most=LONGEST_EVENT.days))
        return ends


class NewEvent(Details):
    """A new event, with the end of its address; left empty it is made from the name."""

    slug: Annotated[Line, Field(max_length=60), AfterValidator(_slug)] = ""


class CopiedEvent(NewEvent):
    """A new event that begins as a copy of another, named by its address."""

    copy_of: Annotated[Line, Field(max_length=60)] = ""
    shown: Annotated[Line, Field(max_length=300)] = ""
    """For which days and time zone it was shown what the copy will be."""


class Rules(Fields):
    """Where the event stands, and the deadlines and rules of meeting. Times are the event's."""

    phase: Literal["dates"] | Phase = "dates"
    opens_at: LocalMoment = None
    wishes_until: LocalMoment = None
    yes_hours: Annotated[int, Field(ge=1, le=336)]
    ask_unchosen: bool = False
    version: str = ""


class Look(Fields):
    """The colour of the event; a logo comes beside it as a file."""

    accent: Annotated[Line, AfterValidator(_colour)]
    remove_logo: bool = False
    version: str = ""


class RoleFields(Fields):
    """A role that people come as."""

    name: Annotated[Called, Field(max_length=60)]
    max_meetings: Annotated[
        Annotated[int, Field(ge=0, le=500)] | None, BeforeValidator(none_if_empty)
    ] = None
    floor: Annotated[int, Field(ge=0, le=100)] = 0
    position: Annotated[int, Field(ge=0, le=999)] = 0
    version: str = ""

    @field_validator("floor")
    @classmethod
    def _floor_below_ceiling(cls, floor: int, info: ValidationInfo) -> int:
        most = info.data.get("max_meetings")
        if most is not None and floor > most:
            raise ValueError(_("This is more than the most meetings that the role may have."))
        return floor


class RoleChangeFields(RoleFields):
    """What a role is to be, and whether what that does was read."""

    agreed: Agreed = ""


class RoleOutFields(Fields):
    """A role that goes: as what its people come instead, and what becomes of their meetings."""

    into: Annotated[str, Field(max_length=40)] = ""
    choice: Annotated[str, Field(max_length=10)] = ""
    agreed: Agreed = ""


class Pairs(Fields):
    """Which roles may meet: pairs of their ids, with a colon between them."""

    pair: list[Annotated[str, Field(max_length=60)]] = Field(default_factory=list)
    version: Annotated[str, Field(max_length=4000)] = ""
    choice: Annotated[str, Field(max_length=10)] = ""
    agreed: Agreed = ""
