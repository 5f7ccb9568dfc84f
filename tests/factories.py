"""Rows for tests: each function makes one thing, with sensible values for what is not said."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.models import Community, MemberRole, Membership
from eventnet.database import writing
from eventnet.events.models import Attendance, Consent, Event, Organizer, Role, Slot
from eventnet.events.roles import ordered, put_pairs
from eventnet.meetings.models import Answer, Meeting, MeetingSide, MeetingState
from eventnet.people.models import Audience, Profile
from eventnet.people.search import index_profile

numbers = count(1)


def save(session: Session, *rows: object) -> None:
    """Store rows and commit."""
    session.add_all(rows)
    session.commit()


def an_account(session: Session, email: str | None = None, *, operator: bool = False) -> Account:
    """Make an account."""
    account = Account(email=email or f"person{next(numbers)}@example.org", is_operator=operator)
    save(session, account)
    return account


def a_community(session: Session, slug: str | None = None) -> Community:
    """Make a community."""
    slug = slug or f"community-{next(numbers)}"
    community = Community(slug=slug, name=slug.replace("-", " ").title())
    save(session, community)
    return community


def a_member(
    session: Session,
    community: Community,
    account: Account | None = None,
    role: MemberRole = MemberRole.MEMBER,
) -> Membership:
    """Make an account (unless given) a member."""
    account = account or an_account(session)
    membership = Membership(community_id=community.id, account_id=account.id, role=role)
    save(session, membership)
    return membership


def an_event(
    session: Session,
    community: Community | None = None,
    slug: str | None = None,
    *,
    slots: int = 4,
    tables: int = 3,
    organizer: Account | None = None,
) -> Event:
    """Make an open event with slots of 20 minutes on one day from 09:00 in Lisbon, and one role."""
    community = community or a_community(session)
    slug = slug or f"event-{next(numbers)}"
    event = Event(
        community_id=community.id,
        slug=slug,
        name=slug.replace("-", " ").title(),
        time_zone="Europe/Lisbon",
        starts_on=date(2027, 5, 11),
        ends_on=date(2027, 5, 12),
        opens_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    session.add(event)
    session.flush()
    session.add(Role(event_id=event.id, name="Visitor"))
    first = datetime(2027, 5, 11, 8, 0, tzinfo=UTC)
    for number in range(slots):
        starts = first + timedelta(minutes=20 * number)
        session.add(Slot(event_id=event.id, starts_at=starts, minutes=20, tables=tables))
    if organizer is not None:
        session.add(Organizer(event_id=event.id, account_id=organizer.id))
    session.commit()
    return event


def a_role(session: Session, event: Event, name: str = "Visitor") -> Role:
    """Return the role of that name, made if it is not there."""
    role = session.exec(select(Role).where(Role.event_id == event.id, Role.name == name)).first()
    if role is None:
        role = Role(event_id=event.id, name=name)
        save(session, role)
    return role


def let_meet(session: Session, event: Event, pairs: set[tuple[str, str]]) -> None:
    """Say which roles may meet, whatever stands."""
    with writing(session):
        put_pairs(session, event.id, {ordered(a, b) for a, b in pairs})


def an_attendee(
    session: Session,
    event: Event,
    name: str = "Ada Example",
    email: str | None = None,
    *,
    consent: Consent | None = Consent.BOOK,
    role: str = "Visitor",
    shown_to: Audience = Audience.ATTENDEES,
    **profile: Any,
) -> Attendance:
    """Make a person with account, membership, profile (every field shown) and attendance."""
    account = an_account(session, email)
    membership = Membership(community_id=event.community_id, account_id=account.id)
    session.add(membership)
    session.flush()
    fields = ("name", "headline", "organization", "bio", "links", "photo", "topics")
    about = Profile(
        membership_id=membership.id,
        community_id=event.community_id,
        name=name,
        visibility=dict.fromkeys(fields, shown_to.value),
        **profile,
    )
    session.add(about)
    index_profile(session, about)
    attendance = Attendance(
        event_id=event.id,
        membership_id=membership.id,
        role_id=a_role(session, event, role).id,
        consent=consent,
    )
    save(session, attendance)
    return attendance


def a_meeting(
    session: Session,
    event: Event,
    a: Attendance,
    b: Attendance,
    *,
    slot: int = 0,
    table: int | None = 1,
    answers: tuple[Answer | None, Answer | None] = (Answer.YES, Answer.YES),
    hours: float = 24,
    **fields: Any,
) -> Meeting:
    """Make a live meeting in the slot of that number; it waits where an answer is None."""
    slots = session.exec(
        select(Slot).where(Slot.event_id == event.id).order_by(col(Slot.starts_at))
    )
    slot_id = slots.all()[slot].id
    waits = None in answers
    fields.setdefault("state", MeetingState.WAITING if waits else MeetingState.CONFIRMED)
    meeting = Meeting(
        event_id=event.id,
        slot_id=slot_id,
        table_number=table,
        answer_until=clock.now() + timedelta(hours=hours) if waits else None,
        **fields,
    )
    session.add(meeting)
    session.flush()
    for one, answer in zip((a, b), answers, strict=True):
        session.add(
            MeetingSide(meeting_id=meeting.id, attendance_id=one.id, slot_id=slot_id, answer=answer)
        )
    session.commit()
    return meeting
