"""Who reads an announcement, until when, and that it is said once and can be taken back."""

from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import audit, clock
from eventnet.announcing import actions
from eventnet.announcing.actions import Said, announce, dismiss, take_back
from eventnet.announcing.models import Announcement, AnnouncementDismissal, Hearers
from eventnet.announcing.queries import for_attendee, hearers, mark
from eventnet.announcing.sweeping import KEPT, sweep
from eventnet.announcing.telling import SECOND_THOUGHTS, mail_announcement
from eventnet.audit import AuditEntry
from eventnet.day.checking_in import check_in
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.events.models import Attendance, Event
from eventnet.ids import new_id
from eventnet.jobs import Ground
from eventnet.mail.models import MailStop, OutboxMail
from tests.eventnet.board.desk import a_desk
from tests.eventnet.day.day import BEGINS, minutes_in
from tests.factories import a_role, an_attendee, an_event, save
from tests.races import at_once, only_where_writes_are_many


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session)


@pytest.fixture
def desk(session: Session, event: Event) -> str:
    return a_desk(session, event).id


@pytest.fixture
def ada(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Ada")


def said(
    words: str = "Lunch is upstairs.",
    to: Hearers = Hearers.EVERYBODY,
    role_id: str | None = None,
    *,
    urgent: bool = False,
) -> Said:
    return Said(words, to, role_id, BEGINS + timedelta(hours=1), urgent)


def read_by(session: Session, event: Event, attendance: Attendance) -> list[str]:
    session.rollback()
    return [one.words for one in for_attendee(session, event, attendance)]


def test_each_reads_what_is_for_them_the_latest_first(
    session: Session, event: Event, desk: str, ada: Attendance
) -> None:
    investor = an_attendee(session, event, "Bo", role="Investor")
    role = a_role(session, event, "Investor").id
    with minutes_in(1):
        announce(session, event, new_id(), said("To all."), desk)
    with minutes_in(2):
        announce(session, event, new_id(), said("To some.", Hearers.ROLE, role), desk)
    with minutes_in(3):
        announce(session, event, new_id(), said("To the room.", Hearers.HERE), desk)
        assert read_by(session, event, ada) == ["To all."]
        assert read_by(session, event, investor) == ["To some.", "To all."]
        check_in(session, event, ada.id, "")
        assert read_by(session, event, ada) == ["To the room.", "To all."]
        everyone = hearers(session, event, Hearers.EVERYBODY, None)
        assert everyone == sorted([ada.id, investor.id])
        assert hearers(session, event, Hearers.ROLE, role) == [investor.id]
        assert hearers(session, event, Hearers.HERE, None) == [ada.id]
    with minutes_in(61):
        assert read_by(session, event, ada) == []
        assert mark(session, event.id) == ""


def test_nobody_of_another_event_reads_it_or_puts_it_away(
    session: Session, event: Event, desk: str
) -> None:
    other = an_event(session)
    cy = an_attendee(session, other, "Cy")
    key = new_id()
    with minutes_in(1):
        key = announce(session, event, key, said(), desk).id
        assert read_by(session, other, cy) == []
        with pytest.raises(NotFound):
            dismiss(session, other, cy, key)
        with pytest.raises(NotFound):
            take_back(session, other, key, desk)


def test_who_has_read_it_sees_it_no_more_and_the_others_do(
    session: Session, event: Event, desk: str, ada: Attendance
) -> None:
    bo, key = an_attendee(session, event, "Bo"), new_id()
    with minutes_in(1):
        key = announce(session, event, key, said(), desk).id
        for _twice in range(2):
            dismiss(session, event, ada, key)
        assert read_by(session, event, ada) == []
        assert read_by(session, event, bo) == ["Lunch is upstairs."]
        take_back(session, event, key, desk)
        assert read_by(session, event, bo) == []
        with pytest.raises(NotFound):
            dismiss(session, event, bo, key)


def test_a_form_that_is_sent_twice_says_it_once_and_other_words_are_refused(
    session: Session, event: Event, desk: str
) -> None:
    key = new_id()
    with minutes_in(1):
        for _twice in range(2):
            announce(session, event, key, said(), desk)
        with pytest.raises(Conflict, match="has announced something already"):
            announce(session, event, key, said("Supper is upstairs."), desk)
    trail = session.exec(select(AuditEntry.deed)).all()
    assert trail == ["announcement.made"]


def test_what_is_urgent_is_mailed_after_a_minute_but_not_to_who_stopped_or_read_it(
    session: Session, event: Event, desk: str, ground: Ground, ada: Attendance
) -> None:
    stopped = an_attendee(session, event, "Bo", "bo@example.org")
    read = an_attendee(session, event, "Cy")
    save(session, MailStop(email="bo@example.org", kind="announcements"))
    key, calm = new_id(), new_id()
    with minutes_in(1):
        announce(session, event, calm, said("Calm."), desk)
        words = said("The lift is out. Take the stairs.", urgent=True)
        key = announce(session, event, key, words, desk).id
        dismiss(session, event, read, key)
        for _twice in range(2):
            mail_announcement.work(ground, key)
    session.rollback()
    mails = session.exec(select(OutboxMail)).all()
    assert [(mail.subject, mail.once) for mail in mails] == [
        ("The lift is out. Take the stairs.", f"announcement:{key}:{ada.id}")
    ]
    assert "The lift is out. Take the stairs." in mails[0].text
    assert mails[0].stop_url
    assert mails[0].due_at == BEGINS + timedelta(minutes=1) + SECOND_THOUGHTS
    assert stopped.id not in str(mails[0].once)


def test_taking_it_back_takes_back_the_mails_that_have_not_left(
    session: Session, event: Event, desk: str, ground: Ground, ada: Attendance
) -> None:
    an_attendee(session, event, "Bo")
    key, later = new_id(), new_id()
    with minutes_in(1):
        key = announce(session, event, key, said(urgent=True), desk).id
        mail_announcement.work(ground, key)
        session.rollback()
        gone = session.exec(select(OutboxMail)).all()[0]
        gone.sent_at = clock.now()
        save(session, gone)
        for _twice in range(2):
            take_back(session, event, key, desk)
        session.rollback()
        assert [mail.id for mail in session.exec(select(OutboxMail))] == [gone.id]
        later = announce(session, event, later, said(urgent=True), desk).id
        take_back(session, event, later, desk)
        mail_announcement.work(ground, later)
    session.rollback()
    assert len(session.exec(select(OutboxMail)).all()) == 1


def test_who_read_what_away_is_forgotten_after_a_month(
    session: Session, event: Event, desk: str, ground: Ground, ada: Attendance
) -> None:
    key = new_id()
    with minutes_in(1):
        key = announce(session, event, key, said(), desk).id
        dismiss(session, event, ada, key)
    for moment, left in ((BEGINS + KEPT, 1), (BEGINS + KEPT + timedelta(hours=2), 0)):
        with clock.at(moment):
            sweep.work(ground)
        session.rollback()
        assert len(session.exec(select(AnnouncementDismissal)).all()) == left
    assert session.get(Announcement, key) is not None


def test_the_same_form_from_two_browsers_at_once_says_it_once(
    session: Session, app: Starlette, event: Event, desk: str
) -> None:
    event_id = event.id
    for _round in range(10):
        key = new_id()

        def tap(own: Session, key: str = key) -> object:
            with minutes_in(1):
                return announce(own, own.get_one(Event, event_id), key, said(), desk)

        results = at_once(app, tap, tap)
        assert not [one for one in results if isinstance(one, Refused)]
    session.rollback()
    assert len(session.exec(select(AuditEntry)).all()) == 10
    assert len(session.exec(select(Announcement)).all()) == 10


def test_without_the_hold_the_second_of_two_finds_nothing_said(
    session: Session,
    app: Starlette,
    event: Event,
    desk: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    only_where_writes_are_many(session)
    event_id, key, both_have_read = event.id, new_id(), Barrier(2, timeout=60)

    def record(*_given: object, **_named: object) -> None:
        both_have_read.wait()

    def tap(own: Session) -> object:
        with minutes_in(1):
            return announce(own, own.get_one(Event, event_id), key, said(), desk)

    monkeypatch.setattr(actions, "lock", lambda *_given: None)
    monkeypatch.setattr(audit, "record", record)
    with pytest.raises(IntegrityError):
        at_once(app, tap, tap)
