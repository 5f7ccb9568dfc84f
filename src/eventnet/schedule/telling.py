"""Jobs that tell people what becomes of their meetings, once it is committed."""

from collections.abc import Callable, Mapping, Sequence

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.batches import batches
from eventnet.database import writing
from eventnet.events.models import Event
from eventnet.jobs import Ground, job
from eventnet.mail.models import OutboxMail
from eventnet.mail.outbox import Letter, post_all
from eventnet.matching.before import forget_before
from eventnet.matching.models import Publication
from eventnet.matching.telling import on_told
from eventnet.matching.window import is_untold
from eventnet.meetings.booking import on_added
from eventnet.meetings.changes import on_changed, on_moved
from eventnet.meetings.models import LIVE, Meeting, MeetingState
from eventnet.meetings.queries import OwnMeeting, meetings_of_event, sides_of
from eventnet.meetings.returning import on_restored
from eventnet.meetings.switching import on_placed
from eventnet.round_tables.queries import seats_of_event
from eventnet.schedule.days import people_of_each
from eventnet.schedule.desk import Desk, drawn_up
from eventnet.schedule.letters import (
    change_letter,
    moved_letter,
    placed_letter,
    plan_letter,
    restored_letter,
)
from eventnet.schedule.readers import readers
from eventnet.schedule.since import Changed, changed_for, last_told
from eventnet.settings import Settings

BATCH = 200

Write = Callable[[Desk, Sequence[OwnMeeting]], Letter]


@job()
def tell_published(ground: Ground, publication_ids: list[str]) -> None:
    """Write to everybody for whom these publications changed something in the end; once."""
    with ground.sessions() as session:
        publications = session.exec(
            select(Publication)
            .where(col(Publication.id).in_(publication_ids))
            .order_by(col(Publication.at), col(Publication.id))
        ).all()
        if not publications:
            return
        name = publications[-1].id
        event = session.get_one(Event, publications[-1].event_id)
        last = last_told(session, publications)
        meetings = meetings_of_event(session, event.id, tuple(MeetingState))
        seats = seats_of_event(session, event.id)
        changed = {
            one: changed_for(meetings.get(one, ()), seats.get(one, ()), last)
            for one in sorted(meetings.keys() | seats.keys())
        }
        touched = {one: [*news.live, *news.gone] for one, news in changed.items() if news.is_news}

        def write(desk: Desk, _meetings: Sequence[OwnMeeting]) -> Letter:
            return plan_letter(desk, changed[desk.reader.attendance_id], name)

        write_to_each(session, ground.settings, event, touched, write)
        with writing(session):
            forget_before(session, publication_ids)


@job()
def tell_added(ground: Ground, event_id: str, cause_id: str) -> None:
    """Write to everybody who got meetings beside the plan: all that they have, the new ones marked.

    Those that are off again by now are not told of.
    """
    with ground.sessions() as session:
        event = session.get_one(Event, event_id)
        touched = {
            one: mine
            for one, mine in meetings_of_event(session, event_id).items()
            if any(meeting.cause_id == cause_id for meeting in mine)
        }
        seats = {
            one: [seat for seat in mine if seat.live]
            for one, mine in seats_of_event(session, event_id).items()
        }

        def write(desk: Desk, meetings: Sequence[OwnMeeting]) -> Letter:
            new = {one.id for one in meetings if one.cause_id == cause_id}
            changed = Changed(list(meetings), seats.get(desk.reader.attendance_id, []), new)
            return plan_letter(desk, changed, cause_id)

        write_to_each(session, ground.settings, event, touched, write)


@job()
def tell_moved(ground: Ground, event_id: str, version: int) -> None:
    """Write to everybody who has meetings ahead at an event whose times have all moved."""
    with ground.sessions() as session:
        event = session.get_one(Event, event_id)
        everybody = {
            one: [meeting for meeting in mine if meeting.starts_at > clock.now()]
            for one, mine in meetings_of_event(session, event_id).items()
        }

        seats = {
            one: [seat for seat in mine if seat.live and seat.starts_at > clock.now()]
            for one, mine in seats_of_event(session, event_id).items()
        }

        def write(desk: Desk, meetings: Sequence[OwnMeeting]) -> Letter:
            own = seats.get(desk.reader.attendance_id, ())
            return moved_letter(desk, meetings, version, own)

        busy = {one for one, mine in (*everybody.items(), *seats.items()) if mine}
        ahead = {one: everybody.get(one, []) for one in sorted(busy)}
        write_to_each(session, ground.settings, event, ahead, write)


@job()
def tell_changed(ground: Ground, meeting_id: str) -> None:
    """Write to those of the two who do not know yet what became of their meeting.

    What a publication has made of it since is told with all else that it changed, and so is what
    they made of a change that nobody was told of yet.
    """
    with ground.sessions() as session:
        sides = sides_of(session, meeting_id)
        if is_untold(session, meeting_id):
            return
        if not sides or sides[0].cause_id not in {None, *(side.attendance_id for side in sides)}:
            return
        event = session.get_one(Event, sides[0].event_id)
        unknowing = {
            side.attendance_id: [side] for side in sides if side.attendance_id != side.cause_id
        }

        def write(desk: Desk, meetings: Sequence[OwnMeeting]) -> Letter:
            return change_letter(desk, meetings[0])

        write_to_each(session, ground.settings, event, unknowing, write)


@job()
def tell_restored(ground: Ground, meeting_id: str) -> None:
    """Write to the other of two whose meeting stands again, as whoever left took that back."""
    _tell_the_other(ground, meeting_id, restored_letter)


@job()
def tell_placed(ground: Ground, meeting_id: str) -> None:
    """Write to the other of two that their meeting is elsewhere: online, or in the room."""
    _tell_the_other(ground, meeting_id, placed_letter)


def _tell_the_other(
    ground: Ground, meeting_id: str, letter: Callable[[Desk, OwnMeeting], Letter]
) -> None:
    """Write to the one of two who did not cause what became of a meeting that stands."""
    with ground.sessions() as session:
        sides = sides_of(session, meeting_id)
        unknowing = {
            side.attendance_id: [side]
            for side in sides
            if side.state in LIVE and side.attendance_id != side.cause_id
        }
        if is_untold(session, meeting_id):
            return
        if len(unknowing) != 1:  # something else has become of it since, which is told by itself
            return

        def write(desk: Desk, meetings: Sequence[OwnMeeting]) -> Letter:
            return letter(desk, meetings[0])

        event = session.get_one(Event, sides[0].event_id)
        write_to_each(session, ground.settings, event, unknowing, write)


def write_to_each(
    session: Session,
    settings: Settings,
    event: Event,
    meetings: Mapping[str, Sequence[OwnMeeting]],
    write: Write,
    *,
    if_unchanged: bool = False,
) -> None:
    """Write to each of these attendees in their own language, some at a time.

    The statements are as many for one as for all of that time. The mails are rendered before the
    transaction that posts them, so that others who write wait briefly; with `if_unchanged` a mail
    is let go if one of its meetings has changed meanwhile.
    """
    for some in batches(meetings, BATCH):
        to = readers(session, some)
        people = people_of_each(session, event, {one: meetings[one] for one in to})
        mails: dict[str, OutboxMail] = {}
        for one in filter(to.__contains__, some):
            desk = Desk(settings, event, to[one], people.get(one, {}))
            mails[one] = drawn_up(desk, write, meetings[one])
        with writing(session):
            if if_unchanged:
                true = unchanged(session, {one: meetings[one] for one in mails})
                mails = {one: mail for one, mail in mails.items() if one in true}
            post_all(session, list(mails.values()))


def unchanged(session: Session, meetings: Mapping[str, Sequence[OwnMeeting]]) -> set[str]:
    """Return whose meetings are all as they were read; nobody changes those until the end."""
    ids = sorted({meeting.id for mine in meetings.values() for meeting in mine})
    query = (
        select(Meeting.id, Meeting.sequence)
        .where(col(Meeting.id).in_(ids))
        .order_by(col(Meeting.id))
        .with_for_update(key_share=True)
    )
    now = dict(session.exec(query).all())
    return {
        one
        for one, mine in meetings.items()
        if all(now.get(meeting.id) == meeting.sequence for meeting in mine)
    }


on_told.append(tell_published)
on_added.append(tell_added)
on_moved.append(tell_moved)
on_changed.append(tell_changed)
on_restored.append(tell_restored)
on_placed.append(tell_placed)
