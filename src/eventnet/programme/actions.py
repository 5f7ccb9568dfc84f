"""Star a talk, and take the star away."""

from sqlmodel import Session

from eventnet import clock
from eventnet.affinities.actions import mark_stale
from eventnet.database import insert_missing, lock, writing
from eventnet.errors import NotFound
from eventnet.events.models import Attendance
from eventnet.i18n import gettext as _
from eventnet.programme.models import Star, Talk


def star(session: Session, event_id: str, attendance_id: str, talk_id: str) -> None:
    """Want to be at a talk: the slots that it overlaps are closed for meetings from now on.

    Meetings that stand there stay. The attendee is held first, as by whoever arranges a meeting, so
    that either the meeting knows of the star, or the star of the meeting; and the talk, so that
    whoever takes it out of the programme knows whom to tell.
    """
    with writing(session):
        _hold(session, event_id, attendance_id)
        talk = lock(session, Talk, talk_id)
        if talk is None or talk.event_id != event_id or talk.gone_at is not None:
            raise no_talk()
        row = {"attendance_id": attendance_id, "talk_id": talk_id, "starred_at": clock.now()}
        insert_missing(session, Star, [row])
        mark_stale(session, event_id)


def unstar(session: Session, event_id: str, attendance_id: str, talk_id: str) -> None:
    """Take a star away, also from a talk that is gone: what it blocked is free again."""
    with writing(session):
        _hold(session, event_id, attendance_id)
        found = session.get(Star, (attendance_id, talk_id), populate_existing=True)
        if found is None:
            raise NotFound(_("You have not starred this session, or not any more."))
        session.delete(found)
        mark_stale(session, event_id)


def no_talk() -> NotFound:
    """Return the one answer about talks that never were, and those that are gone."""
    return NotFound(_("There is no such session in the programme, or it was taken out of it."))


def _hold(session: Session, event_id: str, attendance_id: str) -> None:
    attendance = lock(session, Attendance, attendance_id)
    if attendance is None or attendance.event_id != event_id:
        raise NotFound(_("You do not attend this event any more."))
