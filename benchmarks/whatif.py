"""What-ifs: how long an organizer waits for one, and how near it comes to a full run.

    python -m benchmarks whatif [--people 1000 10000] [--docs FOLDER]

Fills a fresh database with so many people who let others plan for them, with five wishes each, a
floor of three meetings and a table for every fifth; computes their affinities; and serves the site
with its jobs in this process. An organizer opens the page and then asks, one what-if after the
other: the time runs from the tap until the page with the answer has been sent. Then the same
set-ups are planned without a what-if's limits: the objective of the one in percent of the other's.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import update
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from benchmarks.crowd import fill, put
from benchmarks.docs import write_part
from benchmarks.doings import DAYS, ORGANIZER, PER_DAY, WISHES_EACH, slots_of, wishes_of
from benchmarks.machine import machine
from benchmarks.pages_page import BUSY
from eventnet import jobs, migrations
from eventnet.accounts.models import Account
from eventnet.app import create_app
from eventnet.database import create_engine
from eventnet.events.models import Attendance, Consent, Event, Organizer, Role, Slot
from eventnet.matching.refreshing import refresh
from eventnet.settings import Settings
from eventnet.whatif.answering import as_if
from eventnet.whatif.changes import Changes
from eventnet.whatif.models import Scenario
from eventnet.whatif.planning import answer
from eventnet.whatif.queries import UNDER_WAY, scenarios_of
from eventnet.wishes.models import Wish
from tests.browser import Browser

PATH = "/e/bench/organize/what-if"
GOAL = 3.0
"""In how many seconds a what-if of 1,000 people should be answered."""
FLOOR, PER_TABLE = 3, 5
FULL = {1_000: 30.0, 10_000: 120.0}
"""How many seconds a full run may look, at so many people or fewer."""
ASKED = {
    "5 tables more": {"tables": "+5"},
    "10 % of the tables fewer": {"tables": "-20"},
    "3 slots more on the first day": {"slots": "3", "slots_on": "2027-05-11"},
    "nobody has more than 6": {"most": "6"},
    "an hour less each day": {"slots": "-2"},
}


@dataclass(frozen=True)
class Measured:
    """One what-if: seconds until its answer was on the page, and what it was worth."""

    label: str
    seconds: float
    objective: float
    shortfall: int
    gap: float
    full: float
    full_shortfall: int

    @property
    def share(self) -> float:
        """The objective in percent of a full run's."""
        return 100 * self.objective / self.full

    def line(self) -> str:
        """Return it as a line of a table."""
        return (
            f"| {self.label} | {self.seconds:.2f} | {self.share:.2f} |"
            f" {100 * self.gap:.2f} | {self.shortfall} / {self.full_shortfall} |"
        )


def main() -> int:
    """Fill, ask, plan in full, compare."""
    parser = argparse.ArgumentParser(prog="benchmarks whatif", description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--docs", type=Path, metavar="FOLDER", help="write the figures here")
    given = parser.parse_args()
    load = os.getloadavg()[0]
    found = {}
    for people in given.people:
        found[people] = _measure(people)
        for one in found[people]:
            print(people, one.line(), flush=True)
    if given.docs is not None:
        write_part(given.docs, "whatif", "\n".join(_page(found, load)))
    return 0


def _measure(people: int) -> list[Measured]:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            base_url="https://meet.example.org",
            secret="a secret for the benchmark only, long enough",  # noqa: S106
            database_url=f"sqlite:///{folder}/bench.db",
            data_dir=Path(folder),
        )
        _fill(settings.database_url, people)
        app = create_app(settings)
        browser = Browser(app).sign_in(ORGANIZER)
        with browser.client:
            refresh(app.state.sessions, _event(app), if_stale=False)
            browser.get(PATH)
            time.sleep(10)  # an organizer reads the page and fills in the form
            first = {"as it is now, and the first beside it": ASKED["5 tables more"]}
            took = {label: _ask(app, browser, form) for label, form in (first | ASKED).items()}
        return list(_compared(app, took))


def _fill(url: str, people: int) -> None:
    engine = create_engine(url)
    migrations.upgrade(engine)
    jobs.prepare(url)
    with Session(engine) as session:
        fill(session, people)
        event = session.exec(select(Event)).one()
        ids = list(session.exec(select(Attendance.id).order_by(col(Attendance.id))))
        organizer = Account(email=ORGANIZER)
        session.add(organizer)
        session.flush()
        session.add(Organizer(event_id=event.id, account_id=organizer.id))
        session.add_all(slots_of(event, people))
        session.flush()
        session.execute(update(Slot).values(tables=people // PER_TABLE))
        session.execute(update(Attendance).values(consent=Consent.BOOK))
        session.execute(update(Role).values(floor=FLOOR))
        put(session, Wish, list(wishes_of(event, ids)))
        session.commit()
    engine.dispose()


def _event(app: Starlette) -> str:
    with app.state.sessions() as session:
        found: str = session.exec(select(Event.id)).one()
        return found


def _ask(app: Starlette, browser: Browser, form: dict[str, str]) -> float:
    """Ask, and wait until the page shows the answer; return the seconds."""
    event_id = _event(app)
    started = time.perf_counter()
    response = browser.post(PATH, form)
    if response.status_code != 303:
        raise RuntimeError(f"asking answers {response.status_code}")
    with app.state.sessions() as session:
        while any(one.state in UNDER_WAY for one in scenarios_of(session, event_id)):
            session.rollback()
            time.sleep(0.05)
    browser.get(PATH)
    return time.perf_counter() - started


def _compared(app: Starlette, took: dict[str, float]) -> Iterator[Measured]:
    """Plan each set-up again, without the limits of a what-if."""
    with app.state.sessions() as session:
        event_id = session.exec(select(Event.id)).one()
        found = scenarios_of(session, event_id)[1:]
        for (label, seconds), scenario in zip(took.items(), found, strict=True):
            yield _beside(session, event_id, scenario, label, seconds)


def _beside(
    session: Session, event_id: str, scenario: Scenario, label: str, seconds: float
) -> Measured:
    figures = scenario.figures
    if figures is None:
        raise RuntimeError(f"{label}: {scenario.failure}")
    changes = Changes.model_validate(scenario.changes)
    _setting, document = as_if(session, session.get_one(Event, event_id), changes)
    longest = next((FULL[size] for size in FULL if len(document["people"]) <= size), 120.0)
    full = answer(document, gap=0.0, seconds=longest)
    if full is None:
        raise RuntimeError(f"{label}: a full run found nothing")
    return Measured(
        label=label,
        seconds=seconds,
        objective=figures["objective"],
        shortfall=figures["shortfall"],
        gap=figures["gap"],
        full=full.objective,
        full_shortfall=full.shortfall,
    )


def _page(found: dict[int, list[Measured]], load: float) -> Iterator[str]:
    yield "# What-ifs"
    yield ""
    yield (
        f"An event of {DAYS} days with {PER_DAY} slots each, a table for every {PER_TABLE} people,"
        f" a floor of {FLOOR} meetings and {WISHES_EACH} wishes each; everybody is planned."
        " Seconds are an organizer's, from the tap until the page with the answer has been sent."
        " Each set-up is then planned by a full run, of up to "
        + ", ".join(f"{limit:g} s at {people:,} people" for people, limit in FULL.items())
        + "; what the what-if is worth stands in percent of that run's worth, beside how much"
        " better any schedule could be (proven), and how many meetings each of the two misses to"
        " the floors."
    )
    yield ""
    yield "```sh"
    yield f".venv/bin/python -m benchmarks whatif --people {' '.join(map(str, found))} --docs docs"
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
        goal = f" (goal: {GOAL:g} s)" if people == 1_000 else ""
        seconds = statistics.median(one.seconds for one in rows[1:])
        yield f"## {people:,} people{goal}: {seconds:.1f} s in the median"
        yield ""
        yield "|  | seconds | % of a full run | % below any | missing to floors |"
        yield "| --- | ---: | ---: | ---: | ---: |"
        yield from (one.line() for one in rows)


if __name__ == "__main__":
    raise SystemExit(main())
