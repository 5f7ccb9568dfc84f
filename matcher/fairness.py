"""The slack tier: what may be given up of the objective goes to whoever is worst off.

After the search, up to the share `slack` of the best objective found is spent to raise the
smallest share, own affinity over own best possible. Where the lowest cannot rise any more, the
next lowest may: plans are compared by their sorted shares, in lexicographic order (leximin, after
Rawls; Sen, 1970), only then by the objective. Shortfall never rises, and status and bound stay
those of the search.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from matcher.budget import STEPS_PER_UNIT
from matcher.ceilings import ceilings
from matcher.construct import place_all
from matcher.cooling import flow_prices
from matcher.fair_model import find_fairest
from matcher.incumbent import all_breaks, score, state_of
from matcher.ledger import Ledger
from matcher.lifts import anneal_shares, lift_each
from matcher.shares import best_possible, worth_of
from matcher.sharing_steps import MOST_GIVEN

if TYPE_CHECKING:
    from matcher.board import Board
    from matcher.moves import Seed
    from matcher.prices import Prices
    from matcher.problem import Flags, Floats, Ints
    from matcher.search import Search

HELD_BACK = 0.2
"""Share of the time or work that the search leaves to this tier."""

_EXACT_FROM = 1e-6
_TOLERANCE = 1e-9
_TRIES_AT_ONCE = 100_000
_CHUNK = 50_000
_ROUND = 80
_HEAT = 0.03
_FIRST_STEP, _LAST_STEP = 0.05, 0.002
_GIVEN_UP = 50
"""One in so many may be given up as not to be raised."""


@dataclass(frozen=True)
class Fair:
    """Placements (m,), their sorted shares and what they are worth."""

    slot: Ints
    shares: Floats
    worth: float

    def beats(self, other: Fair) -> bool:
        """Say whether the sorted shares, and then the worth, are better."""
        differ = np.flatnonzero(np.abs(self.shares - other.shares) > _TOLERANCE)
        if differ.size:
            return bool(self.shares[differ[0]] > other.shares[differ[0]])
        return self.worth > other.worth


def share_out(search: Search, earlier: Sequence[Ints] = ()) -> Ints:
    """Return placements (m,) that spend the slack of the problem on the worst-off.

    Parameters
    ----------
    search: done, with a plan. What is left of its budget may be spent.
    earlier: placements of valid plans, taken if they are the fairest within the slack.
    """
    if search.slot is not None and search.budget.left <= 0 and not earlier:
        return search.slot
    tier = _Tier(search)
    best = tier.judge(search.slot)
    if best is None:
        raise ValueError("the search has no plan to share out")
    if not tier.can.any():
        return best.slot
    for slot in earlier:
        found = tier.judge(slot)
        if found and found.beats(best):
            best = found
    if search.budget.left > 0:
        best = tier.raise_lowest(best)
    if search.is_small and search.budget.left > 0 and best.shares[0] < 1.0 - _EXACT_FROM:
        found = tier.judge(find_fairest(search, tier.best, tier.least, best.slot))
        if found and found.beats(best):
            best = tier.raise_lowest(found)
    return best.slot


class _Tier:
    """What the phases share: everybody's best possible, and the worth that must be left."""

    def __init__(self, search: Search) -> None:
        if search.score is None:
            raise ValueError("the search has no plan to share out")
        self.search, self.board = search, search.board
        self.best = best_possible(search.problem, search.board)
        self.can: Flags = self.best > 0
        self.old = np.full(len(self.board.a), -1, np.int32)
        if self.board.change > 0:
            kept = search.problem.kept
            self.old[kept.pair] = kept.slot
        spare = search.problem.slack * max(0.0, search.objective)
        self.least = search.score.worth - spare
        self.shortfall = search.score.shortfall
        self.random: Seed = np.array([search.seed % 2**63], np.uint64)

    @cached_property
    def highest(self) -> Floats:
        """The share (n,) that nobody exceeds, whatever the others do."""
        most = ceilings(self.board, worth_of(self.search.problem, self.board))
        highest: Floats = np.divide(most, self.best, out=np.ones_like(most), where=self.can)
        return highest

    @cached_property
    def prices(self) -> Prices:
        """The prices that guided the search, or those of the flow."""
        return self.search.prices or flow_prices(self.search)

    def judge(self, slot: Ints | None) -> Fair | None:
        """Return what placements are worth, None where they cost more than the slack."""
        if slot is None:
            return None
        state = state_of(self.board, slot)
        found = score(self.board, state)
        room = 1e-7 * max(1.0, abs(self.least))
        if found.shortfall > self.shortfall or found.worth < self.least - room:
            return None
        if not self.search.is_whole(state):
            return None
        return Fair(slot.copy(), np.sort(self._share(slot)[self.can]), found.worth)

    def raise_lowest(self, start: Fair) -> Fair:
        """Raise the lowest share by single lifts and, where none is left, by annealing.

        Whoever cannot rise is left where they are, and the next lowest is raised; but once they
        are many, the slack that is left remains unspent.
        """
        best, step = start, _FIRST_STEP
        given_up = np.zeros(len(self.best), np.bool_)
        most = max(3, len(self.best) // _GIVEN_UP)
        while self.search.budget.left > 0 and given_up.sum() <= most:
            share = self._share(best.slot)
            hopes = self.can & ~given_up & (share < self.highest - _TOLERANCE)
            if not hopes.any():
                break
            lowest = float(share[hopes].min())
            target = lowest + step
            found = self._lift(best, hopes & (share < target), target)
            if not self._is_raised(found, hopes, lowest):
                found = self._anneal(found, target)
            if found.beats(best):
                best = found
            if not self._is_raised(best, hopes, lowest):
                step /= 2
            if step < _LAST_STEP:
                given_up |= hopes & (share < lowest + _LAST_STEP)
                step = _FIRST_STEP
        return self._better(best, self._filled(best.slot))

    def _is_raised(self, found: Fair, hopes: Flags, lowest: float) -> bool:
        return bool(self._share(found.slot)[hopes].min() > lowest + _TOLERANCE)

    def _lift(self, start: Fair, low: Flags, target: float) -> Fair:
        """Lift the people whom `low` marks up to `target` by single steps, the lowest first."""
        search, board = self.search, self.board
        state, worth = state_of(board, start.slot), start.worth
        ledger = self._ledger(start)
        tries = 1 + 2 * len(board.a) // len(self.best) * len(board.tables)
        at_once = max(1, _TRIES_AT_ONCE // tries)
        while search.budget.left > 0:
            share = self._share(state.slot)
            ledger.own[:] = share * self.best
            these = np.flatnonzero(low & (share < target) & ~ledger.stuck)
            if not these.size:
                break
            order = these[np.argsort(share[these], kind="stable")][:at_once].astype(np.int32)
            room = worth - self.least
            worth += lift_each(board, ledger, state, self.random, order, room)
            search.budget.spend(len(order) * tries / STEPS_PER_UNIT)
            search.tell()
        return self._better(start, state.slot)

    def _anneal(self, start: Fair, target: float) -> Fair:
        """Anneal towards the share `target` for everybody; return what is fairer, or the start."""
        search, board = self.search, self.board
        state, ledger = state_of(board, start.slot), self._ledger(start)
        length, done = max(_CHUNK, _ROUND * len(board.a)), 0
        while done < length and search.budget.left > 0:
            share = self._share(state.slot)
            ledger.own[:] = share * self.best
            low = np.flatnonzero(self.can & (share < np.minimum(target, self.highest)))
            rest, cooler = (max(0.0, 1.0 - at / length) for at in (done, done + _CHUNK))
            anneal_shares(
                board, ledger, state, self.random, low.astype(np.int32), _CHUNK, target,
                _HEAT * ledger.typical, rest, cooler,
            )  # fmt: skip
            done += _CHUNK
            search.budget.spend(_CHUNK / STEPS_PER_UNIT)
            search.tell()
        return self._better(start, state.slot)

    def _better(self, start: Fair, slot: Ints) -> Fair:
        found = self.judge(slot)
        return found if found and found.beats(start) else start

    def _share(self, slot: Ints) -> Floats:
        """Return (n,) everybody's share, 1 where nothing is possible."""
        board, placed = self.board, np.flatnonzero(slot >= 0)
        where, row = slot[placed], board.row[placed]
        worth = board.base[placed].copy()
        worth[row >= 0] = board.values[row[row >= 0], where[row >= 0]]
        worth -= board.change * (self.old[placed] == where)
        ends = np.concatenate([board.a[placed], board.b[placed]])
        own = np.bincount(ends, np.concatenate([worth, worth]), minlength=len(self.best))
        share: Floats = np.divide(own, self.best, out=np.ones_like(self.best), where=self.can)
        return share

    def _filled(self, slot: Ints) -> Ints:
        """Return the placements with whatever else fits now."""
        board, state = self.board, state_of(self.board, slot)
        rest = np.flatnonzero((slot < 0) & (board.best > -np.inf))
        order = rest[np.argsort(-board.best[rest], kind="stable")].astype(np.int32)
        place_all(board, state, order, self.random, True)
        return state.slot

    def _ledger(self, start: Fair) -> Ledger:
        board = self.board
        fewest, most = self._breaks_allowed(board, start.slot)
        usable = board.best[board.best > -np.inf]
        return Ledger(
            own=np.zeros_like(self.best),
            best=self.best,
            old=self.old,
            stuck=np.zeros(len(self.best), np.bool_),
            fewest=fewest,
            most=most,
            typical=max(float(np.median(usable)), 1e-12),
            seat=self.prices.seat,
            meeting=self.prices.meeting,
            table=self.prices.table,
            out=np.zeros(MOST_GIVEN, np.int32),
            chosen=np.zeros(MOST_GIVEN, np.int32),
        )

    def _breaks_allowed(self, board: Board, slot: Ints) -> tuple[int, int]:
        """Return a window of breaks in which everybody is, and which the spread allows."""
        spread = self.search.problem.break_spread
        if spread is None:
            return 0, len(board.tables)
        fewest = int(all_breaks(board, state_of(board, slot)).min())
        return fewest, fewest + spread
