"""The pages at an event of 10,000 people in full swing: how long they take, what they ask.

    python -m benchmarks pages [--people 1000 10000] [--times 30] [--database URL] [--docs FOLDER]

For each size, fills a fresh database (SQLite unless a URL of an empty one is given, for one size)
with people and all that they do, lets it be noon of the first day, signs an attendee and an
organizer in, and times pages one after the other, as one client would see them, rendering included.
With `--docs` the figures go into the folder's benchmarks.md.
"""

import argparse
import gc
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine, make_url
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from benchmarks.crowd import CHANCE, WORDS, fill
from benchmarks.docs import write_part
from benchmarks.doings import NOW, ORGANIZER, fill_doings
from benchmarks.pages_page import Figure, PagesSetting, write_pages
from benchmarks.stranded import strand
from eventnet import clock, jobs, migrations
from eventnet.accounts.models import Account
from eventnet.app import create_app
from eventnet.communities.models import Membership, Topic
from eventnet.database import create_engine
from eventnet.events.models import Attendance, Event, Role
from eventnet.meetings.queries import meetings_of
from eventnet.people.attending import come_back, leave, pause, take_leaving_back
from eventnet.people.directory import Wanted, find
from eventnet.people.viewers import viewer_of
from eventnet.schedule.news import changed_days, version_of
from eventnet.settings import Settings
from eventnet.watches.looking import look_at
from tests.browser import Browser
from tests.queries import counted

ATTENDEE = "p0@example.org"
REPAIR = "repair on the day, from tap to board"
LATE = "organizers: meetings for who came late"
GOALS = {"my days": 50.0, "organizers: people": 150.0, REPAIR: 1000.0, LATE: 1000.0}
"""What a page has to stay below, in milliseconds of server time."""

Deed = Callable[[], object]


class Cast(NamedTuple):
    """What the addresses of pages name."""

    me: str
    event_id: str
    roles: list[str]
    topics: list[str]
    shown: list[str]
    meeting: str
    met: list[str]
    written: str


def main() -> int:
    """Fill, sign in, time; for each size."""
    parser = argparse.ArgumentParser(prog="benchmarks pages", description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--times", type=int, default=30)
    parser.add_argument("--database", default=None)
    parser.add_argument("--docs", type=Path, metavar="FOLDER", help="write the figures here")
    parser.add_argument("--only", default="", metavar="WORDS", help="only what is called so")
    given = parser.parse_args()
    if given.database and len(given.people) > 1:
        parser.error("one database is filled for one size: say --people NUMBER")
    for people in given.people:
        load = os.getloadavg()[0]
        name, counts, figures = _run(people, given.times, given.database, given.only)
        if given.docs is not None:
            setting = PagesSetting(people, given.times, name, counts, load)
            write_part(given.docs, f"{name}_{people}", write_pages(setting, figures))
    return 0


def _run(
    people: int, times: int, database: str | None, only: str
) -> tuple[str, dict[str, int], list[Figure]]:
    """Return the database's name, how much of what it was filled with, and the figures."""
    clock.set_to(NOW)
    with tempfile.TemporaryDirectory() as folder:
        url = database or f"sqlite:///{folder}/bench.db"
        counts = _fill(url, people)
        settings = Settings(
            base_url="https://meet.example.org",
            secret="a secret for the benchmark only, long enough",  # noqa: S106
            database_url=url,
            data_dir=Path(folder),
        )
        app = create_app(settings, work=False)
        gc.collect()
        gc.freeze()  # as the server does
        figures = []
        for label, deeds in _all(app, _cast(app.state.engine, times), times):
            if only in label:
                figures.append(_measure(app.state.engine, label, deeds))
                print(f"{people:6}  {figures[-1].line()}", flush=True)
        app.state.engine.dispose()
    return make_url(url).get_backend_name(), counts, figures


def _fill(url: str, people: int) -> dict[str, int]:
    engine = create_engine(url)
    migrations.upgrade(engine)
    jobs.prepare(url)
    started = time.perf_counter()
    with Session(engine) as session:
        fill(session, people)
        counts = fill_doings(session, session.exec(select(Event)).one())
        if engine.dialect.name == "postgresql":
            session.connection().exec_driver_sql("ANALYZE")
            session.commit()
    engine.dispose()
    print(f"filled in {time.perf_counter() - started:.1f} s", flush=True)
    return counts


def _cast(engine: Engine, times: int) -> Cast:
    with Session(engine) as session:
        event_id = session.exec(select(Event.id)).one()
        ids = list(session.exec(select(Attendance.id).order_by(col(Attendance.id))))
        me = session.exec(
            select(Attendance.id)
            .join(Membership, col(Membership.id) == Attendance.membership_id)
            .join(Account, col(Account.id) == Membership.account_id)
            .where(Account.email == ATTENDEE)
        ).one()
        found = find(session, viewer_of(session, event_id, me), Wanted())
        at = ids.index(me)
        mine = meetings_of(session, me)
        return Cast(
            me=me,
            event_id=event_id,
            roles=list(session.exec(select(Role.id))),
            topics=list(session.exec(select(Topic.id).limit(times))),
            shown=CHANCE.sample(found.attendance_ids, times),
            meeting=mine[-1].id,
            met=[one.other_id for one in mine],
            written=ids[at + 1 if at + 1 < len(ids) else at - 1],
        )


def _all(app: Starlette, cast: Cast, times: int) -> Iterator[tuple[str, list[Deed]]]:
    """Yield what is timed, by name: as many deeds as there are times."""
    for email, pages in (
        (ATTENDEE, _own_pages(cast, times)),
        (ORGANIZER, _their_pages(cast, times)),
    ):
        browser = Browser(app).sign_in(email)
        for label, paths in pages.items():
            yield label, [partial(_get, browser, path) for path in paths]
        browser.close()
    yield from _deeds(app, cast, times)
    yield from _repairs(app, cast, times)


def _repairs(app: Starlette, cast: Cast, times: int) -> Iterator[tuple[str, list[Deed]]]:
    """Yield repairs from the board: from the tap to the board that answers it; a second at most."""
    with app.state.sessions() as session:
        alone = strand(session, cast.event_id, times + 1)
    browser, left = Browser(app).sign_in(ORGANIZER), iter(alone)

    def repair() -> None:
        answer = browser.post(f"/e/bench/organize/day/repair/{next(left)}")
        if "both asked" not in browser.get(answer.headers["location"]).text:
            raise RuntimeError("nobody was found")

    yield REPAIR, [repair] * times
    browser.close()


def _own_pages(cast: Cast, times: int) -> dict[str, list[str]]:
    here, people = "/e/bench", "/e/bench/people"
    words = [WORDS[7 * at] for at in range(times)]
    same = {
        "my days": f"{here}/schedule",
        "my days: what matters now": f"{here}/day",
        "wishes that were not met": f"{here}/not-met",
        "calendar file": f"{here}/schedule.ics",
        "a meeting": f"{here}/meetings/{cast.meeting}",
        "directory, first page": people,
        "ten people": f"{here}/recommended",
        "arriving: what I offer (cloud)": f"{here}/next/offers",
        "arriving: what I look for (cloud)": f"{here}/next/seeks",
        "arriving: what comes next": f"{here}/next",
        "my profile, and what an answer is worth": f"{here}/profile",
        "my wishes": f"{here}/wishes",
        "requests": f"{here}/requests",
        "messages": f"{here}/messages",
        "a conversation": f"{here}/messages/{cast.written}",
        "programme": f"{here}/programme",
        "saved searches": f"{here}/searches",
        "the event's public page": here,
        "start page": "/",
    }
    pages = {label: [path] * times for label, path in same.items()}
    return pages | {
        "directory, page after page": [f"{people}?page={at + 1}" for at in range(times)],
        "directory, by name": [f"{people}?order=name&page={at + 1}" for at in range(times)],
        "search, one word": [f"{people}?q={word}" for word in words],
        "search, beginning of a word": [f"{people}?q={word[:2]}" for word in words],
        "search, two words": [
            f"{people}?q={word}+{WORDS[at][:3]}" for at, word in enumerate(words)
        ],
        "narrowed by role": [
            f"{people}?role={cast.roles[at % 3]}&page={at + 1}" for at in range(times)
        ],
        "narrowed by what they offer": [f"{people}?offers={topic}" for topic in cast.topics],
        "a person's page": [f"{people}/{person}" for person in cast.shown],
    }


def _their_pages(cast: Cast, times: int) -> dict[str, list[str]]:
    here = "/e/bench/organize"
    same = {
        "organizers: what comes next": here,
        "organizers: people": f"{here}/people",
        "organizers: people, a word": f"{here}/people?q={WORDS[3]}",
        "organizers: people, emptiest first": f"{here}/people?sort=least",
        "organizers: people, half a profile": f"{here}/people?profile=more&show=unwishing",
        "organizers: board of the day": f"{here}/day",
        "organizers: matching runs": f"{here}/runs",
        "organizers: what came of it": f"{here}/afterwards",
    }
    late = [f"{here}/people/{person}/meetings" for person in cast.shown]
    return {label: [path] * times for label, path in same.items()} | {LATE: late}


def _get(browser: Browser, path: str) -> None:
    response = browser.get(path)
    if response.status_code not in {200, 303}:
        raise RuntimeError(f"{path} answers {response.status_code}")


def _deeds(app: Starlette, cast: Cast, times: int) -> Iterator[tuple[str, list[Deed]]]:
    """Yield work that is no page: streams, jobs, leaving."""
    sessions = app.state.sessions
    read = changed_days(sessions, cast.event_id)

    def with_session(do: Callable[[Session], object]) -> Deed:
        def deed() -> None:
            with sessions() as session:
                do(session)

        return deed

    def leave_and_return(session: Session) -> None:
        leave(session, session.get_one(Event, cast.event_id), cast.me)
        take_leaving_back(session, session.get_one(Event, cast.event_id), cast.me)

    def pause_and_return(session: Session) -> None:
        pause(session, cast.me)
        come_back(session, cast.me)

    def look(session: Session) -> None:
        look_at(session, cast.event_id)

    yield "stream: whose days changed", [read] * times
    yield "stream: version of my days", [with_session(lambda own: version_of(own, cast.me))] * times
    yield "job: 2,000 watched searches, nobody new", [with_session(look)] * min(times, 5)
    yield "pausing, and coming back", [with_session(pause_and_return)] * times
    yield "leaving, and returning", [with_session(leave_and_return)] * times


def _measure(engine: Engine, label: str, deeds: list[Deed]) -> Figure:
    """Time deeds one by one, after one that is not counted: templates are compiled once."""
    deeds[0]()
    seconds, worked, queries = [], [], []
    for deed in deeds:
        with counted(engine) as count:
            started, work = time.perf_counter(), time.process_time()
            deed()
            seconds.append(1000 * (time.perf_counter() - started))
            worked.append(1000 * (time.process_time() - work))
        queries.append(count.total)
    ranked = sorted(seconds)
    return Figure(
        label=label,
        median=statistics.median(seconds),
        p95=ranked[min(len(ranked) - 1, round(0.95 * len(ranked)))],
        least=ranked[0],
        processor=statistics.median(worked),
        queries=max(queries),
        goal=GOALS.get(label),
    )


if __name__ == "__main__":
    raise SystemExit(main())
