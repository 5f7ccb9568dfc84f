"""Reads of announcements: what stands, for whom it is, and whom one would reach."""

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, or_, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.announcing.models import Announcement, AnnouncementDismissal, Hearers
from eventnet.communities.models import Membership
from eventnet.day.models import CheckIn
from eventnet.events.models import Attendance, Event
from eventnet.events.queries import present, today

LATEST_FIRST = (col(Announcement.created_at).desc(), col(Announcement.id))


def standing(session: Session, event_id: str) -> list[Announcement]:
    """Return what stands at this moment, the latest first."""
    query = select(Announcement).where(*_stands(event_id))
    return list(session.exec(query.order_by(*LATEST_FIRST)))


def announcements(session: Session, event_id: str, *, most: int) -> list[Announcement]:
    """Return the latest of all that were ever made, those that ended and were taken back too."""
    query = select(Announcement).where(Announcement.event_id == event_id)
    return list(session.exec(query.order_by(*LATEST_FIRST).limit(most)))


def count(session: Session, event_id: str) -> int:
    """Return how many announcements were ever made."""
    query = select(func.count()).where(Announcement.event_id == event_id)
    return session.exec(query).one()


def for_attendee(session: Session, event: Event, attendance: Attendance) -> list[Announcement]:
    """Return what stands for somebody and is not read away, the latest first."""
    here = select(CheckIn.attendance_id).where(
        CheckIn.attendance_id == attendance.id, CheckIn.on == today(event, clock.now())
    )
    away = select(AnnouncementDismissal.announcement_id).where(
        AnnouncementDismissal.attendance_id == attendance.id
    )
    query = select(Announcement).where(
        *_stands(event.id),
        or_(
            col(Announcement.to) == Hearers.EVERYBODY,
            (col(Announcement.to) == Hearers.ROLE)
            & (col(Announcement.role_id) == attendance.role_id),
            (col(Announcement.to) == Hearers.HERE) & here.exists(),
        ),
        col(Announcement.id).not_in(away),
    )
    return list(session.exec(query.order_by(*LATEST_FIRST)))


def mark(session: Session, event_id: str) -> str:
    """Return what tells one state of an event's announcements from another."""
    query = select(func.max(Announcement.changed_at), func.count()).where(*_stands(event_id))
    latest, number = session.exec(query).one()
    return f"{latest.isoformat()} {number}" if number else ""


def hearers(session: Session, event: Event, to: Hearers, role_id: str | None) -> list[str]:
    """Return the attendances that an announcement reaches now, in their order."""
    query = (
        select(Attendance.id)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(Attendance.event_id == event.id, present())
        .order_by(col(Attendance.id))
    )
    if to is Hearers.ROLE:
        query = query.where(Attendance.role_id == role_id)
    if to is Hearers.HERE:
        here = select(CheckIn.attendance_id).where(
            CheckIn.event_id == event.id, CheckIn.on == today(event, clock.now())
        )
        query = query.where(col(Attendance.id).in_(here))
    return list(session.exec(query))


def _stands(event_id: str) -> list[ColumnElement[bool]]:
    return [
        col(Announcement.event_id) == event_id,
        col(Announcement.taken_back_at).is_(None),
        col(Announcement.ends_at) > clock.now(),
    ]
