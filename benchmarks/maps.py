"""The network map of an event of 2,000 people with 20,000 ties: working it out, and looking at it.

    python -m benchmarks maps [--people 2000] [--ties 20000] [--times 20] [--docs FOLDER]

Fills a fresh database with people who hang together in circles of about a hundred, of whom most let
their ties be drawn; works their network out, as the first look of an hour does; then looks at the
map, at a cluster and at one's own ties, as a page does, rendering included.
"""

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from sqlmodel import Session, col, select

from benchmarks.crowd import fill, put
from benchmarks.docs import write_part
from benchmarks.doings import NOW, fill_doings
from benchmarks.machine import machine
from benchmarks.pages_page import BUSY
from eventnet import clock, jobs, migrations
from eventnet.app import create_app
from eventnet.communities.models import Membership
from eventnet.database import create_engine
from eventnet.events.models import Event
from eventnet.networks.crowd import event_crowd
from eventnet.networks.keeping import keep
from eventnet.networks.models import NetworkChoice
from eventnet.settings import Settings
from eventnet.ties.models import Tie
from eventnet.ties.strength import height_of
from tests.browser import Browser
from tests.queries import counted

WORK_GOAL, PAGE_GOAL = 10_000.0, 300.0
"""How many milliseconds the first look of an hour may take, and each further one."""
CIRCLE = 100
WITHIN = 0.7
AGREE = 0.6
ATTENDEE = "p0@example.org"
PAGES = {
    "the whole map": "/e/bench/map",
    "the whole map, before the event": "/e/bench/map?ties=before",
    "the largest cluster": "/e/bench/map/clusters/1",
    "one's own ties": "/e/bench/map/mine",
}


def main() -> int:
    """Fill, work out, look, and write down."""
    parser = argparse.ArgumentParser(prog="benchmarks maps", description=__doc__)
    parser.add_argument("--people", type=int, default=2_000)
    parser.add_argument("--ties", type=int, default=20_000)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--docs", type=Path, metavar="FOLDER", help="write the figures here")
    given = parser.parse_args()
    load = os.getloadavg()[0]
    clock.set_to(NOW)
    with tempfile.TemporaryDirectory() as folder:
        lines = list(_measure(Path(folder), given.people, given.ties, given.times))
    if given.docs is not None:
        page = _page(lines, given.people, given.ties, load)
        write_part(given.docs, "maps", "\n".join(page))
    return 0


def _measure(folder: Path, people: int, ties: int, times: int) -> Iterator[str]:
    url = f"sqlite:///{folder}/bench.db"
    engine = create_engine(url)
    migrations.upgrade(engine)
    jobs.prepare(url)
    with Session(engine) as session:
        fill(session, people)
        event = session.exec(select(Event)).one()
        fill_doings(session, event)
        _hang_together(session, event, ties)
        started, worked = time.perf_counter(), time.process_time()
        keep(engine, event_crowd(event), clock.now())
        seconds = time.perf_counter() - started
        line = _line("working it out", [1000 * seconds], time.process_time() - worked, 0)
        print(line, flush=True)
        yield line
    engine.dispose()
    settings = Settings(
        base_url="https://meet.example.org",
        secret="a secret for the benchmark only, long enough",  # noqa: S106
        database_url=url,
        data_dir=folder,
    )
    app = create_app(settings, work=False)
    browser = Browser(app).sign_in(ATTENDEE)
    for label, path in PAGES.items():
        browser.get(path)  # the first look works out, and compiles the template
        took: list[float] = []
        worked = time.process_time()
        with counted(app.state.engine) as count:
            for _time in range(times):
                started = time.perf_counter()
                answer = browser.get(path)
                took.append(1000 * (time.perf_counter() - started))
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answers {answer.status_code}")
        cpu = (time.process_time() - worked) / times
        line = _line(label, took, cpu, count.total / times, len(answer.content) / 1000)
        print(line, flush=True)
        yield line
    browser.close()
    app.state.engine.dispose()


def _hang_together(session: Session, event: Event, ties: int) -> None:
    """Let people know each other, most of all in their own circle, and most let it be drawn."""
    chance, now = random.Random(2027), clock.now()
    ids = list(session.exec(select(Membership.id).order_by(col(Membership.id))))
    made: set[tuple[str, str]] = set()
    while len(made) < ties:
        one = chance.randrange(len(ids))
        circle = one // CIRCLE * CIRCLE
        near = range(circle, min(circle + CIRCLE, len(ids)))
        other = chance.choice(near) if chance.random() < WITHIN else chance.randrange(len(ids))
        if one != other:
            made.add((ids[min(one, other)], ids[max(one, other)]))
    rows = [
        {
            "a_id": a_id,
            "b_id": b_id,
            "community_id": event.community_id,
            "strength": height_of(chance.uniform(0.3, 3), now),
            "since": now - timedelta(days=chance.choice((0, 0, 0, 300))),
            "latest": now,
        }
        for a_id, b_id in sorted(made)
    ]
    put(session, Tie, rows)
    drawn = [key for key in ids if chance.random() < AGREE]
    choices = [{"membership_id": key, "drawn": True, "changed_at": now} for key in drawn]
    put(session, NetworkChoice, choices)
    session.commit()


def _line(label: str, took: Sequence[float], cpu: float, queries: float, size: float = 0) -> str:
    """Return a line of the table; processor time is given in seconds."""
    figures = [statistics.median(took), max(took), min(took), 1000 * cpu, queries, size]
    return f"| {label} | " + " | ".join(f"{one:,.0f}" if one else "–" for one in figures) + " |"


def _page(lines: Sequence[str], people: int, ties: int, load: float) -> Iterator[str]:
    yield "# The network map"
    yield ""
    yield (
        f"An event of {people:,} people with {ties:,} ties, in circles of about {CIRCLE}, of whom"
        f" {100 * AGREE:.0f} % let their ties be drawn, on SQLite. Working it out is what the first"
        f" look of an hour waits for, {WORK_GOAL:,.0f} ms at most; each further look may take"
        f" {PAGE_GOAL:,.0f} ms, rendering included."
    )
    yield ""
    yield "```sh"
    yield f".venv/bin/python -m benchmarks maps --people {people} --ties {ties} --docs docs"
    yield "```"
    yield ""
    yield f"Measured on: {machine()}."
    if load > BUSY:
        yield ""
        yield (
            f"**The machine was busy with other work** when the run began, a load of {load:.1f}:"
            " waiting for it is in the figures."
        )
    yield ""
    yield "| | median ms | slowest | fastest | CPU here | statements | kB |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    yield from lines


if __name__ == "__main__":
    raise SystemExit(main())
