"""Erasing something for good, step by step.

Each step is done again without harm, and what tells what to look for goes last: whoever takes up
the work of a process that died begins anew, and finds by it what is left.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from sqlmodel import Session

from eventnet.database import let_go
from eventnet.jobs import Ground

Doomed = TypeVar("Doomed")
Step = Callable[[Ground, Session, Doomed], None]


def take_steps(
    ground: Ground,
    key: str,
    doomed: Callable[[Session, str], Doomed | None],
    steps: Sequence[Step[Doomed]],
) -> None:
    """Erase one, each step with a session and transactions of its own.

    Before each it is read anew what is `doomed`: None once it is gone, or was taken back.
    """
    for step in steps:
        with ground.sessions() as session:
            one = doomed(session, key)
            if one is None:
                return
            step(ground, session, one)
    with ground.sessions() as session:
        let_go(session)
