"""Ten people: whom the viewer should decide about next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from zlib import crc32

from sqlmodel import Session

from eventnet.affinities.queries import are_computed
from eventnet.events.models import Attendance
from eventnet.events.roles import may_meet, ordered
from eventnet.meetings.queries import partners
from eventnet.people.directory import Found, Wanted, find
from eventnet.people.queries import as_seen_by
from eventnet.people.viewers import Viewer
from eventnet.people.worth import worth_meeting
from eventnet.wishes.queries import wishes_of

TEN = 10


@dataclass(frozen=True)
class First:
    """People at an event who come first among the ten of one viewer."""

    because: dict[str, str]
    """Why, in words, by attendance."""
    page: str
    """The page that wishes for all of them at once."""


also_first: list[Callable[[Session, Viewer], First | None]] = []
"""What later features know of those who come first; who is not shown to the viewer stays so."""


@dataclass(frozen=True)
class Ten:
    """The rest of ten people, counted on from those whom the viewer has decided about."""

    attendance_ids: list[str]
    decided: int
    """How many of these ten are decided about."""
    total: int
    """How many these are in all: ten, or fewer where there are no more."""
    just_finished: bool
    """Whether the last answer completed ten."""
    computed: bool
    """Whether the event's affinities are known; until then common ground stands in."""
    filled: bool
    """Whether there are people among them for whom nothing speaks yet."""
    because: dict[str, str] = field(default_factory=dict)
    """Why some come first, in words."""
    at_once: dict[str, int] = field(default_factory=dict)
    """The pages that wish for several at once, and for how many that are left."""


def ten_people(session: Session, viewer: Viewer) -> Ten:
    """Return the rest of the viewer's current ten, those first whom it is worth most to meet.

    Before them come those of whom a later feature says why. Where fewer than ten are worth anything
    yet, others come after them: who has said little sees people all the same.
    """
    if viewer.attendance_id is None:
        return Ten([], 0, 0, just_finished=False, computed=True, filled=False)
    wished = wishes_of(session, viewer.attendance_id)
    settled = wished.keys() | partners(session, viewer.attendance_id)
    worth = worth_meeting(session, viewer)
    found = find(session, viewer, Wanted())
    left = [key for key in found.attendance_ids if key not in settled]
    decided = len(wished) % TEN
    firsts = [one for look in also_first if (one := look(session, viewer)) is not None]
    because = {key: why for one in firsts for key, why in one.because.items()}
    fits = {key: key in because for key in left if key in because or worth.get(key, 0.0) > 0}
    fitting = sorted(fits, key=lambda key: not fits[key])[: TEN - decided]
    others = _others(session, viewer, found, [key for key in left if key not in fits])
    shown = [*fitting, *others][: TEN - decided]
    return Ten(
        shown,
        decided,
        decided + len(shown),
        just_finished=bool(wished) and decided == 0,
        computed=are_computed(session, viewer.event_id),
        filled=len(shown) > len(fitting),
        because=because,
        at_once={one.page: len(one.because.keys() & set(left)) for one in firsts},
    )


def _others(session: Session, viewer: Viewer, found: Found, left: Sequence[str]) -> list[str]:
    """Return people for whom nothing speaks yet, by what their tickets say: those who may meet the
    viewer, and who come from elsewhere.

    The order is the viewer's own and always the same. Neither how many want to meet somebody nor
    the alphabet decides, so everyone comes first for someone.
    """
    me = session.get_one(Attendance, viewer.attendance_id)
    allowed = may_meet(session, viewer.event_id)
    met = [key for key in left if ordered(me.role_id, found.role_of[key]) in allowed]
    first = sorted(met, key=lambda key: crc32(f"{me.id} {key}".encode()))[: 3 * TEN]
    people = as_seen_by(session, viewer, [*first, me.id])
    mine = people[me.id].organization.casefold() if me.id in people else ""
    return [
        key
        for key in first
        if key in people and not (mine and people[key].organization.casefold() == mine)
    ]
