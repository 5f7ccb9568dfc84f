"""Two who exchange have one row, and what each shares is what they chose."""

import pytest
from sqlmodel import Session, col, delete, select

from eventnet import clock
from eventnet.contacts.actions import Choice, choose, exchange, renew_code, take_back
from eventnet.contacts.codes import Shown
from eventnet.contacts.models import Contact, ContactCard
from eventnet.contacts.queries import Details, contact_of, contacts_of
from eventnet.errors import Gone, NotFound, Refused
from eventnet.events.models import Attendance, Event
from eventnet.people.models import Audience
from eventnet.wishes.actions import make_wish
from eventnet.wishes.models import WishKind
from tests.eventnet.people.secrets import email_of
from tests.factories import an_attendee, an_event, save

ROUNDS = 10
NOTHING = Choice()
ALL = Choice(email=True, organization=True, links=True, phone="+351 21 000")


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session)


def somebody(session: Session, event: Event, choice: Choice = NOTHING, **profile: object) -> Shown:
    """Make an attendee with a code."""
    one = an_attendee(session, event, **profile)  # type: ignore[arg-type]
    choose(session, event, one.id, choice)
    return shown(session, one.id)


def shown(session: Session, attendance_id: str) -> Shown:
    """Return the code that somebody shows now."""
    return Shown(attendance_id, session.get_one(ContactCard, attendance_id).code)


def pairs(session: Session) -> list[set[str]]:
    """Return who exchanged."""
    session.rollback()
    return [{row.a_id, row.b_id} for row in session.exec(select(Contact))]


def test_both_get_what_the_other_chose(session: Session, event: Event) -> None:
    full = an_attendee(
        session,
        event,
        "Ada Full",
        headline="Pumps",
        organization="Waterworks",
        links=["https://ada.example/"],
        shown_to=Audience.NOBODY,
    )
    choose(session, event, full.id, ALL)
    me = an_attendee(session, event, "Bea Bare", organization="Secret", links=["https://b.example"])
    got = exchange(session, event, me.id, shown(session, full.id), NOTHING)
    assert got == Details(
        full.id,
        name="Ada Full",
        headline="Pumps",
        organization="Waterworks",
        email=email_of(session, full),
        phone="+351 21 000",
        links=["https://ada.example/"],
    )
    assert contacts_of(session, me.id) == [got]
    assert contacts_of(session, full.id) == [Details(me.id, name="Bea Bare")]


def test_a_choice_that_changes_holds_for_earlier_contacts(session: Session, event: Event) -> None:
    one, two = somebody(session, event, ALL), somebody(session, event)
    exchange(session, event, two.attendance_id, one, NOTHING)
    choose(session, event, one.attendance_id, Choice(phone="+44 20"))
    (seen,) = contacts_of(session, two.attendance_id)
    assert (seen.email, seen.organization, seen.links, seen.phone) == ("", "", [], "+44 20")
    assert shown(session, one.attendance_id) == one


def test_exchanging_again_from_either_side_leaves_one_row(session: Session, event: Event) -> None:
    one, two = somebody(session, event), somebody(session, event)
    for _twice in range(2):
        exchange(session, event, one.attendance_id, two, NOTHING)
        exchange(session, event, two.attendance_id, one, NOTHING)
    assert pairs(session) == [{one.attendance_id, two.attendance_id}]


@pytest.mark.parametrize("whose", [0, 1])
def test_either_takes_it_back_for_both(session: Session, event: Event, whose: int) -> None:
    one, two, third = (somebody(session, event, ALL) for _ in range(3))
    for other in (two, third):
        exchange(session, event, one.attendance_id, other, ALL)
    ids = [one.attendance_id, two.attendance_id]
    if whose:
        ids.reverse()
    take_back(session, *ids)
    with pytest.raises(NotFound):
        take_back(session, *ids)
    assert contact_of(session, *ids) is None
    assert contact_of(session, *reversed(ids)) is None
    assert pairs(session) == [{one.attendance_id, third.attendance_id}]


def test_a_renewed_code_leads_nowhere_and_contacts_stay(session: Session, event: Event) -> None:
    one, two, third = (somebody(session, event) for _ in range(3))
    exchange(session, event, two.attendance_id, one, NOTHING)
    renew_code(session, one.attendance_id)
    with pytest.raises(Gone):
        exchange(session, event, third.attendance_id, one, NOTHING)
    assert len(pairs(session)) == 1
    exchange(session, event, third.attendance_id, shown(session, one.attendance_id), NOTHING)
    assert len(pairs(session)) == 2


def test_nobody_exchanges_with_themself_with_the_gone_or_elsewhere(
    session: Session, event: Event
) -> None:
    me, gone = somebody(session, event), somebody(session, event)
    other_event = an_event(session)
    elsewhere = somebody(session, other_event)
    left = session.get_one(Attendance, gone.attendance_id)
    left.left_at = clock.now()
    save(session, left)
    with pytest.raises(Refused):
        exchange(session, event, me.attendance_id, me, NOTHING)
    for other in (gone, elsewhere, Shown("nobody", "22222222")):
        with pytest.raises(Gone):
            exchange(session, event, me.attendance_id, other, NOTHING)
    with pytest.raises(NotFound):
        renew_code(session, an_attendee(session, event).id)
    assert pairs(session) == []


def test_who_leaves_takes_their_details_along(session: Session, event: Event) -> None:
    one, two = somebody(session, event, ALL), somebody(session, event, ALL)
    exchange(session, event, one.attendance_id, two, ALL)
    left = session.get_one(Attendance, two.attendance_id)
    left.left_at = clock.now()
    save(session, left)
    assert contacts_of(session, one.attendance_id) == []
    assert contact_of(session, one.attendance_id, two.attendance_id) is None
    session.exec(delete(Attendance).where(col(Attendance.id) == two.attendance_id))
    session.commit()
    assert pairs(session) == []


@pytest.mark.parametrize("ruled_out_by", ["reader", "shower", "nobody"])
def test_a_veto_changes_no_answer(session: Session, event: Event, ruled_out_by: str) -> None:
    reader = somebody(session, event, NOTHING)
    shower = somebody(session, event, ALL, name="Ada")
    ids = [reader.attendance_id, shower.attendance_id]
    if ruled_out_by != "nobody":
        from_id, to_id = ids if ruled_out_by == "reader" else ids[::-1]
        make_wish(session, event, from_id, to_id, WishKind.AVOID)
    got = exchange(session, event, reader.attendance_id, shower, NOTHING)
    assert (got.name, got.phone) == ("Ada", ALL.phone)
    assert [len(contacts_of(session, one)) for one in ids] == [1, 1]
