"""Drafts that are published, one after another, and what a publication changed."""

from collections.abc import Callable

from sqlmodel import Session, col, select

from eventnet.affinities.models import PairAffinity
from eventnet.events.models import Event, Slot
from eventnet.matching.models import MeetingBefore, Publication, Run
from eventnet.matching.publishing import publish_run
from eventnet.matching.telling import tell_people
from eventnet.matching.window import undoable
from eventnet.meetings.queries import sides_of
from tests.eventnet.matching.settled import held

Draft = Callable[..., Run]


def publish(session: Session, draft: Draft, event: Event, *, keeps: bool = True) -> str:
    """Publish a new run; return the id of the publication."""
    publish_run(session, draft(event, keeps=keeps).id, account_id=None)
    return latest(session, event).id


def latest(session: Session, event: Event) -> Publication:
    """Return the publication that can be undone."""
    session.rollback()
    found = undoable(session, event.id)
    assert found is not None
    return found


def set_tables(session: Session, event: Event, *tables: int) -> None:
    """Give the first slots so many tables, so that the next run looks different."""
    query = select(Slot).where(Slot.event_id == event.id).order_by(col(Slot.starts_at))
    for slot, number in zip(session.exec(query), tables, strict=False):
        slot.tables = number
    session.commit()


def two_publications(session: Session, draft: Draft, event: Event) -> str:
    """Publish a run, tell of it, and publish one that differs in every way; return the latter."""
    set_tables(session, event, 1, 8)
    publish(session, draft, event)
    tell_people(session, event.id, at_once=True)
    set_tables(session, event, 8, 1)
    for two, _slot in sorted(held(session, event.id), key=lambda one: sorted(one[0]))[::2]:
        pair = session.get_one(PairAffinity, tuple(sorted(two)))
        pair.value = 0.0001
    session.commit()
    return publish(session, draft, event, keeps=False)


def changed_by(session: Session, publication_id: str, change: str) -> list[str]:
    """Return the meetings that a publication changed so."""
    query = select(MeetingBefore.meeting_id).where(
        MeetingBefore.publication_id == publication_id, MeetingBefore.change == change
    )
    return sorted(session.exec(query))


def sides(session: Session, meeting_id: str) -> list[str]:
    """Return the two of a meeting, in order."""
    return sorted(one.attendance_id for one in sides_of(session, meeting_id))
