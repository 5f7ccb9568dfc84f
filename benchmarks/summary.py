"""Results of many runs, put together: by problem, by family and entrant."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from benchmarks.contest import ENGINE, SIMPLE, Result, best_bound

_CLOSE = 1e-6


@dataclass(frozen=True)
class Row:
    """An entrant on a family: what is true of all seeds.

    Attributes
    ----------
    shares: objective over the best bound, of each plan; worst: the worst-off person's share.
    missing: meetings missing to the floors. seconds, peak: the most over the seeds.
    why_not: why there is no plan, where there is none on any seed.
    """

    entrant: str
    shares: tuple[float, ...]
    worst: tuple[float, ...]
    missing: tuple[int, ...]
    seconds: float
    peak: float
    proven: int
    runs: int
    why_not: str


def by_problem(results: Iterable[Result]) -> list[list[Result]]:
    """Return results in groups, each on one problem."""
    return [list(group) for _key, group in groupby(results, lambda at: (at.family, at.seed))]


def rows_of(results: Sequence[Result]) -> dict[str, list[Row]]:
    """Return the rows of each family, in the order of the runs."""
    bounds = {(at.family, at.seed): best_bound(group) for group in by_problem(results)
              for at in group[:1]}  # fmt: skip
    found: dict[str, list[Row]] = {}
    for family in dict.fromkeys(at.family for at in results):
        entrants = dict.fromkeys(at.entrant for at in results if at.family == family)
        found[family] = [
            _row([at for at in results if (at.family, at.entrant) == (family, name)], bounds)
            for name in entrants
        ]
    return found


def _row(runs: Sequence[Result], bounds: dict[tuple[str, int], float | None]) -> Row:
    judged = [(at, at.verdict) for at in runs if at.verdict is not None and not at.verdict.faults]
    limits = [bounds[at.family, at.seed] for at, _verdict in judged]
    return Row(
        entrant=runs[0].entrant,
        shares=tuple(
            verdict.objective / limit
            for (_at, verdict), limit in zip(judged, limits, strict=True)
            if limit
        ),
        worst=tuple(verdict.worst for _at, verdict in judged),
        missing=tuple(verdict.shortfall for _at, verdict in judged),
        seconds=max(at.run.seconds for at in runs),
        peak=max(at.run.peak for at in runs),
        proven=sum(at.proven for at in runs),
        runs=len(runs),
        why_not="" if judged else next((at.why_not for at in runs if at.why_not), "invalid"),
    )


def below(results: Sequence[Result]) -> tuple[list[str], int]:
    """Return where the engine is below a simple peer, in words, and in how many comparisons."""
    found, compared = [], 0
    for group in by_problem(results):
        verdicts = {at.entrant: at.verdict for at in group if at.verdict is not None}
        ours = verdicts.get(ENGINE)
        for name in SIMPLE:
            peer = verdicts.get(name)
            if ours is None or peer is None:
                continue
            compared += 1
            if ours.is_below(peer):
                found.append(f"{group[0].family}, seed {group[0].seed}: below {name}")
    return found, compared


def defects(results: Sequence[Result]) -> list[str]:
    """Return invalid plans, and plans beyond a bound that was called proven, in words."""
    found = []
    for group in by_problem(results):
        ours = next((at.verdict for at in group if at.entrant == ENGINE), None)
        for at in group:
            where = f"{at.family}, seed {at.seed}, {at.entrant}"
            if at.verdict is None:
                continue
            found += [f"{where}: {fault}" for fault in at.verdict.faults[:1]]
            limit = best_bound(group)
            as_short = ours is None or at.verdict.shortfall <= ours.shortfall
            if limit is not None and as_short and at.verdict.objective > limit * (1 + _CLOSE):
                found.append(f"{where}: {at.verdict.objective:g} is beyond the bound {limit:g}")
    return found
