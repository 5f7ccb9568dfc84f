"""Profiles in, affinities out: who should meet whom, how much, and why."""

from collections.abc import Iterable
from concurrent.futures import Executor
from pathlib import Path

from matcher.affinities.weights import Weights
from matcher.outcomes import Outcome
from matcher.pairs import Pairs
from matcher.people import People

__all__ = ["Weights", "affinity", "learn"]


def affinity(
    people: People,
    top: int = 40,
    weights: Weights | None = None,
    because: bool = False,
    executor: Executor | None = None,
    model: str | Path | None = None,
) -> Pairs:
    """Return the pairs worth meeting, with reciprocal affinities in (0, 1].

    Parameters
    ----------
    top: a pair is kept if it is among the `top` best of either person; 0 keeps every pair
        that may meet.
    weights: how much each signal counts; what `Weights()` says where absent.
    because: whether to say for each pair on what its affinity rests.
    executor: any `concurrent.futures` executor, to share out the search by blocks of people;
        threads on every core where absent. It changes nothing in the answer.
    model: path of word vectors (`matcher.affinities.models`), so that texts can be alike in
        meaning without a common word.

    Raises
    ------
    Refused: there is no model at the path, or it is of no known kind.
    """
    from matcher.affinities.finding import find_pairs  # noqa: PLC0415 - numba imports slowly

    return find_pairs(people, top, weights or Weights(), because, executor, model)


def learn(
    people: People,
    outcomes: Iterable[Outcome],
    start: Weights | None = None,
    model: str | Path | None = None,
) -> Weights:
    """Return weights fitted to how worthwhile earlier meetings were found.

    `quality` of the weights says how well they predict outcomes of people they have not seen,
    beside the weights of the `start` (`Weights()` where absent), which also hold where there is
    little to learn from. Without a `model`, the weight of `meaning` stays what it was.

    Raises
    ------
    Refused: an outcome names nobody of these people, or there is no model at the path.
    """
    from matcher.affinities.learning import learn_weights  # noqa: PLC0415 - as above

    return learn_weights(people, outcomes, start or Weights(), model)
