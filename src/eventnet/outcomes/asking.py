"""Asking how it went: one mail in the evening of a day, to those who have meetings to speak of."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.database import lock, writing
from eventnet.events.models import Event, Slot
from eventnet.events.queries import zone
from eventnet.events.times import moment, start_of_day
from eventnet.jobs import Ground, enqueue, job
from eventnet.mail.outbox import Letter
from eventnet.meetings.models import Meeting, MeetingState
from eventnet.meetings.queries import OwnMeeting, meetings_of_event
from eventnet.outcomes.letters import evening_letter
from eventnet.outcomes.models import AskedDay, Outcome
from eventnet.outcomes.queries import is_over
from eventnet.schedule.desk import Desk
from eventnet.schedule.telling import write_to_each

EVENING = time(19)
# Who was not asked by then, because nothing ran, is not asked.
LATEST = timedelta(hours=24)


@job(cron="*/15 * * * *")
def ask_in_the_evening(ground: Ground) -> None:
    """Have the people of each day asked that has come to its evening, once."""
    now = clock.now()
    with ground.sessions() as session:
        due = [
            (event.id, day)
            for event, day, evening in _evenings(session, now)
            if evening <= now < evening + LATEST
        ]
        for event_id, day in due:
            with writing(session):
                lock(session, Event, event_id)
                if session.get(AskedDay, (event_id, day)) is None:
                    session.add(AskedDay(event_id=event_id, day=day))
                    enqueue(session, ask_about, event_id, day.isoformat())


def _evenings(session: Session, now: datetime) -> list[tuple[Event, date, datetime]]:
    """Return the days around now that have meetings, each with its evening: after the last one."""
    query = (
        select(Event, Slot)
        .join(Slot, col(Slot.event_id) == Event.id)
        .join(Meeting, col(Meeting.slot_id) == Slot.id)
        .where(
            Meeting.state == MeetingState.CONFIRMED,
            Slot.starts_at > now - 2 * LATEST,
            Slot.starts_at < now + LATEST,
        )
        .distinct()
    )
    found: dict[tuple[str, date], tuple[Event, datetime]] = {}
    for event, slot in session.exec(query):
        day = slot.starts_at.astimezone(zone(event)).date()
        seven = moment(datetime.combine(day, EVENING), zone(event)) or start_of_day(
            day + timedelta(days=1), zone(event)
        )
        ends = slot.starts_at + timedelta(minutes=slot.minutes)
        _event, before = found.get((event.id, day), (event, seven))
        found[event.id, day] = (event, max(before, ends))
    return [(event, day, evening) for (_id, day), (event, evening) in found.items()]


@job()
def ask_about(ground: Ground, event_id: str, on: str) -> None:
    """Write to everybody who has said nothing yet of a meeting of that day."""
    day = date.fromisoformat(on)
    with ground.sessions() as session:
        event = session.get_one(Event, event_id)
        said = set(
            session.exec(
                select(Outcome.meeting_id, Outcome.attendance_id).where(
                    Outcome.event_id == event_id
                )
            )
        )
        now, here = clock.now(), zone(event)
        silent = {
            one: left
            for one, mine in meetings_of_event(session, event_id, (MeetingState.CONFIRMED,)).items()
            if (
                left := [
                    meeting
                    for meeting in mine
                    if meeting.starts_at.astimezone(here).date() == day
                    and is_over(meeting, now)
                    and (meeting.id, one) not in said
                ]
            )
        }

        def write(desk: Desk, meetings: Sequence[OwnMeeting]) -> Letter:
            return evening_letter(desk, meetings, day)

        write_to_each(session, ground.settings, event, silent, write)
