"""What is kept about somebody at one event, and of those with whom they have to do there."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, or_, select

from eventnet.absence.models import BusyTime, FreeAnyway, OwnCalendar
from eventnet.announcing.models import AnnouncementDismissal
from eventnet.asking.people import view_askers
from eventnet.contacts.models import Contact, ContactCard
from eventnet.contacts.queries import contacts_of
from eventnet.day.models import CheckIn, MeetingSign, Proposal, SlotSeeker
from eventnet.event_questions.models import EventAnswer, EventQuestion
from eventnet.events.models import Attendance, Event, Role, Slot, Unavailable
from eventnet.matching.models import HandRule, PlanEdit, SeatBefore, SideBefore
from eventnet.matching.queries import hindrances_of
from eventnet.meetings.models import MeetingState
from eventnet.meetings.queries import OwnMeeting, meetings_of
from eventnet.messages.models import MessageChoice, MessageReport
from eventnet.messages.queries import talks_of
from eventnet.notes.queries import notes_of
from eventnet.outcomes.models import Outcome, Promise
from eventnet.outcomes.queries import outcomes_of, promises_of
from eventnet.people.directory import Wanted
from eventnet.people.partners import view_partners
from eventnet.people.queries import PersonView, view_people
from eventnet.people.terms import terms_of
from eventnet.people.viewers import viewer_of
from eventnet.privacy.declared import told
from eventnet.programme.models import Star, Talk
from eventnet.requests.queries import OwnRequest, requests_of
from eventnet.round_tables.models import RoundSeat, RoundTable
from eventnet.schedule.days import people_of, why_for_reader
from eventnet.schedule.models import CalendarAddress, ReminderChoice, ScheduleLook
from eventnet.teams.models import ExhibitorTeam, TeamMember
from eventnet.teams.queries import targets
from eventnet.watches.models import SavedSearch
from eventnet.wishes.models import Wish

Lines = list[dict[str, Any]]


def at_event(
    session: Session, event: Event, role: Role, attendance: Attendance
) -> dict[str, Lines]:
    """Return what is kept about an attendance, by file."""
    return {
        "attendances": [_attendance(session, role, attendance)],
        "answers": _answers(session, attendance),
        "wishes": _wishes(session, attendance),
        "starred_sessions": _stars(session, attendance),
        "round_tables": _round_tables(session, attendance),
        "notes": _notes(session, attendance),
        "searches": _searches(session, attendance),
        "contacts": _contacts(session, attendance),
        "requests": _requests(session, attendance),
        "messages": _messages(session, attendance),
        "reports": _reports(session, attendance),
        "meetings": _meetings(session, event, attendance),
        "pairs_by_hand": _pairs_by_hand(session, attendance),
        "promises": _promises(session, attendance),
        "days": _days(session, attendance),
        "team": _team(session, attendance),
    }


def _answers(session: Session, attendance: Attendance) -> Lines:
    query = (
        select(EventQuestion.label, EventAnswer)
        .join(EventQuestion, col(EventQuestion.id) == EventAnswer.question_id)
        .where(EventAnswer.attendance_id == attendance.id)
        .order_by(col(EventQuestion.position), col(EventQuestion.id))
    )
    return [
        {"question": label, **told("event_answer", answer)} for label, answer in session.exec(query)
    ]


def _attendance(session: Session, role: Role, attendance: Attendance) -> dict[str, Any]:
    away = session.exec(
        select(Slot.starts_at)
        .join(Unavailable, col(Unavailable.slot_id) == Slot.id)
        .where(Unavailable.attendance_id == attendance.id)
        .order_by(col(Slot.starts_at))
    )
    address = session.get(CalendarAddress, attendance.id)
    card = session.get(ContactCard, attendance.id)
    choice = session.get(MessageChoice, attendance.id)
    look = session.get(ScheduleLook, attendance.id)
    reminders = session.get(ReminderChoice, attendance.id)
    return {
        "role": role.name,
        **told("attendance", attendance),
        "not_available_at": list(away),
        "own_calendar": _calendar(session, attendance.id),
        "contact_card": told("contact_card", card) if card else None,
        "message_choice": told("message_choice", choice) if choice else None,
        "calendar_address": told("calendar_address", address) if address else None,
        "schedule_look": told("schedule_look", look) if look else None,
        "reminder_choice": told("reminder_choice", reminders) if reminders else None,
    }


def _calendar(session: Session, attendance_id: str) -> dict[str, Any] | None:
    found = session.get(OwnCalendar, attendance_id)
    if found is None:
        return None
    busy = select(BusyTime).where(BusyTime.attendance_id == attendance_id)
    anyway = (
        select(Slot.starts_at)
        .join(FreeAnyway, col(FreeAnyway.slot_id) == Slot.id)
        .where(FreeAnyway.attendance_id == attendance_id)
        .order_by(col(Slot.starts_at))
    )
    times = session.exec(busy.order_by(col(BusyTime.starts_at)))
    return {
        **told("own_calendar", found),
        "busy": [told("busy_time", one) for one in times],
        "free_all_the_same_at": list(session.exec(anyway)),
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


def _pairs_by_hand(session: Session, attendance: Attendance) -> Lines:
    """Return that organizers asked for or against a meeting; with whom is not theirs alone."""
    mine = or_(HandRule.a_id == attendance.id, HandRule.b_id == attendance.id)
    query = select(HandRule).where(mine).order_by(col(HandRule.made_at), col(HandRule.id))
    rules = [told("hand_rule", one) for one in session.exec(query)]
    moved = or_(PlanEdit.a_id == attendance.id, PlanEdit.b_id == attendance.id)
    edits = session.exec(select(PlanEdit).where(moved).order_by(col(PlanEdit.made_at)))
    return rules + [{"kind": "moved in a draft", **told("plan_edit", one)} for one in edits]


def _stars(session: Session, attendance: Attendance) -> Lines:
    query = select(Star, Talk).join(Talk, col(Talk.id) == Star.talk_id)
    mine = query.where(Star.attendance_id == attendance.id)
    return [
        {"title": talk.title, "starts_at": talk.starts_at, **told("star", one)}
        for one, talk in session.exec(mine.order_by(col(Talk.starts_at), col(Talk.id)))
    ]


def _round_tables(session: Session, attendance: Attendance) -> Lines:
    """Return what they host, and where they sit, sat, or wish to.

    What another calls a round table is there as long as its page is shown to them.
    """
    query = (
        select(RoundSeat, RoundTable, Slot)
        .join(RoundTable, col(RoundTable.id) == RoundSeat.table_id)
        .join(Slot, col(Slot.id) == RoundSeat.slot_id)
        .where(RoundSeat.attendance_id == attendance.id)
        .order_by(col(Slot.starts_at), col(RoundTable.id))
    )
    earlier = select(SeatBefore).where(SeatBefore.attendance_id == attendance.id)
    before = {one.table_id: told("seat_before", one) for one in session.exec(earlier)}
    return [
        {
            "title": table.title if attendance.left_at is None else None,
            "starts_at": slot.starts_at,
            "hosted": told("round_table", table) if table.host_id == attendance.id else None,
            "my": told("round_seat", seat),
            "before_undoing": before.get(table.id),
        }
        for seat, table, slot in session.exec(query)
    ]


def _notes(session: Session, attendance: Attendance) -> Lines:
    notes = notes_of(session, attendance.id)
    people = _people(session, attendance, list(notes))
    return [{"person": _name(people, key), **told("note", one)} for key, one in notes.items()]


def _searches(session: Session, attendance: Attendance) -> Lines:
    query = select(SavedSearch).where(SavedSearch.attendance_id == attendance.id)
    searches = session.exec(query.order_by(col(SavedSearch.created_at), col(SavedSearch.id))).all()
    viewer = viewer_of(session, attendance.event_id, attendance.id)
    terms = terms_of(session, viewer, [Wanted.of(one.query) for one in searches])
    return [
        {**told("saved_search", one), "looks_for": [str(term) for term in asked]}
        for one, asked in zip(searches, terms, strict=True)
    ]


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


def _messages(session: Session, attendance: Attendance) -> Lines:
    """Return what they and others wrote to each other, as their pages show it."""
    sides, messages = talks_of(session, attendance.id)
    wanted = {attendance.id: [side.other_id for side in sides]}
    people = view_askers(session, attendance.event_id, wanted).get(attendance.id, {})
    return [
        {
            "person": _name(people, side.other_id),
            **told("conversation_side", side),
            **told("conversation", side),
            "messages": [
                {"by_me": one.from_id == attendance.id, **told("message", one)}
                for one in messages.get(side.conversation_id, ())
            ],
        }
        for side in sides
    ]


def _reports(session: Session, attendance: Attendance) -> Lines:
    """Return what they reported to the organizers; not what was reported of them."""
    query = select(MessageReport).where(MessageReport.by_id == attendance.id)
    reports = session.exec(query.order_by(col(MessageReport.created_at))).all()
    wanted = {attendance.id: [one.about_id for one in reports]}
    people = view_askers(session, attendance.event_id, wanted).get(attendance.id, {})
    return [
        {"person": _name(people, one.about_id), **told("message_report", one)} for one in reports
    ]


def _meetings(session: Session, event: Event, attendance: Attendance) -> Lines:
    meetings = meetings_of(session, attendance.id, tuple(MeetingState))
    people = people_of(session, event, attendance.id, meetings)
    outcomes = outcomes_of(session, attendance.id)
    query = select(MeetingSign).where(MeetingSign.attendance_id == attendance.id)
    signs = {one.meeting_id: one for one in session.exec(query)}
    earlier = select(SideBefore).where(SideBefore.attendance_id == attendance.id)
    before = {one.meeting_id: told("side_before", one) for one in session.exec(earlier)}
    return [
        {
            **_meeting(one, people, outcomes.get(one.id), signs.get(one.id)),
            "before_undoing": before.get(one.id),
        }
        for one in meetings
    ]


def _meeting(
    one: OwnMeeting,
    people: Mapping[str, PersonView],
    outcome: Outcome | None,
    said: MeetingSign | None,
) -> dict[str, Any]:
    return {
        "person": _name(people, one.other_id),
        "starts_at": one.starts_at,
        "minutes": one.minutes,
        **told("meeting", one),
        "online": one.is_online,
        "my": told("meeting_side", one),
        "on_the_day": told("meeting_sign", said) if said else None,
        "because": why_for_reader(one, people),
        "outcome": told("outcome", outcome) if outcome else None,
    }


def _promises(session: Session, attendance: Attendance) -> Lines:
    promises = promises_of(session, attendance.id)
    wanted = {attendance.id: [one.other(attendance.id) for one in promises]}
    people = view_partners(session, attendance.event_id, wanted).get(attendance.id, {})
    return [
        {
            "person": _name(people, one.other(attendance.id)),
            "by_me": one.by_id == attendance.id,
            "written_by_me": one.maker_id == attendance.id,
            **told("promise", one),
            **_as_read(one, attendance.id),
        }
        for one in promises
    ]


def _as_read(promise: Promise, attendance_id: str) -> dict[str, Any]:
    """Return what one of the two reads of a promise now, and before it was changed."""
    now, before = promise.read_by(attendance_id), promise.read_before(attendance_id)
    return {
        **now._asdict(),
        "former_words": before.words if before else None,
        "former_due_on": before.due_on if before else None,
    }


def _days(session: Session, attendance: Attendance) -> Lines:
    """Return when they said that they are here, or free, what was proposed to them, what they read.

    Of a proposal it tells the time and what became of it: not who said no.
    """
    own = attendance.id
    here = session.exec(
        select(CheckIn).where(CheckIn.attendance_id == own).order_by(col(CheckIn.on))
    )
    free = session.exec(
        select(SlotSeeker).where(SlotSeeker.attendance_id == own).order_by(col(SlotSeeker.since))
    )
    asked = session.exec(
        select(Proposal)
        .where(or_(Proposal.a_id == own, Proposal.b_id == own))
        .order_by(col(Proposal.created_at), col(Proposal.id))
    )
    read = session.exec(
        select(AnnouncementDismissal)
        .where(AnnouncementDismissal.attendance_id == own)
        .order_by(col(AnnouncementDismissal.at))
    )
    return [
        *({"what": "here", **told("check_in", one)} for one in here),
        *({"what": "free", **told("slot_seeker", one)} for one in free),
        *({"what": "proposal", **told("proposal", one)} for one in asked),
        *({"what": "read", **told("announcement_dismissal", one)} for one in read),
    ]


def _team(session: Session, attendance: Attendance) -> Lines:
    """Return in which team they are, and whom they are to meet for it: nothing once they left."""
    member = session.get(TeamMember, attendance.id)
    if member is None or attendance.left_at is not None:
        return []
    team = session.get_one(ExhibitorTeam, member.team_id)
    tasks = [one for one in targets(session, team.id) if one.member_id == attendance.id]
    people = _people(session, attendance, [one.attendance_id for one in tasks])
    return [
        {"what": "member", "team": team.name, "stand": team.stand, **told("team_member", member)},
        *(
            {
                "what": "to meet",
                "person": _name(people, one.attendance_id),
                **told("team_target", one),
            }
            for one in tasks
        ),
    ]


def _people(session: Session, attendance: Attendance, ids: list[str]) -> dict[str, PersonView]:
    return view_people(session, attendance.event_id, attendance.id, ids)


def _name(people: Mapping[str, PersonView], key: str) -> str | None:
    """Return the name of somebody if it is shown to the reader; None where it is not."""
    return people[key].name or None if key in people else None
