"""A process that works on one job, for the test that kills it: job_worker.py URL MARKS MODE."""

import sys
import time
from contextlib import AbstractContextManager
from pathlib import Path

from sqlmodel import Session

from eventnet import jobs
from eventnet.database import create_engine, writing
from eventnet.settings import Settings

url, marks, mode = sys.argv[1], Path(sys.argv[2]), sys.argv[3]


def mark(word: str) -> None:
    with marks.open("a") as file:
        file.write(f"{word}\n")


@jobs.job("slow")
def long_work(_ground: jobs.Ground) -> None:
    """Leave a mark, and never come to the end in the first process."""
    mark("begun")
    if mode == "crash":
        time.sleep(60)
    mark("done")


engine = create_engine(url)


def sessions() -> AbstractContextManager[Session]:
    return Session(engine)


if mode == "crash":
    with sessions() as session, writing(session):
        jobs.enqueue(session, long_work)
jobs.start(jobs.Ground(Settings(demo=True, database_url=url), sessions))
time.sleep(60)
