"""An event of a crowd that has met, and said what it was worth; another event that is ahead."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from random import Random
from types import SimpleNamespace

import pytest
from sqlmodel import Session, col, select

from eventnet import clock, ids
from eventnet.events.models import Attendance, Event, Slot
from eventnet.meetings.models import Answer, Meeting, MeetingSide, MeetingState
from eventnet.outcomes.models import Happened, Outcome, Worth
from eventnet.people.models import Profile, ProfileTopic, TopicKind
from tests.crowds import a_crowd
from tests.factories import an_event

PEOPLE, SLOTS = 64, 6
NIGHT = datetime(2027, 5, 12, 2, 35, tzinfo=UTC)

Topics = dict[tuple[str, TopicKind], set[str]]
Verdict = Callable[[str, str], Worth]


@pytest.fixture(autouse=True)
def _night() -> Iterator[None]:
    """Let it be the night after the meetings, which is still within the event."""
    with clock.at(NIGHT):
        yield


@pytest.fixture(autouse=True)
def _ids(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ids be the same in every run: by them is decided who is judged by whose ratings."""
    monkeypatch.setattr(ids, "secrets", SimpleNamespace(randbelow=Random(9).randrange))


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event whose people have each had a meeting in every slot."""
    event = an_event(session, slug="one", slots=SLOTS, tables=PEOPLE)
    with clock.at(datetime(2027, 5, 1, tzinfo=UTC)):
        people = a_crowd(session, event, PEOPLE)
    chance, met = Random(4), set[frozenset[str]]()
    slots = select(Slot).where(Slot.event_id == event.id).order_by(col(Slot.starts_at))
    for slot in session.exec(slots).all():
        chance.shuffle(people)
        for table, two in enumerate(zip(people[::2], people[1::2], strict=True), 1):
            if frozenset(two) not in met:
                met.add(frozenset(two))
                _meet(session, event, slot, table, two)
    session.commit()
    return event


def _meet(session: Session, event: Event, slot: Slot, table: int, two: tuple[str, str]) -> None:
    meeting = Meeting(
        event_id=event.id, slot_id=slot.id, table_number=table, state=MeetingState.CONFIRMED
    )
    session.add(meeting)
    session.flush()
    for one in two:
        side = MeetingSide(
            meeting_id=meeting.id, attendance_id=one, slot_id=slot.id, answer=Answer.YES
        )
        session.add(side)


def topics(session: Session, event: Event) -> Topics:
    """Return what each attendee has of each kind."""
    found: Topics = {}
    query = (
        select(Attendance.id, ProfileTopic.kind, ProfileTopic.topic_id)
        .join(Profile, col(Profile.membership_id) == Attendance.membership_id)
        .join(ProfileTopic, col(ProfileTopic.profile_id) == Profile.id)
        .where(Attendance.event_id == event.id)
    )
    for attendance_id, kind, topic_id in session.exec(query):
        found.setdefault((attendance_id, TopicKind(kind)), set()).add(topic_id)
    return found


def planted(session: Session, event: Event) -> Verdict:
    """Return how people rate who think only of whom they can help."""
    has = topics(session, event)

    def verdict(one: str, other: str) -> Worth:
        helps = has[one, TopicKind.OFFER] & has[other, TopicKind.SEEK]
        return Worth.MUCH if helps else Worth.LITTLE

    return verdict


def noise(seed: int = 1) -> Verdict:
    """Return how people rate who throw a die."""
    chance = Random(seed)
    return lambda _one, _other: chance.choice(list(Worth))


def rate(
    session: Session, event: Event, verdict: Verdict, *, people: int = PEOPLE, most: int = SLOTS
) -> None:
    """Let so many people say what so many of their meetings were worth."""
    sides = session.exec(
        select(MeetingSide)
        .join(Meeting, col(Meeting.id) == MeetingSide.meeting_id)
        .where(Meeting.event_id == event.id)
        .order_by(col(MeetingSide.meeting_id), col(MeetingSide.attendance_id))
    ).all()
    of_meeting: dict[str, list[str]] = {}
    for side in sides:
        of_meeting.setdefault(side.meeting_id, []).append(side.attendance_id)
    two = {
        (meeting_id, a): b for meeting_id, both in of_meeting.items() for a, b in (both, both[::-1])
    }
    told: dict[str, int] = {}
    for (meeting_id, one), other in two.items():
        if one not in told and len(told) == people:
            continue
        told[one] = told.get(one, 0) + 1
        if told[one] <= most:
            session.add(
                Outcome(
                    meeting_id=meeting_id,
                    attendance_id=one,
                    event_id=event.id,
                    happened=Happened.YES,
                    worth=verdict(one, other),
                )
            )
    session.commit()
