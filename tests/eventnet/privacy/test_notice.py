"""The notice of who sees what, and the page of one's own data."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from eventnet.accounts.reserving import OBJECT_WITHIN
from eventnet.accounts.sweeping import LINKS_KEPT
from eventnet.arrivals.sweeping import FILES_KEPT
from eventnet.mail.sweeping import MAILS_KEPT
from eventnet.messages.settling import REPORTS_KEPT
from eventnet.privacy.queries import everything
from eventnet.privacy.views import _files
from tests.browser import Browser
from tests.factories import a_community, a_member, an_account, an_attendee, an_event

Open = Callable[[], Browser]


def test_notice_says_how_long_as_it_is_carried_out(browser: Open) -> None:
    one = browser()
    page = one.read("/privacy")
    for words in (
        f"{MAILS_KEPT.days} days after they were sent or given up",
        f"{REPORTS_KEPT.days} days after the organizers marked them",
        f"if nobody does that, for {FILES_KEPT.days} days",
        f"at most {one.settings.session_days} days",
        f"{one.settings.session_idle_days} days without a visit",
        f"kept for {LINKS_KEPT.days} days more",
        f"Kept free for you for {OBJECT_WITHIN.days} days",
        f"That there was a change is kept for {LINKS_KEPT.days} days",
        "What mails you stopped",
        "What you have seen: of your days, and of whom a search found",
    ):
        assert words in page


def test_notice_of_a_community_names_it_where_an_event_shows_it(
    session: Session, browser: Open
) -> None:
    an_event(session, a_community(session, "founders"))
    assert "Founders" in browser().read("/c/founders/privacy")


def test_notice_tells_nobody_of_a_community_that_nothing_shows(
    session: Session, browser: Open
) -> None:
    community = a_community(session, "secret")
    a_member(session, community, an_account(session, "ada@example.org"))
    an_account(session, "root@example.org", operator=True)
    an_account(session, "eve@example.org")
    unknown = browser().get("/c/unknown/privacy")
    hidden = browser().get("/c/secret/privacy")
    assert (hidden.status_code, unknown.status_code) == (404, 404)
    assert hidden.text.replace("secret", "") == unknown.text.replace("unknown", "")
    assert browser().sign_in("eve@example.org").get("/c/secret/privacy").status_code == 404
    for email in ("ada@example.org", "root@example.org"):
        assert browser().sign_in(email).get("/c/secret/privacy").status_code == 200


@pytest.mark.parametrize(
    ("path", "notice"),
    [
        ("/", "/privacy"),
        ("/e/spring", "/c/founders/privacy"),
        ("/c/founders", "/c/founders/privacy"),
    ],
)
def test_every_page_leads_to_the_notice(
    session: Session, browser: Open, path: str, notice: str
) -> None:
    an_attendee(
        session,
        an_event(session, a_community(session, "founders"), "spring"),
        email="a@example.org",
    )
    one = browser().sign_in("a@example.org")
    assert f'href="{notice}"' in one.get(path).text
    assert one.get(notice).status_code == 200


def test_own_account_and_profile_lead_to_own_data(session: Session, browser: Open) -> None:
    an_attendee(session, an_event(session, slug="spring"), email="a@example.org")
    one = browser().sign_in("a@example.org")
    for path in ("/account", "/e/spring/profile"):
        assert 'href="/account/data"' in one.get(path).text
    assert 'href="/account/data/file"' in one.get("/account/data").text


def test_page_of_own_data_lists_the_files_that_are_in_the_archive(session: Session) -> None:
    listed = {name for name, _words in _files()}
    kept = {f"{name}.json" for name in everything(session, an_account(session))}
    assert listed == {*kept, "photos/", "files/"}
