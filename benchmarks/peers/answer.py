"""What a peer answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Document = Mapping[str, Any]
"""An eventnet-problem/1 document."""


class NotApplicable(Exception):
    """A problem with rules that the peer does not know; says which."""


@dataclass(frozen=True)
class Answer:
    """Meetings placed, as (pair id, slot id), and a proven bound on the objective, if any."""

    placed: list[tuple[str, str]]
    bound: float | None = None
