"""Erasing something for good, step by step."""

from sqlmodel import Session

from eventnet.erasing import take_steps
from eventnet.jobs import Ground


def test_what_is_taken_back_meanwhile_takes_no_further_step(ground: Ground) -> None:
    taken: list[str] = []
    left = ["as it was", "as the first step left it"]

    def step(_ground: Ground, _session: Session, what: str) -> None:
        taken.append(what)

    take_steps(ground, "key", lambda _s, _key: left.pop(0) if left else None, [step] * 3)
    assert taken == ["as it was", "as the first step left it"]
