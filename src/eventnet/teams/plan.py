"""The delegation plan: whom a team wants to meet, who of it does, and when.

It knows what was said in the team, and meetings that stand. What a member wishes, rules out or
notes is in none of it, and who wants to hear nothing of a member looks like anybody uncovered.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from eventnet.dates import moment
from eventnet.events.models import Event
from eventnet.events.queries import zone
from eventnet.i18n import gettext as _
from eventnet.meetings.models import MeetingState
from eventnet.meetings.queries import OwnMeeting, meetings_of_each
from eventnet.meetings.words import place
from eventnet.people.queries import PersonView, view_people
from eventnet.teams.models import ExhibitorTeam
from eventnet.teams.queries import member_ids, targets


@dataclass(frozen=True)
class Mate:
    """Somebody of the team, as a colleague knows them."""

    id: str
    name: str
    is_me: bool


@dataclass(frozen=True)
class Meets:
    """That a member meets somebody: who, when and where."""

    member_id: str
    who: str
    at: datetime
    when: str
    where: str
    waits: bool


@dataclass(frozen=True)
class Wanted:
    """Somebody whom the team wants to meet; a name that is not shown to the reader is empty."""

    id: str
    name: str
    about: str
    member_id: str
    member: str
    meets: Sequence[Meets]


@dataclass(frozen=True)
class Double:
    """Somebody whom several of the team meet."""

    id: str
    name: str
    meets: Sequence[Meets]


@dataclass(frozen=True)
class Plan:
    """Whom a team meets, as one of its members sees it."""

    mates: Sequence[Mate]
    wanted: Sequence[Wanted]
    doubles: Sequence[Double]

    @property
    def open(self) -> int:
        """How many are wanted and not covered yet."""
        return sum(not one.meets for one in self.wanted)


def plan_of(session: Session, event: Event, team: ExhibitorTeam, reader_id: str) -> Plan:
    """Return the plan of a team, in as many statements for thirty people as for one."""
    ids, listed = member_ids(session, team.id), targets(session, team.id)
    meetings = meetings_of_each(session, ids)
    others = {one.other_id for own in meetings.values() for one in own}
    shown = view_people(
        session,
        event.id,
        reader_id,
        sorted({*ids, *others, *(one.attendance_id for one in listed)}),
    )
    mates = _mates(ids, shown, reader_id)
    names = {mate.id: mate.name for mate in mates}
    met = _met(event, meetings, names)
    wanted = [
        Wanted(
            id=one.attendance_id,
            name=shown[one.attendance_id].name,
            about=_about(shown[one.attendance_id]),
            member_id=one.member_id if one.member_id in names else "",
            member=names.get(one.member_id or "", ""),
            meets=met.get(one.attendance_id, ()),
        )
        for one in listed
        if one.attendance_id in shown and one.attendance_id not in names
    ]
    return Plan(mates, wanted, _doubles(met, shown, names))


def _mates(ids: Iterable[str], shown: Mapping[str, PersonView], reader_id: str) -> list[Mate]:
    return [
        Mate(key, _called(shown.get(key), number), key == reader_id)
        for number, key in enumerate(ids, 1)
    ]


def _called(person: PersonView | None, number: int) -> str:
    """Return what to call a colleague: their name where it is shown to the reader."""
    if person is not None and person.name:
        return person.name
    return _("Colleague %(number)d", number=number)


def _about(person: PersonView) -> str:
    return ", ".join(filter(None, (person.headline, person.organization)))


def _met(
    event: Event, meetings: Mapping[str, Sequence[OwnMeeting]], names: Mapping[str, str]
) -> dict[str, list[Meets]]:
    """Return who of the team meets whom, by the other one, in order of time."""
    met: dict[str, list[Meets]] = defaultdict(list)
    here = zone(event)
    for key, own in meetings.items():
        for one in own:
            met[one.other_id].append(
                Meets(
                    member_id=key,
                    who=names[key],
                    at=one.starts_at,
                    when=moment(one.starts_at.astimezone(here)),
                    where=place(one),
                    waits=one.state is MeetingState.WAITING,
                )
            )
    return {key: sorted(those, key=lambda one: one.at) for key, those in met.items()}


def _doubles(
    met: Mapping[str, Sequence[Meets]], shown: Mapping[str, PersonView], names: Mapping[str, str]
) -> list[Double]:
    """Return whom several members meet, by name; who is not shown to the reader is left out."""
    found = [
        Double(key, shown[key].name, those)
        for key, those in met.items()
        if len({one.member_id for one in those}) > 1 and key not in names and _is_named(shown, key)
    ]
    return sorted(found, key=lambda one: (one.name.casefold(), one.id))


def _is_named(shown: Mapping[str, PersonView], key: str) -> bool:
    return key in shown and bool(shown[key].name)
