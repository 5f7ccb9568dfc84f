import csv
import re
from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from sqlmodel import Session, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.arrivals.models import Ticket, TicketStatus
from eventnet.audit import AuditEntry
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Consent, Event
from eventnet.mail.models import MailTrouble
from eventnet.meetings.models import Meeting, MeetingState
from eventnet.people.models import Audience
from tests.browser import Browser, text_of
from tests.factories import a_meeting, a_role, an_account, an_attendee, an_event, save
from tests.queries import counted
from tests.scripts import PROBE, runs_nowhere

Open = Callable[[], Browser]
NONE = ["no", "2", "no"]
PAGE = "/e/spring/organize/people"


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slug="spring", organizer=an_account(session, "olga@example.org"))


@pytest.fixture
def olga(event: Event, browser: Open) -> Browser:
    return browser().sign_in("olga@example.org")


def a_ticket(session: Session, attendance: Attendance, reference: str = "A1-1") -> None:
    save(
        session,
        Ticket(
            event_id=attendance.event_id,
            source="pretix",
            reference=reference,
            status=TicketStatus.PENDING,
            attendance_id=attendance.id,
        ),
    )


def test_the_roll_tells_what_organizers_must_know(
    session: Session, olga: Browser, event: Event
) -> None:
    ada = an_attendee(
        session,
        event,
        "Ada Hidden",
        "ada@example.org",
        shown_to=Audience.NOBODY,
        consent=None,
        organization="Works",
        role="Exhibitor",
    )
    a_ticket(session, ada)
    save(session, MailTrouble(email="ada@example.org", words="550 unknown"))
    an_attendee(session, an_event(session), "From Elsewhere")
    page = olga.read(PAGE)
    row = (
        "Ada Hidden Works ada@example.org Mail came back Exhibitor 2 of 9 not invited yet not "
        "chosen yet pretix A1-1"
    )
    assert row in page
    assert "1 person" in page
    assert "From Elsewhere" not in page


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=ada", ["Ada One"]),
        ("q=EXAMPLE.org+bob", ["Bob Two"]),
        ("q=works", ["Ada One"]),
        ("q=%25", []),
        ("q=_", []),
        ("show=trouble", ["Bob Two"]),
        ("show=left", ["Cid Three"]),
        ("show=vip", ["Bob Two"]),
        ("show=uninvited", ["Bob Two"]),
        ("show=silent", []),
        ("show=unchosen", ["Bob Two"]),
        ("show=unwishing", ["Ada One", "Bob Two"]),
        ("show=hosts", []),
        ("profile=little", ["Ada One", "Bob Two"]),
        ("profile=whole", []),
        ("sort=least", ["Bob Two", "Ada One"]),
        ("sort=most", ["Ada One", "Bob Two"]),
        ("sort=newest", ["Bob Two", "Ada One"]),
        ("show=nonsense&page=99", ["Ada One", "Bob Two"]),
        ("role=nonsense", []),
    ],
)
def test_the_roll_is_searched(
    session: Session, olga: Browser, event: Event, query: str, names: list[str]
) -> None:
    ada = an_attendee(session, event, "Ada One", "ada@example.org", organization="Works")
    ada.confirmed_at = clock.now()
    bob = an_attendee(session, event, "Bob Two", "bob@example.org", consent=None)
    bob.vip, bob.created_at = True, clock.now() + timedelta(seconds=1)
    save(session, ada, bob)
    gone = an_attendee(session, event, "Cid Three", "cid@example.org")
    gone.left_at = clock.now()
    save(session, gone, MailTrouble(email="bob@example.org", words="550"))
    html = olga.get(f"{PAGE}?{query}").text
    assert re.findall(r'/people/\w+" dir="auto">([^<]+)</a>', html) == names


def test_the_roll_is_paged_with_as_many_statements_for_one_as_for_thirty(
    session: Session, olga: Browser, event: Event
) -> None:
    def add(number: int) -> None:
        a_ticket(session, an_attendee(session, event, f"Person {number:02}"), f"T-{number}")

    def statements() -> int:
        with counted(olga.app.state.engine) as count:
            assert olga.get(PAGE).status_code == 200
        return count.total

    add(0)
    statements()
    one = statements()
    for number in range(1, 30):
        add(number)
    assert statements() == one
    for number in range(30, 60):
        add(number)
    assert "Page 1 of 2 · 60 in all" in olga.read(PAGE)
    second = olga.read(f"{PAGE}?page=2")
    assert ("Person 49" in second, "Person 50" in second) == (False, True)


def test_a_role_and_a_stand_are_given(session: Session, olga: Browser, event: Event) -> None:
    ada = an_attendee(session, event)
    page = f"{PAGE}/{ada.id}"
    role = a_role(session, event, "Exhibitor")
    edition = re.findall(r'name="version" value="(\w+)"', olga.get(page).text)[0]
    fields = {"role_id": role.id, "stand": " B 12 ", "version": edition}
    assert olga.post(page, fields).status_code == 303
    session.rollback()
    assert (ada.role_id, ada.stand) == (role.id, "B 12")
    assert olga.post(page, fields).status_code == 303  # the same again
    other = {**fields, "stand": "C 1"}
    clash = olga.post(page, other)
    assert clash.status_code == 409
    assert "C 1 What you typed B 12 You, in another window" in text_of(clash.text)
    edition = re.findall(r'name="version" value="(\w+)"', olga.get(page).text)[0]
    foreign = a_role(session, an_event(session), "Foreign")
    wrong = olga.post(page, {"role_id": foreign.id, "version": edition})
    assert wrong.status_code == 422
    assert "There is no such role any more" in text_of(wrong.text)


def test_whoever_is_removed_has_nothing_ahead_and_may_come_back(
    session: Session, olga: Browser, event: Event
) -> None:
    ada, bob = an_attendee(session, event, "Ada"), an_attendee(session, event, "Bob")
    meeting = a_meeting(session, event, ada, bob)
    page = f"{PAGE}/{ada.id}"
    assert olga.post(f"{page}/remove").status_code == 303
    shown = olga.read(page)
    assert "Removed. 1 meeting ahead was called off" in shown
    assert "They no longer come" in shown
    session.rollback()
    assert ada.left_at is not None
    assert session.get_one(Meeting, meeting.id).state is MeetingState.CANCELLED
    assert olga.post(f"{page}/remove").status_code == 303  # twice does no harm
    assert olga.post(f"{page}/take-back").status_code == 303
    session.rollback()
    assert ada.left_at is None
    deeds = session.exec(select(AuditEntry.deed).where(AuditEntry.subject == ada.id)).all()
    assert sorted(deeds) == ["attendance.removed", "attendance.returned", "meetings.cancelled"]


def test_address_that_sent_mail_back_is_tried_again(
    session: Session, olga: Browser, event: Event
) -> None:
    ada = an_attendee(session, event, "Ada", "ada@example.org")
    page = f"{PAGE}/{ada.id}"
    assert "Try this address again" not in olga.read(page)
    others = MailTrouble(email="bob@example.org", words="550")
    save(session, MailTrouble(email="ada@example.org", words="550 unknown"), others)
    assert "nothing more is sent: 550 unknown Try this address again" in olga.read(page)
    assert olga.post(f"{page}/try-again").status_code == 303
    shown = olga.read(page)
    assert "From now on mail goes to this address again" in shown
    assert "550 unknown" not in shown
    assert olga.post(f"{page}/try-again").status_code == 303  # twice does no harm
    session.rollback()
    assert [one.email for one in session.exec(select(MailTrouble))] == ["bob@example.org"]
    deeds = session.exec(select(AuditEntry.deed).where(AuditEntry.subject == ada.id)).all()
    assert deeds == ["address.retried"]


def test_whoever_left_the_community_comes_back_by_themselves_only(
    session: Session, olga: Browser, event: Event
) -> None:
    ada = an_attendee(session, event, "Ada")
    membership = session.get_one(Membership, ada.membership_id)
    membership.left_at = clock.now()
    save(session, membership)
    page = olga.get(f"{PAGE}/{ada.id}").text
    assert "they left the community" in page
    assert "take-back" not in page


def test_people_of_another_event_are_not_ours(session: Session, olga: Browser) -> None:
    foreign = an_attendee(session, an_event(session))
    page = f"{PAGE}/{foreign.id}"
    assert olga.get(page).status_code == 404
    email = session.exec(select(Account.email).where(Account.email != "olga@example.org")).one()
    save(session, MailTrouble(email=email, words="550"))
    for path in ("", "/remove", "/take-back", "/try-again"):
        assert olga.post(page + path, {"role_id": "x"}).status_code == 404
    session.rollback()
    assert foreign.left_at is None
    assert session.get(MailTrouble, email) is not None


def test_the_file_holds_everyone_and_no_formula(
    session: Session, olga: Browser, event: Event
) -> None:
    ada = an_attendee(
        session, event, "=HYPERLINK(1)", "ada@example.org", organization="@Works", consent=None
    )
    a_ticket(session, ada, "+1")
    an_attendee(session, event, "Bob", "bob@example.org", consent=Consent.ASK)
    answer = olga.get(f"{PAGE}.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1:] == [
        ["'=HYPERLINK(1)", "ada@example.org", "'@Works", "Visitor", "", "", "pretix +1", "", *NONE],
        ["Bob", "bob@example.org", "", "Visitor", "", "ask me", "", "", *NONE],
    ]
    session.rollback()
    assert session.exec(select(AuditEntry).where(AuditEntry.deed == "roll.exported")).one()


def test_stored_scripts_run_nowhere(session: Session, olga: Browser, event: Event) -> None:
    ada = an_attendee(session, event, PROBE, organization=PROBE)
    ada.stand = PROBE[:60]
    a_ticket(session, ada, PROBE)
    email = session.exec(
        select(Account.email)
        .join(Membership, Membership.account_id == Account.id)  # type: ignore[arg-type]
        .where(Membership.id == ada.membership_id)
    ).one()
    save(session, ada, MailTrouble(email=email, words=PROBE))
    for page in (PAGE, f"{PAGE}/{ada.id}", f"{PAGE}?q=alert(1)&show={PROBE}"):
        assert runs_nowhere(olga.get(page).text), page
    wrong = olga.post(f"{PAGE}/{ada.id}", {"role_id": PROBE, "stand": PROBE})
    assert wrong.status_code == 422
    assert runs_nowhere(wrong.text)
