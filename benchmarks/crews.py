"""Crews and circles among 2,000 members: from the brief to a team with its proof.

    python -m benchmarks crews [--people 2000] [--times 5] [--docs FOLDER]

Fills a fresh database with a community of so many members, each with four offers and four things
that they look for. Some of them need a crew of four skills, two of them musts, and some ask for
circles of four and of six. Seconds run from reading who may be picked to the stored team, in this
process; beside them stands how much better any other could be at most (0: proven best).
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from sqlmodel import Session, col, func, select

from benchmarks.crowd import fill
from benchmarks.docs import write_part
from benchmarks.doings import NOW
from benchmarks.machine import machine
from benchmarks.pages_page import BUSY
from eventnet import clock, jobs, migrations
from eventnet.communities.models import Membership, Topic
from eventnet.crews.looking import find_team
from eventnet.crews.models import CrewBrief, CrewSeat, CrewSkill, Kind
from eventnet.database import create_engine
from eventnet.events.models import Event
from eventnet.people.models import ProfileTopic, TopicKind

GOAL = 10.0
"""In how many seconds a team should be picked."""
SECRET = "a secret for the benchmark only, long enough"  # noqa: S105
SKILLS = 4
"""Skills of a brief, each of one person; the first two are musts."""
WHAT = {
    "a crew of four skills": (Kind.CREW, 4),
    "a circle of four": (Kind.CIRCLE, 3),
    "a circle of six": (Kind.CIRCLE, 5),
}
"""What is put together, and of how many people beside whoever asks; two at least."""


def main() -> int:
    """Fill, pick, and write down."""
    parser = argparse.ArgumentParser(prog="benchmarks crews", description=__doc__)
    parser.add_argument("--people", type=int, default=2_000)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--docs", type=Path, metavar="FOLDER", help="write the figures here")
    given = parser.parse_args()
    load = os.getloadavg()[0]
    clock.set_to(NOW)
    with tempfile.TemporaryDirectory() as folder:
        lines = list(_measure(Path(folder), given.people, given.times))
    if given.docs is not None:
        page = _page(lines, given.people, given.times, load)
        write_part(given.docs, "crews", "\n".join(page))
    return 0


def _measure(folder: Path, people: int, times: int) -> Iterator[str]:
    url = f"sqlite:///{folder}/bench.db"
    engine = create_engine(url)
    migrations.upgrade(engine)
    jobs.prepare(url)
    with Session(engine) as session:
        fill(session, people)
        event = session.exec(select(Event)).one()
        members = session.exec(select(Membership.id).order_by(col(Membership.id))).all()[:times]
        skills = _offered(session, event.community_id)
        for label, (kind, most) in WHAT.items():
            took, gaps, seats = list[float](), list[float](), list[int]()
            worked = time.process_time()
            for number, by_id in enumerate(members):
                key = _brief(session, event, by_id, kind, most)
                if kind is Kind.CREW:
                    _need(session, key, skills[number * SKILLS : (number + 1) * SKILLS])
                started = time.perf_counter()
                find_team(session, SECRET, key, 1)
                took.append(time.perf_counter() - started)
                session.rollback()
                gaps.append(session.get_one(CrewBrief, key).gap or 0.0)
                count = select(func.count()).where(CrewSeat.brief_id == key)
                seats.append(session.exec(count).one())
            line = (
                f"| {label} | {statistics.median(took):.1f} | {max(took):.1f} |"
                f" {(time.process_time() - worked) / times:.1f} | {statistics.median(seats):g} |"
                f" {100 * max(gaps):.2f} |"
            )
            print(line, flush=True)
            yield line
    engine.dispose()


def _offered(session: Session, community_id: str) -> list[str]:
    """Return topics that people offer, the most offered first."""
    query = (
        select(Topic.id)
        .join(ProfileTopic, col(ProfileTopic.topic_id) == Topic.id)
        .where(Topic.community_id == community_id, ProfileTopic.kind == TopicKind.OFFER)
        .group_by(col(Topic.id))
        .order_by(func.count().desc(), col(Topic.id))
    )
    return list(session.exec(query))


def _brief(session: Session, event: Event, by_id: str, kind: Kind, most: int) -> str:
    made = CrewBrief(
        community_id=event.community_id,
        by_id=by_id,
        kind=kind,
        title="A brief",
        words="",
        least=2,
        most=most,
        until=(clock.now() + timedelta(days=14)).date(),
    )
    key = made.id
    session.add(made)
    session.commit()
    return key


def _need(session: Session, brief_id: str, skills: list[str]) -> None:
    session.add_all(
        CrewSkill(brief_id=brief_id, topic_id=topic_id, people=1, must=row < SKILLS // 2)
        for row, topic_id in enumerate(skills)
    )
    session.commit()


def _page(lines: list[str], people: int, times: int, load: float) -> Iterator[str]:
    yield "# Crews and circles"
    yield ""
    yield (
        f"A community of {people:,} members, each with four offers and four things that they look"
        f" for; {times} briefs of each kind, by different members. Seconds run from reading who may"
        f" be picked to the stored team with its proof (goal: {GOAL:g} s). The last column is how"
        " much better any other of those weighed could be at most; 0 is proven best."
    )
    yield ""
    yield "```sh"
    yield f".venv/bin/python -m benchmarks crews --people {people} --times {times} --docs docs"
    yield "```"
    yield ""
    yield f"Measured on: {machine()}."
    if load > BUSY:
        yield ""
        yield (
            f"**The machine was busy with other work** when the run began, a load of {load:.1f}:"
            " waiting for it is in the seconds."
        )
    yield ""
    yield "|  | median s | most | processor | people | % below any |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    yield from lines


if __name__ == "__main__":
    raise SystemExit(main())
