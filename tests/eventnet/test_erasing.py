"""Erasing for good: one after another, each step by step."""

import pytest
from sqlmodel import Session

from eventnet.erasing import erase_each, take_steps
from eventnet.jobs import Ground


def test_one_that_cannot_be_erased_keeps_no_other_waiting_and_is_raised(ground: Ground) -> None:
    erased = []

    def erase(_ground: Ground, key: str) -> None:
        if key == "stuck":
            raise ValueError(key)
        erased.append(key)

    with pytest.raises(ValueError, match="stuck"):
        erase_each(ground, "account", lambda _session: ["one", "stuck", "other"], erase)
    assert erased == ["one", "other"]


def test_what_is_taken_back_meanwhile_takes_no_further_step(ground: Ground) -> None:
    taken: list[str] = []
    left = ["as it was", "as the first step left it"]

    def step(_ground: Ground, _session: Session, what: str) -> None:
        taken.append(what)

    take_steps(ground, "key", lambda _s, _key: left.pop(0) if left else None, [step] * 3)
    assert taken == ["as it was", "as the first step left it"]
