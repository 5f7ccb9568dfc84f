"""A name that two told each other by meeting stays told; nothing else does, and to nobody else."""

import pytest
from sqlmodel import Session

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.actions import leave_community
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Event
from eventnet.meetings.actions import cancel
from eventnet.people.attending import leave
from eventnet.people.partners import view_partners
from eventnet.people.queries import PersonView, view_people
from eventnet.people.visibility import FIELDS, Relation
from tests.eventnet.people.secrets import SECRETS, WORDS, a_secret_person
from tests.factories import a_meeting, an_attendee, an_event, save
from tests.queries import counted

ALL = dict.fromkeys(FIELDS, "attendees")


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slots=40, tables=40)


@pytest.fixture
def reader(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event)


def seen(session: Session, reader: Attendance, other: Attendance) -> PersonView | None:
    return view_partners(session, reader.event_id, {reader.id: [other.id]})[reader.id].get(other.id)


def name_alone(view: PersonView | None) -> bool:
    """Return whether the name is to be seen, and nothing else."""
    told = repr(view).casefold()
    fields = {field for field, words in WORDS.items() if any(word in told for word in words)}
    return view is not None and fields == {"name"} and not view.has_page


def test_partner_of_a_meeting_that_stands_is_seen_as_ever(
    session: Session, event: Event, reader: Attendance
) -> None:
    other = a_secret_person(session, event, {})
    a_meeting(session, event, reader, other)
    found = view_people(session, event.id, reader.id, [other.id])[other.id]
    assert seen(session, reader, other) == found
    assert found.has_page


def test_partner_who_left_is_known_by_name(
    session: Session, event: Event, reader: Attendance
) -> None:
    gone, away = (a_secret_person(session, event, ALL) for _ in range(2))
    for slot, other in enumerate((gone, away)):
        a_meeting(session, event, reader, other, slot=slot)
    leave(session, event, gone.id)
    member = session.get_one(Membership, away.membership_id)
    leave_community(session, event.community_id, member.account_id)
    assert view_people(session, event.id, reader.id, [gone.id, away.id]) == {}
    for other in (gone, away):
        assert name_alone(seen(session, reader, other))


def test_partner_of_a_meeting_that_is_off_is_known_by_name(
    session: Session, event: Event, reader: Attendance
) -> None:
    other = a_secret_person(session, event, dict.fromkeys(FIELDS, "nobody"))
    meeting = a_meeting(session, event, reader, other)
    cancel(session, meeting.id, other.id)
    view = seen(session, reader, other)
    assert name_alone(view)
    assert view is not None
    assert (view.name, view.relation) == (SECRETS["name"], Relation.MET)


def test_nobody_else_is_known_by_name(session: Session, event: Event, reader: Attendance) -> None:
    gone, hidden = (a_secret_person(session, event, {}) for _ in range(2))
    partner = an_attendee(session, event)
    a_meeting(session, event, partner, gone)
    a_meeting(session, event, partner, hidden, slot=1)
    a_meeting(session, event, partner, reader, slot=2)
    gone.left_at = clock.now()
    save(session, gone)
    wanted = {reader.id: [gone.id, hidden.id], partner.id: [gone.id, hidden.id]}
    found = view_partners(session, event.id, wanted)
    assert found[reader.id].keys() == {hidden.id}
    assert not found[reader.id][hidden.id].name
    assert name_alone(found[partner.id][gone.id])


def test_name_goes_with_a_deactivated_account(
    session: Session, event: Event, reader: Attendance
) -> None:
    other = a_secret_person(session, event, ALL)
    a_meeting(session, event, reader, other)
    membership = session.get_one(Membership, other.membership_id)
    account = session.get_one(Account, membership.account_id)
    account.deactivated_at = clock.now()
    save(session, account)
    assert seen(session, reader, other) is None


def test_thirty_partners_of_thirty_take_as_many_queries_as_one(
    session: Session, event: Event
) -> None:
    gone = an_attendee(session, event)
    wanted = {}
    for number in range(30):
        reader = an_attendee(session, event)
        a_meeting(session, event, reader, gone, slot=number, table=number + 1)
        wanted[reader.id] = [gone.id]
    gone.left_at = clock.now()
    save(session, gone)
    event_id = event.id
    totals = []
    for many in (1, 30):
        session.commit()
        with counted(session) as count:
            assert len(view_partners(session, event_id, dict(list(wanted.items())[:many]))) == many
        totals.append(count.total)
    assert totals[0] == totals[1]
