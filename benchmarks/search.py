"""Search over what is written in groups: how long a member waits for the newest that fits.

    python -m benchmarks search [--posts 200000] [--database URL] [--docs FOLDER]

Fills a fresh database with so many posts, in 200 groups: open ones, some in which the member is,
and many of which they may not know. Then the member looks for words that stand in half of all
posts, in few, in none, and only where they may not read; each time the first page is made, with
everything that decides what they may see.
"""

import argparse
import statistics
import tempfile
import time
from pathlib import Path
from random import Random

from sqlalchemy import insert
from sqlmodel import Session, col, select

from benchmarks.docs import write_part
from benchmarks.machine import machine
from eventnet import clock, migrations
from eventnet.accounts.models import Account
from eventnet.communities.models import Community, Membership
from eventnet.database import create_engine, writing
from eventnet.discussions.index import index_posts
from eventnet.discussions.models import Post, Thread
from eventnet.discussions.search import search
from eventnet.groups.models import Door, Group, GroupMember
from eventnet.ids import new_id

GOAL = 50.0
"""In how many milliseconds a page of results should be there."""
GROUPS, OPEN, MINE = 200, 40, 10
IN_A_THREAD = 20
WORDS_OF_A_POST = 40
VOCABULARY = [f"w{number}ord" for number in range(5_000)]
ASKED = {
    "a word of every second post": "water",
    "two such words": "water level",
    "two letters": "wa",
    "a word of one post in 5,000": "w4999ord",
    "a word of nowhere": "nowhere",
    "a word that stands only where one may not read": "hush",
    "that word, and one of every second post": "hush water",
}
TIMES = 15


def main() -> None:
    """Fill, ask, and print or write what was measured."""
    parser = argparse.ArgumentParser(prog="benchmarks search", description=__doc__)
    parser.add_argument("--posts", type=int, default=200_000)
    parser.add_argument("--database", metavar="URL")
    parser.add_argument("--docs", type=Path, metavar="FOLDER")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(given.database or f"sqlite:///{folder}/bench.db")
        migrations.upgrade(engine)
        with Session(engine) as session:
            began = time.perf_counter()
            member_id = fill(session, given.posts)
            print(f"{given.posts:,} posts written in {time.perf_counter() - began:.0f} s")
            taken = {what: ask(session, member_id, words) for what, words in ASKED.items()}
        engine.dispose()
    for what, (milliseconds, count) in taken.items():
        print(
            f"{what:48} {statistics.median(milliseconds):7.1f} ms median, "
            f"{max(milliseconds):7.1f} ms at most, {count} found"
        )
    if given.docs:
        write_part(given.docs, "search", page(given.posts, taken))


def fill(session: Session, posts: int) -> str:
    """Write so many posts; return who looks for them."""
    random = Random(7)
    with writing(session):
        account, community = Account(email="reader@example.org"), Community(slug="b", name="B")
        session.add_all([account, community])
        session.flush()
        member = Membership(community_id=community.id, account_id=account.id)
        session.add(member)
        groups = [
            Group(
                community_id=community.id,
                name=f"Group {number}",
                door=Door.OPEN if number < OPEN else Door.HIDDEN,
            )
            for number in range(GROUPS)
        ]
        session.add_all(groups)
        session.flush()
        for group in groups[OPEN : OPEN + MINE]:
            session.add(GroupMember(group_id=group.id, member_id=member.id))
        member_id = member.id
        places = [(group.id, number >= OPEN + MINE) for number, group in enumerate(groups)]
    for begin in range(0, posts, 20_000):
        with writing(session):
            _write(session, random, places, range(begin, min(begin + 20_000, posts)))
    return member_id


def _write(
    session: Session, random: Random, places: list[tuple[str, bool]], numbers: range
) -> None:
    threads, rows = [], []
    for number in numbers:
        group_id, is_foreign = places[number // IN_A_THREAD % len(places)]
        if number % IN_A_THREAD == 0:
            threads.append(
                {
                    "id": new_id(),
                    "group_id": group_id,
                    "title": f"Thread {number}",
                    "once": new_id(),
                    "latest": IN_A_THREAD,
                    "created_at": clock.now(),
                    "latest_at": clock.now(),
                }
            )
        words = random.choices(VOCABULARY, k=WORDS_OF_A_POST)
        words += ["water"] if number % 2 else []
        words += ["level"] if number % 3 else []
        words += ["hush"] if is_foreign else []
        rows.append(
            {
                "thread_id": threads[-1]["id"],
                "number": number % IN_A_THREAD + 1,
                "words": " ".join(words),
                "once": new_id(),
                "version": 1,
                "posted_at": clock.now(),
            }
        )
    session.execute(insert(Thread), threads)
    session.execute(insert(Post), rows)
    new = select(Post.id).where(col(Post.thread_id).in_([one["id"] for one in threads]))
    index_posts(session, [key for key in session.exec(new) if key is not None])


def ask(session: Session, member_id: str, words: str) -> tuple[list[float], int]:
    """Look for words some times; return the milliseconds of each, and how many were found."""
    member, taken, count = session.get_one(Membership, member_id), [], 0
    search(session, member, words)
    for _time in range(TIMES):
        began = time.perf_counter()
        count = len(search(session, member, words).found)
        taken.append(1000 * (time.perf_counter() - began))
    return taken, count


def page(posts: int, taken: dict[str, tuple[list[float], int]]) -> str:
    """Return the part of the docs."""
    worst = max(statistics.median(milliseconds) for milliseconds, _count in taken.values())
    lines = [
        f"| {what} | {statistics.median(milliseconds):.1f} | {max(milliseconds):.1f} | {count} |"
        for what, (milliseconds, count) in taken.items()
    ]
    head = (
        f"# Search: {posts:,} posts in {GROUPS} groups (goal: {GOAL:.0f} ms): "
        f"{worst:.0f} ms in the slowest median"
    )
    how = (
        f"{machine()}. A member reads {OPEN} open groups and {MINE} in which they are, and may not "
        f"know of the other {GROUPS - OPEN - MINE}. Milliseconds are those until the first page of "
        "posts is there, the newest first, with all that decides who may read what; "
        f"{TIMES} times each, by `python -m benchmarks search --docs docs`."
    )
    table = ["| looked for | median, ms | at most, ms | shown |", "| --- | ---: | ---: | ---: |"]
    return "\n".join([head, "", how, "", *table, *lines])


if __name__ == "__main__":
    main()
