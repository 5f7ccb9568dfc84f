"""What people said of the demo's conference, where its clock stands after it.

It is by chance, the better the more was expected of a meeting, and the same each time.
"""

import random
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlmodel import Session, col, func, select

from eventnet import clock
from eventnet.database import writing
from eventnet.day.models import MeetingSign
from eventnet.demo.asking import attendances
from eventnet.demo.conference import CAST
from eventnet.demo.meeting import let_meet
from eventnet.events.models import Event, Phase, Slot
from eventnet.events.queries import phase, today
from eventnet.ids import new_id
from eventnet.meetings.models import Meeting, MeetingSide, MeetingState
from eventnet.outcomes.models import Happened, Outcome, Promise, PromiseState, Worth

FEW = 50
"""With fewer meetings than this nobody has published a plan."""
STEPS = (
    "Send the drawings of the second site.",
    "Introduce them to the people at the harbour.",
    "Write down what the pilot would cost.",
    "Talk again in two weeks.",
)
MEMORIES = (
    "Has done what we are about to do, and it took twice as long.",
    "Knows the one person to ask at the water board.",
    "Would show us the site, any Thursday.",
    "Laughs at the same tenders.",
)
YES, THEY, ME = Happened.YES, Happened.THEY_MISSED, Happened.I_MISSED


class Standing(NamedTuple):
    """A meeting that stood, and its two sides."""

    meeting: Meeting
    slot: Slot
    sides: list[MeetingSide]


def remember(session: Session, event: Event) -> None:
    """Let people have met at an event, and say how it was, once it is over.

    Where a plan was published, they met by it.
    """
    told = session.exec(select(func.count()).where(Outcome.event_id == event.id)).one()
    if told or phase(event, clock.now()) is not Phase.OVER:
        return
    chance = random.Random(event.starts_on.year)
    with writing(session):
        if len(_standing(session, event)) < FEW:
            let_meet(session, event)
        ids = attendances(session, event)
        introduced = {ids[email] for email in CAST if email in ids}
        for one in _standing(session, event):
            _tell(session, event, one, introduced, chance)


def _standing(session: Session, event: Event) -> list[Standing]:
    query = (
        select(Meeting, Slot, MeetingSide)
        .join(Slot, col(Slot.id) == Meeting.slot_id)
        .join(MeetingSide, col(MeetingSide.meeting_id) == Meeting.id)
        .where(Meeting.event_id == event.id, Meeting.state == MeetingState.CONFIRMED)
        .order_by(col(Slot.starts_at), col(Meeting.id), col(MeetingSide.attendance_id))
    )
    found: dict[str, Standing] = {}
    for meeting, slot, side in session.exec(query):
        found.setdefault(meeting.id, Standing(meeting, slot, [])).sides.append(side)
    return list(found.values())


def _tell(
    session: Session, event: Event, one: Standing, introduced: set[str], chance: random.Random
) -> None:
    """Let the two of a meeting say, or not say, how it went; one in thirty was called off.

    Those whom the demo introduces agree on something whenever they met.
    """
    meeting, slot, sides = one
    if chance.random() < 1 / 30:
        meeting.state, meeting.live = MeetingState.CANCELLED, False
        for side in sides:
            side.live = False
        return
    two = [side.attendance_id for side in sides]
    said: tuple[Happened | None, Happened | None] = chance.choices(
        ((YES, YES), (YES, None), (None, YES), (THEY, None), (ME, THEY), (YES, THEY), (None, None)),
        weights=(44, 14, 14, 4, 2, 1, 21),
    )[0]
    at = min(slot.ends_at + timedelta(hours=chance.randint(1, 30)), clock.now())
    for who, happened in zip(two, said, strict=True):
        if happened is not None:
            session.add(_outcome(meeting, who, happened, at, chance))
    if said == (None, None) and chance.random() < 0.5:
        here = slot.starts_at + timedelta(minutes=2)
        session.add(MeetingSign(meeting_id=meeting.id, attendance_id=two[0], here_at=here))
    if said[0] is YES and chance.random() < (1 if introduced & set(two) else 0.25):
        session.add(_promise(event, meeting, two, at, chance))


def _outcome(
    meeting: Meeting, who: str, happened: Happened, at: datetime, chance: random.Random
) -> Outcome:
    good = min(1.0, meeting.affinity)
    worth = chance.choices(list(Worth), weights=(1.1 - good, 1.0, 0.2 + 1.6 * good))[0]
    rates = happened is YES and chance.random() < 0.8
    return Outcome(
        meeting_id=meeting.id,
        attendance_id=who,
        event_id=meeting.event_id,
        happened=happened,
        worth=worth if rates else None,
        memory=chance.choice(MEMORIES) if rates and chance.random() < 0.3 else "",
        told_at=at,
        changed_at=at,
    )


def _promise(
    event: Event, meeting: Meeting, two: list[str], at: datetime, chance: random.Random
) -> Promise:
    by, to = chance.sample(two, 2)
    return Promise(
        event_id=event.id,
        meeting_id=meeting.id,
        by_id=by,
        to_id=to,
        maker_id=two[0],
        once=new_id(),
        words=chance.choice(STEPS),
        due_on=today(event, at) + timedelta(days=chance.choice((1, 2, 7, 14))),
        state=chance.choices(
            (PromiseState.DONE, PromiseState.OPEN, PromiseState.NOT_SO), weights=(4, 8, 1)
        )[0],
        created_at=at,
        changed_at=at,
    )
