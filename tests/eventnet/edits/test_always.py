"""Whatever organizers and attendees do in whatever order: no meeting lies where none can be.

Not in a slot that was taken out, not at a table that is closed, not with somebody who left; and
whoever was touched by an edit that was not undone is told of it.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.database import create_engine, lock, writing
from eventnet.edits.actions import undo_edit
from eventnet.edits.kinds import Plan
from eventnet.edits.models import Edit, EditTouch
from eventnet.edits.moving import Moving
from eventnet.edits.tables import Tables
from eventnet.edits.taking_out import TakingOut
from eventnet.edits.telling import let_due_stand, tell_edit
from eventnet.errors import Refused
from eventnet.events.models import Attendance, Event, Slot
from eventnet.events.queries import slots
from eventnet.jobs import Ground
from eventnet.mail.models import OutboxMail
from eventnet.meetings.actions import cancel
from eventnet.meetings.arranging import arrange, hold_people
from eventnet.meetings.models import Meeting, MeetingSide
from eventnet.people.attending import leave
from tests.eventnet.edits.agreeing import edit
from tests.factories import an_account, an_attendee, an_event

PEOPLE, SLOTS = 4, 3
chosen = st.sets(st.integers(0, SLOTS - 1), min_size=1)
deed = st.one_of(
    st.tuples(st.just("out"), chosen),
    st.tuples(st.just("move"), chosen, st.sampled_from([-20, -5, 5, 20, 40])),
    st.tuples(st.just("tables"), chosen, st.integers(0, 3)),
    st.tuples(st.just("undo"), st.integers(0, 5)),
    st.tuples(st.just("meet"), st.sets(st.integers(0, PEOPLE - 1), min_size=2, max_size=2)),
    st.tuples(st.just("cancel"), st.integers(0, 5)),
    st.tuples(st.just("leave"), st.integers(0, PEOPLE - 1)),
)
always = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def engine(fresh_database: Callable[[], str]) -> Iterator[Engine]:
    made = create_engine(fresh_database())
    yield made
    made.dispose()


class Play:
    """An event, its people, and what was done to it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.event_id = an_event(session, slots=SLOTS, tables=2).id
        event = session.get_one(Event, self.event_id)
        self.slots = [slot.id for slot in slots(session, self.event_id)]
        self.people = [an_attendee(session, event).id for _ in range(PEOPLE)]
        self.by = an_account(session).id
        self.edits: list[Edit] = []

    def do(self, what: str, *with_what: object) -> None:
        """Do it, unless it is refused in words."""
        with suppress(Refused):
            getattr(self, what)(*with_what)
        self.session.rollback()

    def _edit(self, plan: Plan) -> None:
        self.edits.append(edit(self.session, self.event_id, plan, self.by))

    def _ids(self, numbers: set[int]) -> tuple[str, ...]:
        return tuple(self.slots[number] for number in sorted(numbers))

    def out(self, numbers: set[int]) -> None:
        self._edit(TakingOut(self._ids(numbers)))

    def move(self, numbers: set[int], minutes: int) -> None:
        self._edit(Moving(self._ids(numbers), minutes))

    def tables(self, numbers: set[int], tables: int) -> None:
        self._edit(Tables(self._ids(numbers), tables))

    def undo(self, number: int) -> None:
        if number < len(self.edits):
            undo_edit(self.session, self.event_id, self.edits[number].id, self.by)

    def meet(self, two: set[int]) -> None:
        ids = [self.people[number] for number in two]
        with writing(self.session):
            lock(self.session, Event, self.event_id)
            there = hold_people(self.session, self.event_id, ids)
            if len(there) == 2:
                free = slots(self.session, self.event_id)
                slot_id = free[0].id if free else self.slots[0]
                arrange(self.session, self.event_id, list(there.values()), slot_id, ids[0])

    def cancel(self, number: int) -> None:
        sides = select(MeetingSide).where(col(MeetingSide.attendance_id).in_(self.people))
        found = self.session.exec(sides.order_by(col(MeetingSide.meeting_id))).all()
        if number < len(found):
            cancel(self.session, found[number].meeting_id, found[number].attendance_id)

    def leave(self, number: int) -> None:
        event = self.session.get_one(Event, self.event_id)
        leave(self.session, event, self.people[number])


def check(play: Play) -> None:
    """Look that no meeting lies where none can be, and that both sides agree with it."""
    query = (
        select(Meeting, Slot, MeetingSide, Attendance)
        .join(Slot, col(Slot.id) == Meeting.slot_id)
        .join(MeetingSide, col(MeetingSide.meeting_id) == Meeting.id)
        .join(Attendance, col(Attendance.id) == MeetingSide.attendance_id)
        .where(Meeting.event_id == play.event_id)
    )
    for meeting, slot, side, attendance in play.session.exec(query):
        assert side.live == meeting.live
        if meeting.live:
            assert slot.removed_at is None
            assert meeting.table_number is None or meeting.table_number <= slot.tables
            assert attendance.left_at is None
            assert side.slot_id == meeting.slot_id
    standing = slots(play.session, play.event_id)
    for before, after in pairwise(standing):
        assert before.ends_at <= after.starts_at


def told(play: Play, ground: Ground, made: Edit) -> None:
    """Look that those whom an edit touched have a mail about it, unless more became of it since."""
    play.session.refresh(made)
    tell_edit.work(ground, made.id)
    play.session.rollback()
    touched = set(
        play.session.exec(
            select(Account.email)
            .join(Membership, col(Membership.account_id) == Account.id)
            .join(EditTouch, col(EditTouch.membership_id) == Membership.id)
            .join(Attendance, col(Attendance.membership_id) == Membership.id)
            .where(EditTouch.edit_id == made.id, col(Attendance.left_at).is_(None))
        )
    )
    kept = {one["id"]: one["sequence"] for one in made.inverse["meetings"]}
    query = select(Account.email, Meeting).where(
        col(Meeting.id).in_(kept),
        MeetingSide.meeting_id == Meeting.id,
        Attendance.id == MeetingSide.attendance_id,
        Membership.id == Attendance.membership_id,
        Account.id == Membership.account_id,
    )
    as_left = {mail for mail, one in play.session.exec(query) if one.sequence == kept[one.id]}
    once = col(OutboxMail.once).startswith(f"edit:{made.id}:")
    got = set(play.session.exec(select(OutboxMail.to).where(once)))
    assert got == touched & as_left


@always
@given(deeds=st.lists(deed, max_size=12))
def test_no_meeting_lies_where_none_can_be_and_whom_it_touched_is_told(
    engine: Engine, ground: Ground, deeds: list[tuple[object, ...]]
) -> None:
    with Session(engine) as session:
        play = Play(session)
        for what, *with_what in deeds:
            play.do(str(what), *with_what)
            check(play)
        here = Ground(ground.settings, lambda: Session(engine))
        let_due_stand.work(here)
        for made in play.edits:
            session.refresh(made)
            if made.undone_at is None:
                told(play, here, made)
