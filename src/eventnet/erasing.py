"""Erasing for good, by the clock: one after another, and each of them step by step.

Each step is done again without harm, and what tells what to look for goes last: whoever takes up
the work of a process that died begins anew, and finds by it what is left.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from sqlmodel import Session

from eventnet.database import let_go
from eventnet.jobs import Ground
from eventnet.logs import logger

log = logger(__name__)

Doomed = TypeVar("Doomed")
Step = Callable[[Ground, Session, Doomed], None]


def erase_each(
    ground: Ground,
    kind: str,
    due: Callable[[Session], Sequence[str]],
    erase: Callable[[Ground, str], None],
) -> None:
    """Erase what is due, by id; one that cannot be keeps no other waiting, and is raised last.

    The log calls them by their `kind`.
    """
    failed = None
    with ground.sessions() as session:
        ids = due(session)
    for key in ids:
        try:
            erase(ground, key)
        except Exception as error:
            log.exception(f"{kind}.not_erased", id=key)
            failed = error
    if failed is not None:
        raise failed


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
