"""Rounds in words."""

from datetime import date, datetime

from babel.dates import get_day_names

from eventnet import i18n
from eventnet.dates import day
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.rounds.calendar import next_due
from eventnet.rounds.figures import RoundLine
from eventnet.rounds.models import Rhythm, RoundsSetting


def weekdays() -> list[tuple[int, str]]:
    """Return the days of the week, with their numbers."""
    return sorted(get_day_names("wide", locale=i18n.language()).items())


def rhythms() -> list[tuple[str, str]]:
    """Return how often rounds can be held."""
    return [
        (Rhythm.WEEKLY.value, _("Every week")),
        (Rhythm.FORTNIGHTLY.value, _("Every two weeks")),
        (Rhythm.MONTHLY.value, _("Every month")),
    ]


def how_often(setting: RoundsSetting) -> str:
    """Say how often rounds are held."""
    return {
        Rhythm.WEEKLY: _("every week"),
        Rhythm.FORTNIGHTLY: _("every two weeks"),
        Rhythm.MONTHLY: _("every month"),
    }[setting.rhythm]


def next_round(setting: RoundsSetting | None, now: datetime) -> str:
    """Say when the next round is; empty where there is none."""
    if setting is None or not setting.is_on:
        return ""
    return day(next_due(setting, now))


def held_in_words(line: RoundLine) -> str:
    """Say how many of the talks of a round took place."""
    if line.told is None or line.took_place is None:
        return _("Fewer than five have said yet whether they met.")
    return ngettext(
        "%(held)d of %(num)d talk that was told of took place.",
        "%(held)d of %(num)d talks that were told of took place.",
        line.told,
        held=line.took_place,
    )


def called(on: date) -> str:
    """Name a round by its day."""
    return _("Round of %(date)s", date=day(on, "long"))
