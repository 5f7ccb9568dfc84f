"""Drafts laid out, kept at hand: to read one of 10,000 people from its files takes seconds."""

from collections import OrderedDict
from threading import Lock

from sqlmodel import Session

from eventnet.drafts.planning import Board
from eventnet.matching.models import Run
from eventnet.matching.publishing import files_of

MOST = 4
_kept: "OrderedDict[tuple[str, int], Board]" = OrderedDict()
_lock = Lock()


def board_of(session: Session, run: Run) -> Board:
    """Return a draft as it is at the edition of `run`."""
    key = run.id, run.edition
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    with files_of(run) as (problem, plan):
        session.rollback()  # nothing is held while it is read
        board = Board.read(problem, plan)
    with _lock:
        _kept[key] = board
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return board
