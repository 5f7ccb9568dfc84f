"""Ten people: whom the viewer should decide about next."""

from dataclasses import dataclass

from sqlmodel import Session

from eventnet.affinities.queries import are_computed
from eventnet.meetings.queries import partners
from eventnet.people.directory import Wanted, find
from eventnet.people.viewers import Viewer
from eventnet.people.worth import worth_meeting
from eventnet.wishes.queries import wishes_of

TEN = 10


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


def ten_people(session: Session, viewer: Viewer) -> Ten:
    """Return the rest of the viewer's current ten, those first whom it is worth most to meet."""
    if viewer.attendance_id is None:
        return Ten([], 0, 0, just_finished=False, computed=True)
    wished = wishes_of(session, viewer.attendance_id)
    settled = wished.keys() | partners(session, viewer.attendance_id)
    worth = worth_meeting(session, viewer)
    left = [
        attendance_id
        for attendance_id in find(session, viewer, Wanted()).attendance_ids
        if attendance_id not in settled and worth.get(attendance_id, 0.0) > 0
    ]
    decided = len(wished) % TEN
    shown = left[: TEN - decided]
    return Ten(
        shown,
        decided,
        decided + len(shown),
        just_finished=bool(wished) and decided == 0,
        computed=are_computed(session, viewer.event_id),
    )
