"""What an attendee does with their days: their calendar address, what they saw, reminders."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from eventnet import audit, clock
from eventnet.database import lock, writing
from eventnet.errors import Refused
from eventnet.events.models import Attendance
from eventnet.i18n import gettext as _
from eventnet.schedule.models import CalendarAddress, ReminderChoice, ScheduleLook
from eventnet.schedule.policies import CALENDAR, FIRST, generation
from eventnet.tokens import Signer

LOOK = "look"


def calendar_token(session: Session, key: str, attendance_id: str) -> str:
    """Return what somebody's calendar address holds."""
    return Signer(key, CALENDAR).sign([attendance_id, generation(session, attendance_id)])


def renew_calendar(session: Session, attendance_id: str, account_id: str) -> None:
    """Make a new calendar address; older ones stop working at once."""
    with writing(session):
        lock(session, Attendance, attendance_id)  # two renewals follow one another
        address = session.get(CalendarAddress, attendance_id, populate_existing=True)
        if address is None:
            address = CalendarAddress(attendance_id=attendance_id, generation=FIRST)
        address.generation += 1
        address.renewed_at = clock.now()
        session.add(address)
        audit.record(session, "calendar.renewed", account_id=account_id, subject=attendance_id)


def look_token(key: str, attendance_id: str, seen: Mapping[str, Sequence[str]]) -> str:
    """Return what a page says that it shows of somebody's days, so that it can be believed."""
    return Signer(key, LOOK).seal([attendance_id, seen])


def mark_seen(session: Session, key: str, attendance_id: str, token: str) -> None:
    """Keep that somebody has seen what a page of theirs showed; what came later stays news."""
    content = Signer(key, LOOK).unseal(token)
    if content is None or content[0] != attendance_id:
        raise Refused(_("This does not come from your page. Open “My days” again."))
    with writing(session):
        lock(session, Attendance, attendance_id)  # two tabs follow one another
        look = session.get(ScheduleLook, attendance_id, populate_existing=True)
        if look is None:
            look = ScheduleLook(attendance_id=attendance_id)
        look.seen, look.seen_at = content[1], clock.now()
        session.add(look)


def choose_reminders(session: Session, attendance_id: str, *, evening: bool, minutes: bool) -> None:
    """Keep of what somebody wants to be reminded."""
    with writing(session):
        lock(session, Attendance, attendance_id)  # two choices follow one another
        choice = session.get(ReminderChoice, attendance_id, populate_existing=True)
        if choice is None:
            choice = ReminderChoice(attendance_id=attendance_id)
        choice.evening, choice.minutes = evening, minutes
        session.add(choice)
