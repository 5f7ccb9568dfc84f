"""docs/benchmarks.md: the figures of a comparison, with all that is needed to run it again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.business import Solved
from benchmarks.contest import ENTRANTS, PATIENCE
from benchmarks.families import FAMILIES, Family
from benchmarks.machine import LIBRARIES, PEERS, machine
from benchmarks.summary import Row

BUSY = 0.5
"""A load from which on a run says that it was not alone."""
USUAL_PEOPLE, USUAL_SECONDS, USUAL_SEEDS = 1000, 10.0, 2


@dataclass(frozen=True)
class Setting:
    """How a comparison was run; `load` is what the machine was busy with when it began."""

    command: str
    people: int
    seconds: float
    seeds: int
    load: float


def write_page(
    setting: Setting,
    rows: Mapping[str, Sequence[Row]],
    below: Sequence[str],
    compared: int,
    business: Sequence[Solved],
) -> str:
    """Return the page."""
    return "\n".join(_lines(setting, rows, below, compared, business)) + "\n"


def _lines(
    setting: Setting,
    rows: Mapping[str, Sequence[Row]],
    below: Sequence[str],
    compared: int,
    business: Sequence[Solved],
) -> Iterator[str]:
    yield "# Benchmarks"
    yield ""
    yield (
        f"The engine beside simpler ways to plan, on {setting.people:,} people, "
        f"{_count(setting.seeds, 'seed')} of each family, {setting.seconds:g} s a plan. "
        "Written by the command below; figures depend on the machine, so compare those of one run."
    )
    if setting.people < USUAL_PEOPLE or setting.seeds < USUAL_SEEDS:
        yield ""
        yield (
            "**A trial run**: `make bench` makes it with"
            f" {USUAL_PEOPLE:,} people and {USUAL_SEEDS} seeds."
        )
    yield ""
    yield "```sh"
    yield setting.command
    yield "```"
    yield ""
    yield f"Measured on: {machine((*LIBRARIES[:3], *PEERS))}."
    yield ""
    if setting.load > BUSY:
        yield (
            f"**The machine was busy with other work** when the run began, a load of"
            f" {setting.load:.1f}: limits in seconds bought less than they should."
        )
        yield ""
    yield (
        "![Two dot plots by family: how far each way to plan lies below the proven bound, and "
        "what the worst-off person gets; hollow where more is missing to the floors than need be]"
        "(images/benchmark.svg)"
    )
    yield ""
    yield (
        f"Never below greedy or a matching per slot: {compared - len(below)} of {compared}"
        " comparisons." + "".join(f" Below: {where}." for where in below)
    )
    yield ""
    yield "## How it is measured"
    yield ""
    yield from _method(setting)
    for family, of_family in rows.items():
        yield ""
        yield f"## {family}"
        yield ""
        yield _about(FAMILIES[family])
        yield ""
        yield from _table(of_family, floors=FAMILIES[family].floor > 0)
    if business:
        yield ""
        yield from _business(business)


def _method(setting: Setting) -> Iterator[str]:
    yield (
        "- Each plan is made from file to file by a process of its own; seconds are wall clock of"
        " that process and memory is its peak, both the most over the seeds."
    )
    yield (
        "- One judge takes nothing but the meetings placed, numbers the tables, has"
        " `matcher.check` look for violations, and counts what the plan is worth."
    )
    yield (
        "- *Of the bound*: the plan's worth over the least bound that any run on the problem"
        " proved, from the worst seed to the best. Only a plan that misses more to the floors can"
        " exceed 100 %."
    )
    yield (
        "- *Worst-off*: what the worst-off person gets, of what they could get if they were"
        " alone, on the worst seed."
    )
    yield (
        "- *Greedy by affinity* takes the best pair first, in the first slot where it fits."
        " *A matching per slot* is networkx's exact maximum-weight matching, slot after slot;"
        " where tables are few, the cheapest meetings are left out. Both know no time limit."
    )
    yield (
        "- *Naive CP-SAT* is a bool per pair and slot, with the same limit and two workers."
        " *grad-visitor-scheduler* plans visitors and hosts by HiGHS; it applies where pairs have"
        " two sides, is given the affinities as its weights, and knows neither shared tables"
        " (the cheapest meetings are left out) nor a limit."
    )
    yield (
        f"- A way to plan that knows no limit is ended after {PATIENCE * setting.seconds:g} s;"
        " a plan that it made by then counts."
    )


def _about(family: Family) -> str:
    stands = ""
    if family.seats > 1:
        stands = (
            f"; {family.first:.0%} have a stand with {family.seats} seats, and the others go there"
        )
    elif family.first:
        stands = f"; {family.first:.0%} on one side, meetings only across"
    floor = f"; a floor of {family.floor} for everyone" if family.floor else ""
    most = f"; at most {family.largest} people" if family.largest else ""
    return (
        f"{family.slots} slots, {family.available:.0%} available, at most {family.most} meetings,"
        f" tables for {family.tables:.0%} of the people{stands}{floor}{most}."
    )


def _table(rows: Sequence[Row], *, floors: bool) -> Iterator[str]:
    head = ["", "of the bound", "worst-off", "seconds", "MiB"]
    if floors:
        head.insert(2, "missing to floors")
    yield _cells(head)
    yield _cells(["---"] + ["---:"] * (len(head) - 1))
    for row in rows:
        name = ENTRANTS[row.entrant]
        if row.why_not:
            yield _cells([name, row.why_not, *[""] * (len(head) - 2)])
            continue
        share = _range([100 * share for share in row.shares])
        if row.proven:
            share += f", {row.proven} of {row.runs} proven optimal"
        cells = [name, share, f"{min(row.worst):.0%}", f"{row.seconds:.1f}", f"{row.peak:.0f}"]
        if floors:
            cells.insert(2, _range(row.missing, 0))
        yield _cells(cells)


def _business(business: Sequence[Solved]) -> Iterator[str]:
    settled = sum(solved.is_settled for solved in business)
    yield "## Business meetings"
    yield ""
    yield (
        "The published instances of Bofill et al. (JAIR 74, 2022): all pairs mandatory, the fewest"
        " breaks, those of two people two apart at most. The known optimum reached, or optimum or"
        f" infeasibility proven, on {settled} of {len(business)}."
    )
    yield ""
    yield _cells(
        ["", "status", "breaks", "proven at least", "published", "above", "seconds", "MiB"]
    )
    yield _cells(["---", "---", *["---:"] * 6])
    for solved in business:
        above = ""
        if solved.known is not None and solved.breaks is not None:
            above = str(solved.breaks - solved.known)
        yield _cells(
            [
                solved.name,
                solved.status,
                "" if solved.breaks is None else str(solved.breaks),
                str(solved.least),
                "" if solved.known is None else str(solved.known),
                above,
                f"{solved.run.seconds:.1f}",
                f"{solved.run.peak:.0f}",
            ]
        )


def _cells(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _range(values: Sequence[float], digits: int = 2) -> str:
    low, high = f"{min(values):.{digits}f}", f"{max(values):.{digits}f}"
    unit = " %" if digits else ""
    return f"{low}{unit}" if low == high else f"{low}–{high}{unit}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
