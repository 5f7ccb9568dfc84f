"""What people did at the event of the pages' benchmark: a full schedule, and all around it.

Eight meetings each on two days of twelve slots; five wishes, two requests, a conversation, five
starred sessions each; what half of the first day's meetings were worth; watched searches.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from sqlmodel import Session, col, select

from benchmarks.crowd import CHANCE, WORDS, Row, put, some
from eventnet.accounts.models import Account
from eventnet.communities.models import Topic
from eventnet.events.models import Attendance, Event, Organizer, Slot
from eventnet.ids import new_id
from eventnet.matching.models import Run, RunState, UnmetWish
from eventnet.meetings.models import Meeting, MeetingSide
from eventnet.messages.models import Conversation, ConversationSide, Message
from eventnet.outcomes.models import Outcome
from eventnet.programme.models import Programme, Star, Talk
from eventnet.requests.models import MeetingRequest, pair_of
from eventnet.watches.models import SavedSearch
from eventnet.wishes.models import Wish

PUBLISHED = datetime(2027, 5, 3, 9, 0, tzinfo=UTC)
NOW = datetime(2027, 5, 11, 11, 5, tzinfo=UTC)
"""The first day at noon in Lisbon: half of its meetings are over."""
ORGANIZER = "organizer@example.org"
DAYS, PER_DAY, MINUTES = 2, 12, 20
MEETINGS_EACH, WISHES_EACH, REQUESTS_EACH, STARS_EACH = 8, 5, 2, 5
TALKS = 200
HINDRANCES = ("time", "tables", "theirs", "limit")


def fill_doings(session: Session, event: Event) -> dict[str, int]:
    """Let everybody do what people do; return how much of each there is."""
    ids = list(session.exec(select(Attendance.id).order_by(col(Attendance.id))))
    slots = slots_of(event, len(ids))
    session.add_all(slots)
    run = Run(event_id=event.id, number=1, state=RunState.PUBLISHED, published_at=PUBLISHED)
    organizer = Account(email=ORGANIZER)
    session.add_all([run, organizer, Programme(event_id=event.id, source="programme.ics")])
    session.flush()
    session.add(Organizer(event_id=event.id, account_id=organizer.id))
    event.schedule_version = 1
    meetings, sides = _meetings(event, slots, run, ids)
    wishes = list(wishes_of(event, ids))
    talks = list(_talks(event))
    rows: list[tuple[type, list[Row]]] = [
        (Meeting, meetings),
        (MeetingSide, sides),
        (Wish, wishes),
        (UnmetWish, list(_unmet(event, run, slots, wishes))),
        (MeetingRequest, list(_requests(event, ids))),
        *_conversations(event, ids),
        (Talk, talks),
        (Star, list(_stars(ids, talks))),
        (Outcome, list(_outcomes(event, slots, sides))),
        (SavedSearch, list(_searches(session, event, ids))),
    ]
    for model, some_rows in rows:
        put(session, model, some_rows)
    session.commit()
    return {model.__name__: len(some_rows) for model, some_rows in rows}


def slots_of(event: Event, people: int) -> list[Slot]:
    """Return the grid of the event, with a table for every two people."""
    begin = datetime(2027, 5, 11, 8, 0, tzinfo=UTC)
    return [
        Slot(
            event_id=event.id,
            starts_at=begin + timedelta(days=day, minutes=30 * number),
            minutes=MINUTES,
            tables=people // 2,
        )
        for day in range(DAYS)
        for number in range(PER_DAY)
    ]


def _meetings(
    event: Event, slots: list[Slot], run: Run, ids: list[str]
) -> tuple[list[Row], list[Row]]:
    """Return meetings and their sides: in every third slot, everybody has one."""
    meetings: list[Row] = []
    sides: list[Row] = []
    met = set()
    for slot in slots[:: len(slots) // MEETINGS_EACH]:
        mixed = CHANCE.sample(ids, len(ids))
        for table, two in enumerate(zip(mixed[::2], mixed[1::2], strict=False), 1):
            if pair_of(*two) in met:
                continue
            met.add(pair_of(*two))
            waits = CHANCE.random() < 0.1 and slot.starts_at > NOW
            meeting = {
                "id": new_id(),
                "event_id": event.id,
                "slot_id": slot.id,
                "table_number": table,
                "place": "",
                "state": "waiting" if waits else "confirmed",
                "live": True,
                "answer_until": slot.starts_at if waits else None,
                "affinity": CHANCE.random(),
                "because": [{"signal": "text", "detail": some(2).split(), "share": 1.0}],
                "run_id": run.id,
                "created_at": PUBLISHED,
                "changed_at": PUBLISHED,
                "sequence": 0,
                "said": "",
            }
            meetings.append(meeting)
            sides += [
                {
                    "meeting_id": meeting["id"],
                    "attendance_id": one,
                    "slot_id": slot.id,
                    "seat": 1,
                    "live": True,
                    "answer": None if waits and one is two[1] else "yes",
                }
                for one in two
            ]
    return meetings, sides


def _others(one: str, ids: list[str], number: int) -> list[str]:
    return [other for other in CHANCE.sample(ids, number + 1) if other != one][:number]


def wishes_of(event: Event, ids: list[str]) -> Iterator[Row]:
    """Return what everybody wishes, five of others each."""
    for one in ids:
        for other in _others(one, ids, WISHES_EACH):
            yield {
                "from_id": one,
                "to_id": other,
                "event_id": event.id,
                "kind": CHANCE.choice(("want", "want", "want", "maybe", "avoid")),
                "created_at": PUBLISHED - timedelta(days=3),
            }


def _unmet(event: Event, run: Run, slots: list[Slot], wishes: list[Row]) -> Iterator[Row]:
    for wish in wishes:
        if wish["kind"] == "want":
            yield {
                "from_id": wish["from_id"],
                "to_id": wish["to_id"],
                "event_id": event.id,
                "run_id": run.id,
                "kind": CHANCE.choice(HINDRANCES),
                "slot_ids": [slot.id for slot in CHANCE.sample(slots, 2)],
            }


def _requests(event: Event, ids: list[str]) -> Iterator[Row]:
    waiting = set()
    for one in ids:
        for other in _others(one, ids, REQUESTS_EACH):
            waits = CHANCE.random() < 0.5 and pair_of(one, other) not in waiting
            if waits:
                waiting.add(pair_of(one, other))
            yield {
                "id": new_id(),
                "event_id": event.id,
                "kind": "meet",
                "from_id": one,
                "to_id": other,
                "pair_id": pair_of(one, other),
                "awaits_id": other,
                "message": some(12),
                "reply": "",
                "state": "waiting" if waits else CHANCE.choice(("declined", "expired")),
                "expires_at": NOW + timedelta(hours=20),
                "created_at": PUBLISHED,
                "changed_at": PUBLISHED,
                "sequence": 0,
                "answered": not waits,
            }


def _conversations(event: Event, ids: list[str]) -> Iterator[tuple[type, list[Row]]]:
    """Return conversations of neighbours in the order of ids, their sides, and three messages."""
    conversations: list[Row] = []
    sides: list[Row] = []
    messages: list[Row] = []
    for one, other in pairwise(ids):
        key = new_id()
        conversations.append({"id": key, "event_id": event.id, "pair_id": pair_of(one, other)})
        sides += [
            {
                "conversation_id": key,
                "attendance_id": me,
                "other_id": them,
                "latest": 3,
                "latest_at": PUBLISHED,
                "heard": 3,
                "read": CHANCE.choice((2, 3)),
                "seen": 0,
                "mailed": False,
            }
            for me, them in ((one, other), (other, one))
        ]
        messages += [
            {
                "id": new_id(),
                "conversation_id": key,
                "number": number,
                "from_id": (one, other)[number % 2],
                "words": some(15),
                "sent_at": PUBLISHED,
                "delivered": True,
            }
            for number in (1, 2, 3)
        ]
    yield Conversation, conversations
    yield ConversationSide, sides
    yield Message, messages


def _talks(event: Event) -> Iterator[Row]:
    begin = datetime(2027, 5, 11, 8, 0, tzinfo=UTC)
    for number in range(TALKS):
        starts = begin + timedelta(days=number % 2, minutes=30 * (number // 2 % 16))
        title = some(5).capitalize()
        yield {
            "id": new_id(),
            "event_id": event.id,
            "key": f"talk-{number}",
            "title": title,
            "room": f"Hall {number % 8}",
            "abstract": some(40),
            "speakers": [some(2).title()],
            "starts_at": starts,
            "ends_at": starts + timedelta(minutes=30),
            "folded": title.casefold(),
        }


def _stars(ids: list[str], talks: list[Row]) -> Iterator[Row]:
    for one in ids:
        for talk in CHANCE.sample(talks, STARS_EACH):
            yield {"attendance_id": one, "talk_id": talk["id"], "starred_at": PUBLISHED}


def _outcomes(event: Event, slots: list[Slot], sides: list[Row]) -> Iterator[Row]:
    over = {slot.id for slot in slots if slot.starts_at + timedelta(minutes=MINUTES) <= NOW}
    for side in sides:
        if side["slot_id"] in over and CHANCE.random() < 0.5:
            yield {
                "meeting_id": side["meeting_id"],
                "attendance_id": side["attendance_id"],
                "event_id": event.id,
                "happened": "yes",
                "worth": CHANCE.choice(("little", "some", "much")),
                "memory": some(4),
                "told_at": NOW,
                "changed_at": NOW,
            }


def _searches(session: Session, event: Event, ids: list[str]) -> Iterator[Row]:
    """Return a watched search of every fifth attendee: for a word, or for what somebody offers."""
    topics = list(session.exec(select(Topic.id).limit(100)))
    for number, one in enumerate(ids[::5]):
        query = {"q": WORDS[number % 500]} if number % 2 else {"offers": topics[number % 100]}
        yield {
            "id": new_id(),
            "attendance_id": one,
            "event_id": event.id,
            "name": "Mine",
            "query": query,
            "watching": True,
            "looked_at": NOW,
            "created_at": PUBLISHED,
        }
