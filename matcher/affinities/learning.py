"""Weights from outcomes: what earlier meetings say about how much each signal counts.

One side's worth of a meeting, 1 − exp(−Σ weight · signal), is fitted to how worthwhile they
found it: least squares, weights ≥ 0, drawn towards the weights that we begin with as strongly as
held-out outcomes want it (ridge). Nobody's outcomes are judged by weights that saw others of
theirs.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from matcher.affinities.signals import signals_of
from matcher.affinities.vectors import Vectors
from matcher.affinities.weights import Weights
from matcher.fields import fail
from matcher.outcomes import Outcome
from matcher.people import People
from matcher.problem import Floats, Ints

_FITTED = ("interests", "text", "meaning", "seek", "offer", "want", "open", "met")
_LEAST = np.array([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1e-4, 0.05])
_MOST = np.array([20.0, 20.0, 20.0, 20.0, 20.0, 20.0, 3.0, 1.0])
_PULLS = (0.1, 1.0, 10.0, 100.0)
"""How strongly weights are drawn to where they begin, in outcomes that say so."""
_FOLDS = 5
_BINS = 10
_FEW = 20
"""Fewer outcomes than this say nothing; the weights stay as they are."""


def learn_weights(
    people: People, outcomes: Iterable[Outcome], start: Weights, model: str | Path | None
) -> Weights:
    """Do what `learn` does."""
    at = {person.id: i for i, person in enumerate(people.people)}
    given = list(outcomes)
    for number, outcome in enumerate(given, 1):
        for name in (outcome.a, outcome.b):
            if name not in at:
                raise fail(f"outcome {number}", f"{name} is no person of the file")
    a = np.array([at[one.a] for one in given], np.int32)
    b = np.array([at[one.b] for one in given], np.int32)
    value = np.array([one.value for one in given], np.float64)
    begin = _vector(start)
    if len(given) < _FEW:
        words = f"{len(given)} outcomes are too few to learn from; it takes {_FEW}"
        return replace(start, quality={"outcomes": len(given), "note": words})
    signals = signals_of(people, Vectors.of(people, model), a, b)
    features = np.column_stack(
        [signals.interests, signals.text, signals.meaning, signals.b_helps, signals.a_helps,
         signals.a_wants, np.ones(len(a)), signals.met]
    )  # fmt: skip
    fold = _folds(a)
    held_out = {pull: np.zeros(len(a)) for pull in _PULLS}
    for pull, predicted in held_out.items():
        for k in range(_FOLDS):
            seen = fold != k
            if seen.any() and not seen.all():
                found = _fit(features[seen], value[seen], begin, pull)
                predicted[~seen] = _predict(features[~seen], found)
    pull = min(_PULLS, key=lambda one: float(((held_out[one] - value) ** 2).sum()))
    fitted = _fit(features, value, begin, pull)
    quality = {
        "outcomes": len(given),
        "people": len(set(a.tolist())),
        "pull": pull,
        "held_out": _quality(a, value, held_out[pull]),
        "before": _quality(a, value, _predict(features, begin)),
        "lead": _lead(a, value, held_out[pull], _predict(features, begin)),
    }
    named = dict(zip(_FITTED, (round(float(x), 6) for x in fitted), strict=True))
    return replace(start, **named, quality=quality)


def _vector(weights: Weights) -> Floats:
    return np.array([getattr(weights, name) for name in _FITTED], np.float64)


def _folds(a: Ints) -> Ints:
    """Return (c,) the part that each outcome belongs to; all of a person's in the same one."""
    _people, number = np.unique(a, return_inverse=True)
    order = np.random.default_rng(0).permutation(int(number.max()) + 1)
    return (order[number] % _FOLDS).astype(np.int32)


def _predict(features: Floats, weights: Floats) -> Floats:
    """Return (c,) the worth to one side, features (c, 8) in the order of `_FITTED`."""
    factor = np.where(features[:, -1] > 0, weights[-1], 1.0)
    worth: Floats = -np.expm1(-(features[:, :-1] @ weights[:-1])) * factor
    return worth


def _fit(features: Floats, value: Floats, begin: Floats, pull: float) -> Floats:
    """Return the weights (8,) of least squares, drawn to `begin`."""
    scale = np.maximum(begin, 0.1)
    met = features[:, -1] > 0

    def loss(weights: Floats) -> tuple[float, Floats]:
        left = np.exp(-(features[:, :-1] @ weights[:-1]))
        factor = np.where(met, weights[-1], 1.0)
        error = (1.0 - left) * factor - value
        away = (weights - begin) / scale
        slope = np.append(
            features[:, :-1].T @ (2 * error * left * factor), (2 * error * (1.0 - left))[met].sum()
        )
        # A pull of one is one outcome that is wrong by a tenth for each weight doubled.
        total = float((error**2).sum() + 0.01 * pull * (away**2).sum())
        return total, slope + 0.02 * pull * away / scale

    bounds = list(zip(_LEAST, _MOST, strict=True))
    start = np.clip(begin, _LEAST, _MOST)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds)
    return np.asarray(found.x, np.float64)


def _quality(a: Ints, value: Floats, predicted: Floats) -> dict[str, Any]:
    """Return how well predictions fit and rank, as figures.

    `error` is the root of the mean square, `error_of_mean` that of predicting the mean for all;
    `calibration` compares predicted and found from the lowest to the highest tenth, and
    `calibration_error` is their mean distance; `ranking` is the share of each person's meetings
    that are put in the right order, pair by pair, 0.5 being chance. `people` are the different
    ones who found the outcomes of a tenth.
    """
    order = np.argsort(predicted, kind="stable")
    parts = [part for part in np.array_split(order, _BINS) if len(part)]
    table = [
        {
            "outcomes": len(part),
            "people": len(set(a[part].tolist())),
            "predicted": round(float(predicted[part].mean()), 4),
            "found": round(float(value[part].mean()), 4),
        }
        for part in parts
    ]
    distance = sum(len(part) * abs(float((predicted[part] - value[part]).mean())) for part in parts)
    return {
        "error": round(float(np.sqrt(((predicted - value) ** 2).mean())), 4),
        "error_of_mean": round(float(value.std()), 4),
        "ranking": _ranking(a, value, predicted),
        "calibration_error": round(distance / len(value), 4),
        "calibration": table,
    }


def _ranking(a: Ints, value: Floats, predicted: Floats) -> float | None:
    """Return the share of pairs of a person's outcomes in the right order; ties count half."""
    found = _in_order(a, value, predicted)
    pairs = found[:, 1].sum()
    return round(float(found[:, 0].sum() / pairs), 4) if pairs else None


def _lead(a: Ints, value: Floats, predicted: Floats, before: Floats) -> float:
    """Return by how many standard errors predictions rank better than those of `before`.

    Were the two alike, each person would as soon gain by the change as lose as much (a sign-flip
    test, whose units are people); above 2.33 it is chance in one case of a hundred.
    """
    gains = _in_order(a, value, predicted)[:, 0] - _in_order(a, value, before)[:, 0]
    spread = float(np.sqrt((gains**2).sum()))
    return round(float(gains.sum()) / spread, 4) if spread else 0.0


def _in_order(a: Ints, value: Floats, predicted: Floats) -> Floats:
    """Return (n, 2) of each person how many pairs of outcomes are in order, of how many."""
    found = []
    order = np.argsort(a, kind="stable")
    for mine in _groups(a[order], order):
        wish = np.sign(value[mine][:, None] - value[mine][None, :])
        said = np.sign(predicted[mine][:, None] - predicted[mine][None, :])
        decided = wish > 0
        right = float((decided & (said > 0)).sum()) + 0.5 * float((decided & (said == 0)).sum())
        found.append((right, float(decided.sum())))
    return np.array(found)


def _groups(keys: Ints, order: np.ndarray[Any, Any]) -> Sequence[np.ndarray[Any, Any]]:
    return np.split(order, np.flatnonzero(np.diff(keys)) + 1)
