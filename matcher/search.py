"""One search: the best plan so far, what is proven of it, and the phases that better both."""

import math
from dataclasses import dataclass, field

import numpy as np

from matcher.board import Board, make_board
from matcher.bounds import Limits, find_limits, stay_bonus
from matcher.branching import is_linear, race
from matcher.budget import Budget
from matcher.construct import place_all
from matcher.cooling import WIDE, improve
from matcher.exact import ExactModel, solve_exactly
from matcher.incumbent import Score, all_breaks, objective_bound, score, state_of
from matcher.matchings import place_by_matchings
from matcher.moves import Seed, State, empty_state, fits, put, take
from matcher.prices import Prices
from matcher.problem import Flags, Ints, Problem
from matcher.progress import Progress, Watch

_SMALL = 30_000
"""Up to so many choices (pair, slot) the exact model is worth its time."""

_BRANCHED = 500
"""With fewer choices CP-SAT has its proof before another process has begun."""

_ANNEALED = 15_000
"""With so many choices of pairs that may stay out, all the time is the annealing's; with fewer, as
much less of it as there is more hope of a proof."""

_CLOSED = 1e-6
_ROUNDED = 1e-7
"""So far the exact model may be off by rounding, as a share of all that a plan counts up."""

_WORTH_A_START = 1.0
"""With less left, in seconds or units of work, no solver is started."""

_MATCHED = 2_000
"""Up to so many people a matching of each slot is found in about a second."""


@dataclass
class Search:
    """The state that the phases share.

    Attributes
    ----------
    watch: receives the progress; a true answer stops the search.
    gap: stop once (bound − objective) / |bound| is so small.
    slot, score: placements (m,) and worth of the best plan, or None.
    other_bound: a bound on Σ value − breaks by prices or by the exact model.
    prices: what guided the annealing, None as long as nothing did.
    """

    problem: Problem
    budget: Budget
    gap: float
    seed: int
    workers: int
    watch: Watch | None
    board: Board = field(init=False)
    limits: Limits = field(init=False)
    shortfall_bound: int = field(init=False)
    other_bound: float = math.inf
    prices: Prices | None = None
    slot: Ints | None = None
    score: Score | None = None
    infeasible: bool = False
    _told: float = -math.inf

    def __post_init__(self) -> None:
        self.board = make_board(self.problem)
        self.budget.reserve += 1e-4 * len(self.problem.people)
        self.limits = find_limits(self.board)
        self.shortfall_bound = self.limits.shortfall

    @property
    def worth_bound(self) -> float:
        """The least proven bound for plans with the shortfall of the incumbent or less."""
        shortfall = self.shortfall_bound if self.score is None else self.score.shortfall
        return min(self.limits.value_at(shortfall), self.other_bound)

    @property
    def bound(self) -> float:
        """The bound on the objective."""
        return objective_bound(self.problem, self.worth_bound)

    @property
    def objective(self) -> float:
        """The objective of the incumbent, -inf without one."""
        return -math.inf if self.score is None else self._objective(self.score)

    def _objective(self, found: Score) -> float:
        return objective_bound(self.problem, found.worth)

    @property
    def is_optimal(self) -> bool:
        """Say whether bound and incumbent agree in shortfall and objective."""
        return self._within(_CLOSED)

    @property
    def is_done(self) -> bool:
        """Say whether the search may end: gap closed, stopped, or budget spent."""
        return self.infeasible or self.budget.left <= 0 or self._within(max(self.gap, _CLOSED))

    def _within(self, gap: float) -> bool:
        if self.score is None or self.score.shortfall > self.shortfall_bound:
            return False
        # Where changes and breaks cancel the affinity, the bound is no measure for the gap: what
        # they are in all is, of which the exact model rounds every part.
        breaks = self.board.break_ * self.score.breaks
        gross = abs(self.score.worth) + breaks + stay_bonus(self.problem)
        return self.bound - self.objective <= max(gap * abs(self.bound), _ROUNDED * gross)

    def offer(self, slot: Ints) -> bool:
        """Take the placements as incumbent where they are valid and better."""
        state = state_of(self.board, slot)
        found = score(self.board, state)
        if not found.beats(self.score) or not self.is_whole(state):
            return False
        self.slot, self.score = slot.copy(), found
        return True

    def is_whole(self, state: State) -> bool:
        """Say whether all mandatory pairs are placed and the breaks lie close enough."""
        if (self.board.must & (state.slot < 0)).any():
            return False
        most = self.problem.break_spread
        if most is None or not len(state.held):
            return True
        breaks = all_breaks(self.board, state)
        return int(breaks.max() - breaks.min()) <= most

    def tell(self, *, now: bool = False) -> None:
        """Report progress, at most twice a second unless `now`."""
        seconds = self.budget.seconds
        if self.watch is None or (not now and seconds - self._told < 0.5):
            return
        self._told = seconds
        shortfall = self.shortfall_bound if self.score is None else self.score.shortfall
        if self.watch(Progress(self.objective, self.bound, seconds, shortfall)):
            self.budget.stop()

    def run(self) -> None:
        """Go through the phases till one of them closes the gap or the budget is spent."""
        self.tell(now=True)
        random = np.array([self.seed % 2**63], np.uint64)
        state = self._construct(random)
        if self.is_done:
            return
        share = min(1.0, self._choices(~self.board.must) / _ANNEALED)
        if self.score is None:
            self._prove_mandatory()
        if self.score is not None and not self.is_done:
            improve(self, state, random, share)
        hopeful = share < 1 and self.is_small
        if hopeful and self._can_branch and not self.is_done:
            self._branch()
            hopeful = self.budget.left > _WORTH_A_START
        if not self.is_done and (self.score is None or hopeful):
            self._search_exactly()

    @property
    def is_small(self) -> bool:
        """Say whether the exact model is worth its time."""
        return self._all_choices <= _SMALL

    @property
    def _all_choices(self) -> int:
        return self._choices(np.ones(len(self.board.a), np.bool_))

    def _choices(self, these: Flags) -> int:
        """Count the choices (pair, slot) of these pairs."""
        board = self.board
        usable = these & (board.best > -np.inf)
        return int((board.available[board.a[usable]] & board.available[board.b[usable]]).sum())

    def _construct(self, random: Seed) -> State:
        """Place pins, mandatory pairs, what the relaxation chose, then whatever still fits."""
        state = empty_state(self.board)
        if self._place_musts(state, random):
            self._fill(state, random)
        if not self.offer(state.slot):
            self._settle_breaks(state)
        self.tell(now=True)
        if len(self.problem.people) <= _MATCHED and not self._within(max(self.gap, WIDE)):
            other = empty_state(self.board)
            if self._place_musts(other, random):
                place_by_matchings(self.board, other, self.budget)
                self._fill(other, random)
            self.offer(other.slot)
            self.tell(now=True)
        return state

    def _place_musts(self, state: State, random: Seed) -> bool:
        """Place pins and mandatory pairs; return whether all of them have found a place."""
        board = self.board
        for p in np.flatnonzero(board.pin >= 0).tolist():
            if fits(board, state, p, int(board.pin[p])):
                put(board, state, p, int(board.pin[p]))
        must = np.flatnonzero(board.must & (board.pin < 0))
        order = must[np.argsort(-board.best[must])].astype(np.int32)
        place_all(board, state, order, random, True)
        return not (board.must & (state.slot < 0)).any()

    def _fill(self, state: State, random: Seed) -> None:
        share, tries = self.limits.share, self.board.best
        for chosen in (share == 1, share == 0.5, share == 0):
            these = np.flatnonzero(chosen & (state.slot < 0) & (tries > -np.inf))
            order = these[np.argsort(-tries[these], kind="stable")]
            place_all(self.board, state, order.astype(np.int32), random, True)

    def _settle_breaks(self, state: State) -> None:
        """Take meetings away from whoever has too many breaks, till the spread holds."""
        most, board = self.problem.break_spread, self.board
        if most is None:
            return
        trial = state_of(board, state.slot)
        for _ in range(len(board.a)):
            breaks = all_breaks(board, trial)
            worst = int(breaks.argmax())
            if breaks[worst] <= most:
                break
            mine = board.pairs_of[board.pairs_at[worst] : board.pairs_at[worst + 1]]
            held = [int(p) for p in mine if trial.slot[p] >= 0 and not board.must[p]]
            if not held:
                return
            take(board, trial, min(held, key=lambda p: float(board.base[p])))
        self.offer(trial.slot)

    def _prove_mandatory(self) -> None:
        """Place the mandatory pairs by the exact model, or prove that they clash."""
        problem, board = self.problem, self.board
        must = np.flatnonzero(board.must).astype(np.int32)
        if not must.size:
            return
        eased = board._replace(floor=np.zeros_like(board.floor), break_=0.0)
        exact = ExactModel(problem, eased, must, spread=False)
        placements: list[Ints] = []
        found = solve_exactly(
            exact, self.budget, self.seed, self.workers, None, 0, 0,
            placements.append, self.tell,
        )  # fmt: skip
        if found.infeasible:
            self.infeasible = True
        elif placements:
            state = state_of(board, placements[-1])
            self._fill(state, np.array([self.seed % 2**63], np.uint64))
            if not self.offer(state.slot):
                self._settle_breaks(state)
            self.tell(now=True)

    @property
    def _can_branch(self) -> bool:
        """Say whether all that is left to prove is the objective, by rules that count choices."""
        whole = self.score is not None and self.score.shortfall <= self.shortfall_bound
        many = self._all_choices >= _BRANCHED
        return whole and many and is_linear(self.problem, self.board)

    def _branch(self) -> None:
        """Hand the problem to SCIP, with the best plan as its start."""
        if self.slot is None:
            return
        found = race(
            self.problem,
            self.board,
            self.budget,
            self.seed,
            self.workers,
            self.slot,
            self.shortfall_bound,
            self.tell,
        )
        if found is not None:
            self.offer(found.slot)
            self.other_bound = min(self.other_bound, found.worth)
        self.tell(now=True)

    def _search_exactly(self) -> None:
        """Hand the whole model to CP-SAT, with the best plan as its start."""
        usable = np.flatnonzero((self.board.best > -np.inf) | self.board.must)
        exact = ExactModel(self.problem, self.board, usable.astype(np.int32))
        before = self.score
        found = solve_exactly(
            exact,
            self.budget,
            self.seed,
            self.workers,
            self.slot,
            0 if before is None else before.shortfall,
            self.shortfall_bound,
            self._offer_and_tell,
            self.tell,
        )
        if found.infeasible:
            self.infeasible = self.score is None
            return
        if found.shortfall is not None:
            self.shortfall_bound = max(self.shortfall_bound, found.shortfall)
        if found.worth is not None:
            self.other_bound = min(self.other_bound, found.worth)
        self.tell(now=True)

    def _offer_and_tell(self, slot: Ints) -> None:
        if self.offer(slot):
            self.tell()
