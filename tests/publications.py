"""Publications of which people are to be told, made without a solver."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.database import writing
from eventnet.events.models import Event
from eventnet.jobs import Ground
from eventnet.matching.before import note_changes, open_publication
from eventnet.matching.models import Change, MeetingBefore, Publication, Run
from eventnet.matching.round_seats import SeatDifference, SeatFor, seat_plan
from eventnet.meetings.booking import book_plan
from eventnet.meetings.difference import Booking
from eventnet.meetings.models import Meeting
from eventnet.schedule.telling import tell_published


def book(
    session: Session, run: Run, bookings: Sequence[Booking], seats: Sequence[SeatFor] | None = None
) -> None:
    """Do what publishing a run does, with these meetings and seats."""
    run_id, event_id = run.id, run.event_id
    with writing(session):
        event, run = session.get_one(Event, event_id), session.get_one(Run, run_id)
        publication = open_publication(session, event, run, None)
        booked = book_plan(session, event, run_id, bookings)
        given = SeatDifference([], [], [])
        if seats is not None:
            given = seat_plan(session, event, run_id, seats)
        note_changes(session, publication, booked.difference, given)


def tell(session: Session, ground: Ground, run_id: str) -> None:
    """Tell people what a run has changed; its meetings that nobody published count as new."""
    session.rollback()
    known = select(Publication).where(Publication.run_id == run_id)
    publication = session.exec(known).first()
    if publication is None:
        event_id = session.get_one(Run, run_id).event_id
        publication = Publication(event_id=event_id, run_id=run_id, undo_until=clock.now())
        session.add(publication)
        session.flush()
        made = select(Meeting.id).where(Meeting.cause_id == run_id, col(Meeting.live))
        session.add_all(
            MeetingBefore(publication_id=publication.id, meeting_id=key, change=Change.ADDED)
            for key in session.exec(made)
        )
    publication.told_at = clock.now()
    publication_id = publication.id
    session.commit()
    tell_published.work(ground, [publication_id])
