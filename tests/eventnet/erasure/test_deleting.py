"""Deleting one's account: out of everything at once; refused where nobody else would do it."""

import re
from datetime import timedelta

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.accounts.addresses import begin_change, confirm_change, object_to
from eventnet.accounts.models import TAKEN_BACK_WITHIN, Account, Login
from eventnet.arrivals.actions.admission import admit
from eventnet.communities.models import Community, MemberRole, Membership
from eventnet.database import writing
from eventnet.erasure.actions import delete_account, take_back
from eventnet.erasure.leaving import leave_again
from eventnet.erasure.standing import standing
from eventnet.errors import Gone
from eventnet.events.models import Attendance, Event, Organizer, Phase
from eventnet.jobs import Ground
from eventnet.meetings.queries import meetings_of
from eventnet.requests.models import RequestState
from eventnet.settings import Settings
from tests.browser import text_of
from tests.eventnet.people.person import Open, Person, signed_in
from tests.eventnet.requests.asked import asked, state_of
from tests.factories import (
    a_community,
    a_meeting,
    a_member,
    a_role,
    an_account,
    an_attendee,
    an_event,
    save,
)
from tests.queries import counted
from tests.work import do_jobs, mails

ADA, BO = "ada@example.org", "bo@example.org"


@pytest.fixture
def event(session: Session) -> Event:
    """Return an open event."""
    return an_event(session)


@pytest.fixture
def ada(session: Session, event: Event) -> Attendance:
    """Return who deletes their account."""
    return an_attendee(session, event, "Ada", ADA)


@pytest.fixture
def bo(session: Session, event: Event) -> Attendance:
    """Return whom she meets."""
    return an_attendee(session, event, "Bo", BO)


def account_of(session: Session, email: str) -> Account:
    """Return an account as it is now."""
    session.rollback()
    return session.exec(select(Account).where(Account.email == email)).one()


def link_in_mail(session: Session, email: str) -> str:
    """Return the path of the link in the mail that says that the account is deleted."""
    mail = mails(session, email)[-1]
    assert mail.subject == "Your account at eventnet is deleted"
    found = re.search(r"https://meet\.example\.org(/account/delete/back/\S+)", mail.text)
    assert found
    return found[1]


def delete(person: Person) -> None:
    """Tick the box and press the button."""
    answer = person.post("/account/delete", {"sure": "yes"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/account/deleted")


def test_the_page_says_what_goes_and_offers_what_is_milder(
    session: Session, browser: Open, event: Event, ada: Attendance, bo: Attendance
) -> None:
    a_meeting(session, event, ada, bo)
    page = signed_in(browser, session, ada).read("/account/delete")
    for words in (
        "Download everything",
        "You leave 1 event. Your meeting ahead is called off, and the other side is told.",
        "It goes for them too: they do not keep your words.",
        event.name,
    ):
        assert words in page
    assert "Delete my account" in signed_in(browser, session, ada).read("/account")


def test_everything_is_left_at_once_and_others_are_told(
    session: Session,
    browser: Open,
    app: Starlette,
    settings: Settings,
    event: Event,
    ada: Attendance,
    bo: Attendance,
) -> None:
    a_meeting(session, event, ada, bo)
    request = asked(session, event, an_attendee(session, event, "Cy"), ada, 1)
    mine, other = signed_in(browser, session, ada), signed_in(browser, session, ada)
    theirs = signed_in(browser, session, bo)
    assert "Ada" in theirs.read(f"/e/{event.slug}/people")
    delete(mine)
    assert "erased for good" in mine.read("/account/deleted")
    for one in (mine, other):
        assert one.get("/account").headers["location"].startswith("/sign-in")
    assert "Ada" not in theirs.read(f"/e/{event.slug}/people")  # before any job
    assert theirs.get(f"/e/{event.slug}/people/{ada.id}").status_code == 404
    do_jobs(app)
    assert meetings_of(session, bo.id) == []
    assert state_of(session, request) is RequestState.LEFT
    do_jobs(app)
    assert mails(session, BO)[-1].subject.endswith("Ada can't come")
    found = account_of(session, ADA)
    assert found.deactivated_at
    assert found.erase_at == found.deactivated_at + TAKEN_BACK_WITHIN
    mine.post("/sign-in", {"email": ADA})
    do_jobs(app)
    assert [mail.kind for mail in mails(session, ADA)].count("sign_in") == 0


def test_it_takes_a_tick_and_a_sign_in_of_just_now(
    session: Session, browser: Open, app: Starlette, ada: Attendance
) -> None:
    mine = signed_in(browser, session, ada)
    answer = mine.post("/account/delete", {})
    assert answer.status_code == 422
    assert "Tick this to delete your account" in text_of(answer.text)
    login = session.exec(select(Login)).one()
    login.created_at = clock.now() - timedelta(minutes=11)
    save(session, login)
    page = mine.read("/account/delete")
    assert "First: is it you?" in page
    answer = mine.post("/account/delete", {"sure": "yes"})
    assert answer.headers["location"] == "/account/delete"
    assert account_of(session, ADA).deactivated_at is None
    assert mine.post("/account/delete/prove").headers["location"] == "/sign-in/sent"
    do_jobs(app)
    assert mails(session, ADA)[-1].subject == "Your link to confirm that it is you"


def test_pressing_twice_deletes_once(
    session: Session, settings: Settings, app: Starlette, ada: Attendance
) -> None:
    account = account_of(session, ADA)
    delete_account(session, settings, account)
    first = account_of(session, ADA).erase_at
    with clock.at(clock.now() + timedelta(hours=1)):
        delete_account(session, settings, account)
    assert account_of(session, ADA).erase_at == first
    assert len(mails(session, ADA)) == 1


def test_taking_it_back_brings_account_events_and_meetings_back(
    session: Session,
    browser: Open,
    app: Starlette,
    event: Event,
    ada: Attendance,
    bo: Attendance,
) -> None:
    a_meeting(session, event, ada, bo)
    other = an_event(session, session.get_one(Community, event.community_id))
    left = Attendance(
        event_id=other.id,
        membership_id=ada.membership_id,
        role_id=a_role(session, other, "Guest").id,
        left_at=clock.now() - timedelta(days=1),
    )
    save(session, left)
    delete(signed_in(browser, session, ada))
    do_jobs(app)
    path, stranger = link_in_mail(session, ADA), browser()
    page = stranger.read(path)
    assert "Keep your account after all?" in page
    assert account_of(session, ADA).deactivated_at  # looking changes nothing
    page = text_of(stranger.post(path).text)
    assert f"You attend again: {event.name}" in " ".join(page.split())
    found = account_of(session, ADA)
    assert (found.deactivated_at, found.erase_at) == (None, None)
    assert len(meetings_of(session, bo.id)) == 1
    session.refresh(left)
    assert left.left_at is not None
    again = stranger.post(path)
    assert again.status_code == 410
    assert "taken back already" in text_of(again.text)
    assert signed_in(browser, session, ada).get("/account").status_code == 200


def test_a_link_of_an_earlier_deletion_takes_no_later_one_back(
    session: Session, browser: Open, app: Starlette, ada: Attendance
) -> None:
    delete(signed_in(browser, session, ada))
    first = link_in_mail(session, ADA)
    browser().post(first)
    delete(signed_in(browser, session, ada))
    assert browser().post(first).status_code == 410
    assert account_of(session, ADA).deactivated_at
    assert browser().post(link_in_mail(session, ADA)).status_code == 200


def test_after_a_week_it_cannot_be_taken_back(
    session: Session, settings: Settings, ada: Attendance
) -> None:
    delete_account(session, settings, account_of(session, ADA))
    token = link_in_mail(session, ADA).rpartition("/")[2]
    with clock.at(clock.now() + TAKEN_BACK_WITHIN), pytest.raises(Gone):
        take_back(session, settings, token)
    with pytest.raises(Gone):
        take_back(session, settings, "forged")


def test_whom_an_organizer_removed_meanwhile_does_not_attend_again(
    session: Session, settings: Settings, app: Starlette, event: Event, ada: Attendance
) -> None:
    delete_account(session, settings, account_of(session, ADA))
    token = link_in_mail(session, ADA).rpartition("/")[2]
    do_jobs(app)
    session.rollback()
    with writing(session):
        session.get_one(Attendance, ada.id).removed = True
    assert take_back(session, settings, token) == []


def test_a_ticket_that_was_taken_back_before_the_job_leaves_nothing(
    session: Session, settings: Settings, app: Starlette, event: Event, ada: Attendance
) -> None:
    delete_account(session, settings, account_of(session, ADA))
    take_back(session, settings, link_in_mail(session, ADA).rpartition("/")[2])
    do_jobs(app)
    session.refresh(ada)
    assert ada.left_at is None


def test_the_old_address_that_objects_takes_a_deletion_back_too(
    session: Session, settings: Settings, ada: Attendance
) -> None:
    with writing(session):
        account = session.exec(select(Account).where(Account.email == ADA)).one()
        change, _secret = begin_change(session, account, "new@example.org")
    login = Login(
        fingerprint="x", account_id=change.account_id, expires_at=clock.now() + timedelta(1)
    )
    save(session, login)
    confirm_change(session, change.id, login.id)
    delete_account(session, settings, account_of(session, "new@example.org"))
    object_to(session, change.id)
    found = account_of(session, ADA)
    assert (found.deactivated_at, found.erase_at) == (None, None)


def test_the_last_steward_organizer_and_operator_are_asked_to_find_another(
    session: Session, browser: Open, settings: Settings
) -> None:
    community = a_community(session, "harbour")
    ada = an_account(session, ADA, operator=True)
    a_member(session, community, ada, MemberRole.STEWARD)
    event = an_event(session, community, "spring", organizer=ada)
    mine = Person(browser().sign_in(ADA), session)
    page = mine.read("/account/delete")
    for words in (
        "the only one who runs this site",
        "only steward of Harbour",
        "only organizer of Spring",
    ):
        assert words in page
    assert 'name="sure"' not in mine.get("/account/delete").text
    answer = mine.post("/account/delete", {"sure": "yes"})
    assert answer.status_code == 409
    assert "eventnet init ADDRESS" in text_of(answer.text)
    assert account_of(session, ADA).deactivated_at is None

    bo = an_account(session, BO, operator=True)
    a_member(session, community, bo, MemberRole.STEWARD)
    save(session, Organizer(event_id=event.id, account_id=bo.id))
    delete(mine)
    assert session.exec(select(Organizer.account_id)).all() == [bo.id]
    stewards = select(Membership.account_id).where(Membership.role == MemberRole.STEWARD)
    assert session.exec(stewards).all() == [bo.id]


@pytest.mark.parametrize("other", ["deactivated", "nobody"])
def test_somebody_whose_account_is_deleted_takes_nothing_over(
    session: Session, browser: Open, other: str
) -> None:
    ada = an_account(session, ADA)
    event = an_event(session, organizer=ada)
    if other == "deactivated":
        gone = an_account(session, BO)
        gone.deactivated_at = clock.now()
        save(session, gone, Organizer(event_id=event.id, account_id=gone.id))
    mine = Person(browser().sign_in(ADA), session)
    assert mine.post("/account/delete", {"sure": "yes"}).status_code == 409


def test_the_last_organizer_of_an_event_that_is_over_may_go(
    session: Session, browser: Open
) -> None:
    event = an_event(session, organizer=an_account(session, ADA))
    event.phase_by_hand = Phase.OVER
    save(session, event)
    delete(Person(browser().sign_in(ADA), session))


def test_what_was_not_left_or_came_since_is_left_by_the_clock(
    session: Session,
    settings: Settings,
    app: Starlette,
    event: Event,
    ada: Attendance,
    bo: Attendance,
) -> None:
    a_meeting(session, event, ada, bo)
    delete_account(session, settings, account_of(session, ADA))
    ground = Ground(settings, app.state.sessions)
    for _time in range(2):
        leave_again.work(ground)
        session.rollback()
        assert meetings_of(session, bo.id) == []
        assert session.get_one(Attendance, ada.id).may_return_until is not None
        admit(session, event, email=ADA, name="Ada")  # the ticket shop's list again
    session.rollback()
    assert session.get_one(Attendance, bo.id).left_at is None


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_takes_as_many_statements_whatever_somebody_runs_and_attends(
    session: Session, app: Starlette, number: int
) -> None:
    ada = an_account(session, ADA)
    community = a_community(session)
    for _one in range(number):
        a_member(session, a_community(session), ada, MemberRole.STEWARD)
        an_event(session, community, organizer=ada, slots=1)
    account = account_of(session, ADA)
    with counted(app.state.engine) as count:
        found = standing(session, account)
    assert len(found.hindrances) == 2 * number
    assert count.total == 6
