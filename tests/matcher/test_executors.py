"""Affinities over executors: threads, processes and a Dask cluster give the same answer."""

import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any

import pytest
from distributed import Client, LocalCluster

import matcher
from matcher.affinities import nearest

ROLES = ["buyer", "seller", "maker"]


def a_crowd(size: int) -> matcher.People:
    """Return people in several blocks, with roles, organizations, vetoes and texts."""
    chance = Random(5)
    words = [f"word{chr(97 + k // 26)}{chr(97 + k % 26)}" for k in range(300)]
    ids = [f"p{k}" for k in range(size)]
    return matcher.People.from_json(
        {
            "meets": [["buyer", "seller"], ["maker", "maker"], ["maker", "buyer"]],
            "people": [
                {
                    "id": name,
                    "role": chance.choice(ROLES),
                    "organization": f"org{chance.randrange(size // 4)}",
                    "seeks": chance.sample(["heat", "wind", "grid", "solar"], 2),
                    "offers": chance.sample(["heat", "wind", "grid", "solar"], 2),
                    "texts": [" ".join(chance.sample(words, 12))],
                    "avoids": chance.sample([one for one in ids if one != name], 3),
                }
                for name in ids
            ],
        }
    )


class OneByOne(Executor):
    """Does each piece at once, in this thread, from a pickled copy; counts what it was sent."""

    def __init__(self) -> None:
        self.sent: list[int] = []

    def submit(self, function: Callable[..., Any], /, *args: Any, **named: Any) -> Future[Any]:
        raw = pickle.dumps((function, args, named))
        self.sent.append(len(raw))
        function, args, named = pickle.loads(raw)  # noqa: S301 - our own
        future: Future[Any] = Future()
        future.set_result(function(*args, **named))
        return future


@contextmanager
def threads() -> Iterator[Executor]:
    with ThreadPoolExecutor(3) as executor:
        yield executor


@contextmanager
def processes() -> Iterator[Executor]:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        yield executor


@contextmanager
def dask() -> Iterator[Executor]:
    alone = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    with LocalCluster(**alone) as cluster, Client(cluster) as client:  # type: ignore[no-untyped-call]
        assert len(set(client.run(_process).values())) == 2
        with client.get_executor() as executor:
            yield executor


def _process() -> int:
    import os  # noqa: PLC0415 - on the worker

    return os.getpid()


@pytest.mark.parametrize("of_kind", [threads, processes, dask])
def test_affinity_is_the_same_over_every_executor(of_kind: Any, tmp_path: Path) -> None:
    people = a_crowd(900)
    model = tmp_path / "words.txt"
    chance = Random(6)
    words = sorted({word for person in people.people for word in person.texts[0].split()})
    model.write_text(
        "".join(f"{word} {chance.gauss(0, 1)} {chance.gauss(0, 1)}\n" for word in words)
    )
    alone = matcher.affinity(people, 10, because=True, executor=OneByOne(), model=model)
    with of_kind() as executor:
        shared = matcher.affinity(people, 10, because=True, executor=executor, model=model)
    assert shared == alone
    assert matcher.affinity(people, 10, because=True, model=model) == alone


def test_pieces_do_not_grow_with_the_crowd(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearest, "LEAST", 300)
    monkeypatch.setattr(nearest, "MOST", 300)
    few, many = OneByOne(), OneByOne()
    matcher.affinity(a_crowd(900), 5, executor=few)
    matcher.affinity(a_crowd(1800), 5, executor=many)
    assert 3 < len(few.sent) <= 6  # every pair of 3 blocks once, but for roles that never meet
    assert 6 < len(many.sent) <= 21
    assert max(many.sent) < 1.2 * max(few.sent)
