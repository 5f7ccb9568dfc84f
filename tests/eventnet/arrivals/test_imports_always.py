"""What holds for all files: twice is once, and two exports of different shops may come either way
round."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from eventnet.accounts.models import Account
from eventnet.arrivals.models import Ticket
from eventnet.communities.models import Membership
from eventnet.database import create_engine
from eventnet.events.models import Attendance, Event, Role
from eventnet.people.models import Profile
from tests import factories
from tests.eventnet.arrivals.files import bring_in, pretix

NAMES = ("ana", "ben", "chi", "dee")
row = st.tuples(
    st.sampled_from(["A1", "B2", "C3", "D4"]),
    st.sampled_from(["paid", "pending", "canceled", "odd"]),
    st.sampled_from(["Visitor", "Speaker", ""]),
    st.sampled_from(["Ana", "Ben", "Chi", ""]),
    st.sampled_from([*(f"{name}@example.org" for name in NAMES), "", "no address"]),
    st.sampled_from(["", "Tidal", "=cmd()"]),
    st.sampled_from(["", "Engineer"]),
    st.sampled_from(["", "C 4"]),
)
files = st.lists(row, min_size=1, max_size=6).map(lambda rows: pretix(*rows))
always = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def engine(fresh_database: Callable[[], str]) -> Iterator[Engine]:
    made = create_engine(fresh_database())
    yield made
    made.dispose()


def state(session: Session, event: Event) -> dict[str, list[str]]:
    """Return everything that an event's imports wrote."""
    session.expire_all()
    people = session.exec(
        select(Attendance, Role.name, Account.email, Profile)
        .join(Role, col(Role.id) == Attendance.role_id)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .join(Profile, col(Profile.membership_id) == Membership.id)
        .where(Attendance.event_id == event.id)
    ).all()
    tickets = session.exec(select(Ticket).where(Ticket.event_id == event.id)).all()
    roles = session.exec(select(Role).where(Role.event_id == event.id)).all()
    return {
        "people": sorted(map(repr, people)),
        "tickets": sorted(map(repr, tickets)),
        "roles": sorted(map(repr, roles)),
    }


def attending(session: Session, event: Event) -> set[str]:
    return set(
        session.exec(
            select(Account.email)
            .join(Membership, col(Membership.account_id) == Account.id)
            .join(Attendance, col(Attendance.membership_id) == Membership.id)
            .where(Attendance.event_id == event.id, col(Attendance.left_at).is_(None))
        )
    )


def holders(session: Session, event: Event) -> list[str]:
    valid = select(Ticket.email).where(Ticket.event_id == event.id, Ticket.status == "valid")
    return [email for email in session.exec(valid) if email]


@always
@given(data=files)
def test_importing_twice_is_importing_once(engine: Engine, data: bytes) -> None:
    with Session(engine) as session:
        event = factories.an_event(session)
        first = bring_in(session, event, data)
        once = state(session, event)
        second = bring_in(session, event, data)
        assert state(session, event) == once
        assert set(second) <= {"unchanged", "refused"}
        assert second.get("refused", 0) == first.get("refused", 0)


@always
@given(exports=st.lists(files, min_size=1, max_size=3))
def test_whoever_holds_a_valid_ticket_attends_and_nobody_else(
    engine: Engine, exports: list[bytes]
) -> None:
    with Session(engine) as session:
        event = factories.an_event(session)
        for data in exports:
            bring_in(session, event, data)
        held = holders(session, event)
        assert len(held) == len(set(held))
        assert attending(session, event) == set(held)


eventbrite_row = st.tuples(
    st.sampled_from(["1", "2", "3"]),
    st.sampled_from(["Attending", "Not Attending"]),
    st.sampled_from([f"{name}@example.org" for name in NAMES]),
)


def eventbrite(rows: list[tuple[str, str, str]]) -> bytes:
    lines = ["Order #,First Name,Last Name,Email,Attendee #,Attendee Status"]
    lines += [
        f"{n},Ana,{n},{email},{number},{said}" for n, (number, said, email) in enumerate(rows)
    ]
    return "\n".join(lines).encode()


@always
@given(one=files, rows=st.lists(eventbrite_row, min_size=1, max_size=4))
def test_exports_of_two_shops_may_come_in_any_order(
    engine: Engine, one: bytes, rows: list[tuple[str, str, str]]
) -> None:
    other = eventbrite(rows)
    with Session(engine) as session:
        came = []
        for exports in ((one, other), (other, one)):
            event = factories.an_event(session)
            for data in exports:
                bring_in(session, event, data)
            came.append(attending(session, event))
        assert came[0] == came[1]
