"""The directory over 10,000 people: how long pages take, and how many queries they ask.

    python -m benchmarks.directory [--people 10000] [--times 40] [--database URL]

Fills a fresh database (SQLite unless a URL of an empty one is given), signs one attendee in, and
times the pages one after the other, as one client would see them, rendering included.
"""

import argparse
import gc
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import insert
from sqlmodel import Session, SQLModel, col, select
from starlette.applications import Starlette

from eventnet import jobs, migrations
from eventnet.accounts.models import Account
from eventnet.affinities.models import AffinityState, PairAffinity
from eventnet.app import create_app
from eventnet.communities.models import Community, Membership, Topic
from eventnet.database import create_engine
from eventnet.events.models import Attendance, Event, Role
from eventnet.ids import new_id
from eventnet.people.directory import Wanted, find
from eventnet.people.models import Profile, ProfileTopic
from eventnet.people.search import index_profiles
from eventnet.people.viewers import viewer_of
from eventnet.people.visibility import FIELDS
from eventnet.settings import Settings
from tests.browser import Browser
from tests.queries import counted

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
    """Make an event with so many people."""
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
    started = time.perf_counter()
    index_profiles(session, [str(row.profile["id"]) for row in rows])
    session.commit()
    print(f"indexed {number} profiles in {time.perf_counter() - started:.1f} s")


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
                    "a_to_b": value,
                    "b_to_a": value,
                    "because": [],
                }


def put(session: Session, model: type[SQLModel], rows: list[Row]) -> None:
    """Insert many rows at once."""
    for start in range(0, len(rows), 5000):
        session.execute(insert(model), rows[start : start + 5000])


def measure(app: Starlette, browser: Browser, label: str, paths: list[str]) -> None:
    """Time a page at several addresses; print median, 95th percentile and queries."""
    browser.get(paths[0])  # templates are compiled once
    seconds, worked, queries = [], [], set()
    for path in paths:
        with counted(app.state.engine) as count:
            started, work = time.perf_counter(), time.process_time()
            response = browser.get(path)
            seconds.append(time.perf_counter() - started)
            worked.append(time.process_time() - work)
        assert response.status_code == 200, (path, response.status_code)
        queries.add(count.total)
    ranked = sorted(seconds)
    p95 = ranked[min(len(ranked) - 1, round(0.95 * len(ranked)))]
    print(
        f"{label:34} median {1000 * statistics.median(seconds):6.1f} ms   p95 {1000 * p95:6.1f} ms"
        f"   processor {1000 * statistics.median(worked):6.1f} ms"
        f"   {'/'.join(map(str, sorted(queries)))} queries"
    )


def main() -> None:
    """Fill, sign in, time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--database", default=None)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = given.database or f"sqlite:///{folder}/bench.db"
        settings = Settings(
            base_url="https://meet.example.org",
            secret="a secret for the benchmark only, long enough",  # noqa: S106
            database_url=url,
            data_dir=Path(folder),
        )
        engine = create_engine(url)
        migrations.upgrade(engine)
        jobs.prepare(url)
        started = time.perf_counter()
        with Session(engine) as session:
            fill(session, given.people)
        engine.dispose()
        print(f"filled in {time.perf_counter() - started:.1f} s")
        app = create_app(settings, work=False)
        gc.collect()
        gc.freeze()  # as the server does
        with Session(app.state.engine) as session:
            roles = session.exec(select(Role.id)).all()
            topics = session.exec(select(Topic.id).limit(given.times)).all()
            event = session.exec(select(Event)).one()
            first = session.exec(
                select(Attendance.id)
                .join(Membership, col(Membership.id) == Attendance.membership_id)
                .join(Account, col(Account.id) == Membership.account_id)
                .where(Account.email == "p0@example.org")
            ).one()
            found = find(session, viewer_of(session, event.id, first), Wanted())
            shown = CHANCE.sample(found.attendance_ids, given.times)
        browser = Browser(app).sign_in("p0@example.org")
        times = range(given.times)
        base = "/e/bench/people"
        words = [WORDS[7 * at] for at in times]
        for label, paths in {
            "directory, recommended": [f"{base}?page={at + 1}" for at in times],
            "directory, by name": [f"{base}?order=name&page={at + 1}" for at in times],
            "search, one word": [f"{base}?q={word}" for word in words],
            "search, beginning of a word": [f"{base}?q={word[:2]}" for word in words],
            "search, two words": [
                f"{base}?q={word}+{WORDS[at][:3]}" for at, word in enumerate(words)
            ],
            "narrowed by role": [f"{base}?role={roles[at % 3]}&page={at + 1}" for at in times],
            "narrowed by what they offer": [f"{base}?offers={topics[at]}" for at in times],
            "a person's page": [f"{base}/{person}" for person in shown],
            "ten people": ["/e/bench/recommended" for _at in times],
            "my profile": ["/e/bench/profile" for _at in times],
        }.items():
            measure(app, browser, label, paths)
        browser.close()
        app.state.engine.dispose()


if __name__ == "__main__":
    main()
