"""The job that tells people of meetings that clash with their own calendar."""

from eventnet.absence.models import OwnCalendar
from eventnet.absence.rereading import on_read
from eventnet.database import lock, writing
from eventnet.events.models import Attendance, Event
from eventnet.jobs import Ground, job
from eventnet.mail.outbox import post_all
from eventnet.meetings.queries import OwnMeeting, meetings_of
from eventnet.schedule.calendar_clashes import clashes_of
from eventnet.schedule.days import people_of
from eventnet.schedule.desk import Desk, drawn_up
from eventnet.schedule.letters import clash_letter
from eventnet.schedule.readers import readers


@job()
def tell_clashes(ground: Ground, attendance_id: str) -> None:
    """Write one mail about the meetings that clash since a calendar was last read.

    Of each meeting at each time it is told once, as long as it clashes.
    """
    with ground.sessions() as session:
        attendance = session.get(Attendance, attendance_id)
        reader = readers(session, [attendance_id]).get(attendance_id)
        calendar = session.get(OwnCalendar, attendance_id)
        if attendance is None or reader is None or calendar is None:
            return
        event, given = session.get_one(Event, attendance.event_id), calendar.given
        mine = {attendance_id: meetings_of(session, attendance_id)}
        clashing = clashes_of(session, event.id, mine)
        new = [one for one in clashing if _name(one) not in calendar.told]
        mail = None
        if new:
            people = people_of(session, event, attendance_id, new)
            desk = Desk(ground.settings, event, reader, people)
            mail = drawn_up(desk, clash_letter, new, given)
        with writing(session):
            lock(session, Attendance, attendance_id)
            found = session.get(OwnCalendar, attendance_id, populate_existing=True)
            if found is None or found.given != given:
                return
            found.told = [_name(one) for one in clashing]
            session.add(found)
            if mail is not None:
                post_all(session, [mail])


def _name(meeting: OwnMeeting) -> str:
    return f"{meeting.id}:{meeting.slot_id}"


on_read.append(tell_clashes)
