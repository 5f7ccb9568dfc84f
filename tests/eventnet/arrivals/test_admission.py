"""Letting people in."""

import pytest
from sqlmodel import Session, col, func, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.arrivals.actions import admit, admit_all
from eventnet.arrivals.guest import Guest
from eventnet.communities.models import Membership, Topic
from eventnet.database import writing
from eventnet.events.models import Attendance, Role
from eventnet.events.roles import (
    MOST_ROLES,
    TooManyRoles,
    may_meet,
    ordered,
)
from eventnet.people.models import Profile, ProfileTopic, TopicKind
from eventnet.people.search.index import people_search
from eventnet.people.topics import set_topics
from tests import factories
from tests.queries import counted

ADA = {"email": "ada@example.org", "name": "Ada Silva", "organization": "Tidal", "role": "Speaker"}


def profile_of(session: Session, attendance: Attendance) -> Profile:
    return session.exec(
        select(Profile).where(Profile.membership_id == attendance.membership_id)
    ).one()


def counts(session: Session) -> list[int]:
    tables = (Account, Membership, Profile, Attendance, Role)
    return [session.exec(select(func.count()).select_from(table)).one() for table in tables]


def test_a_stranger_gets_account_membership_profile_and_attendance(session: Session) -> None:
    event = factories.an_event(session)
    attendance = admit(session, event, **ADA, stand="B 12")
    account = session.exec(select(Account)).one()
    membership = session.exec(select(Membership)).one()
    profile = profile_of(session, attendance)
    role = session.get_one(Role, attendance.role_id)
    assert account.email == "ada@example.org"
    assert (membership.account_id, membership.community_id) == (account.id, event.community_id)
    assert (profile.name, profile.organization, profile.headline) == ("Ada Silva", "Tidal", "")
    assert (role.name, role.position, attendance.stand) == ("Speaker", 1, "B 12")
    assert attendance.confirmed_at is None
    assert attendance.invited_at is None


def test_admitting_twice_changes_nothing(session: Session) -> None:
    event = factories.an_event(session)
    first = admit(session, event, **ADA)
    before = counts(session)
    assert admit(session, event, **ADA).id == first.id
    assert counts(session) == before


def test_roles_are_found_by_name_whatever_its_case(session: Session) -> None:
    event = factories.an_event(session)
    role = factories.a_role(session, event, "Speaker")
    assert admit(session, event, email="a@example.org", name="A", role="SPEAKER").role_id == role.id


def test_no_role_is_the_first_one(session: Session) -> None:
    event = factories.an_event(session)
    first = factories.a_role(session, event)
    assert admit(session, event, email="a@example.org", name="A").role_id == first.id


def test_an_event_without_roles_gets_one(session: Session) -> None:
    event = factories.an_event(session)
    session.delete(factories.a_role(session, event))
    session.commit()
    attendance = admit(session, event, email="a@example.org", name="A")
    assert session.get_one(Role, attendance.role_id).name == "Attendee"


def test_a_new_role_may_meet_everybody_where_pairs_are_set(session: Session) -> None:
    event = factories.an_event(session)
    visitor, seller = (factories.a_role(session, event, name) for name in ("Visitor", "Seller"))
    both = ordered(visitor.id, seller.id)
    factories.let_meet(session, event, {both})
    speaker = admit(session, event, email="a@example.org", name="A", role="Speaker").role_id
    assert may_meet(session, event.id) == {
        both,
        (speaker, speaker),
        ordered(visitor.id, speaker),
        ordered(seller.id, speaker),
    }


def test_more_kinds_of_tickets_than_roles_are_refused_whole(session: Session) -> None:
    event = factories.an_event(session)
    guests = [Guest(f"p{n}@example.org", "P", role=f"Kind {n}") for n in range(MOST_ROLES)]
    with pytest.raises(TooManyRoles, match="at most 30 roles, and this would make 31"):
        admit_all(session, event, guests)
    session.rollback()
    assert counts(session) == [0, 0, 0, 0, 1]


def test_a_long_label_makes_a_role_that_fits(session: Session) -> None:
    event = factories.an_event(session)
    attendance = admit(session, event, email="a@example.org", name="A", role="Early bird " * 10)
    assert len(session.get_one(Role, attendance.role_id).name) <= 60


def test_what_a_person_said_themselves_stays(session: Session) -> None:
    event = factories.an_event(session)
    there = factories.an_attendee(session, event, "Ada S.", "ada@example.org", organization="")
    assert admit(session, event, **ADA).id == there.id
    profile = profile_of(session, there)
    assert (profile.name, profile.organization) == ("Ada S.", "Tidal")


def test_a_word_that_is_still_the_tickets_follows_the_ticket(session: Session) -> None:
    event = factories.an_event(session)
    old = Guest("ada@example.org", "Ada Silva", "Tidal", "Engineer")
    attendance = session.get_one(Attendance, admit_all(session, event, [old])["ada@example.org"])
    profile = profile_of(session, attendance)
    profile.headline = ""  # she took it away
    session.commit()
    new = Guest("ada@example.org", "Ada Silva-Costa", "Tidal Energy", "Chief engineer")
    admit_all(session, event, [new], {old.email: old})
    session.refresh(profile)
    assert (profile.name, profile.organization) == ("Ada Silva-Costa", "Tidal Energy")
    assert profile.headline == ""


def interests(session: Session, attendance: Attendance) -> list[str]:
    query = (
        select(Topic.label)
        .join(ProfileTopic, col(ProfileTopic.topic_id) == Topic.id)
        .where(ProfileTopic.profile_id == profile_of(session, attendance).id)
        .order_by(Topic.key)
    )
    return list(session.exec(query))


def test_topics_of_the_ticket_become_interests_until_the_person_speaks(session: Session) -> None:
    event = factories.an_event(session)
    community = event.community_id
    session.add(Topic(community_id=community, label="Water", key="water"))
    session.commit()
    ticket = Guest("ada@example.org", "Ada", topics=("WATER", "Heat", "x" * 61))
    key = admit_all(session, event, [ticket])["ada@example.org"]
    attendance = session.get_one(Attendance, key)
    assert interests(session, attendance) == ["Heat", "Water"]
    changed = Guest("ada@example.org", "Ada", topics=("Tides",))
    admit_all(session, event, [changed], {ticket.email: ticket})
    assert interests(session, attendance) == ["Tides"]
    profile = profile_of(session, attendance)
    with writing(session):
        set_topics(session, profile, {TopicKind.INTEREST: ["Bridges"]})
    admit_all(session, event, [ticket], {changed.email: changed})
    assert interests(session, attendance) == ["Bridges"]


def test_somebody_admitted_is_found_by_their_words(session: Session) -> None:
    event = factories.an_event(session)
    admit_all(session, event, [Guest("ada@example.org", "Ada", headline="Dredging rivers")])
    stored = session.execute(select(people_search.c.name_key)).all()
    assert [tuple(row) for row in stored] == [("ada",)]


def test_who_left_returns_only_with_what_returns(session: Session) -> None:
    event = factories.an_event(session)
    attendance = admit(session, event, **ADA)
    attendance.left_at = clock.now()
    session.add(attendance)
    session.commit()
    admit_all(session, event, [Guest("ada@example.org", "Ada", returns=False)])
    session.refresh(attendance)
    assert attendance.left_at is not None
    admit(session, event, **ADA)
    session.refresh(attendance)
    assert attendance.left_at is None


def test_the_event_of_another_community_gets_a_profile_of_its_own(session: Session) -> None:
    one = admit(session, factories.an_event(session), **ADA)
    two = admit(session, factories.an_event(session), **ADA)
    assert counts(session)[:4] == [1, 2, 2, 2]
    assert profile_of(session, one).id != profile_of(session, two).id


def test_an_admission_joins_the_callers_transaction(session: Session) -> None:
    event = factories.an_event(session)
    before = counts(session)
    try:
        with writing(session):
            admit(session, event, **ADA)
            raise KeyError
    except KeyError:
        pass
    assert counts(session) == before


def test_statements_do_not_grow_with_the_people(session: Session) -> None:
    event = factories.an_event(session)

    def guests(prefix: str, many: int) -> list[Guest]:
        return [Guest(f"{prefix}{n}@example.org", f"Person {n}") for n in range(many)]

    with counted(session) as one:
        admit_all(session, event, guests("a", 1))
    with counted(session) as many:
        admit_all(session, event, guests("b", 300))
    assert many.total == one.total
    attendances = select(func.count()).where(col(Attendance.event_id) == event.id)
    assert session.exec(attendances).one() == 301
