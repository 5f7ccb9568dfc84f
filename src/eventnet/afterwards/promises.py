"""The part on promises: what was agreed in meetings, and what became of it."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import case, func
from sqlmodel import Session, col, select

from eventnet.afterwards.parts import Figure, Item, Part, Series
from eventnet.afterwards.small import LEAST, about, too_few
from eventnet.events.models import Event
from eventnet.events.queries import today
from eventnet.i18n import gettext as _
from eventnet.outcomes.models import Promise, PromiseState

OVERDUE = "overdue"


class Promises(NamedTuple):
    """How many there are, by what became of them."""

    people: int
    counts: dict[str, int]


def read_promises(session: Session, event: Event, now: datetime) -> Promises:
    """Count in two statements."""
    here = Promise.event_id == event.id
    makers = session.exec(select(func.count(func.distinct(Promise.maker_id))).where(here)).one()
    late = case((col(Promise.due_on) < today(event, now), 1), else_=0)
    rows = session.execute(
        select(Promise.state, late, func.count()).where(here).group_by(col(Promise.state), late)
    )
    counts: dict[str, int] = {}
    for state, is_late, count in rows:
        key = OVERDUE if state == PromiseState.OPEN and is_late else PromiseState(state).value
        counts[key] = counts.get(key, 0) + count
    return Promises(makers, counts)


def promises_part(promises: Promises) -> Part:
    """Say what became of them."""
    title = _("Agreed next steps")
    if not promises.people:
        return Part("promises", title, nothing=_("Nobody has written down a next step yet."))
    enough = promises.people >= LEAST
    total = sum(promises.counts.values())
    return Part(
        "promises",
        title,
        figures=[
            Figure(
                _("Agreed"),
                about(total) if enough else too_few(),
                _("Next steps that one of two wrote down after they met, to the nearest five."),
            )
        ],
        series=[_series(promises)] if enough else [],
        notes=[_("What was agreed only the two read; here it is only counted.")],
    )


def _series(promises: Promises) -> Series:
    names = {
        PromiseState.DONE.value: _("Kept"),
        PromiseState.OPEN.value: _("Open, and not due yet"),
        OVERDUE: _("Overdue"),
        PromiseState.DROPPED.value: _("Let go"),
        PromiseState.NOT_SO.value: _("Denied by the other"),
    }
    items = []
    for key, name in names.items():
        count = about(promises.counts.get(key, 0))
        items.append(Item(name, count if isinstance(count, int) else 0))
    return Series(
        _("What became of them"),
        _("Next steps by where they stand, to the nearest five; 0 stands for fewer than three."),
        items,
    )
