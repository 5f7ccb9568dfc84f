"""What two people agreed, as one of them reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from eventnet.dates import day
from eventnet.events.models import Event
from eventnet.events.queries import today
from eventnet.i18n import gettext as _
from eventnet.outcomes.models import Promise, PromiseState, Reading
from eventnet.people.partners import view_partners
from eventnet.people.queries import PersonView


@dataclass(frozen=True)
class Line:
    """One promise, as its reader sees it, and what they can say to it."""

    promise: Promise
    person: PersonView
    said: Reading
    """What is to be done, and by when."""
    words: str
    """Who is to do it, until when, or what became of it."""
    changed: str
    """Who put it otherwise, and what the reader read before; empty if nobody did."""
    is_open: bool
    is_overdue: bool
    can_deny: bool
    can_take_back: bool
    can_reopen: bool
    can_put_back: bool


def lines(
    session: Session, event: Event, reader_id: str, promises: Sequence[Promise], now: datetime
) -> list[Line]:
    """Return these promises as one of their two reads them; as many statements for all as for one.

    Whose name is gone with them has taken their promises along.
    """
    wanted = {reader_id: [one.other(reader_id) for one in promises]}
    people = view_partners(session, event.id, wanted).get(reader_id, {})
    return [
        _line(event, one, reader_id, people, now)
        for one in promises
        if one.other(reader_id) in people
    ]


def _line(
    event: Event,
    promise: Promise,
    reader_id: str,
    people: Mapping[str, PersonView],
    now: datetime,
) -> Line:
    person = people[promise.other(reader_id)]
    is_open = promise.state is PromiseState.OPEN
    wrote = promise.maker_id == reader_id
    said = promise.read_by(reader_id)
    is_overdue = is_open and said.due_on < today(event, now)
    changed = _changed(promise, reader_id, person.name)
    return Line(
        promise=promise,
        person=person,
        said=said,
        words=_words(promise, reader_id, person.name, is_overdue=is_overdue),
        changed=changed,
        is_open=is_open,
        is_overdue=is_overdue,
        can_deny=is_open and not wrote,
        can_take_back=wrote and promise.state is not PromiseState.DONE,
        can_reopen=promise.state in (PromiseState.DONE, PromiseState.DROPPED)
        or (promise.state is PromiseState.NOT_SO and promise.changed_by_id == reader_id),
        can_put_back=is_open and promise.read_before(reader_id) is not None,
    )


def _changed(promise: Promise, reader_id: str, name: str) -> str:
    before = promise.read_before(reader_id)
    if before is not None:
        return _(
            "Changed by %(name)s. Before: “%(words)s”, by %(when)s",
            name=name,
            words=before.words,
            when=day(before.due_on, "long"),
        )
    return _("Changed by you") if promise.reworded_by_id == reader_id else ""


def _words(promise: Promise, reader_id: str, name: str, *, is_overdue: bool) -> str:
    mine = promise.by_id == reader_id
    when = day(promise.read_by(reader_id).due_on, "long")
    if promise.state is PromiseState.NOT_SO:
        if promise.changed_by_id == reader_id:
            return _("You say that this is not so")
        return _("%(name)s says that this is not so", name=name)
    if promise.state is PromiseState.DONE:
        return _("Done by you") if mine else _("Done by %(name)s", name=name)
    if promise.state is PromiseState.DROPPED:
        if promise.changed_by_id == reader_id:
            return _("You let it go")
        return _("%(name)s let it go", name=name)
    if is_overdue:
        if mine:
            return _("You, since %(when)s", when=when)
        return _("%(name)s, since %(when)s", name=name, when=when)
    if mine:
        return _("You, by %(when)s", when=when)
    return _("%(name)s, by %(when)s", name=name, when=when)
