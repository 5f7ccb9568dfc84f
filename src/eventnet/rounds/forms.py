"""What comes in about rounds."""

from datetime import date, datetime, time
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from eventnet.forms import Fields, Line, none_if_empty
from eventnet.i18n import gettext as _
from eventnet.rounds.models import (
    HOURS,
    LONGEST,
    WEEKDAYS,
    Met,
    Rhythm,
    RoundMember,
    RoundsSetting,
    RoundTalkSide,
    Value,
)
from eventnet.time_zones import zone_names

LENGTHS = (20, 30, 45, 60)

Day = Annotated[int, Field(ge=0, le=6)]
OptionalDate = Annotated[date | None, BeforeValidator(none_if_empty)]


def _zone(value: str) -> str:
    if value not in zone_names():
        raise ValueError(_("Please choose one of the options."))
    return value


def _length(value: int) -> int:
    if value not in LENGTHS:
        raise ValueError(_("Please choose one of the options."))
    return value


class TakingPart(Fields):
    """How a member takes part."""

    every: Literal["1", "2"] = "1"
    paused_until: OptionalDate = None
    skips_next: bool = False
    time_zone: Annotated[str, AfterValidator(_zone)]
    days: Annotated[list[Day], Field(max_length=7, default_factory=list)]
    from_hour: Annotated[int, Field(ge=0, le=23)] = HOURS[0]
    to_hour: Annotated[int, Field(ge=1, le=24)] = HOURS[1]
    where: Annotated[Line, Field(max_length=LONGEST)] = ""

    @model_validator(mode="after")
    def _some_hours(self) -> Self:
        if not self.days:
            raise ValueError(_("Choose at least one day on which you have time for a talk."))
        if self.from_hour >= self.to_hour:
            raise ValueError(_("Your hours end before they begin. Choose a later end."))
        return self

    @classmethod
    def of(cls, mine: RoundMember | None, time_zone: str) -> "TakingPart":
        """Return what a member said, or what they may say first."""
        if mine is None:
            return cls.model_construct(time_zone=time_zone, days=list(WEEKDAYS))
        return cls.model_construct(
            every="1" if mine.every == 1 else "2",
            paused_until=mine.paused_until,
            time_zone=mine.time_zone,
            days=list(mine.days),
            from_hour=mine.from_hour,
            to_hour=mine.to_hour,
            where=mine.where,
        )


class SettingUp(Fields):
    """How a community holds rounds."""

    is_on: bool = False
    rhythm: Rhythm = Rhythm.MONTHLY
    weekday: Day = 1
    starts_on: date
    minutes: Annotated[int, AfterValidator(_length)] = 30
    colleagues: bool = False
    one: Annotated[Line, Field(max_length=LONGEST)] = ""
    other: Annotated[Line, Field(max_length=LONGEST)] = ""
    version: str = ""

    @model_validator(mode="after")
    def _two_sides(self) -> Self:
        if bool(self.one) != bool(self.other):
            raise ValueError(
                _("Name both organisations that are always brought together across, or neither.")
            )
        if self.one and self.one.casefold() == self.other.casefold():
            raise ValueError(_("Name two different organisations."))
        return self

    def across(self) -> list[dict[str, str]]:
        """Return the rules of who is brought together across."""
        if not self.one:
            return []
        return [{"kind": "organization", "one": self.one, "other": self.other}]

    @classmethod
    def of(cls, setting: RoundsSetting | None, today: date) -> "SettingUp":
        """Return how rounds are held, or what a steward may say first."""
        if setting is None:
            return cls.model_construct(is_on=True, starts_on=today)
        rule = setting.across[0] if setting.across else {"one": "", "other": ""}
        return cls.model_construct(
            is_on=setting.is_on,
            rhythm=setting.rhythm,
            weekday=setting.weekday,
            starts_on=setting.starts_on,
            minutes=setting.minutes,
            colleagues=setting.colleagues,
            one=rule["one"],
            other=rule["other"],
        )


class AnotherTime(Fields):
    """Another time for a talk, by one's own clock."""

    on: date
    at: time
    sequence: Annotated[int, Field(ge=0)]

    def moment(self, zone: ZoneInfo) -> datetime:
        """Return the moment that is meant."""
        return datetime.combine(self.on, self.at.replace(tzinfo=None), zone)


class Shown(Fields):
    """Which time of a talk a page showed."""

    sequence: Annotated[int, Field(ge=0)]


class Telling(Fields):
    """How a talk went."""

    met: Met
    worth: Annotated[Value | None, BeforeValidator(none_if_empty)] = None
    memory: Annotated[Line, Field(max_length=LONGEST)] = ""
    promise: Annotated[Line, Field(max_length=LONGEST)] = ""
    due_on: OptionalDate = None

    @model_validator(mode="after")
    def _by_when(self) -> Self:
        if self.promise and self.due_on is None:
            raise ValueError(_("Say by when you keep your promise."))
        return self


def as_told(side: RoundTalkSide) -> dict[str, list[str]]:
    """Return what somebody said of a talk before as the values of a form."""
    values = {
        "met": side.met.value if side.met else "",
        "worth": side.worth.value if side.worth else "",
        "memory": side.memory,
        "promise": side.promise,
        "due_on": side.due_on.isoformat() if side.due_on else "",
    }
    return {name: [value] for name, value in values.items() if value}
