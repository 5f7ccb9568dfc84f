"""What is read of a programme: its entries, and those that cannot be brought in, with the reason.

Whoever reads a format calls `Reading.take` for each entry that it finds, whatever its state.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from eventnet.dates import day as in_words
from eventnet.errors import Refused
from eventnet.events.times import moment
from eventnet.forms import clean_line, clean_text
from eventnet.i18n import gettext as _
from eventnet.unseen import can_be_seen

MOST_ENTRIES = 3000
MOST_SPEAKERS = 50
LONGEST_LINE = 300
LONGEST_ABSTRACT = 10_000
LONGEST_TALK = timedelta(hours=24)
AROUND = timedelta(days=2)
"""So far from the days of the event there may still be something: a tour, a party."""


class UnreadableProgramme(Refused):
    """The file as a whole is no programme; says why and what to do."""


class EntryRefused(Exception):
    """An entry that cannot be brought in, with the reason in words."""


class Entry(BaseModel):
    """A session as its source tells it, with its times in UTC."""

    model_config = ConfigDict(frozen=True)

    key: str
    title: str
    room: str = ""
    abstract: str = ""
    speakers: tuple[str, ...] = ()
    starts_at: datetime
    ends_at: datetime


class RefusedEntry(BaseModel):
    """An entry that is left out: what it is called, and why. `key` is its own, if it has one."""

    model_config = ConfigDict(frozen=True)

    called: str
    words: str
    key: str = ""


@dataclass(frozen=True)
class Setting:
    """The event that a programme is for: the days it lies in, and the clocks there."""

    first: date
    last: date
    zone: ZoneInfo


@dataclass
class Raw:
    """An entry as a format names its parts, unchecked. Times are local where they have no zone."""

    key: object = ""
    title: object = ""
    room: object = ""
    abstract: object = ""
    speakers: Sequence[object] = ()
    starts: datetime | None = None
    ends: datetime | None = None


@dataclass
class Reading:
    """What was read of a programme so far."""

    setting: Setting
    entries: list[Entry] = field(default_factory=list)
    refused: list[RefusedEntry] = field(default_factory=list)

    def take(self, raw: Raw, number: int, fill: Callable[[Raw], None] | None = None) -> None:
        """Check an entry, and keep it or why it is left out; `fill` may complete or refuse it."""
        called = line(raw.title)[:80] or _("Entry %(number)d", number=number)
        try:
            if fill is not None:
                fill(raw)
            self.entries.append(_checked(raw, self.setting))
        except EntryRefused as refused:
            key = line(raw.key)[:LONGEST_LINE]
            self.refused.append(RefusedEntry(called=called, words=str(refused), key=key))

    def finish(self) -> "Reading":
        """Tell apart entries of one name: a session held twice is two, one listed twice is one.

        The second gets a number after its name that makes no name which the file has already.
        """
        by_key: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            by_key[entry.key].append(entry)
        names = {*by_key, *(one.key for one in self.refused)}
        self.entries = []
        for key, same in by_key.items():
            first, *others = sorted({one.starts_at: one for one in same}.values(), key=_start)
            self.entries.append(first)
            free = (name for n in count(2) if (name := f"{key}#{n}") not in names)
            for entry, name in zip(others, free, strict=False):
                names.add(name)
                self._take_renamed(entry, name)
        self.entries.sort(key=_start)
        return self

    def _take_renamed(self, entry: Entry, name: str) -> None:
        if len(name) <= LONGEST_LINE:
            self.entries.append(entry.model_copy(update={"key": name}))
            return
        words = _(
            "Another session has the same id, which is too long for a number after it. Give each "
            "an id of its own."
        )
        self.refused.append(RefusedEntry(called=entry.title[:80], words=words, key=entry.key))


def line(value: object) -> str:
    """Return what may be anything as one clean line; nothing of what is no word or number."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(clean_line(_encodable(value)))


def too_many() -> UnreadableProgramme:
    """Return the refusal of a programme with more entries than any event has."""
    return UnreadableProgramme(
        _(
            "This file has more than %(most)d sessions. Export the programme of this event alone.",
            most=MOST_ENTRIES,
        )
    )


def _start(entry: Entry) -> datetime:
    return entry.starts_at


def _encodable(value: Any) -> str:
    """Return as text, without halves of characters, which JSON can hold and no database takes."""
    return str(value).encode("utf-8", "ignore").decode()


def _checked(raw: Raw, setting: Setting) -> Entry:
    key, title, room = line(raw.key), line(raw.title), line(raw.room)
    speakers = tuple(dict.fromkeys(filter(None, map(line, raw.speakers))))
    if not key:
        _refuse(_("It has no guid, id or UID, so a later import could not find it again."))
    if not can_be_seen(title):
        _refuse(_("It has no title."))
    if max(map(len, (key, title, room, *speakers))) > LONGEST_LINE:
        _refuse(_("Its title, room or id is longer than %(most)d characters.", most=LONGEST_LINE))
    if len(speakers) > MOST_SPEAKERS:
        _refuse(_("It has more than %(most)d speakers.", most=MOST_SPEAKERS))
    starts, ends = (_utc(one) for one in (raw.starts, raw.ends))
    if ends <= starts:
        _refuse(_("It ends before it begins, or takes no time."))
    if ends - starts > LONGEST_TALK:
        _refuse(_("It takes longer than a day. Give it as one session for each day."))
    _refuse_elsewhen(starts.astimezone(setting.zone).date(), setting)
    abstract = clean_text(_encodable(raw.abstract)) if isinstance(raw.abstract, str) else ""
    return Entry(
        key=key,
        title=title,
        room=room,
        abstract=_cut(str(abstract)),
        speakers=speakers,
        starts_at=starts,
        ends_at=ends,
    )


def _utc(local: datetime | None) -> datetime:
    if local is None:
        _refuse(_("It has no time at which it begins, or none at which it ends."))
    try:
        if local.tzinfo is None:
            _refuse(
                _("Its times have no time zone. Export them with one, or in UTC, and try again.")
            )
        if isinstance(local.tzinfo, ZoneInfo) and moment(local, local.tzinfo) is None:
            _refuse(_("It begins or ends at an hour that the clocks jump over."))
        return local.astimezone(UTC)
    except (OverflowError, ValueError):
        _refuse(_("Its date is none that a calendar has."))


def _refuse_elsewhen(day: date, setting: Setting) -> None:
    if not setting.first - AROUND <= day <= setting.last + AROUND:
        _refuse(
            _(
                "It is on %(day)s, and the event from %(first)s to %(last)s.",
                day=in_words(day, "medium"),
                first=in_words(setting.first, "medium"),
                last=in_words(setting.last, "medium"),
            )
        )


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_ABSTRACT else text[: LONGEST_ABSTRACT - 1].rstrip() + "…"


def _refuse(words: str) -> NoReturn:
    raise EntryRefused(words)
