"""Wish to meet somebody, or not to, and take it back."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, delete, select

from eventnet import clock
from eventnet.affinities.actions import mark_stale
from eventnet.database import writing
from eventnet.errors import NotFound, Refused
from eventnet.events.models import Attendance, Event
from eventnet.events.queries import wishes_open
from eventnet.i18n import gettext as _
from eventnet.wishes.models import Wish, WishKind

on_veto: list[Callable[[Session, str, str], None]] = []
"""What later features do, in the same transaction, when one attendee rules out another."""


def make_wish(session: Session, event: Event, from_id: str, to_id: str, kind: WishKind) -> None:
    """Say what one attendee feels about meeting another, in place of what they said before.

    Saying the same again changes nothing. A veto can be said at any time, wishes until their
    deadline. That the one may see the other is for the caller to ask.
    """
    if kind is not WishKind.AVOID:
        _refuse_late(event)
    with writing(session):
        _find_other(session, event, from_id, to_id)
        dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
        statement = dialect.insert(Wish).values(
            from_id=from_id, to_id=to_id, event_id=event.id, kind=kind, created_at=clock.now()
        )
        changed = session.connection().execute(
            statement.on_conflict_do_update(
                index_elements=["from_id", "to_id"],
                set_={"kind": statement.excluded.kind, "created_at": statement.excluded.created_at},
                where=col(Wish.kind) != statement.excluded.kind,
            ).returning(col(Wish.to_id))
        )
        if changed.first():
            mark_stale(session, event.id)
            for follow in on_veto if kind is WishKind.AVOID else ():
                follow(session, from_id, to_id)


def take_back(session: Session, event: Event, from_id: str, to_id: str) -> WishKind | None:
    """Forget what one attendee said about another; return what it was."""
    with writing(session):
        wish = session.get(Wish, (from_id, to_id), with_for_update=True, populate_existing=True)
        if wish is None:
            return None
        if wish.kind is not WishKind.AVOID:
            _refuse_late(event)
        kind = wish.kind
        session.exec(delete(Wish).where(col(Wish.from_id) == from_id, col(Wish.to_id) == to_id))
        mark_stale(session, event.id)
        return kind


def wish_if_silent(session: Session, event: Event, from_id: str, to_id: str) -> datetime | None:
    """Let one attendee want to meet another, unless they have said something about them.

    Return when the wish was made; None where their own word stands, or either has left. Whoever
    asks for it says that wishes are open, and never tells the answer to anybody.
    """
    with writing(session):
        them = session.exec(
            select(Attendance.id).where(
                col(Attendance.id).in_((from_id, to_id)),
                Attendance.event_id == event.id,
                col(Attendance.left_at).is_(None),
            )
        ).all()
        if len(set(them)) < 2:
            return None
        dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
        now = clock.now()
        statement = dialect.insert(Wish).values(
            from_id=from_id, to_id=to_id, event_id=event.id, kind=WishKind.WANT, created_at=now
        )
        made = session.connection().execute(
            statement.on_conflict_do_nothing().returning(col(Wish.to_id))
        )
        if made.first() is None:
            return None
        mark_stale(session, event.id)
        return now


def withdraw(session: Session, event: Event, from_id: str, to_id: str, made_at: datetime) -> None:
    """Forget a wish that was made for somebody, unless they have said something else since."""
    with writing(session):
        gone = session.connection().execute(
            delete(Wish)
            .where(
                col(Wish.from_id) == from_id,
                col(Wish.to_id) == to_id,
                col(Wish.kind) == WishKind.WANT,
                col(Wish.created_at) == made_at,
            )
            .returning(col(Wish.to_id))
        )
        if gone.first() is not None:
            mark_stale(session, event.id)


def _refuse_late(event: Event) -> None:
    if not wishes_open(event, clock.now()):
        raise Refused(
            _(
                "Wishes for %(event)s are closed at the moment. You can still say whom you would "
                "rather not meet.",
                event=event.name,
            )
        )


def _find_other(session: Session, event: Event, from_id: str, to_id: str) -> None:
    other = session.get(Attendance, to_id)
    if other is None or other.event_id != event.id or other.left_at or other.id == from_id:
        raise NotFound(_("There is no such person at this event, or they are not shown to you."))
