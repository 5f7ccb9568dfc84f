"""The pages of roles: added, changed, removed, and who of them may meet."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from sqlmodel import Session, select

from eventnet.audit import AuditEntry
from eventnet.edits.models import Edit
from eventnet.events.models import Attendance, Event, MayMeet, Organizer, Role
from eventnet.meetings.models import Meeting
from tests.browser import Browser, text_of
from tests.eventnet.edits.agreeing import agreed_to
from tests.factories import a_meeting, a_role, an_account, an_attendee, an_event, save
from tests.scripts import PROBE, runs_nowhere

Open = Callable[[], Browser]
HERE = "/e/spring/organize"


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slug="spring", organizer=an_account(session, "olga@example.org"))


@pytest.fixture
def olga(event: Event, browser: Open) -> Browser:
    return browser().sign_in("olga@example.org")


@pytest.fixture
def benta(session: Session, event: Event, browser: Open) -> Browser:
    account = an_account(session, "benta@example.org")
    save(session, Organizer(event_id=event.id, account_id=account.id))
    return browser().sign_in("benta@example.org")


def version(html: str) -> str:
    return unescape(str(re.findall(r'name="version" value="([^"]+)"', html)[0]))


def filled(html: str) -> dict[str, str]:
    found = re.findall(r'<input[^>]* name="(\w+)"[^>]* value="([^"]*)"', html)
    return {name: unescape(value) for name, value in found}


def edits(session: Session) -> int:
    session.rollback()
    return len(session.exec(select(Edit)).all())


def test_roles_are_added_changed_and_removed(session: Session, olga: Browser, event: Event) -> None:
    assert olga.post(f"{HERE}/roles", {"name": "Exhibitor"}).status_code == 303
    page = f"{HERE}/roles/{a_role(session, event, 'Exhibitor').id}"
    fields = filled(olga.get(page).text)
    answer = olga.post(page, {**fields, "floor": "3", "max_meetings": "2"})
    assert answer.status_code == 422
    assert "more than the most meetings" in text_of(answer.text)
    assert olga.post(page, {**fields, "floor": "3", "max_meetings": ""}).status_code == 303
    assert "Exhibitor" in olga.read(f"{HERE}/roles")
    assert "“Exhibitor”: at least 3 meetings" in olga.read(f"{HERE}/changes")
    assert olga.post(f"{page}/remove").status_code == 303
    assert olga.get(page).status_code == 404
    assert olga.post(f"{HERE}/roles", {"name": "Visitor"}).status_code == 422


def test_an_unchanged_save_adds_no_line(session: Session, olga: Browser, event: Event) -> None:
    page = f"{HERE}/roles/{a_role(session, event).id}"
    told = len(session.exec(select(AuditEntry)).all())
    assert olga.post(page, filled(olga.get(page).text)).status_code == 303
    assert "nothing was changed" in olga.read(f"{HERE}/roles")
    html = olga.get(f"{HERE}/roles").text
    ticked = {"pair": re.findall(r'value="([\w:]+)" checked', html), "version": version(html)}
    assert olga.post(f"{HERE}/who-meets", ticked).status_code == 303
    assert edits(session) == 0
    assert len(session.exec(select(AuditEntry)).all()) == told


def test_a_role_in_use_is_kept_in_words(session: Session, olga: Browser, event: Event) -> None:
    an_attendee(session, event, role="Investor")
    role = a_role(session, event, "Investor")
    answer = olga.post(f"{HERE}/roles/{role.id}/remove")
    assert answer.status_code == 409
    assert "1 person has the role “Investor”" in text_of(answer.text)


def test_a_role_becomes_part_of_another_once_that_was_read(
    session: Session, olga: Browser, event: Event
) -> None:
    ada = an_attendee(session, event, role="Investor").id
    role, visitor = a_role(session, event, "Investor").id, a_role(session, event).id
    look = olga.post(f"{HERE}/roles/{role}/remove", {"into": visitor})
    assert "1 person comes as “Visitor” from now on" in text_of(look.text)
    again = {name: values[-1] for name, values in agreed_to(look.text).items()}
    assert olga.post(f"{HERE}/roles/{role}/remove", again).status_code == 303
    session.rollback()
    assert session.get_one(Attendance, ada).role_id == visitor
    assert "The role “Investor” became part of “Visitor”" in olga.read(f"{HERE}/changes")


def test_who_may_meet_is_ticked(session: Session, olga: Browser, event: Event) -> None:
    visitor, other = a_role(session, event), a_role(session, event, "Investor")
    html = olga.get(f"{HERE}/roles").text
    assert html.count(" checked") == 3
    pair = ":".join(sorted((visitor.id, other.id)))
    ticked = {"pair": [pair, "x", "a:b"], "version": version(html)}
    assert olga.post(f"{HERE}/who-meets", ticked).status_code == 303
    html = olga.get(f"{HERE}/roles").text
    assert re.findall(r'value="([\w:]+)" checked', html) == [pair]
    nobody = olga.post(f"{HERE}/who-meets", {"version": version(html)})
    assert nobody.status_code == 422
    assert "nobody could meet" in text_of(nobody.text)


def test_meetings_that_a_rule_forbids_are_called_off_or_let_stand(
    session: Session, olga: Browser, event: Event
) -> None:
    visitor, investor = a_role(session, event).id, a_role(session, event, "Investor").id
    ada, bo = (an_attendee(session, event, role=one) for one in ("Visitor", "Investor"))
    meeting = a_meeting(session, event, ada, bo).id
    html = olga.get(f"{HERE}/roles").text
    rest = [f"{visitor}:{visitor}", f"{investor}:{investor}"]
    look = olga.post(f"{HERE}/who-meets", {"pair": rest, "version": version(html)})
    told = text_of(look.text)
    assert "may no longer meet." in told
    assert "1 meeting that stands would no longer be allowed." in told
    assert "Do it, and call off the meeting Do it, and let it stand" in told
    agreed = agreed_to(look.text)
    assert olga.post(f"{HERE}/who-meets", {**agreed, "choice": ["keep"]}).status_code == 303
    session.rollback()
    assert session.get_one(Meeting, meeting).live
    assert len(session.exec(select(MayMeet)).all()) == 2
    assert "1 meeting was let stand." in olga.read(f"{HERE}/changes")


def test_two_who_tick_different_pairs_both_get_theirs(
    session: Session, olga: Browser, benta: Browser, event: Event
) -> None:
    visitor, investor = a_role(session, event).id, a_role(session, event, "Investor").id
    html = olga.get(f"{HERE}/roles").text
    both = ":".join(sorted((visitor, investor)))
    mine, theirs = f"{visitor}:{visitor}", f"{investor}:{investor}"
    shown = version(html)
    assert (
        benta.post(f"{HERE}/who-meets", {"pair": [both, mine], "version": shown}).status_code == 303
    )
    assert (
        olga.post(f"{HERE}/who-meets", {"pair": [both, theirs], "version": shown}).status_code
        == 303
    )
    session.rollback()
    rows = session.exec(select(MayMeet)).all()
    assert [{one.a_role_id, one.b_role_id} for one in rows] == [{visitor, investor}]


def test_two_who_change_different_limits_both_get_theirs(
    session: Session, olga: Browser, benta: Browser, event: Event
) -> None:
    role = a_role(session, event)
    page = f"{HERE}/roles/{role.id}"
    fields = filled(olga.get(page).text)
    assert benta.post(page, {**fields, "max_meetings": "8"}).status_code == 303
    assert olga.post(page, {**fields, "floor": "2"}).status_code == 303
    session.rollback()
    assert (role.floor, role.max_meetings) == (2, 8)
    told = olga.read(f"{HERE}/roles")
    assert "benta@example.org changed “Meetings at most” meanwhile; it was kept." in told


def test_what_both_changed_is_theirs_to_choose(
    session: Session, olga: Browser, benta: Browser, event: Event
) -> None:
    role = a_role(session, event)
    page = f"{HERE}/roles/{role.id}"
    fields = filled(olga.get(page).text)
    assert benta.post(page, {**fields, "max_meetings": "8", "floor": "1"}).status_code == 303
    answer = olga.post(page, {**fields, "max_meetings": "5"})
    assert answer.status_code == 409
    told = text_of(answer.text)
    assert "5 What you typed 8 benta@example.org, meanwhile" in told
    shown = filled(answer.text)
    assert (shown["max_meetings"], shown["floor"]) == ("5", "1")
    again = {**shown, "take-max_meetings": "theirs"}
    assert olga.post(page, again).status_code == 303
    session.rollback()
    assert (role.floor, role.max_meetings) == (1, 8)
    assert olga.post(page, {**shown, "version": version(olga.get(page).text)}).status_code == 303
    session.rollback()
    assert (role.floor, role.max_meetings) == (1, 5)


def test_stored_scripts_run_nowhere(session: Session, olga: Browser, event: Event) -> None:
    role = a_role(session, event)
    save(session, Role(event_id=event.id, name=PROBE[:60]), Role(event_id=event.id, name="B"))
    for page in ("/roles", f"/roles/{role.id}"):
        assert runs_nowhere(olga.get(f"{HERE}{page}").text), page
    bad = olga.post(f"{HERE}/roles/{role.id}", {"name": PROBE, "floor": PROBE})
    assert runs_nowhere(bad.text)
