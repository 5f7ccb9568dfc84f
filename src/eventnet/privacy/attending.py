"""What is kept about somebody at one event, and of those with whom they have to do there."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, or_, select

from eventnet.asking.people import view_askers
from eventnet.contacts.models import Contact, ContactCard
from eventnet.contacts.queries import contacts_of
from eventnet.events.models import Attendance, Event, Role, Slot, Unavailable
from eventnet.matching.queries import hindrances_of
from eventnet.meetings.models import MeetingState
from eventnet.meetings.queries import OwnMeeting, meetings_of
from eventnet.notes.queries import notes_of
from eventnet.people.queries import PersonView, view_people
from eventnet.privacy.declared import told
from eventnet.requests.queries import OwnRequest, requests_of
from eventnet.schedule.days import people_of, why_for_reader
from eventnet.schedule.models import CalendarAddress, ReminderChoice, ScheduleLook
from eventnet.wishes.models import Wish

Lines = list[dict[str, Any]]


def at_event(
    session: Session, event: Event, role: Role, attendance: Attendance
) -> dict[str, Lines]:
    """Return what is kept about an attendance, by file."""
    return {
        "attendances": [_attendance(session, role, attendance)],
        "wishes": _wishes(session, attendance),
        "notes": _notes(session, attendance),
        "contacts": _contacts(session, attendance),
        "requests": _requests(session, attendance),
        "meetings": _meetings(session, event, attendance),
    }


def _attendance(session: Session, role: Role, attendance: Attendance) -> dict[str, Any]:
    away = session.exec(
        select(Slot.starts_at)
        .join(Unavailable, col(Unavailable.slot_id) == Slot.id)
        .where(Unavailable.attendance_id == attendance.id)
        .order_by(col(Slot.starts_at))
    )
    address = session.get(CalendarAddress, attendance.id)
    card = session.get(ContactCard, attendance.id)
    look = session.get(ScheduleLook, attendance.id)
    reminders = session.get(ReminderChoice, attendance.id)
    return {
        "role": role.name,
        **told("attendance", attendance),
        "not_available_at": list(away),
        "contact_card": told("contact_card", card) if card else None,
        "calendar_address": told("calendar_address", address) if address else None,
        "schedule_look": told("schedule_look", look) if look else None,
        "reminder_choice": told("reminder_choice", reminders) if reminders else None,
    }


def _wishes(session: Session, attendance: Attendance) -> Lines:
    query = select(Wish).where(Wish.from_id == attendance.id)
    wishes = session.exec(query.order_by(col(Wish.created_at), col(Wish.to_id))).all()
    people = _people(session, attendance, [one.to_id for one in wishes])
    unmet = hindrances_of(session, attendance.id)
    return [
        {
            "person": _name(people, one.to_id),
            **told("wish", one),
            "not_met": told("unmet_wish", unmet[one.to_id]) if one.to_id in unmet else None,
        }
        for one in wishes
    ]


def _notes(session: Session, attendance: Attendance) -> Lines:
    notes = notes_of(session, attendance.id)
    people = _people(session, attendance, list(notes))
    return [{"person": _name(people, key), **told("note", one)} for key, one in notes.items()]


def _contacts(session: Session, attendance: Attendance) -> Lines:
    """Return what those share with them now with whom they exchanged: nothing once they left."""
    if attendance.left_at is not None:
        return []
    shared = {one.attendance_id: one for one in contacts_of(session, attendance.id)}
    query = select(Contact).where(or_(Contact.a_id == attendance.id, Contact.b_id == attendance.id))
    return [
        {
            "person": other.name,
            "headline": other.headline,
            "organization": other.organization,
            "email": other.email,
            "phone": other.phone,
            "links": other.links,
            **told("contact", one),
        }
        for one in session.exec(query.order_by(col(Contact.created_at), col(Contact.b_id)))
        if (other := shared.get(one.other(attendance.id)))
    ]


def _requests(session: Session, attendance: Attendance) -> Lines:
    requests = requests_of(session, attendance.id)
    wanted = {attendance.id: [one.other_id for one in requests]}
    people = view_askers(session, attendance.event_id, wanted).get(attendance.id, {})
    return [_request(one, people) for one in requests]


def _request(one: OwnRequest, people: Mapping[str, PersonView]) -> dict[str, Any]:
    return {
        "person": _name(people, one.other_id),
        "asked_by_me": one.asked_by_reader,
        "starts_at": one.starts_at,
        "minutes": one.minutes,
        **told("meeting_request", one),
    }


def _meetings(session: Session, event: Event, attendance: Attendance) -> Lines:
    meetings = meetings_of(session, attendance.id, tuple(MeetingState))
    people = people_of(session, event, attendance.id, meetings)
    return [_meeting(one, people) for one in meetings]


def _meeting(one: OwnMeeting, people: Mapping[str, PersonView]) -> dict[str, Any]:
    return {
        "person": _name(people, one.other_id),
        "starts_at": one.starts_at,
        "minutes": one.minutes,
        **told("meeting", one),
        "my": told("meeting_side", one),
        "because": why_for_reader(one, people),
    }


def _people(session: Session, attendance: Attendance, ids: list[str]) -> dict[str, PersonView]:
    return view_people(session, attendance.event_id, attendance.id, ids)


def _name(people: Mapping[str, PersonView], key: str) -> str | None:
    """Return the name of somebody if it is shown to the reader; None where it is not."""
    return people[key].name or None if key in people else None
