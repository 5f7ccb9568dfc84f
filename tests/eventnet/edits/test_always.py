"""Whatever organizers and attendees do in whatever order: no meeting lies where none can be.

Not in a slot that was taken out, not at a table that is closed, not with somebody who left or was
removed, not between roles that may not meet unless it was let stand, not against a veto that was
there before it; and whoever was touched by an edit that was not undone is told of it.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session, col, or_, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.database import create_engine, lock, writing
from eventnet.edits.actions import undo_edit
from eventnet.edits.barring import KEEP, OFF, apart
from eventnet.edits.kinds import Plan
from eventnet.edits.limits import ROLE, RoleChange, edition
from eventnet.edits.models import Edit, EditTouch
from eventnet.edits.moving import Moving
from eventnet.edits.role_out import RoleOut
from eventnet.edits.tables import Tables
from eventnet.edits.taking_out import TakingOut
from eventnet.edits.telling import let_due_stand, tell_edit
from eventnet.edits.who_meets import WhoMeets
from eventnet.errors import Refused
from eventnet.events.models import Attendance, Event, Role, Slot
from eventnet.events.queries import slots
from eventnet.events.roles import find_role, ordered
from eventnet.jobs import Ground
from eventnet.mail.models import OutboxMail
from eventnet.meetings.actions import cancel
from eventnet.meetings.arranging import arrange, hold_people
from eventnet.meetings.models import Meeting, MeetingSide
from eventnet.organize.actions import remove_attendee
from eventnet.people.attending import leave, take_leaving_back
from eventnet.requests.actions import accept
from eventnet.requests.making import ask
from eventnet.requests.models import MeetingRequest
from eventnet.requests.queries import seen_by_each
from eventnet.versions import content
from eventnet.wishes.actions import make_wish
from eventnet.wishes.models import WishKind
from tests.eventnet.edits.agreeing import edit
from tests.factories import a_role, an_account, an_attendee, an_event

PEOPLE, SLOTS = 4, 3
ROLES = ("Visitor", "Investor", "Speaker")
pair_of_people = st.lists(st.integers(0, PEOPLE - 1), min_size=2, max_size=2, unique=True)
choice = st.sampled_from([OFF, KEEP])
chosen = st.sets(st.integers(0, SLOTS - 1), min_size=1)
deed = st.one_of(
    st.tuples(st.just("out"), chosen),
    st.tuples(st.just("move"), chosen, st.sampled_from([-20, -5, 5, 20, 40])),
    st.tuples(st.just("tables"), chosen, st.integers(0, 3)),
    st.tuples(st.just("undo"), st.integers(0, 5)),
    st.tuples(st.just("meet"), st.sets(st.integers(0, PEOPLE - 1), min_size=2, max_size=2)),
    st.tuples(st.just("cancel"), st.integers(0, 5)),
    st.tuples(st.just("leave"), st.integers(0, PEOPLE - 1)),
    st.tuples(st.just("remove"), st.integers(0, PEOPLE - 1)),
    st.tuples(st.just("return_to"), st.integers(0, PEOPLE - 1)),
    st.tuples(st.just("veto"), pair_of_people),
    st.tuples(st.just("ask"), pair_of_people),
    st.tuples(st.just("accept"), st.integers(0, 3)),
    st.tuples(st.just("rule"), st.integers(0, 5), st.booleans(), choice),
    st.tuples(st.just("limit"), st.integers(0, 2), st.one_of(st.none(), st.integers(0, 2))),
    st.tuples(st.just("merge"), st.integers(0, 2), st.integers(0, 2), choice),
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
        self.roles = [a_role(session, event, name).id for name in ROLES]
        self.people = [
            an_attendee(session, event, role=ROLES[number % 2]).id for number in range(PEOPLE)
        ]
        self.by = an_account(session).id
        self.edits: list[Edit] = []
        self.let_stand: set[str] = set()
        self.vetoed: dict[frozenset[str], set[str]] = {}
        """By pair: the meetings that they had when one ruled the other out."""

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

    def meetings(self, *, live: bool = True) -> dict[str, frozenset[str]]:
        """Return the two of each meeting that stands, or of all there ever were."""
        query = (
            select(Meeting.id, MeetingSide.attendance_id)
            .join(MeetingSide, col(MeetingSide.meeting_id) == Meeting.id)
            .where(Meeting.event_id == self.event_id, or_(col(Meeting.live), not live))
        )
        two: dict[str, frozenset[str]] = {}
        for key, who in self.session.exec(query):
            two[key] = two.get(key, frozenset()) | {who}
        return two

    def apart(self) -> set[str]:
        """Return the meetings that stand between roles that may not meet."""
        return set(apart(self.session, self.event_id, self.meetings()))

    def rule(self, number: int, on: bool, choice: str) -> None:
        pairs = [
            ordered(self.roles[one], self.roles[other])
            for one in range(len(ROLES))
            for other in range(one, len(ROLES))
        ]
        pair = frozenset({pairs[number]})
        self._edit(WhoMeets(pair if on else frozenset(), frozenset() if on else pair, choice))
        if choice == KEEP:
            self.let_stand |= self.apart()

    def merge(self, number: int, into: int, choice: str) -> None:
        if number != into:
            self._edit(RoleOut(self.roles[number], self.roles[into], choice))
            if choice == KEEP:
                self.let_stand |= self.apart()

    def limit(self, number: int, most: int | None) -> None:
        role = find_role(self.session, self.event_id, self.roles[number])
        typed = {**content(role, ROLE), "max_meetings": most}
        self._edit(RoleChange(role.id, typed, edition(role)))

    def remove(self, number: int) -> None:
        remove_attendee(self.session, self.event_id, self.people[number], self.by)

    def return_to(self, number: int) -> None:
        take_leaving_back(
            self.session, self.session.get_one(Event, self.event_id), self.people[number]
        )

    def veto(self, two: list[int]) -> None:
        a, b = (self.people[number] for number in two)
        pair = frozenset((a, b))
        there = {key for key, both in self.meetings(live=False).items() if both == pair}
        event = self.session.get_one(Event, self.event_id)
        make_wish(self.session, event, a, b, WishKind.AVOID)
        self.vetoed.setdefault(pair, set()).update(there)

    def ask(self, two: list[int]) -> None:
        a, b = (self.people[number] for number in two)
        event = self.session.get_one(Event, self.event_id)
        ask(self.session, event, a, b, slot_id=None, message="")

    def accept(self, number: int) -> None:
        query = select(MeetingRequest).where(MeetingRequest.event_id == self.event_id)
        found = self.session.exec(query.order_by(col(MeetingRequest.id))).all()
        if number < len(found):
            request = found[number]
            free = slots(self.session, self.event_id)
            slot_id = free[-1].id if free else self.slots[0]
            accept(self.session, request.id, request.to_id, slot_id)

    def meet(self, two: set[int]) -> None:
        ids = [self.people[number] for number in two]
        if frozenset(ids) in self.vetoed:  # whoever arranges looks at that first
            return
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
    assert play.apart() <= play.let_stand
    for key, two in play.meetings().items():
        assert key in play.vetoed.get(two, {key})
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
    assert got == touched & (as_left | still_asked(play, made) | still_of_role(play, made))


def still_asked(play: Play, made: Edit) -> set[str]:
    """Return those who know of a request that an edit ended, and of which nothing more became."""
    ended = {one["id"]: one["sequence"] for one in made.inverse.get("requests", ())}
    knowing = {
        who
        for who, mine in seen_by_each(play.session, list(ended)).items()
        if any(one.sequence == ended[one.id] for one in mine)
    }
    return addresses(play, knowing)


def still_of_role(play: Play, made: Edit) -> set[str]:
    """Return those who still come as an edit made them, or have more than it allows."""
    key = made.inverse.get("into") or made.inverse.get("role", {}).get("id")
    role = play.session.get(Role, key) if key else None
    if role is None:
        return set()
    told = set(made.inverse.get("moved", ()))
    told |= set(made.inverse["capped"] if role.max_meetings is not None else ())
    query = select(Attendance.id).where(col(Attendance.id).in_(told), Attendance.role_id == role.id)
    return addresses(play, set(play.session.exec(query)))


def addresses(play: Play, attendance_ids: set[str]) -> set[str]:
    query = (
        select(Account.email)
        .join(Membership, col(Membership.account_id) == Account.id)
        .join(Attendance, col(Attendance.membership_id) == Membership.id)
        .where(col(Attendance.id).in_(attendance_ids))
    )
    return set(play.session.exec(query))


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
