"""Rounds: how long one takes, from its day to the stored talks, and how near it is to the best.

    python -m benchmarks rounds [--people 1000 20000] [--docs FOLDER]

Fills a fresh database with a community of so many members who all take part, from five time zones,
with hours of their own and five wishes each; then holds two rounds, a month apart. Seconds run from
reading everybody to the stored talks, in this process. What no round could exceed is proven for the
pairs that were looked at: the best twenty of each member, by affinity.
"""

import argparse
import os
import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from sqlmodel import Session, col, select
from starlette.applications import Starlette

from benchmarks.crowd import fill, put
from benchmarks.docs import write_part
from benchmarks.doings import WISHES_EACH, wishes_of
from benchmarks.machine import machine
from benchmarks.pages_page import BUSY
from eventnet import clock, jobs, migrations
from eventnet.app import create_app
from eventnet.communities.models import Community, Membership
from eventnet.database import create_engine
from eventnet.events.models import Attendance, Event
from eventnet.rounds import holding
from eventnet.rounds.hall import Hall
from eventnet.rounds.models import Rhythm, RoundMember, RoundsSetting, TalkRound
from eventnet.rounds.pairing import Arrangement, arrange
from eventnet.rounds.planning import Worth
from eventnet.settings import Settings
from eventnet.wishes.models import Wish

GOAL = 60.0
"""In how many seconds a round of 20,000 members should be held."""
LARGE = 20_000
ZONES = ("Europe/Lisbon", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Tokyo")
HOURS = ((8, 12), (9, 17), (13, 19), (8, 21))
FIRST = datetime(2027, 6, 1, 7, 0, tzinfo=UTC)
MONTH = timedelta(days=35)


@dataclass(frozen=True)
class Measured:
    """A round: seconds, what came of it, and what part of the bound it reaches."""

    number: int
    seconds: float
    of_processor: float
    talks: int
    threes: int
    left: int
    gap: float

    def line(self) -> str:
        """Return it as a line of a table."""
        return (
            f"| {self.number} | {self.seconds:.1f} | {self.of_processor:.1f} | {self.talks:,} |"
            f" {self.threes} | {self.left} | {100 * self.gap:.3f} |"
        )


def main() -> int:
    """Fill, hold two rounds, tell."""
    parser = argparse.ArgumentParser(prog="benchmarks rounds", description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[1_000, LARGE])
    parser.add_argument("--docs", type=Path, metavar="FOLDER", help="write the figures here")
    given = parser.parse_args()
    load = os.getloadavg()[0]
    found = {}
    for people in given.people:
        found[people] = list(_measure(people))
        for one in found[people]:
            print(people, one.line(), flush=True)
    if given.docs is not None:
        write_part(given.docs, "rounds", "\n".join(_page(found, load)))
    return 0


def _measure(people: int) -> Iterator[Measured]:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            base_url="https://meet.example.org",
            secret="a secret for the benchmark only, long enough",  # noqa: S106
            database_url=f"sqlite:///{folder}/bench.db",
            data_dir=Path(folder),
        )
        _fill(settings.database_url, people)
        app = create_app(settings, work=False)
        for number in (1, 2):
            with clock.at(FIRST + (number - 1) * MONTH):
                yield _hold(app, number)
        app.state.engine.dispose()


def _fill(url: str, people: int) -> None:
    engine = create_engine(url)
    migrations.upgrade(engine)
    jobs.prepare(url)
    chance = random.Random(5)
    with Session(engine) as session:
        fill(session, people)
        event = session.exec(select(Event)).one()
        ids = list(session.exec(select(Attendance.id).order_by(col(Attendance.id))))
        members = session.exec(select(Membership.id).order_by(col(Membership.id))).all()
        put(session, Wish, list(wishes_of(event, ids)))
        put(session, RoundMember, [_taking_part(event, one, chance) for one in members])
        setting = RoundsSetting(
            community_id=event.community_id,
            is_on=True,
            rhythm=Rhythm.MONTHLY,
            starts_on=FIRST.date(),
        )
        session.add(setting)
        session.commit()
    engine.dispose()


def _taking_part(event: Event, membership_id: str, chance: random.Random) -> dict[str, object]:
    hours = chance.choice(HOURS)
    mine = RoundMember(
        membership_id=membership_id,
        community_id=event.community_id,
        time_zone=chance.choice(ZONES),
        days=sorted(chance.sample(range(5), chance.randint(2, 5))),
        from_hour=hours[0],
        to_hour=hours[1],
    )
    return mine.model_dump()


def _hold(app: Starlette, number: int) -> Measured:
    """Hold one round; look at what the pairing comes to on the way."""
    came: list[Arrangement] = []

    def looked_at(hall: Hall, worths: list[Worth]) -> Arrangement:
        came.append(arrange(hall, worths))
        return came[-1]

    with app.state.sessions() as session:
        community_id = session.exec(select(Community.id)).one()
        held = TalkRound(community_id=community_id, due_on=clock.now().date())
        key = held.id
        session.add(held)
        session.commit()
    started, worked = time.perf_counter(), time.process_time()
    with patch.object(holding, "arrange", looked_at):
        holding.hold(app.state.sessions, key)
    seconds, used = time.perf_counter() - started, time.process_time() - worked
    with app.state.sessions() as session:
        held = session.get_one(TalkRound, key)
        gap = 1 - came[0].worth / came[0].bound
        return Measured(number, seconds, used, held.talks, held.threes, held.left, gap)


def _page(found: dict[int, list[Measured]], load: float) -> Iterator[str]:
    yield "# Rounds"
    yield ""
    yield (
        f"A community whose members all take part, from {len(ZONES)} time zones, with hours of"
        f" their own and {WISHES_EACH} wishes each; two rounds, a month apart. Seconds run from"
        " reading everybody to the stored talks; beside them stand those of the processor. The"
        " last column is how much better any matching of the pairs that were looked at could be"
        " (proven), after those who both wished to meet were brought together."
    )
    yield ""
    yield "```sh"
    yield f".venv/bin/python -m benchmarks rounds --people {' '.join(map(str, found))} --docs docs"
    yield "```"
    yield ""
    yield f"Measured on: {machine()}."
    if load > BUSY:
        yield ""
        yield (
            f"**The machine was busy with other work** when the run began, a load of {load:.1f}:"
            " waiting for it is in the seconds."
        )
    for people, rows in found.items():
        yield ""
        goal = f" (goal: {GOAL:g} s)" if people == LARGE else ""
        yield f"## {people:,} people{goal}: {max(one.seconds for one in rows):.1f} s"
        yield ""
        yield "| round | seconds | of the processor | talks | by three | had nobody | % below any |"
        yield "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
        yield from (one.line() for one in rows)


if __name__ == "__main__":
    raise SystemExit(main())
