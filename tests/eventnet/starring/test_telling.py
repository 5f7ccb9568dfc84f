"""Mails about starred sessions: one to each who starred what an import moved or took away."""

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet.events.models import Attendance, Event
from eventnet.jobs import Ground
from eventnet.people.attending import leave
from eventnet.programme.actions import star
from eventnet.programme.models import Talk
from eventnet.starring.telling import tell_starred
from tests.eventnet.programme.talks import entry, imported
from tests.factories import an_attendee, an_event
from tests.work import do_jobs, mails

ADA, BO = "ada@example.org", "bo@example.org"


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event with a programme."""
    event = an_event(session, slug="one")
    imported(session, event, entry("Pumps <b>"), entry("Pipes"), entry("Wells"))
    return event


@pytest.fixture
def ada(session: Session, event: Event) -> Attendance:
    return starring(session, event, "Ada", ADA, "Pumps <b>", "Pipes")


def starring(session: Session, event: Event, name: str, email: str, *titles: str) -> Attendance:
    """Make somebody who starred these."""
    made = an_attendee(session, event, name, email)
    for talk in session.exec(select(Talk).where(Talk.title.in_(titles))).all():  # type: ignore[attr-defined]
        star(session, event.id, made.id, talk.id)
    return made


def test_one_mail_says_all_that_changed_for_somebody(
    session: Session, event: Event, ada: Attendance, app: Starlette
) -> None:
    starring(session, event, "Bo", BO, "Wells")
    imported(session, event, entry("Pumps <b>", after=40), entry("Wells"), entry("New"))
    assert do_jobs(app) == ["tell_starred"]
    [mail] = mails(session, ADA)
    assert mail.subject == "One: 2 sessions that you starred have changed"
    assert "Is on Tue 11 May, 09:40 now, not on Tue 11 May, 09:00." in mail.text
    assert "Is no longer in the programme; it was on Tue 11 May, 09:00." in mail.text
    assert "Pumps &lt;b&gt;" in (mail.html or "")
    assert mails(session, BO) == []


def test_another_room_is_told_and_another_description_is_not(
    session: Session, event: Event, ada: Attendance, app: Starlette
) -> None:
    rest = (entry("Pipes"), entry("Wells"))
    imported(session, event, entry("Pumps <b>", abstract="About"), *rest)
    assert do_jobs(app) == []
    imported(session, event, entry("Pumps <b>", abstract="About", room="Quay"), *rest)
    assert do_jobs(app) == ["tell_starred"]
    [mail] = mails(session, ADA)
    assert "· Quay" in mail.text
    assert "its end or its room is another now" in mail.text


def test_nobody_is_told_who_left_or_of_what_nobody_starred(
    session: Session, event: Event, ada: Attendance, app: Starlette
) -> None:
    leave(session, event, ada.id)
    imported(session, event, entry("Pumps <b>", after=40), entry("Pipes"), entry("Wells"))
    do_jobs(app)
    assert mails(session, ADA) == []


def test_a_job_that_runs_again_tells_nobody_twice(
    session: Session, event: Event, ada: Attendance, app: Starlette
) -> None:
    talk = session.exec(select(Talk).where(Talk.title == "Pipes")).one()
    before = {talk.id: {"title": "", "room": "", "starts_at": "2027-05-11T06:00:00+00:00"}}
    for _time in range(2):
        tell_starred.work(Ground(app.state.settings, app.state.sessions), event.id, "a", before)
    assert len(mails(session, ADA)) == 1
