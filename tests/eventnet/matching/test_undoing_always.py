"""Whatever people say and organizers publish: undoing gives back what there was."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from eventnet import clock
from eventnet.events.models import Consent, Event
from eventnet.events.queries import slots
from eventnet.hosting.sitting import wish_for_seat
from eventnet.matching.models import Run, RunState
from eventnet.matching.telling import tell_people
from eventnet.matching.undoing import undo_publication
from eventnet.matching.window import undoable
from eventnet.meetings.actions import answer, cancel
from eventnet.meetings.difference import Booking
from eventnet.meetings.models import Answer, MeetingState
from eventnet.meetings.queries import meetings_of_event
from eventnet.wishes.actions import make_wish
from eventnet.wishes.models import WishKind
from tests.eventnet.hosting.rounds import a_round_event, a_table
from tests.eventnet.matching.schedules import editions, schedules
from tests.eventnet.matching.settled import overbooked
from tests.factories import an_attendee, save
from tests.publications import book

PEOPLE, SLOTS = 6, 4
person = st.integers(0, PEOPLE - 1)
meeting = st.tuples(person, person, st.integers(0, SLOTS - 1), st.integers(1, 3))
plan = st.tuples(st.just("publish"), st.lists(meeting, max_size=8), st.lists(person, max_size=3))
deed = st.one_of(
    plan,
    st.tuples(st.just("yes"), person, st.integers(0, 3)),
    st.tuples(st.just("off"), person, st.integers(0, 3)),
    st.tuples(st.just("veto"), person, person),
    st.tuples(st.just("wish"), person, person),
    st.tuples(st.just("seat"), person),
    st.tuples(st.just("tell")),
)


class Conference:
    """A small event, and what people do at it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.event = a_round_event(session, slots=SLOTS)
        self.event_id = self.event.id
        self.people = [
            an_attendee(session, self.event, consent=consent).id
            for consent in (Consent.BOOK, Consent.ASK) * (PEOPLE // 2)
        ]
        host = an_attendee(session, self.event, consent=Consent.OWN)
        self.table = a_table(session, self.event, host).id
        self.grid = [slot.id for slot in slots(session, self.event_id)]
        self.number = 0

    def do(self, what: str, *given: object) -> None:
        """Do one thing; what cannot be done is left."""
        self.session.rollback()
        self.event = self.session.get_one(Event, self.event_id)
        getattr(self, what)(*given)

    def publish(self, meetings: list[tuple[int, int, int, int]], guests: list[int]) -> None:
        pairs: dict[frozenset[str], Booking] = {}
        for one, other, at, table in meetings:
            two = frozenset((self.people[one], self.people[other]))
            if len(two) == 2:
                a_id, b_id = sorted(two)
                pairs[two] = Booking(a_id, b_id, self.grid[at], table)
        self.number += 1
        run = Run(event_id=self.event_id, number=self.number, state=RunState.PUBLISHED)
        run.published_at = clock.now()
        save(self.session, run)
        seats = [(self.people[guest], self.table) for guest in dict.fromkeys(guests)]
        book(self.session, run, list(pairs.values()), seats)

    def yes(self, one: int, number: int) -> None:
        self._say(one, number, Answer.YES)

    def off(self, one: int, number: int) -> None:
        own = meetings_of_event(self.session, self.event_id).get(self.people[one], [])
        for found in own[number : number + 1]:
            cancel(self.session, found.id, self.people[one])

    def _say(self, one: int, number: int, given: Answer) -> None:
        own = meetings_of_event(self.session, self.event_id).get(self.people[one], [])
        for found in own[number : number + 1]:
            if found.state is MeetingState.WAITING:
                answer(self.session, found.id, self.people[one], given)

    def veto(self, one: int, other: int) -> None:
        self._feel(one, other, WishKind.AVOID)

    def wish(self, one: int, other: int) -> None:
        self._feel(one, other, WishKind.WANT)

    def _feel(self, one: int, other: int, kind: WishKind) -> None:
        if one != other:
            make_wish(self.session, self.event, self.people[one], self.people[other], kind)

    def seat(self, one: int) -> None:
        wish_for_seat(self.session, self.event_id, self.people[one], self.table)

    def tell(self) -> None:
        tell_people(self.session, self.event_id, at_once=True)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(deed, max_size=8), plan)
def test_undoing_gives_back_what_there_was(
    session: Session, deeds: list[tuple[object, ...]], last: tuple[object, ...]
) -> None:
    there = Conference(session)
    for what, *rest in deeds:
        there.do(str(what), *rest)
    before, old = schedules(session, there.event), editions(session, there.event)
    there.do(*last)  # type: ignore[arg-type]
    publication = undoable(session, there.event_id)
    assert publication is not None
    undo_publication(session, publication.id, account_id=None)
    assert schedules(session, there.event) == before
    new = editions(session, there.event)
    assert all(new[key] >= old[key] for key in old)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(deed, max_size=6),
    plan,
    st.lists(deed.filter(lambda one: one[0] != "tell"), max_size=5),
)
def test_whatever_happens_meanwhile_nobody_is_at_two_tables(
    session: Session,
    deeds: list[tuple[object, ...]],
    last: tuple[object, ...],
    meanwhile: list[tuple[object, ...]],
) -> None:
    there = Conference(session)
    for what, *rest in [*deeds, last, *meanwhile]:
        there.do(str(what), *rest)
    while publication := undoable(session, there.event_id):
        undo_publication(session, publication.id, account_id=None)
        assert overbooked(session, there.event_id) == []
