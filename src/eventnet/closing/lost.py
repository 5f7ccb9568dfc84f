"""What is lost with an event, in numbers."""

from dataclasses import dataclass

import sqlalchemy
from sqlalchemy import ColumnElement, ScalarSelect, func
from sqlmodel import Session, SQLModel, col

from eventnet.arrivals.models import Ticket
from eventnet.closing.touched import people
from eventnet.contacts.models import Contact
from eventnet.meetings.models import Meeting
from eventnet.messages.models import Conversation
from eventnet.outcomes.models import Outcome
from eventnet.programme.models import Talk
from eventnet.round_tables.models import RoundTable
from eventnet.wishes.models import Wish, WishKind


@dataclass(frozen=True)
class Lost:
    """How much of each there is at an event."""

    people: int
    """Who attend."""
    meetings: int
    """In schedules, past and to come."""
    round_tables: int
    outcomes: int
    """Words of one of two on how a meeting went."""
    contacts: int
    """Pairs who exchanged contact details."""
    conversations: int
    wishes: int
    """Not the silent ones; and of notes not even the number is told."""
    tickets: int
    sessions: int


def lost(session: Session, event_id: str) -> Lost:
    """Count it, in one statement."""

    def of(model: type[SQLModel], *conditions: ColumnElement[bool]) -> ScalarSelect[int]:
        table = model.__table__  # type: ignore[attr-defined]
        here = sqlalchemy.select(func.count()).select_from(table)
        return here.where(table.c.event_id == event_id, *conditions).scalar_subquery()

    counted = sqlalchemy.select(
        people(event_id),
        of(Meeting, col(Meeting.live).is_(True)),
        of(RoundTable, col(RoundTable.live).is_(True)),
        of(Outcome),
        of(Contact),
        of(Conversation),
        of(Wish, col(Wish.kind) != WishKind.AVOID),
        of(Ticket),
        of(Talk, col(Talk.gone_at).is_(None)),
    )
    return Lost(*session.execute(counted).one())
