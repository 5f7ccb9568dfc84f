"""Who may, where a signed address is the proof: calendars, and answers from a mail.

Such an address signs nobody in; it opens one calendar, or one meeting's answer, and no more.
"""

from dataclasses import dataclass, fields

from sqlmodel import Session, col, select

from eventnet.accounts.models import Account
from eventnet.accounts.policies import anyone
from eventnet.communities.models import Membership
from eventnet.errors import Gone, NotFound
from eventnet.events.models import Attendance, Event
from eventnet.events.policies import AtEvent
from eventnet.events.queries import not_deleted, present
from eventnet.i18n import gettext as _
from eventnet.meetings.queries import OwnMeeting, meeting_of
from eventnet.routing import Visit
from eventnet.schedule.models import CalendarAddress
from eventnet.tokens import Signer

CALENDAR = "calendar"
ANSWER = "answer"
FIRST = 1


@dataclass(frozen=True)
class CalendarVisit(AtEvent):
    """A calendar program that knows somebody's address."""

    attendance: Attendance
    owner: Account


@dataclass(frozen=True)
class AnswerVisit(AtEvent):
    """Whoever came from a mail about one meeting."""

    attendance: Attendance
    owner: Account
    meeting: OwnMeeting


def _people_behind(session: Session, attendance_id: str) -> tuple[Attendance, Event, Account]:
    found = session.exec(
        select(Attendance, Event, Account)
        .join(Event, col(Event.id) == Attendance.event_id)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(
            Attendance.id == attendance_id,
            present(),
            not_deleted(),
        )
    ).one_or_none()
    if found is None:
        raise Gone(_("This address belongs to somebody who no longer attends."))
    return found


def generation(session: Session, attendance_id: str) -> int:
    """Return which of somebody's calendar addresses holds."""
    address = session.get(CalendarAddress, attendance_id)
    return FIRST if address is None else address.generation


def calendar_reader(visit: Visit) -> CalendarVisit:
    """Let in whoever knows a calendar address that was not renewed since."""
    content = Signer(visit.settings.key, CALENDAR).read(visit.param("token"))
    if content is None:
        raise NotFound(_("There is no calendar at this address."))
    attendance_id, number = content
    if number != generation(visit.session, attendance_id):
        raise Gone(_("This calendar address was replaced by a new one."))
    attendance, event, owner = _people_behind(visit.session, attendance_id)
    return CalendarVisit(
        **{field.name: getattr(visit, field.name) for field in fields(Visit)},
        account=None,
        login=None,
        event=event,
        attendance=attendance,
        owner=owner,
    )


def invited_to_answer(visit: Visit) -> AnswerVisit:
    """Let in whoever has the mail about a meeting, to answer that one."""
    content = Signer(visit.settings.key, ANSWER).read(visit.param("token"))
    if content is None:
        raise Gone(_("This link is incomplete. Please use the one in the mail."))
    meeting_id, attendance_id = content
    attendance, event, owner = _people_behind(visit.session, attendance_id)
    meeting = meeting_of(visit.session, meeting_id, attendance_id)
    if meeting is None:
        raise Gone(_("There is no such meeting any more."))
    return AnswerVisit(
        **anyone(visit).known(),
        event=event,
        attendance=attendance,
        owner=owner,
        meeting=meeting,
    )


def answer_token(key: str, meeting_id: str, attendance_id: str) -> str:
    """Return what a mail's link to one meeting's answer holds."""
    return Signer(key, ANSWER).sign([meeting_id, attendance_id])
