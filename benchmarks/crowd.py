"""The people of the pages' benchmark: an event with as many as one likes, invented by chance."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from sqlalchemy import insert
from sqlmodel import Session, SQLModel

from eventnet.accounts.models import Account
from eventnet.affinities.models import AffinityState, PairAffinity
from eventnet.communities.models import Community, Membership, Topic
from eventnet.events.models import Attendance, Event, Role
from eventnet.ids import new_id
from eventnet.people.models import Profile, ProfileTopic
from eventnet.people.search import index_profiles
from eventnet.people.visibility import FIELDS

CHANCE = random.Random(7)
WORDS = [
    "".join(
        CHANCE.choice("bdfgklmnprstvz") + CHANCE.choice("aeiou")
        for _ in range(CHANCE.randint(2, 4))
    )
    for _ in range(4000)
]
TOPICS = 600
AUDIENCES = ["everyone", "community", "attendees", "attendees", "attendees", "met"]

Row = dict[str, object]


class Somebody(NamedTuple):
    """The rows of one person."""

    account: Row
    membership: Row
    profile: Row
    attendance: Row
    topics: list[Row]


def some(number: int) -> str:
    """Return so many words, common ones more often than rare ones."""
    return " ".join(WORDS[int(len(WORDS) * CHANCE.random() ** 2)] for _ in range(number))


def fill(session: Session, number: int) -> None:
    """Make an event with so many people, none of whom has done anything yet."""
    community = Community(slug="bench", name="Bench")
    event = Event(
        community_id=community.id,
        slug="bench",
        name="Bench",
        time_zone="Europe/Lisbon",
        starts_on=date(2027, 5, 11),
        ends_on=date(2027, 5, 12),
        opens_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    roles = [Role(event_id=event.id, name=name) for name in ("Visitor", "Exhibitor", "Investor")]
    topics = [
        Topic(community_id=community.id, label=f"{WORDS[at]} {at}", key=f"{WORDS[at]} {at}")
        for at in range(TOPICS)
    ]
    session.add(community)
    session.flush()
    session.add(event)
    session.flush()
    session.add_all([*roles, *topics])
    session.flush()
    rows = list(people(number, community, event, roles, topics))
    put(session, Account, [row.account for row in rows])
    put(session, Membership, [row.membership for row in rows])
    put(session, Profile, [row.profile for row in rows])
    put(session, Attendance, [row.attendance for row in rows])
    put(session, ProfileTopic, [topic for row in rows for topic in row.topics])
    ids = [str(row.attendance["id"]) for row in rows]
    put(session, PairAffinity, list(pairs(event.id, ids)))
    session.add(AffinityState(event_id=event.id, computed_at=datetime.now(UTC)))
    index_profiles(session, [str(row.profile["id"]) for row in rows])
    session.commit()


def people(
    number: int, community: Community, event: Event, roles: list[Role], topics: list[Topic]
) -> Iterator[Somebody]:
    """Return rows of account, membership, profile and attendance, and topics, for each person."""
    now = datetime.now(UTC)
    for at in range(number):
        account, member, profile = new_id(), new_id(), new_id()
        chosen = {
            (kind, topics[int(TOPICS * CHANCE.random() ** 2)].id)
            for kind in ("INTEREST", "OFFER", "SEEK")
            for _ in range(4)
        }
        yield Somebody(
            {"id": account, "email": f"p{at}@example.org", "created_at": now, "is_operator": False},
            {
                "id": member,
                "community_id": community.id,
                "account_id": account,
                "role": "member",
                "joined_at": now,
            },
            {
                "id": profile,
                "membership_id": member,
                "community_id": community.id,
                "name": some(2).title(),
                "headline": some(6),
                "organization": some(2),
                "bio": some(40),
                "links": [],
                "visibility": dict.fromkeys(FIELDS, CHANCE.choice(AUDIENCES)),
                "skipped": [],
                "updated_at": now,
            },
            {
                "id": new_id(),
                "event_id": event.id,
                "membership_id": member,
                "role_id": CHANCE.choice(roles).id,
                "consent": CHANCE.choice(("book", "ask", "own")),
                "removed": False,
                "created_at": now,
            },
            [
                {"profile_id": profile, "kind": kind.lower(), "topic_id": topic}
                for kind, topic in chosen
            ],
        )


def pairs(event_id: str, ids: list[str]) -> Iterator[Row]:
    """Return twenty stored affinities a person."""
    seen = set()
    for one in ids:
        for other in CHANCE.sample(ids, 10):
            a, b = sorted((one, other))
            if a != b and (a, b) not in seen:
                seen.add((a, b))
                value = CHANCE.random()
                yield {
                    "a_id": a,
                    "b_id": b,
                    "event_id": event_id,
                    "value": value,
                    "shown": value,
                    "because": [{"signal": "text", "detail": some(2).split(), "share": 1.0}],
                }


def put(session: Session, model: type[SQLModel], rows: Sequence[Row]) -> None:
    """Insert many rows at once."""
    for start in range(0, len(rows), 5000):
        session.execute(insert(model), rows[start : start + 5000])
