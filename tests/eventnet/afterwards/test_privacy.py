"""The page and its files tell of nobody: by no word, and by the difference of no two figures."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.afterwards.report import read_report
from eventnet.communities.models import Community, Membership
from eventnet.events.models import Attendance, Event, Role
from eventnet.meetings.models import Meeting
from eventnet.outcomes.actions import Told
from eventnet.outcomes.actions import tell as change
from eventnet.outcomes.models import Happened, Outcome, Promise, Worth
from eventnet.people.models import Profile
from eventnet.wishes.models import Wish, WishKind
from tests.browser import Browser
from tests.eventnet.afterwards.conftest import (
    EVENING,
    PAGE,
    everybody_meets,
    some_people,
    tell,
)
from tests.eventnet.afterwards.reading import every_text, from_page
from tests.factories import a_meeting, an_event, save

SHOWN = ("Was it worth it?", "Ratings", "People who rated", "Mean rating")


def ratings(said: dict[str, str]) -> dict[str, str]:
    """Return what is said of ratings."""
    return {name: value for name, value in said.items() if name.startswith(SHOWN)}


def test_no_word_and_no_name_of_anybody_is_on_the_page_or_in_a_file(
    session: Session, event: Event, organizer: Browser
) -> None:
    people = some_people(session, event, 24)
    meetings = everybody_meets(session, event, people, worth=lambda _table: Worth.MUCH)
    for meeting, one, other in zip(meetings, people, people[12:], strict=False):
        save(
            session,
            Promise(
                event_id=event.id,
                meeting_id=meeting.id,
                by_id=one.id,
                to_id=other.id,
                maker_id=one.id,
                once=meeting.id,
                words="Marked promise",
                due_on=EVENING.date(),
            ),
            Wish(from_id=one.id, to_id=other.id, event_id=event.id, kind=WishKind.AVOID),
        )
    report = read_report(session, event, clock.now())
    known = set(session.exec(select(Meeting.id))) | set(session.exec(select(Attendance.id)))
    known |= set(session.exec(select(Membership.id))) | set(session.exec(select(Account.email)))
    known |= set(session.exec(select(Profile.name)))
    known.discard("org@example.org")
    for kind, text in every_text(organizer, event, report).items():
        assert "Marked" not in text, kind
        assert not [one for one in known if one in text], kind


def test_few_ratings_are_not_shown(session: Session, event: Event, organizer: Browser) -> None:
    people = some_people(session, event, 18)
    everybody_meets(session, event, people, slots=1, worth=lambda _table: Worth.MUCH)
    said = from_page(organizer)
    assert ratings(said) == {"People who rated": "too few to show", "Ratings": "too few to show"}


@pytest.mark.parametrize("worth", [Worth.LITTLE, Worth.MUCH])
def test_a_single_rating_follows_from_no_two_looks_at_the_page(
    session: Session, event: Event, organizer: Browser, worth: Worth
) -> None:
    people = some_people(session, event, 40)
    everybody_meets(session, event, people, slots=1, worth=lambda _table: Worth.SOME)
    before = from_page(organizer)
    late = a_meeting(session, event, people[0], people[1], slot=6, table=1)
    with clock.at(EVENING + timedelta(days=5)):
        silent = from_page(organizer)
        tell(session, late, people[0], worth=worth, at=EVENING + timedelta(days=4))
        after = from_page(organizer)
    assert ratings(before) == ratings(after)
    assert silent == after


def test_an_answer_counts_once_its_hour_is_over_and_five_have_answered(
    session: Session, event: Event, organizer: Browser
) -> None:
    people = some_people(session, event, 20)
    meetings = everybody_meets(session, event, people, slots=1)
    with clock.at(EVENING + timedelta(minutes=20)):
        assert from_page(organizer)["How one knows: Unknown: nobody said anything"] == "10"
    with clock.at(EVENING + timedelta(minutes=51)):
        assert from_page(organizer)["Held"] == "10"
        for meeting, one in list(zip(meetings, people[10:], strict=True))[:4]:
            tell(session, meeting, one, Happened.THEY_MISSED, at=EVENING + timedelta(hours=2))
    with clock.at(EVENING + timedelta(days=2)):
        assert from_page(organizer)["Held"] == "10"
        tell(session, meetings[5], people[15], Happened.THEY_MISSED, at=EVENING + timedelta(days=1))
        assert from_page(organizer)["Held"] == "5"


def test_a_small_role_follows_from_no_subtraction(
    session: Session, event: Event, organizer: Browser
) -> None:
    many = some_people(session, event, 12) + some_people(session, event, 6, "Exhibitor")
    lone = some_people(session, event, 1, "Investor")
    everybody_meets(session, event, many)
    meeting = a_meeting(session, event, lone[0], many[0], slot=5, table=1)
    tell(session, meeting, lone[0])
    by_role = {name for name in from_page(organizer) if name.startswith("By role")}
    assert by_role == {"By role: Visitor (12 people)", "By role: Other roles (7 people)"}
    assert "Investor" not in organizer.read(PAGE).partition("What came of it")[2]


def test_who_is_new_in_a_role_follows_from_no_subtraction(
    session: Session, event: Event, organizer: Browser
) -> None:
    people = some_people(session, event, 12) + some_people(session, event, 12, "Exhibitor")
    earlier = an_event(session, session.get_one(Community, event.community_id))
    earlier.starts_on = datetime(2026, 5, 1, tzinfo=UTC).date()
    save(session, earlier)
    role = session.exec(select(Role).where(col(Role.event_id) == earlier.id)).one()
    for one in [*people[:12], people[12]]:
        save(
            session,
            Attendance(event_id=earlier.id, membership_id=one.membership_id, role_id=role.id),
        )
    everybody_meets(session, event, people)
    said = from_page(organizer)
    assert "By role: Exhibitor (12 people)" in said
    assert not [name for name in said if name.startswith("New, and here before")]
    assert "together with the figures by role it would tell of them" in organizer.read(PAGE)


def test_of_few_people_not_even_the_sum_of_their_answers_is_shown(
    session: Session, event: Event, organizer: Browser
) -> None:
    four = some_people(session, event, 4)
    everybody_meets(session, event, four, slots=1)
    some_people(session, event, 10)
    said = from_page(organizer)
    assert said["Held"] == said["Did not take place"] == "too few to show"
    assert not [name for name in said if name.startswith("How one knows")]


@pytest.mark.parametrize("theirs", Happened)
def test_an_organizer_who_changes_their_own_answer_reads_nothing_of_the_others(
    session: Session, event: Event, organizer: Browser, theirs: Happened
) -> None:
    people = some_people(session, event, 20)
    mine = everybody_meets(session, event, people, slots=1)[0].id
    met = session.get_one(Meeting, mine)
    tell(session, met, people[10], theirs, Worth.MUCH if theirs is Happened.YES else None)
    before, me = from_page(organizer), people[0].id
    with clock.at(EVENING + timedelta(days=1)):
        change(session, event, mine, me, Told(Happened.I_MISSED))
    with clock.at(EVENING + timedelta(days=2)):
        assert from_page(organizer) == before
        change(session, event, mine, me, Told(Happened.YES))
        assert from_page(organizer) == before


def test_what_was_answered_is_in_no_figure_of_who_had_a_meeting(
    session: Session, event: Event, organizer: Browser
) -> None:
    """Whatever one person answers, each figure is the same until four others have answered too."""
    people = some_people(session, event, 30)
    everybody_meets(session, event, people, slots=2)
    meeting = a_meeting(session, event, people[0], people[1], slot=6, table=1)
    looks = []
    for happened in Happened:
        for told in session.exec(select(Outcome).where(Outcome.meeting_id == meeting.id)).all():
            session.delete(told)
        session.commit()
        tell(session, meeting, people[0], happened, at=EVENING + timedelta(hours=10))
        looks.append(from_page(organizer))
    assert looks[0] == looks[1] == looks[2]
