"""Warm paths over a million ties: how long the way to a person takes, also from hub to hub.

    python -m benchmarks paths [--ties 1000000] [--people 20000] [--database URL] [--docs FOLDER]

Fills fresh databases, one of SQLite and one of PostgreSQL (or that of a URL alone, which has to be
empty), with a community whose members know each other, a few of them thousands, half of whom let
others ask; then looks for the ways between two: as a page does, consent and all.
"""

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, text
from sqlmodel import Session, SQLModel

from benchmarks.docs import write_part
from benchmarks.machine import machine
from benchmarks.pages_page import BUSY
from eventnet import clock, migrations
from eventnet.accounts.models import Account
from eventnet.batches import batches
from eventnet.communities.models import Community, Membership
from eventnet.database import create_engine
from eventnet.introductions.models import IntroductionChoice
from eventnet.introductions.ways import ways
from eventnet.ties.models import Tie
from eventnet.ties.strength import HALF_LIFE, height_of
from tests.databases import PostgresTemplates

GOAL = 100.0
"""How many milliseconds the ways between two may take."""
HUBS, OF_A_HUB = 20, 5_000
AGREE = 0.5
TIMES = 100
AT_A_TIME = 10_000


@dataclass(frozen=True)
class Measured:
    """What looking for the ways between pairs of one kind took, in milliseconds."""

    label: str
    times: list[float]
    cpu: list[float]
    """What of it this process worked, without waiting for the machine or a server."""
    found: int
    """For how many of the pairs there was a way."""

    def line(self) -> str:
        """Return it as a line of a table."""
        median, fastest = statistics.median(self.times), min(self.times)
        most = sorted(self.times)[int(len(self.times) * 0.95)]
        cpu = statistics.median(self.cpu)
        share = 100 * self.found / len(self.times)
        figures = " | ".join(f"{one:.1f}" for one in (median, most, fastest, cpu))
        return f"| {self.label} | {figures} | {share:.0f} |"


def main() -> int:
    """Fill, look, and write down."""
    parser = argparse.ArgumentParser(prog="benchmarks paths", description=__doc__)
    parser.add_argument("--ties", type=int, default=1_000_000)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--database", default=None)
    parser.add_argument("--docs", type=Path, metavar="FOLDER", help="write the figures here")
    given = parser.parse_args()
    load, found = os.getloadavg()[0], dict[str, list[Measured]]()
    with tempfile.TemporaryDirectory() as folder:
        for name, url in _databases(given.database, Path(folder)):
            found[name] = list(_measure(url, given.people, given.ties))
            for one in found[name]:
                print(name, one.line(), flush=True)
    if given.docs is not None:
        write_part(given.docs, "paths", "\n".join(_page(found, given.people, given.ties, load)))
    return 0


def _databases(url: str | None, folder: Path) -> Iterator[tuple[str, str]]:
    if url is not None:
        yield "the database given", url
        return
    yield "SQLite", f"sqlite:///{folder}/bench.db"
    with PostgresTemplates() as server:
        yield "PostgreSQL", server.template_url


def _measure(url: str, people: int, ties: int) -> Iterator[Measured]:
    engine = create_engine(url)
    migrations.upgrade(engine)
    chance = random.Random(2027)
    with Session(engine) as session:
        ids = _fill(session, people, ties, chance)
        hubs, others = ids[:HUBS], ids[HUBS:]
        kinds = {
            "two members": (others, others),
            "a member and a hub": (others, hubs),
            "two hubs": (hubs, hubs),
        }
        for label, (ones, twos) in kinds.items():
            pairs = [(chance.choice(ones), chance.choice(twos)) for _time in range(TIMES)]
            yield _look(session, label, [two for two in pairs if len({*two}) > 1])
    engine.dispose()


def _look(session: Session, label: str, pairs: Iterable[tuple[str, str]]) -> Measured:
    times: list[float] = []
    cpu: list[float] = []
    found = 0
    for one, other in pairs:
        session.rollback()
        started, worked = time.perf_counter(), time.process_time()
        found += bool(ways(session, one, other, clock.now()))
        times.append(1000 * (time.perf_counter() - started))
        cpu.append(1000 * (time.process_time() - worked))
    return Measured(label, times, cpu, found)


def _fill(session: Session, people: int, ties: int, chance: random.Random) -> list[str]:
    """Make the community; return its members, hubs first. A goal always lets itself be reached."""
    community = Community(slug="bench", name="Bench")
    session.add(community)
    session.flush()
    community_id, now = community.id, clock.now()
    ids = sorted(f"m{chance.getrandbits(60):015x}" for _number in range(people))
    chance.shuffle(ids)
    accounts = [{"id": f"a{key}", "email": f"{key}@example.org"} for key in ids]
    _put(session, Account, accounts)
    _put(
        session,
        Membership,
        [{"id": key, "community_id": community_id, "account_id": f"a{key}"} for key in ids],
    )
    _put(
        session,
        IntroductionChoice,
        [
            {"membership_id": key, "introduces": chance.random() < AGREE, "reachable": True}
            for key in ids
        ],
    )
    rows = (
        {
            "a_id": a_id,
            "b_id": b_id,
            "community_id": community_id,
            "strength": height_of(chance.uniform(0.3, 3), now),
            "since": now - HALF_LIFE,
            "latest": now - timedelta(days=chance.randint(1, 700)),
        }
        for a_id, b_id in sorted(_pairs(ids, ties, chance))
    )
    indexes = Tie.__table__.indexes  # type: ignore[attr-defined]
    for index in indexes:  # made at once, once all are there
        index.drop(session.connection())
    _put(session, Tie, rows)
    for index in indexes:
        index.create(session.connection())
    session.commit()
    session.execute(text("ANALYZE"))
    session.commit()
    return ids


def _pairs(ids: list[str], ties: int, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Give so many pairs: those of the hubs, and others by chance."""
    made: set[tuple[int, int]] = set()
    people = len(ids)
    for hub in range(HUBS):
        known = chance.sample(range(HUBS, people), min(OF_A_HUB, people // 4))
        made |= {(hub, other) for other in known}
    while len(made) < ties:
        one, other = chance.randrange(HUBS, people), chance.randrange(HUBS, people)
        if one != other:
            made.add((min(one, other), max(one, other)))
    for one, other in made:
        a_id, b_id = sorted((ids[one], ids[other]))
        yield a_id, b_id


def _put(session: Session, model: type[SQLModel], rows: Iterable[dict[str, Any]]) -> None:
    for some in batches(rows, AT_A_TIME):
        session.execute(insert(model), some)


def _page(found: dict[str, list[Measured]], people: int, ties: int, load: float) -> Iterator[str]:
    yield "# Warm paths"
    yield ""
    yield (
        f"A community of {people:,} members with {ties:,} ties, of whom {HUBS} know thousands of"
        f" others each, and {100 * AGREE:.0f} % introduce people; every pair is asked for as a"
        f" page asks, {TIMES} pairs of a kind. Milliseconds; the goal is"
        f" {GOAL:.0f} ms."
    )
    yield ""
    yield "```sh"
    yield f".venv/bin/python -m benchmarks paths --ties {ties} --people {people} --docs docs"
    yield "```"
    yield ""
    yield f"Measured on: {machine()}."
    if load > BUSY:
        yield ""
        yield (
            f"**The machine was busy with other work** when the run began, a load of {load:.1f}:"
            " waiting for it is in the figures."
        )
    for name, rows in found.items():
        yield ""
        yield f"## {name}"
        yield ""
        yield "| ways between | median | 95 % | fastest | CPU here | pairs with a way, % |"
        yield "| --- | ---: | ---: | ---: | ---: | ---: |"
        yield from (one.line() for one in rows)


if __name__ == "__main__":
    raise SystemExit(main())
