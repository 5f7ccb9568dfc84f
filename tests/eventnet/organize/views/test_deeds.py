"""Doing something to several people at once."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.audit import AuditEntry
from eventnet.events.models import Attendance, Event
from eventnet.mail.models import MailTrouble, OutboxMail
from tests.browser import Browser, text_of
from tests.factories import a_role, an_account, an_attendee, an_event, save
from tests.queries import counted
from tests.scripts import PROBE, runs_nowhere
from tests.work import do_jobs

Open = Callable[[], Browser]
ROLL = "/e/spring/organize/people"
PAGE = f"{ROLL}/deed"


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slug="spring", organizer=an_account(session, "olga@example.org"))


@pytest.fixture
def olga(event: Event, browser: Open) -> Browser:
    return browser().sign_in("olga@example.org")


def came(session: Session, event: Event, name: str) -> Attendance:
    one = an_attendee(session, event, name, f"{name.lower()}@example.org", consent=None)
    one.confirmed_at = clock.now()
    save(session, one)
    return one


def test_it_is_shown_first_whom_it_touches_and_whom_not_and_why(
    session: Session, olga: Browser, event: Event
) -> None:
    ada, bo = came(session, event, "Ada"), came(session, event, "Bo")
    new = an_attendee(session, event, "Newcomer")
    save(session, MailTrouble(email="bo@example.org", words="550"))
    page = olga.read(f"{PAGE}?do=remind&who={ada.id}&who={bo.id}&who={new.id}")
    assert "Remind 1 person" in page
    assert "Whom it touches Ada" in page
    assert "Spring: one thing is missing Hello Ada, Choose how your meetings come about" in page
    assert "Not invited yet: invite them instead: 1 Newcomer Mail to them came back: 1 Bo" in page
    assert session.exec(select(OutboxMail)).all() == []


def test_all_that_match_are_reminded_and_the_page_follows(
    app: Starlette, session: Session, olga: Browser, event: Event
) -> None:
    came(session, event, "Ada")
    came(session, event, "Bo")
    said = {"do": "remind", "whom": "all", "q": "ada"}
    answer = olga.post(PAGE, {**said, "count": "1"})
    assert answer.headers["location"] == f"{PAGE}?do=remind&whom=all&q=ada&of=1"
    page = olga.get(answer.headers["location"]).text
    assert 'hx-trigger="every 1s"' in page
    assert "0 of 1 mails are written" in page
    do_jobs(app)
    session.rollback()
    assert list(session.exec(select(OutboxMail.to))) == ["ada@example.org"]
    watching = olga.get(f"{PAGE}?do=remind&whom=all&q=ada&of=1&working=1", **{"hx-request": "true"})
    assert watching.headers["hx-refresh"] == "true"
    assert "Written to in the last two days: 1 Ada" in olga.read(answer.headers["location"])
    assert "written to on" in olga.read(ROLL)


def test_several_get_another_role_and_a_mark(session: Session, olga: Browser, event: Event) -> None:
    ada, bo = came(session, event, "Ada"), came(session, event, "Bo")
    role = a_role(session, event, "Exhibitor")
    said = {"do": "role", "who": [ada.id, bo.id], "count": "2", "role_id": role.id}
    answer = olga.post(PAGE, said)
    assert "Done for 2 people" in olga.read(answer.headers["location"])
    olga.post(PAGE, {"do": "vip", "who": ada.id, "count": "1"})
    session.rollback()
    assert (ada.role_id, bo.role_id, ada.vip, bo.vip) == (role.id, role.id, True, False)
    assert "Ada ada@example.org Exhibitor VIP" in olga.read(f"{ROLL}?show=vip")
    assert "bo@example.org" not in olga.read(f"{ROLL}?show=vip")
    olga.post(PAGE, {"do": "unvip", "who": ada.id, "count": "1"})
    session.rollback()
    assert not ada.vip
    deeds = [one.deed for one in session.exec(select(AuditEntry).order_by(col(AuditEntry.at)))]
    assert deeds[-3:] == ["attendances.changed", "attendances.marked", "attendances.unmarked"]


def test_a_list_that_changed_since_is_shown_again(
    session: Session, olga: Browser, event: Event
) -> None:
    came(session, event, "Ada")
    came(session, event, "Bo")
    answer = olga.post(PAGE, {"do": "vip", "whom": "all", "count": "1"})
    assert answer.status_code == 409
    assert "The list has changed since" in text_of(answer.text)
    session.rollback()
    assert [one.vip for one in session.exec(select(Attendance))] == [False, False]


def test_nobody_of_another_event_is_touched(session: Session, olga: Browser, event: Event) -> None:
    other = an_attendee(session, an_event(session), "Elsewhere")
    role = a_role(session, event, "Exhibitor")
    assert "Nobody is chosen" in olga.read(f"{PAGE}?do=vip&who={other.id}")
    for said in ({"do": "vip"}, {"do": "role", "role_id": role.id}):
        olga.post(PAGE, {**said, "who": other.id, "count": "0"})
    session.rollback()
    assert (other.vip, other.role_id != role.id) == (False, True)


def test_a_role_of_another_event_and_an_unknown_deed_are_refused(
    session: Session, olga: Browser, event: Event
) -> None:
    ada, role = came(session, event, "Ada"), a_role(session, an_event(session), "Other")
    said = {"do": "role", "who": ada.id, "count": "1", "role_id": role.id}
    assert olga.post(PAGE, said).status_code == 422
    assert olga.post(PAGE, {"do": "erase", "who": ada.id}).status_code == 400


def test_names_are_text_and_not_markup(session: Session, olga: Browser, event: Event) -> None:
    one = came(session, event, PROBE)
    for do in ("remind", "vip"):
        assert runs_nowhere(olga.get(f"{PAGE}?do={do}&who={one.id}").text)
    assert runs_nowhere(olga.get(f"{PAGE}?do=vip&whom=all&q={PROBE}").text)


def test_the_page_asks_the_same_for_1_and_30_people(
    session: Session, olga: Browser, event: Event
) -> None:
    came(session, event, "Ada")
    path = f"{PAGE}?do=remind&whom=all"
    olga.get(path)
    with counted(session) as few:
        olga.get(path)
    for number in range(29):
        came(session, event, f"P{number}")
    with counted(session) as many:
        olga.get(path)
    assert many.total == few.total
