"""The stewards' page of members: whom it shows, roles, removing and letting back."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.arrivals.actions.admission import admit
from eventnet.audit import AuditEntry
from eventnet.communities import actions as verbs
from eventnet.communities.models import Community, MemberRole, Membership
from eventnet.errors import Conflict
from eventnet.events.models import Attendance, Event
from eventnet.meetings.models import Meeting
from eventnet.messages.actions import write
from eventnet.messages.models import Message
from eventnet.people.models import Audience
from eventnet.settings import Settings
from eventnet.stewardship import actions
from eventnet.stewardship.roll import Wanted, count, members
from tests.browser import Browser
from tests.factories import a_meeting, a_member, an_account, an_attendee, an_event, save
from tests.queries import counted
from tests.races import at_once, careless_lock, only_where_writes_are_many, refused
from tests.work import do_jobs, mails

Open = Callable[[], Browser]
STEWARD = "steward@example.org"


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event of a community that has a steward."""
    event = an_event(session, slug="spring")
    here = session.get_one(Community, event.community_id)
    a_member(session, here, an_account(session, STEWARD), MemberRole.STEWARD)
    return event


@pytest.fixture
def theirs(browser: Open, event: Event) -> Browser:
    """Return the steward's browser."""
    assert event
    return browser().sign_in(STEWARD)


def slug(session: Session, event: Event) -> str:
    return session.get_one(Community, event.community_id).slug


def steward_id(session: Session, event: Event) -> str:
    query = select(Membership.id).where(
        Membership.community_id == event.community_id, Membership.role == MemberRole.STEWARD
    )
    return session.exec(query).first() or ""


def named(session: Session, here: Event, **wanted: str) -> list[str]:
    found = members(session, here.community_id, Wanted(**wanted), clock.now(), (0, 50))
    return [one.name for one in found]


def test_names_are_read_and_found_as_every_member_reads_them(
    session: Session, event: Event
) -> None:
    an_attendee(session, event, "Ada Open", shown_to=Audience.COMMUNITY)
    an_attendee(session, event, "Bo Hidden", shown_to=Audience.MET)
    assert named(session, event) == ["", "Ada Open", ""]
    assert named(session, event, q="ada") == ["Ada Open"]
    assert named(session, event, q="hidden") == []
    assert count(session, event.community_id, Wanted(q="hidden"), clock.now()) == 0


def test_members_are_filtered(session: Session, event: Event) -> None:
    ada = an_attendee(session, event, "Ada", shown_to=Audience.COMMUNITY)
    autumn = an_event(session, session.get_one(Community, event.community_id), "autumn")
    bo = an_attendee(session, autumn, "Bo", shown_to=Audience.COMMUNITY)
    assert named(session, event, event="autumn") == ["Bo"]
    assert named(session, event, role="steward") == [""]
    account = session.get_one(Account, session.get_one(Membership, ada.membership_id).account_id)
    account.seen_at = clock.now()
    save(session, account)
    assert named(session, event, active="90") == ["Ada"]
    assert set(named(session, event, active="idle")) == {"", "Bo"}
    assert named(session, event, joined="before", show="nonsense") == []
    assert bo


def test_the_list_takes_as_many_statements_for_thirty_as_for_one(
    session: Session, event: Event, theirs: Browser, app: Starlette
) -> None:
    path = f"/c/{slug(session, event)}/steward/members"
    session.commit()
    with counted(session) as few:
        theirs.read(path)
    for number in range(30):
        an_attendee(session, event, f"Person {number}", shown_to=Audience.COMMUNITY)
    session.commit()
    with counted(session) as many:
        assert "Person 17" in theirs.read(path)
    assert len(few.statements) == len(many.statements)


def test_the_role_is_given_and_taken(
    session: Session, app: Starlette, event: Event, theirs: Browser
) -> None:
    ada = an_attendee(session, event, "Ada", "ada@example.org")
    here, key = f"/c/{slug(session, event)}/steward/members", ada.membership_id
    session.commit()
    assert theirs.post(f"{here}/{key}/steward").status_code == 303
    session.rollback()
    assert session.get_one(Membership, key).role is MemberRole.STEWARD
    do_jobs(app)
    assert mails(session, "ada@example.org")
    assert theirs.post(f"{here}/{key}/steward/end").status_code == 303
    session.rollback()
    assert session.get_one(Membership, key).role is MemberRole.MEMBER
    own = steward_id(session, event)
    session.rollback()
    assert theirs.post(f"{here}/{own}/steward/end").status_code == 303
    assert "only steward" in theirs.read(here)


def test_who_is_removed_is_told_why_and_others_keep_what_was_said(
    session: Session, app: Starlette, event: Event, theirs: Browser, browser: Open
) -> None:
    ada = an_attendee(session, event, "Ada", "ada@example.org")
    bo = an_attendee(session, event, "Bo", "bo@example.org")
    a_meeting(session, event, ada, bo)
    write(session, ada, bo.id, "buy my pumps")
    here, key = f"/c/{slug(session, event)}/steward/members/{ada.membership_id}", ada.id
    session.commit()
    assert "They read it" in theirs.read(f"{here}/remove")
    empty = theirs.post(f"{here}/remove", {"reason": " "})
    assert empty.status_code == 422
    assert theirs.post(f"{here}/remove", {"reason": "Sells to all."}).status_code == 303
    do_jobs(app)
    session.rollback()
    assert "Sells to all." in mails(session, "ada@example.org")[-1].text
    assert browser().sign_in("ada@example.org").get("/e/spring/schedule").status_code == 404
    assert [one.live for one in session.exec(select(Meeting))] == [False]
    assert len(session.exec(select(Message)).all()) == 1
    session.rollback()
    other = browser().sign_in("bo@example.org")
    assert other.get(f"/e/spring/messages/{key}").status_code in {200, 404}
    sent = other.post(f"/e/spring/messages/{key}", {"words": "Why?"})
    assert sent.status_code in {404, 409, 422}
    session.rollback()
    assert len(session.exec(select(Message)).all()) == 1
    deeds = session.exec(select(AuditEntry.deed).where(AuditEntry.deed == "member.removed")).all()
    assert len(deeds) == 1


def test_no_ticket_lets_somebody_in_again_but_a_steward(
    session: Session, settings: Settings, event: Event
) -> None:
    ada = an_attendee(session, event, "Ada", "ada@example.org")
    key, here = ada.membership_id, event.community_id
    by = "somebody"
    actions.remove_member(session, settings, here, key, "Sells.", by=by)
    admit(session, event, email="ada@example.org", name="Ada")
    assert session.get_one(Membership, key).left_at is not None
    assert named(session, event, show="removed") == [""]
    actions.take_back(session, settings, here, key, by=by)
    actions.take_back(session, settings, here, key, by=by)
    session.expire_all()
    back = session.get_one(Membership, key)
    assert (back.left_at, back.removed_at) == (None, None)
    assert session.get_one(Attendance, ada.id)


def test_a_steward_is_not_removed(session: Session, settings: Settings, event: Event) -> None:
    own = steward_id(session, event)
    with pytest.raises(Conflict, match="are a steward"):
        actions.remove_member(session, settings, event.community_id, own, "x", by="somebody")


@pytest.mark.parametrize("guarded", [False, True])
def test_two_stewards_who_dismiss_each_other_leave_one(
    session: Session,
    app: Starlette,
    event: Event,
    monkeypatch: pytest.MonkeyPatch,
    *,
    guarded: bool,
) -> None:
    if not guarded:
        only_where_writes_are_many(session)
        monkeypatch.setattr(verbs, "lock", careless_lock)
    here = event.community_id
    other = a_member(session, session.get_one(Community, here), role=MemberRole.STEWARD)
    keys = [steward_id(session, event), other.id]
    keys = list({*keys, *session.exec(select(Membership.id).where(Membership.role == "steward"))})
    session.rollback()
    results = at_once(
        app, *(lambda own, key=key: verbs.dismiss_steward(own, here, key, by="x") for key in keys)
    )
    if guarded:
        assert refused(results) == 1
