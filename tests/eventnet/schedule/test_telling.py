"""Mails about meetings: who gets which, once, and with what in it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet import clock, i18n
from eventnet.accounts.models import Account
from eventnet.communities.actions import leave_community
from eventnet.communities.models import Membership
from eventnet.database import writing
from eventnet.events.actions import change_details
from eventnet.events.models import Attendance, Event
from eventnet.events.queries import slots
from eventnet.jobs import Ground
from eventnet.mail.models import MailStop, OutboxMail
from eventnet.matching.models import Run, RunState
from eventnet.meetings import actions
from eventnet.meetings.changes import become
from eventnet.meetings.difference import Booking
from eventnet.meetings.models import Answer, Meeting, MeetingState
from eventnet.people.attending import leave
from eventnet.people.models import Profile
from eventnet.schedule.telling import tell_changed, tell_moved
from tests import publications
from tests.eventnet.events.test_actions import details_of
from tests.factories import a_meeting, an_attendee, an_event, save
from tests.publications import tell
from tests.queries import counted
from tests.work import do_jobs

ASKED = (None, Answer.YES)


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slug="one")


@pytest.fixture
def ada(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Ada", "ada@example.org")


@pytest.fixture
def bo(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Bo <b>Berg", "bo@example.org")


def a_run(session: Session, event: Event, number: int = 1) -> Run:
    session.rollback()
    run = Run(event_id=event.id, number=number, state=RunState.PUBLISHED)
    session.add(run)
    session.commit()
    return run


@pytest.fixture
def run(session: Session, event: Event) -> Run:
    return a_run(session, event)


def mails(session: Session) -> dict[str, OutboxMail]:
    session.rollback()  # read what is there now
    found = session.exec(select(OutboxMail).order_by(col(OutboxMail.to))).all()
    assert len({mail.to for mail in found}) == len(found)
    return {mail.to: mail for mail in found}


def told(session: Session, ground: Ground, run: Run) -> list[OutboxMail]:
    """Tell of a publication; return all mails that there are, in order."""
    tell(session, ground, run.id)
    session.rollback()  # read what is there now
    return list(session.exec(select(OutboxMail).order_by(col(OutboxMail.created_at))))


def test_published_plan_is_told_once_to_those_who_have_meetings(
    session: Session, event: Event, ada: Attendance, bo: Attendance, ground: Ground, run: Run
) -> None:
    an_attendee(session, event, "Eve", "eve@example.org")
    a_meeting(session, event, ada, bo, slot=1, table=3, answers=ASKED, cause_id=run.id)
    for _again in range(2):
        tell(session, ground, run.id)
    written = mails(session)
    assert set(written) == {"ada@example.org", "bo@example.org"}
    mail = written["ada@example.org"]
    assert mail.subject == "One: you have 1 meeting"
    assert "Tue 11 May, 09:20, Table 3" in mail.text
    assert "Bo <b>Berg" in mail.text
    assert "Bo &lt;b&gt;Berg" in mail.html
    assert re.search(r"https://meet\.example\.org/answer/\S+", mail.text)
    assert "because you attend One" in mail.text
    assert mail.stop_url is not None
    assert mail.stop_url in mail.text
    assert "/answer/" not in written["bo@example.org"].text  # they have said yes already


def book(session: Session, run: Run, one: Attendance, *others: tuple[Attendance, int]) -> None:
    """Publish a plan in which one meets others, each in the slot of that number."""
    event = session.get_one(Event, run.event_id)
    there = [slot.id for slot in slots(session, event.id)]
    plan = [Booking(one.id, other.id, there[slot], 1) for other, slot in others]
    publications.book(session, run, plan)


def test_only_those_for_whom_something_changes_are_told_of_another_plan(
    session: Session, event: Event, ada: Attendance, bo: Attendance, ground: Ground, run: Run
) -> None:
    cy, dee, eve = (an_attendee(session, event, name) for name in ("Cy", "Dee", "Eve"))
    book(session, run, ada, (bo, 0), (cy, 1), (dee, 2))
    before = len(told(session, ground, run))
    second = a_run(session, event, 2)
    book(session, second, ada, (bo, 0), (cy, 3), (eve, 2))
    written = told(session, ground, second)[before:]
    texts = {mail.subject: mail.text for mail in written if mail.to != "ada@example.org"}
    assert len(written) == 4  # nothing has changed for Bo
    (mine,) = (mail.text for mail in written if mail.to == "ada@example.org")
    assert re.search(r"09:00, Table 1\n  Bo", mine)
    assert re.search(r"09:40, Table 1 · New\n  Eve", mine)
    assert re.search(r"10:00, Table 1 · Changed\n  Cy", mine)
    assert re.search(r"No longer planned:\nTue 11 May, 09:40, Table 1: Dee\n", mine)
    assert set(texts) == {
        "One: your schedule has changed",  # Cy
        "One: your meeting is off",  # Dee
        "One: you have 1 meeting",  # Eve
    }
    assert "Your meeting is off" in texts["One: your meeting is off"]


def test_same_plan_again_is_told_to_nobody(
    session: Session, event: Event, ada: Attendance, bo: Attendance, ground: Ground, run: Run
) -> None:
    book(session, run, ada, (bo, 0))
    assert len(told(session, ground, run)) == 2
    second = a_run(session, event, 2)
    book(session, second, ada, (bo, 0))
    assert len(told(session, ground, second)) == 2


def test_empty_plan_is_told_to_those_whose_meetings_are_off(
    session: Session, event: Event, ada: Attendance, bo: Attendance, ground: Ground, run: Run
) -> None:
    book(session, run, ada, (bo, 0))
    second = a_run(session, event, 2)
    book(session, second, ada)
    written = told(session, ground, second)
    assert {(mail.to, mail.subject) for mail in written} == {
        ("ada@example.org", "One: your meeting is off"),
        ("bo@example.org", "One: your meeting is off"),
    }
    assert "Tue 11 May, 09:00, Table 1: Ada" in mails(session)["bo@example.org"].text


def test_who_stopped_these_mails_gets_none(
    session: Session, event: Event, ada: Attendance, bo: Attendance, ground: Ground, run: Run
) -> None:
    a_meeting(session, event, ada, bo, cause_id=run.id)
    with writing(session):
        session.add(MailStop(email="ada@example.org", kind="schedule"))
    tell(session, ground, run.id)
    assert set(mails(session)) == {"bo@example.org"}


def test_who_left_the_community_gets_none(
    session: Session, event: Event, ada: Attendance, bo: Attendance, ground: Ground, run: Run
) -> None:
    a_meeting(session, event, ada, bo, cause_id=run.id)
    membership = session.get_one(Membership, ada.membership_id)
    leave_community(session, event.community_id, membership.account_id)
    tell(session, ground, run.id)
    assert "ada@example.org" not in mails(session)


def test_hidden_field_is_not_in_the_mail(
    session: Session, event: Event, ada: Attendance, bo: Attendance, ground: Ground, run: Run
) -> None:
    profile = session.exec(select(Profile).where(Profile.membership_id == bo.membership_id)).one()
    profile.headline = "Secret headline"
    profile.visibility = {**profile.visibility, "headline": "nobody"}
    session.add(profile)
    session.commit()
    a_meeting(session, event, ada, bo, cause_id=run.id)
    tell(session, ground, run.id)
    assert "Secret" not in mails(session)["ada@example.org"].text


def live_in(session: Session, person: Attendance, **chosen: str) -> None:
    """Let somebody have chosen a time zone, or a language."""
    membership = session.get_one(Membership, person.membership_id)
    session.get_one(Account, membership.account_id).sqlmodel_update(chosen)
    session.commit()


def test_times_are_those_of_the_place_and_of_the_reader(
    session: Session, event: Event, ada: Attendance, bo: Attendance, ground: Ground, run: Run
) -> None:
    live_in(session, ada, time_zone="Asia/Kathmandu")
    meeting = a_meeting(session, event, ada, bo, answers=ASKED, cause_id=run.id)
    meeting.answer_until = datetime(2027, 5, 10, 20, 0, tzinfo=UTC)
    save(session, meeting)
    tell(session, ground, run.id)
    written = mails(session)
    here = "Times are those of the place (Europe/Lisbon)."
    mine = written["ada@example.org"]
    assert mine.text.count("Europe/Lisbon") == mine.html.count("Europe/Lisbon") == 1
    assert f"{here} Yours (Asia/Kathmandu) stand beside them where they differ." in mine.text
    assert "Tue 11 May, 09:00 (13:45 for you), Table 1" in mine.text
    assert "until Mon 10 May, 21:00 (Tue 11 May, 01:45 for you): https" in mine.text
    assert f"{here}\n" in written["bo@example.org"].text
    assert "for you" not in written["bo@example.org"].text
    actions.answer(session, meeting.id, bo.id, Answer.NO)
    tell_changed.work(ground, meeting.id)
    session.rollback()
    change = session.exec(select(OutboxMail).where(col(OutboxMail.once).startswith("mee"))).one()
    assert "Tue 11 May, 09:00 (13:45 for you), Table 1" in change.text
    assert f"{here} Yours (Asia/Kathmandu)" in change.text


def test_another_time_zone_is_told_once_to_those_who_have_meetings_ahead(
    app: Starlette, session: Session, event: Event, ada: Attendance, bo: Attendance, ground: Ground
) -> None:
    live_in(session, ada, time_zone="Europe/Lisbon")
    a_meeting(session, event, ada, bo, slot=1)
    cy, dee, _eve = (an_attendee(session, event, name) for name in ("Cy", "Dee", "Eve"))
    a_meeting(session, event, cy, dee)
    tokyo = details_of(event, time_zone="Asia/Tokyo")
    change_details(session, event.id, tokyo, "me")
    with clock.at(datetime(2027, 5, 11, 0, 10, tzinfo=UTC)):  # Cy and Dee have begun
        assert do_jobs(app) == ["tell_moved"]
        tell_moved.work(ground, event.id, 1)
    written = mails(session)
    assert set(written) == {"ada@example.org", "bo@example.org"}
    mail = written["ada@example.org"]
    assert mail.subject == "One: your meetings are at other times"
    assert "time zone of the event to Asia/Tokyo" in mail.text
    assert "Tue 11 May, 09:20 (01:20 for you), Table 1" in mail.text
    assert "Times are those of the place (Asia/Tokyo). Yours (Europe/Lisbon)" in mail.text


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the site speak some German."""
    words = Catalog("de")
    words.add("Table %(number)d", "Tisch %(number)d")
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, words)
    monkeypatch.setattr(i18n, "LOCALES", tmp_path)
    monkeypatch.setattr(i18n, "languages", lambda: ["de", "en"])
    i18n._catalogue.cache_clear()
    yield
    i18n._catalogue.cache_clear()


def test_mails_speak_the_language_of_their_reader(
    session: Session,
    event: Event,
    ada: Attendance,
    bo: Attendance,
    ground: Ground,
    run: Run,
    german: None,
) -> None:
    live_in(session, ada, language="de")
    live_in(session, bo, language="tlh")  # which the site does not speak
    meeting = a_meeting(session, event, ada, bo, answers=ASKED, hours=-1, cause_id=run.id)
    tell(session, ground, run.id)
    actions.release_due.work(ground)
    tell_changed.work(ground, meeting.id)
    session.rollback()
    written = session.exec(select(OutboxMail)).all()
    table = {"de": "Di. 11 Mai, 09:00, Tisch 1", "en": "Tue 11 May, 09:00, Table 1"}
    spoken = {
        (mail.to, code)
        for mail in written
        for code, words in table.items()
        if f'lang="{code}"' in mail.html and words in mail.text
    }
    assert spoken == {("ada@example.org", "de"), ("bo@example.org", "en")}
    assert len(written) == 4
    assert i18n.language() == "en"


def test_sixty_letters_take_as_many_statements_as_two(session: Session, ground: Ground) -> None:
    totals = []
    for many in (2, 60):
        event = an_event(session, slots=3, tables=30)
        run = a_run(session, event)
        people = [an_attendee(session, event, f"Person {number}") for number in range(many)]
        pairs = zip(people[::2], people[1::2], strict=True)
        for number, (one, other) in enumerate(pairs):
            for slot in range(3):
                a_meeting(session, event, one, other, slot=slot, table=number, cause_id=run.id)
        run_id = run.id
        session.rollback()
        with counted(session) as count:
            tell(session, ground, run_id)
        assert (
            len(session.exec(select(OutboxMail).where(OutboxMail.event_id == event.id)).all())
            == many
        )
        totals.append(count.total)
    assert totals[0] == totals[1]


def deed(session: Session, meeting: Meeting, who: Attendance, given: Answer) -> None:
    actions.answer(session, meeting.id, who.id, given)


def test_a_no_is_told_to_the_other_only(
    session: Session, event: Event, ada: Attendance, bo: Attendance, ground: Ground
) -> None:
    meeting = a_meeting(session, event, ada, bo, answers=ASKED)
    deed(session, meeting, ada, Answer.NO)
    for _again in range(2):
        tell_changed.work(ground, meeting.id)
    written = mails(session)
    assert set(written) == {"bo@example.org"}
    assert written["bo@example.org"].subject == "Tue 11 May, 09:00 is free again: Ada can't come"


def test_the_last_yes_is_told_to_the_one_who_waited(
    session: Session, event: Event, ada: Attendance, bo: Attendance, ground: Ground
) -> None:
    meeting = a_meeting(session, event, ada, bo, answers=(None, None))
    deed(session, meeting, bo, Answer.YES)
    deed(session, meeting, ada, Answer.YES)
    tell_changed.work(ground, meeting.id)
    written = mails(session)
    assert set(written) == {"bo@example.org"}
    assert written["bo@example.org"].subject == "Tue 11 May, 09:00, Table 1: Ada says yes"


def test_who_stays_is_told_that_the_other_left_though_their_yes_was_the_last(
    session: Session, event: Event, ada: Attendance, bo: Attendance, ground: Ground
) -> None:
    meeting = a_meeting(session, event, ada, bo, answers=(None, None))
    deed(session, meeting, ada, Answer.YES)
    deed(session, meeting, bo, Answer.YES)
    leave(session, event, ada.id)
    tell_changed.work(ground, meeting.id)
    written = mails(session)
    assert set(written) == {"bo@example.org"}
    assert written["bo@example.org"].subject == "Tue 11 May, 09:00 is free again: Ada can't come"


def test_what_a_publication_made_of_it_since_is_not_told_twice(
    session: Session, event: Event, ada: Attendance, bo: Attendance, ground: Ground, run: Run
) -> None:
    book(session, run, ada, (bo, 0))
    (meeting,) = session.exec(select(Meeting)).all()
    tell_changed.work(ground, meeting.id)
    assert mails(session) == {}


def test_both_are_told_when_the_slot_is_taken_out_and_neither_is_blamed(
    session: Session, ground: Ground, event: Event, ada: Attendance, bo: Attendance
) -> None:
    meeting = a_meeting(session, event, ada, bo)
    become(session, [meeting.id], MeetingState.CANCELLED, cause_id=None)
    session.commit()
    tell_changed.work(ground, meeting.id)
    found = mails(session)
    assert set(found) == {"ada@example.org", "bo@example.org"}
    for mail in found.values():
        assert mail.subject == "Tue 11 May, 09:00 is off: the organizers took this time out"
        assert "Neither of you did that." in mail.text


def test_release_is_told_to_both(
    session: Session, event: Event, ada: Attendance, bo: Attendance, ground: Ground
) -> None:
    meeting = a_meeting(session, event, ada, bo, answers=ASKED, hours=-1)
    actions.release_due.work(ground)
    tell_changed.work(ground, meeting.id)
    assert set(mails(session)) == {"ada@example.org", "bo@example.org"}
