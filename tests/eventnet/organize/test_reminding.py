"""Reminding those who have not answered, and never twice in two days."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from sqlalchemy import Select
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.audit import AuditEntry
from eventnet.communities.models import Membership, Topic
from eventnet.errors import Conflict
from eventnet.events.models import Attendance, Consent, Event, Phase
from eventnet.jobs import Ground
from eventnet.mail.models import MailStop, MailTrouble, OutboxMail
from eventnet.organize.reminding import REMINDED, Asked, write_reminders, write_to
from eventnet.organize.wanted import Wanted
from eventnet.organize.whom import KIND, State, Whom, named
from eventnet.people.ahead import missing, standings
from eventnet.people.models import Profile, ProfileTopic, TopicKind
from eventnet.wishes.models import Wish, WishKind
from tests.factories import an_account, an_attendee, an_event, save
from tests.races import (
    Deed,
    at_once,
    only_where_writes_are_many,
    overtaken,
)
from tests.work import do_jobs, mails

MONDAY = datetime(2027, 3, 1, 9, tzinfo=UTC)
EVERYBODY = Whom(wanted=Wanted(), all_of=True)


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slug="spring", organizer=an_account(session, "olga@example.org"))


def came(session: Session, event: Event, name: str, consent: Consent | None = None) -> Attendance:
    address = f"{name.lower()}@example.org"
    one = an_attendee(session, event, name, address, consent=consent)
    one.confirmed_at = MONDAY - timedelta(days=30)
    save(session, one)
    return one


def email(session: Session, one: Attendance) -> str:
    membership = session.get_one(Membership, one.membership_id)
    return session.get_one(Account, membership.account_id).email


def states(session: Session, event: Event, now: datetime = MONDAY) -> dict[str, State]:
    session.rollback()
    return {one.called: one.state for one in named(session, event, EVERYBODY, now)}


def written(session: Session) -> list[str]:
    session.rollback()
    return sorted(session.exec(select(OutboxMail.to)))


def describe(session: Session, event: Event, one: Attendance) -> None:
    query = select(Profile).where(Profile.membership_id == one.membership_id)
    profile = session.exec(query).one()
    profile.headline = "Builds dikes"
    topic = session.exec(select(Topic)).first() or Topic(
        community_id=event.community_id, label="Dikes", key="dikes"
    )
    save(session, topic, profile)
    save(session, ProfileTopic(profile_id=profile.id, topic_id=topic.id, kind=TopicKind.OFFER))


def wish(session: Session, one: Attendance, other: Attendance) -> None:
    want = Wish(from_id=one.id, to_id=other.id, event_id=one.event_id, kind=WishKind.WANT)
    save(session, want)


def test_whose_answers_are_missing_is_what_the_attendee_is_told(
    session: Session, event: Event
) -> None:
    first, people = came(session, event, "First"), []
    options = product((None, *Consent), (False, True), (False, True))
    for number, (consent, described, wants) in enumerate(options):
        one = came(session, event, f"N{number}", consent)
        if described:
            describe(session, event, one)
        if wants:
            wish(session, one, first)
        people.append(one)
    for closed in (False, True):
        event.wishes_until = MONDAY - timedelta(days=1) if closed else None
        save(session, event)
        found = standings(session, [one.id for one in people], MONDAY)
        expected = {}
        for number, one in enumerate(people):
            step = missing(event, one, found[one.id], MONDAY)
            theirs = step is None or step.page == "people"  # who makes their own meetings
            expected[f"N{number}"] = State.COMPLETE if theirs else State.MISSING
        assert states(session, event) == {"First": State.MISSING, **expected}


def test_everybody_stands_somewhere(session: Session, event: Event) -> None:
    an_attendee(session, event, "New")
    for name, hours in (("Silent", 48), ("Asked", 47)):
        one = an_attendee(session, event, name)
        one.invited_at = MONDAY - timedelta(hours=hours)
        save(session, one)
    came(session, event, "Unfinished")
    nudged = came(session, event, "Nudged")
    nudged.reminded_at = MONDAY - timedelta(hours=47)
    resting = came(session, event, "Resting")
    resting.paused_at = MONDAY
    gone = came(session, event, "Gone")
    gone.left_at = MONDAY
    done = came(session, event, "Done", Consent.OWN)
    describe(session, event, done)
    lost, stopped = came(session, event, "Lost"), came(session, event, "Stopped")
    save(session, nudged, resting, gone)
    save(session, MailTrouble(email=email(session, lost), words="550"))
    save(session, MailStop(email=email(session, stopped), kind=KIND))
    assert states(session, event) == {
        "New": State.UNINVITED,
        "Silent": State.SILENT,
        "Asked": State.RECENT,
        "Unfinished": State.MISSING,
        "Nudged": State.RECENT,
        "Resting": State.BREAK,
        "Done": State.COMPLETE,
        "Lost": State.BOUNCED,
        "Stopped": State.STOPPED,
    }


def test_each_is_told_their_one_next_thing_and_not_again_for_two_days(
    app: Starlette, session: Session, event: Event
) -> None:
    came(session, event, "Ada")
    describe(session, event, came(session, event, "Bo", Consent.BOOK))
    silent = an_attendee(session, event, "Cy", "cy@example.org")
    silent.invited_at = MONDAY - timedelta(days=3)
    save(session, silent)
    an_attendee(session, event, "New")
    with clock.at(MONDAY):
        assert write_to(session, event, EVERYBODY, REMINDED, "by") == 3
        do_jobs(app)
        assert write_to(session, event, EVERYBODY, REMINDED, "by") == 0
    assert written(session) == ["ada@example.org", "bo@example.org", "cy@example.org"]
    ada, bo, cy = (mails(session, f"{one}@example.org")[0] for one in ("ada", "bo", "cy"))
    assert ada.subject == bo.subject == "Spring: one thing is missing"
    assert "Choose how your meetings come about" in ada.text
    assert "Say whom you want to meet." in bo.text
    assert cy.subject == "Spring: tell us whom you would like to meet"
    assert ada.stop_url is not None
    assert (ada.kind, ada.secret) == (KIND, False)
    with clock.at(MONDAY + timedelta(hours=47)):
        assert write_to(session, event, EVERYBODY, REMINDED, "by") == 0
    with clock.at(MONDAY + timedelta(hours=48)):
        assert write_to(session, event, EVERYBODY, REMINDED, "by") == 3
    entries = session.exec(select(AuditEntry).where(AuditEntry.deed == "people.reminded")).all()
    assert [(one.account_id, one.detail) for one in entries] == [("by", {"people": 3})] * 2


def test_only_those_who_were_ticked_are_written_to(
    app: Starlette, session: Session, event: Event
) -> None:
    came(session, event, "Ada")
    bo = came(session, event, "Bo")
    other = came(session, an_event(session), "Elsewhere")
    with clock.at(MONDAY):
        assert write_to(session, event, Whom((bo.id, other.id)), REMINDED, "by") == 1
        do_jobs(app)
    assert written(session) == ["bo@example.org"]


def test_stopping_between_click_and_writing_counts(
    app: Starlette, session: Session, event: Event
) -> None:
    came(session, event, "Ada")
    with clock.at(MONDAY):
        write_to(session, event, EVERYBODY, REMINDED, "by")
        save(session, MailStop(email="ada@example.org", kind=KIND))
        do_jobs(app)
    assert written(session) == []


def test_nobody_is_reminded_of_an_event_that_is_over(session: Session, event: Event) -> None:
    event.phase_by_hand = Phase.OVER
    save(session, event)
    with pytest.raises(Conflict, match="is over"):
        write_to(session, event, EVERYBODY, REMINDED, "by")


def came_many(session: Session, event: Event, count: int) -> None:
    for number in range(count):
        came(session, event, f"P{number}")


def reminds(app: Starlette, event: Event) -> Deed:
    """Return what the job does that writes to everybody who is due."""
    event_id, ground = event.id, Ground(app.state.settings, app.state.sessions)
    asked = Asked(EVERYBODY, REMINDED, clock.now(), "en").to_json()
    return lambda _session: write_reminders.work(ground, event_id, asked)


def test_without_the_holds_of_those_written_to_two_organizers_write_twice(
    app: Starlette, session: Session, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    came_many(session, event, 20)
    deed = reminds(app, event)
    monkeypatch.setattr(Select, "with_for_update", lambda one, **_how: one)
    overtaken(app, deed, deed, after="eventnet.organize.reminding.Office")
    assert (len(written(session)), len(set(written(session)))) == (40, 20)


def test_two_organizers_at_once_write_to_everybody_once(
    app: Starlette, session: Session, event: Event
) -> None:
    came_many(session, event, 60)
    deed = reminds(app, event)
    at_once(app, deed, deed)
    assert len(written(session)) == len(set(written(session))) == 60
    reminded = select(Attendance).where(col(Attendance.reminded_at).is_(None))
    assert session.exec(reminded).all() == []
