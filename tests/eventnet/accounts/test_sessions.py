"""Being signed in: for how long, in which browsers, and no longer."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from eventnet import clock
from eventnet.accounts.actions import ensure_account, first_operator
from eventnet.accounts.agents import in_words
from eventnet.accounts.models import Account, Identity, Login, SignInLink
from eventnet.accounts.sessions import cookie_name
from eventnet.accounts.sweeping import sweep
from eventnet.audit import AuditEntry
from eventnet.jobs import Ground
from eventnet.settings import Settings
from tests.browser import Browser
from tests.eventnet.accounts.test_sign_in import a_link
from tests.factories import an_account
from tests.queries import counted

Open = Callable[[], Browser]
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def test_sign_out_kills_a_copied_cookie(
    session: Session, browser: Open, settings: Settings
) -> None:
    an_account(session, "ada@example.org")
    ada = browser().sign_in("ada@example.org")
    copy = browser()
    copy.set_cookie(cookie_name(settings), ada.client.cookies[cookie_name(settings)])
    assert copy.get("/account").status_code == 200
    answer = ada.post("/sign-out")
    assert answer.headers["location"] == "/"
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    for one in (ada, copy):
        assert one.get("/account").status_code == 303
    assert ada.post("/sign-out").status_code == 303


def test_sign_out_by_get_changes_nothing(session: Session, browser: Open) -> None:
    an_account(session, "ada@example.org")
    ada = browser().sign_in("ada@example.org")
    assert ada.get("/sign-out").status_code == 405
    assert ada.get("/account").status_code == 200


def test_sign_out_everywhere(session: Session, browser: Open) -> None:
    for email in ("ada@example.org", "ben@example.org"):
        an_account(session, email)
    first, second = (browser().sign_in("ada@example.org") for _number in range(2))
    ben = browser().sign_in("ben@example.org")
    assert first.post("/account/sign-out-everywhere").status_code == 303
    assert [one.get("/account").status_code for one in (first, second, ben)] == [303, 303, 200]


def test_one_browser_can_be_signed_out_by_its_owner_only(session: Session, browser: Open) -> None:
    for email in ("ada@example.org", "ben@example.org"):
        an_account(session, email)
    ada, phone, ben = (browser().sign_in(f"{name}@example.org") for name in ("ada", "ada", "ben"))
    login = session.exec(select(Login).order_by(Login.created_at)).all()[1]  # type: ignore[arg-type]
    path = f"/account/browsers/{login.id}/end"
    assert path in ada.get("/account").text
    assert ben.post(path).status_code == 404
    assert phone.get("/account").status_code == 200
    ada.post(path)
    assert phone.get("/account").status_code == 303
    assert ada.get("/account").status_code == 200


def test_sessions_end_when_idle_and_when_old(
    session: Session, browser: Open, settings: Settings
) -> None:
    an_account(session, "ada@example.org")
    idle = timedelta(days=settings.session_idle_days)
    begun = clock.now()
    ada, away = (browser().sign_in("ada@example.org") for _number in range(2))
    with clock.at(begun + idle - timedelta(hours=1)):
        assert ada.get("/account").status_code == 200
    with clock.at(begun + idle + timedelta(hours=1)):
        assert ada.get("/account").status_code == 200
        assert away.get("/account").status_code == 303
    seen, whole = begun + idle, timedelta(days=settings.session_days)
    while seen + idle / 2 < begun + whole:
        seen += idle / 2
        with clock.at(seen):
            assert ada.get("/account").status_code == 200
    with clock.at(begun + whole + timedelta(minutes=1)):
        assert ada.get("/account").status_code == 303


def test_deactivation_ends_a_session_with_the_next_request(session: Session, browser: Open) -> None:
    account = an_account(session, "ada@example.org")
    ada = browser().sign_in("ada@example.org")
    account.deactivated_at = clock.now()
    session.add(account)
    session.commit()
    assert ada.get("/account").status_code == 303


def test_the_account_page_names_browsers_in_words(
    session: Session, browser: Open, settings: Settings
) -> None:
    an_account(session, "ada@example.org")
    ada = browser()
    path = a_link(session, settings, "ada@example.org")
    ada.post(path, None, None, **{"user-agent": FIREFOX})
    assert "Firefox on Linux · this browser" in ada.read("/account")


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; like Mac OS X) Version/18.0 Safari/604.1", "Safari on iPhone"),
        ("curl/8.0", "curl/8.0"),
        ("", "A browser that does not say its name"),
    ],
)
def test_agents_in_words(agent: str, words: str) -> None:
    assert in_words(agent) == words


def test_a_browser_with_a_script_for_a_name_is_shown_as_text(
    session: Session, browser: Open, settings: Settings
) -> None:
    an_account(session, "ada@example.org")
    ada = browser()
    ada.post(
        a_link(session, settings, "ada@example.org"),
        None,
        None,
        **{"user-agent": "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"},
    )
    page = ada.get("/account").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_time_zones_are_chosen_from_the_list(session: Session, browser: Open) -> None:
    account = an_account(session, "ada@example.org")
    ada = browser().sign_in("ada@example.org")
    wrong = ada.post("/account", {"time_zone": "Mars/Olympus"})
    assert wrong.status_code == 422
    assert "Please choose one of the time zones." in wrong.text
    for zone, stored in (("Pacific/Apia", "Pacific/Apia"), ("", None)):
        assert ada.post("/account", {"time_zone": zone, "is_operator": "1"}).status_code == 303
        session.rollback()
        assert account.time_zone == stored
    assert not account.is_operator
    assert "Saved." in ada.read("/account")


def test_an_identity_is_disconnected_by_its_owner_only(session: Session, browser: Open) -> None:
    account = an_account(session, "ada@example.org")
    an_account(session, "ben@example.org")
    identity = Identity(account_id=account.id, issuer="https://id.example", subject="1")
    session.add(identity)
    session.commit()
    path = f"/account/identities/{identity.id}/end"
    assert browser().sign_in("ben@example.org").post(path).status_code == 404
    ada = browser().sign_in("ada@example.org")
    assert "https://id.example" in ada.read("/account")
    assert ada.post(path).status_code == 303
    assert "https://id.example" not in ada.read("/account")


def test_the_account_page_asks_as_much_for_many_browsers_as_for_one(
    session: Session, browser: Open
) -> None:
    account = an_account(session, "ada@example.org")
    ada = browser().sign_in("ada@example.org")
    counts = []
    for more in (0, 29):
        session.add_all(
            Login(fingerprint=f"{number}", account_id=account.id, expires_at=clock.now())
            for number in range(more)
        )
        session.commit()
        with counted(session) as count:
            assert ada.get("/account").status_code == 200
        counts.append(count.total)
    assert counts[0] == counts[1]


def test_the_first_operator_signs_in_by_a_printed_link(
    session: Session, browser: Open, settings: Settings
) -> None:
    link = first_operator(session, settings, "root@example.org")
    assert link.startswith(f"{settings.origin}/sign-in/link/")
    again = first_operator(session, settings, "root@example.org")
    root = browser()
    assert root.post(link[len(settings.origin) :]).status_code == 410
    assert root.post(again[len(settings.origin) :]).headers["location"] == "/communities"
    assert "Communities" in root.read("/communities")
    deeds = [entry.deed for entry in session.exec(select(AuditEntry))]
    assert deeds == ["operator.appointed", "sign_in"]


def test_the_same_address_is_the_same_account(session: Session) -> None:
    ids = {ensure_account(session, "ada@example.org").id for _number in range(2)}
    assert len(ids) == 1


def test_the_night_lets_go_of_what_is_over(
    session: Session, settings: Settings, browser: Open
) -> None:
    account = an_account(session, "ada@example.org")
    browser().sign_in("ada@example.org")
    a_link(session, settings, "ada@example.org")
    ground = Ground(settings, lambda: Session(session.get_bind()))
    kept = (Login, SignInLink)
    for days, left in ((1, [1, 1]), (20, [0, 1]), (200, [0, 0])):
        with clock.at(clock.now() + timedelta(days=days)):
            sweep.work(ground)
        session.rollback()
        assert [len(session.exec(select(table)).all()) for table in kept] == left
    assert session.get(Account, account.id) is not None
