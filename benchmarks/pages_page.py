"""The part of docs/benchmarks.md about pages: a table of figures, and what was measured on what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.machine import machine

BUSY = 0.5
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True)
class Figure:
    """How long something took, in milliseconds, and how many statements it sent at most."""

    label: str
    median: float
    p95: float
    least: float
    processor: float
    queries: int
    goal: float | None = None

    def line(self) -> str:
        """Return it as a line of a terminal."""
        return (
            f"{self.label:42} median {self.median:7.1f} ms   p95 {self.p95:7.1f} ms   least"
            f" {self.least:7.1f} ms   processor {self.processor:7.1f} ms   {self.queries} queries"
        )


@dataclass(frozen=True)
class PagesSetting:
    """What the figures are of; `load` is what the machine was busy with when the run began."""

    people: int
    times: int
    database: str
    counts: Mapping[str, int]
    load: float


def write_pages(setting: PagesSetting, figures: Sequence[Figure]) -> str:
    """Return the part."""
    return "\n".join(_lines(setting, figures)) + "\n"


def _lines(setting: PagesSetting, figures: Sequence[Figure]) -> Iterator[str]:
    counts = setting.counts
    yield f"# Pages at {setting.people:,} people, {NAMES[setting.database]}"
    yield ""
    yield (
        f"An event at noon of its first day: {counts['Meeting']:,} meetings,"
        f" {counts['Wish']:,} wishes, {counts['MeetingRequest']:,} requests,"
        f" {counts['Message']:,} messages, {counts['Star']:,} stars,"
        f" {counts['Outcome']:,} outcomes, {counts['SavedSearch']:,} watched searches. Each page"
        f" {setting.times} times, one after the other, in process, rendering included: the time"
        " until the last byte, the processor's time of the process, and the most statements."
    )
    yield ""
    yield "```sh"
    size = f"--people {setting.people} --times {setting.times}"
    yield f".venv/bin/python -m benchmarks pages {size} --docs docs"
    yield "```"
    yield ""
    yield f"Measured on: {machine(('sqlalchemy', 'starlette'))}."
    if setting.load > BUSY:
        yield ""
        yield (
            f"**The machine was busy with other work** when the run began, a load of"
            f" {setting.load:.1f}: waiting for it is in the median and the 95th percentile; the"
            " least and the processor's time have least of it."
        )
    yield ""
    yield "|  | median ms | 95 % below | least | processor | queries |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for one in figures:
        goal = f" (goal: {one.goal:g} ms)" if one.goal else ""
        yield (
            f"| {one.label}{goal} | {one.median:.1f} | {one.p95:.1f} | {one.least:.1f}"
            f" | {one.processor:.1f} | {one.queries} |"
        )
