"""Asking those of an earlier event: whom, once, and never who said no."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.audit import AuditEntry
from eventnet.communities.models import Membership
from eventnet.day.models import CheckIn
from eventnet.errors import Conflict
from eventnet.events.models import Event
from eventnet.jobs import Ground
from eventnet.mail.models import MailStop, MailTrouble, OutboxMail
from eventnet.returning import actions
from eventnet.returning.actions import ask, decline, mail_returners, think_again
from eventnet.returning.models import ReturnInvitation
from eventnet.returning.past import Only, Standing, Wanted, earlier_events, standings
from eventnet.waiting.models import WaitingGuest
from tests.eventnet.returning.conftest import account_of, again
from tests.factories import a_meeting, a_role, an_attendee, an_event, save
from tests.races import Deed, at_once, only_where_writes_are_many, overtaken
from tests.work import do_jobs, mails

MONDAY = datetime(2027, 3, 1, 9, tzinfo=UTC)


def written(session: Session) -> list[str]:
    session.rollback()
    return sorted(session.exec(select(OutboxMail.to).where(OutboxMail.kind == "come_again")))


def counts(session: Session, event: Event, wanted: Wanted) -> dict[Standing, int]:
    """Return how many stand how, without those of whom there is nobody."""
    session.rollback()
    found = standings(session, event.id, wanted, clock.now())
    return {key: number for key, number in found.items() if number}


def test_only_earlier_events_that_one_organizes_are_offered(
    session: Session, event: Event, past: Event, olga: Account
) -> None:
    an_event(session, slug="elsewhere", organizer=olga)
    assert [one.id for one in earlier_events(session, event, olga.id)] == [past.id]
    assert earlier_events(session, past, olga.id) == []
    stranger = account_of(session, an_attendee(session, past, "Ada"))
    assert earlier_events(session, event, stranger.id) == []


def test_everybody_stands_somewhere(session: Session, event: Event, past: Event) -> None:
    people = {
        name: an_attendee(session, past, name, f"{name}@example.org")
        for name in ("new", "comes", "waits", "left", "removed", "bounced", "stopped", "no")
    }
    an_attendee(session, event, "Elsewhere")
    again(session, people["comes"], event)
    for name in ("left", "removed"):
        there = again(session, people[name], event)
        there.left_at, there.removed = clock.now(), name == "removed"
        save(session, there)
    waits = account_of(session, people["waits"]).id
    save(
        session,
        WaitingGuest(event_id=event.id, account_id=waits, name="Waits"),
        MailTrouble(email="bounced@example.org", words="550"),
        MailStop(email="stopped@example.org", kind="come_again"),
        ReturnInvitation(
            event_id=event.id, membership_id=people["no"].membership_id, declined_at=clock.now()
        ),
    )
    assert counts(session, event, Wanted(past.id)) == {
        Standing.UNASKED: 1,
        Standing.COMES: 2,
        Standing.NO: 2,
        Standing.BOUNCED: 1,
        Standing.STOPPED: 1,
    }


def test_who_left_the_event_the_community_or_the_site_is_not_there(
    session: Session, event: Event, past: Event
) -> None:
    left, gone, closed = (an_attendee(session, past, name) for name in ("Left", "Gone", "Closed"))
    left.left_at = clock.now()
    member = session.get_one(Membership, gone.membership_id)
    member.left_at = clock.now()
    account = account_of(session, closed)
    account.deactivated_at = clock.now()
    save(session, left, member, account)
    assert counts(session, event, Wanted(past.id)) == {}


def test_they_are_narrowed_by_role_and_by_who_came(
    session: Session, event: Event, past: Event
) -> None:
    ada, bo, cy = (an_attendee(session, past, name) for name in ("Ada", "Bo", "Cy"))
    an_attendee(session, past, "Dee", role="Exhibitor")
    exhibitor = a_role(session, past, "Exhibitor").id
    save(session, CheckIn(attendance_id=ada.id, on=past.starts_on, event_id=past.id))
    a_meeting(session, past, bo, cy)
    found = [
        counts(session, event, wanted)[Standing.UNASKED]
        for wanted in (
            Wanted(past.id),
            Wanted(past.id, exhibitor),
            Wanted(past.id, only=Only.CAME),
            Wanted(past.id, only=Only.MEETINGS),
        )
    ]
    assert found == [4, 1, 1, 2]
    assert Wanted.read(past.id, {"only": "everything"}) == Wanted(past.id)


def test_they_are_written_to_once_and_again_after_two_days_unless_they_said_no(
    app: Starlette, session: Session, event: Event, past: Event, olga: Account
) -> None:
    ada = an_attendee(session, past, "Ada", "ada@example.org")
    an_attendee(session, past, "Bo", "bo@example.org")
    event.opens_at = None
    save(session, event)
    wanted, by = Wanted(past.id), olga.id
    with clock.at(MONDAY):
        assert ask(session, event, wanted, Standing.UNASKED, account_id=by) == 2
        do_jobs(app)
        assert ask(session, event, wanted, Standing.UNASKED, account_id=by) == 0
        decline(session, event, session.get_one(Membership, ada.membership_id))
    with clock.at(MONDAY + timedelta(hours=47)):
        assert ask(session, event, wanted, Standing.DUE, account_id=by) == 0
    with clock.at(MONDAY + timedelta(hours=48)):
        assert ask(session, event, wanted, Standing.DUE, account_id=by) == 1
        do_jobs(app)
    assert written(session) == ["ada@example.org", "bo@example.org", "bo@example.org"]
    with clock.at(MONDAY + timedelta(hours=49)):
        think_again(session, event, session.get_one(Membership, ada.membership_id))
        assert ask(session, event, wanted, Standing.DUE, account_id=by) == 1
    deeds = session.exec(select(AuditEntry.deed).order_by(AuditEntry.at)).all()  # type: ignore[arg-type]
    assert [deed for deed in deeds if deed.startswith("people.")] == [
        "people.asked_again",
        "people.asked_once_more",
        "people.asked_once_more",
    ]


def test_the_mail_says_why_it_comes_and_can_be_stopped(
    app: Starlette, session: Session, event: Event, past: Event, olga: Account
) -> None:
    an_attendee(session, past, "Ada", "ada@example.org")
    ask(session, event, Wanted(past.id), Standing.UNASKED, account_id=olga.id)
    do_jobs(app)
    (mail,) = mails(session, "ada@example.org")
    assert mail.subject == "Next: shall we see you again?"
    for text in (mail.text, mail.html):
        assert "Hello Ada," in text
        assert "This came because you were at Past" in text
        assert "/sign-in/link/" in text
    assert mail.secret
    assert mail.stop_url is not None


def test_nobody_is_asked_to_an_event_that_is_over(
    session: Session, event: Event, past: Event, olga: Account
) -> None:
    an_attendee(session, past, "Ada")
    with clock.at(datetime(2029, 1, 1, tzinfo=UTC)), pytest.raises(Conflict, match="is over"):
        ask(session, event, Wanted(past.id), Standing.UNASKED, account_id=olga.id)


def mailing(app: Starlette, event: Event, past: Event) -> Deed:
    """Return what the job does that asks everybody who was not asked yet."""
    ground = Ground(app.state.settings, app.state.sessions)
    said = {"source": past.id, "standing": "unasked"}
    arguments = (event.id, said, clock.now().isoformat(), "en")
    return lambda _session: mail_returners.work(ground, *arguments)


def test_two_jobs_at_once_write_to_everybody_once(
    app: Starlette, session: Session, event: Event, past: Event
) -> None:
    for number in range(60):
        an_attendee(session, past, f"Person {number}", f"p{number}@example.org")
    deed = mailing(app, event, past)
    session.rollback()
    at_once(app, deed, deed)
    assert len(written(session)) == len(set(written(session))) == 60


@pytest.mark.parametrize(("guarded", "mailed"), [(True, 1), (False, 2)])
def test_of_two_jobs_one_passes_over_whom_the_other_wrote_to(
    app: Starlette,
    session: Session,
    event: Event,
    past: Event,
    monkeypatch: pytest.MonkeyPatch,
    guarded: bool,
    mailed: int,
) -> None:
    """With the guard off everybody who was read is written to, also who was written to since."""
    only_where_writes_are_many(session)
    an_attendee(session, past, "Ada", "ada@example.org")
    deed = mailing(app, event, past)
    session.rollback()
    if not guarded:
        take = actions._take

        def careless(*given: Any) -> set[str]:
            take(*given)
            return set(given[3])

        monkeypatch.setattr(actions, "_take", careless)
    overtaken(app, deed, deed, after="eventnet.returning.past.returners")
    assert written(session) == ["ada@example.org"] * mailed
