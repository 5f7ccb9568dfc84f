"""Watchers get one mail a day at most, which names whom they may see, and can be stopped."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Event
from eventnet.mail.actions import stop_mail
from eventnet.mail.outbox import Letter
from eventnet.people.attending import leave
from eventnet.people.directory import Wanted
from eventnet.people.models import Audience
from eventnet.settings import Settings
from eventnet.watches import telling
from eventnet.watches.actions import delete_search, mark_seen
from eventnet.watches.letters import Digest, digest_letter
from eventnet.watches.models import Fit
from tests.eventnet.people.secrets import email_of
from tests.eventnet.watches.watching import a_watch, look_now, news, offers, tell_now
from tests.factories import an_attendee, an_event, save
from tests.queries import counted
from tests.work import mails

ME = "me@example.org"


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slug="one")


@pytest.fixture
def me(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Me", ME)


def somebody_new(session: Session, event: Event, name: str, **profile: object) -> Attendance:
    """Let somebody come who offers capital."""
    made = an_attendee(session, event, name, **profile)  # type: ignore[arg-type]
    offers(session, made)
    return made


def test_one_mail_a_day_tells_of_all_watches(
    session: Session, app: Starlette, event: Event, me: Attendance
) -> None:
    a_watch(session, event, me)
    search = a_watch(session, event, me, Wanted(words="bo"))
    somebody_new(session, event, "Bo <b>Berg", headline="Pumps & wells", organization="Waterworks")
    look_now(app)
    tell_now(app)
    tell_now(app)
    (mail,) = mails(session, ME)
    assert mail.subject == "1 new person fits your searches"
    assert mail.text.count("- Bo <b>Berg – Pumps & wells, Waterworks") == 2
    assert "Bo &lt;b&gt;Berg" in mail.html
    assert "because you asked to be told" in mail.text
    assert (mail.kind, mail.stop_url is not None) == ("watches", True)
    assert mail.text.count("/way-in/") == 2
    assert len(news(session, search)) == 1  # it is new on the page until it is seen
    somebody_new(session, event, "Cy Bo")
    look_now(app)
    tell_now(app)
    assert len(mails(session, ME)) == 1
    with clock.at(clock.now() + timedelta(days=1)):
        tell_now(app)
        tell_now(app)
    assert len(mails(session, ME)) == 2
    assert "Cy Bo" in mails(session, ME)[-1].text
    assert "Berg" not in mails(session, ME)[-1].text


def test_watches_at_two_events_come_in_one_mail(
    session: Session, app: Starlette, event: Event, me: Attendance
) -> None:
    other = an_event(session, slug="two")
    there = an_attendee(session, other, "Me", "twin@example.org")
    account = session.exec(select(Account).where(Account.email == ME)).one()
    membership = session.get_one(Membership, there.membership_id)
    membership.account_id = account.id
    save(session, membership)
    a_watch(session, event, me)
    a_watch(session, other, there)
    somebody_new(session, event, "Ann")
    somebody_new(session, other, "Ben")
    look_now(app)
    tell_now(app)
    (mail,) = mails(session, ME)
    assert "Ann" in mail.text
    assert "Ben" in mail.text
    assert mail.subject == "2 new people fit your searches"


def test_a_mail_names_one_person_in_its_subject_and_a_few_in_its_text(
    session: Session, app: Starlette, event: Event, me: Attendance
) -> None:
    a_watch(session, event, me)
    somebody_new(session, event, "Ann")
    look_now(app)
    tell_now(app)
    assert mails(session, ME)[0].subject == "Ann fits “Watch 0”"
    for number in range(7):
        somebody_new(session, event, f"Person {number}")
    look_now(app)
    with clock.at(clock.now() + timedelta(days=1)):
        tell_now(app)
    mail = mails(session, ME)[-1]
    assert mail.subject == "7 new people fit “Watch 0”"
    assert mail.text.count("- Person") == 5
    assert "And 2 more." in mail.text


def test_nobody_is_named_who_hid_or_left_or_was_seen(
    session: Session, app: Starlette, event: Event, me: Attendance
) -> None:
    search = a_watch(session, event, me)
    leaves = somebody_new(session, event, "Leaves")
    somebody_new(session, event, "Hides", shown_to=Audience.NOBODY)
    look_now(app)
    leave(session, event, leaves.id)
    tell_now(app)
    assert mails(session, ME) == []
    somebody_new(session, event, "Ann")
    look_now(app)
    mark_seen(session, me.id, search.id)
    tell_now(app)
    assert mails(session, ME) == []


def test_who_could_not_be_seen_is_named_when_they_can(
    session: Session, app: Starlette, event: Event, me: Attendance
) -> None:
    a_watch(session, event, me)
    somebody_new(session, event, "Ann")
    paused = somebody_new(session, event, "Paula")
    look_now(app)
    session.rollback()
    paused.paused_at = clock.now()
    save(session, paused)
    tell_now(app)
    (mail,) = mails(session, ME)
    assert "Ann" in mail.text
    assert "Paula" not in mail.text
    paused.paused_at = None
    save(session, paused)
    with clock.at(clock.now() + timedelta(days=1)):
        tell_now(app)
    assert [mail.subject for mail in mails(session, ME)[1:]] == ["Paula fits “Watch 0”"]


def test_who_is_found_while_a_mail_is_drawn_up_is_named_by_the_next(
    session: Session,
    app: Starlette,
    event: Event,
    me: Attendance,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    search = a_watch(session, event, me)
    somebody_new(session, event, "Ann")
    late = an_attendee(session, event, "Late")
    look_now(app)

    def meanwhile(settings: Settings, digest: Digest) -> Letter:
        letter = digest_letter(settings, digest)
        save(session, Fit(search_id=search.id, attendance_id=late.id, is_new=True))
        offers(session, late)
        return letter

    with monkeypatch.context() as patch:
        patch.setattr(telling, "digest_letter", meanwhile)
        tell_now(app)
    with clock.at(clock.now() + timedelta(days=1)):
        tell_now(app)
    assert [mail.subject for mail in mails(session, ME)] == [
        "Ann fits “Watch 0”",
        "Late fits “Watch 0”",
    ]


def test_nothing_is_written_to_who_stopped_it_left_or_let_go(
    session: Session, app: Starlette, event: Event, me: Attendance
) -> None:
    bo = an_attendee(session, event, "Bo", "bo@example.org")
    cy = an_attendee(session, event, "Cy", "cy@example.org")
    for one in (me, bo, cy):
        search = a_watch(session, event, one)
    somebody_new(session, event, "Ann")
    look_now(app)
    stop_mail(session, ME, "watches")
    leave(session, event, bo.id)
    delete_search(session, cy.id, search.id)
    tell_now(app)
    assert [mails(session, email_of(session, one)) for one in (me, bo, cy)] == [[], [], []]


def test_old_finds_are_no_news(
    session: Session, app: Starlette, event: Event, me: Attendance
) -> None:
    search = a_watch(session, event, me)
    somebody_new(session, event, "Ann")
    look_now(app)
    with clock.at(clock.now() + timedelta(days=8)):
        tell_now(app)
    assert mails(session, ME) == []
    assert len(news(session, search)) == 1


def test_many_readers_take_as_many_statements_as_one(
    session: Session, app: Starlette, event: Event, me: Attendance
) -> None:
    readers = [an_attendee(session, event, f"Watcher {number}") for number in range(12)]
    totals: list[int] = []
    for some in (readers[:1], readers[1:]):
        for one in some:
            a_watch(session, event, one)
        somebody_new(session, event, f"Person {len(some)}")
        look_now(app)
        with (
            clock.at(clock.now() + timedelta(days=len(totals))),
            counted(app.state.engine) as count,
        ):
            tell_now(app)
        totals.append(count.total)
    assert totals[0] == totals[1]
    assert all(len(mails(session, email_of(session, one))) for one in readers)
