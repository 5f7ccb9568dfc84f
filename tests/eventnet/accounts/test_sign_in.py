"""Signing in by a mailed link."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.accounts.links import LIFETIME, WAY_IN_PATH, make_invitation, make_link, way_in_token
from eventnet.accounts.models import Account, LinkPurpose, Login, SignInLink
from eventnet.accounts.sessions import cookie_name
from eventnet.database import writing
from eventnet.mail.models import MailTrouble
from eventnet.settings import Settings
from eventnet.tokens import Signer, fingerprint
from tests.browser import Browser
from tests.factories import an_account, save
from tests.queries import counted
from tests.work import do_jobs, mails

Open = Callable[[], Browser]


def a_link(
    session: Session,
    settings: Settings,
    email: str,
    next_path: str = "/account",
    purpose: LinkPurpose = LinkPurpose.SIGN_IN,
) -> str:
    """Make a link and return its path."""
    with writing(session):
        return make_link(session, settings, email, next_path, purpose)[len(settings.origin) :]


def link_in(text: str, settings: Settings) -> str:
    """Return the path of the link in a mail."""
    found = re.search(rf"{re.escape(settings.origin)}(/sign-in/link/\S+)", text)
    assert found is not None
    return found[1]


def secret_in(token: str, settings: Settings) -> str:
    """Return the secret that a token holds."""
    return str(Signer(settings.key, "sign-in").read(token))


def test_the_whole_way_from_address_to_page(
    app: Starlette, session: Session, browser: Open, settings: Settings
) -> None:
    an_account(session, "ada@example.org")
    ada = browser()
    asked = ada.get("/account")
    assert asked.headers["location"] == "/sign-in?next=%2Faccount"
    assert 'value="/account"' in ada.get(asked.headers["location"]).text

    answer = ada.post("/sign-in", {"email": " Ada@Example.org ", "next": "/account"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in/sent")
    assert "ada@example.org" in ada.read("/sign-in/sent")
    assert do_jobs(app) == ["mail_sign_in"]
    (mail,) = mails(session, "ada@example.org")
    assert mail.secret
    assert mail.stop_url is None

    path = link_in(mail.text, settings)
    assert path in mail.html
    assert "ada@example.org" in ada.read(path)
    entered = ada.post(path)
    assert (entered.status_code, entered.headers["location"]) == (303, "/account")
    assert "ada@example.org" in ada.read("/account")


def test_asking_for_a_known_and_an_unknown_address_looks_the_same(
    app: Starlette, session: Session, browser: Open
) -> None:
    an_account(session, "ada@example.org")
    answers = []
    for email in ("ada@example.org", "eve@example.org"):
        asker = browser()
        answer = asker.post("/sign-in", {"email": email})
        page = asker.get("/sign-in/sent").text.replace(email, "…")
        answers.append((answer.status_code, answer.headers["location"], answer.text, page))
    assert answers[0] == answers[1]
    assert do_jobs(app) == ["mail_sign_in", "mail_sign_in"]
    assert len(mails(session, "ada@example.org")) == 1
    assert mails(session, "eve@example.org") == []
    assert session.exec(select(Account).where(Account.email == "eve@example.org")).all() == []


def test_a_known_and_an_unknown_address_cause_the_same_queries(
    app: Starlette, session: Session, browser: Open
) -> None:
    an_account(session, "ada@example.org")
    asker = browser()
    asker.post("/sign-in", {"email": "warm@example.org"})
    asked = []
    for email in ("ada@example.org", "eve@example.org"):
        with counted(app.state.engine) as count:
            asker.post("/sign-in", {"email": email})
        asked.append(count.statements)
    assert asked[0] == asked[1]


def test_a_deactivated_account_gets_no_link(
    app: Starlette, session: Session, browser: Open, settings: Settings
) -> None:
    account = an_account(session, "ada@example.org")
    path = a_link(session, settings, "ada@example.org")
    account.deactivated_at = clock.now()
    session.add(account)
    session.commit()
    browser().post("/sign-in", {"email": "ada@example.org"})
    do_jobs(app)
    assert mails(session, "ada@example.org") == []
    assert browser().post(path).status_code == 410


@pytest.mark.parametrize(
    "typed", ["", "ada", "ada@", "@example.org", "a da@example.org", "ada@example.org\r\nBcc: x"]
)
def test_an_address_that_is_none_is_refused_with_what_was_typed(browser: Open, typed: str) -> None:
    answer = browser().post("/sign-in", {"email": typed, "next": "/account"})
    assert answer.status_code == 422
    assert 'id="email-error"' in answer.text
    assert 'value="/account"' in answer.text


def test_opening_a_link_spends_nothing(session: Session, browser: Open, settings: Settings) -> None:
    an_account(session, "ada@example.org")
    path = a_link(session, settings, "ada@example.org")
    scanner = browser()
    for _time in range(3):
        assert scanner.get(path).status_code == 200
        assert scanner.client.head(path).status_code == 200
    assert session.exec(select(Login)).all() == []
    assert browser().post(path).status_code == 303


def test_a_link_works_once_and_then_offers_a_fresh_one(
    app: Starlette, session: Session, browser: Open, settings: Settings
) -> None:
    an_account(session, "ada@example.org")
    path = a_link(session, settings, "ada@example.org")
    assert browser().post(path).status_code == 303
    other = browser()
    for stale in (other.post(path), other.get(path)):
        assert stale.status_code == 410
        assert "used already" in stale.text
    (button,) = re.findall(r'action="(/sign-in/way-in/[^"]+)"', other.get(path).text)
    assert other.post(button).headers["location"] == "/sign-in/sent"
    assert do_jobs(app) == ["mail_sign_in"]
    (mail,) = mails(session, "ada@example.org")
    assert other.post(link_in(mail.text, settings)).headers["location"] == "/account"


def test_a_used_link_leads_on_whoever_is_signed_in_by_it(
    session: Session, browser: Open, settings: Settings
) -> None:
    an_account(session, "ada@example.org")
    path = a_link(session, settings, "ada@example.org")
    ada = browser()
    ada.post(path)
    assert ada.get(path).headers["location"] == "/account"


def test_signing_in_by_a_link_proves_that_mail_arrives(
    session: Session, browser: Open, settings: Settings
) -> None:
    for email in ("ada@example.org", "ben@example.org"):
        an_account(session, email)
        save(session, MailTrouble(email=email, words="550 mailbox full"))
    path = a_link(session, settings, "ada@example.org")
    assert browser().get(path).status_code == 200
    assert len(session.exec(select(MailTrouble)).all()) == 2  # a scanner may have opened it
    assert browser().post(path).status_code == 303
    session.rollback()
    assert [one.email for one in session.exec(select(MailTrouble))] == ["ben@example.org"]


def test_links_live_ten_minutes_and_invitations_fourteen_days(
    session: Session, browser: Open, settings: Settings
) -> None:
    an_account(session, "ada@example.org")
    assert LIFETIME[LinkPurpose.SIGN_IN] == timedelta(minutes=10)
    assert LIFETIME[LinkPurpose.INVITATION] == timedelta(days=14)
    for purpose, lifetime in LIFETIME.items():
        if purpose is LinkPurpose.IDENTITY:
            continue
        path = a_link(session, settings, "ada@example.org", purpose=purpose)
        with clock.at(clock.now() + lifetime):
            late = browser().post(path)
        assert late.status_code == 410
        assert "too old" in late.text
        assert browser().post(path).status_code == 303


def test_a_new_link_ends_older_ones_of_its_kind_only(
    session: Session, browser: Open, settings: Settings
) -> None:
    for email in ("ada@example.org", "ben@example.org"):
        an_account(session, email)
    first = a_link(session, settings, "ada@example.org")
    bens = a_link(session, settings, "ben@example.org")
    with writing(session):
        invitation = make_invitation(session, settings, "ada@example.org", "/")
    second = a_link(session, settings, "ada@example.org")
    stale = browser().post(first)
    assert stale.status_code == 410
    assert "newer link" in stale.text
    for path in (second, bens, invitation[len(settings.origin) :]):
        assert browser().post(path).status_code == 303


def test_tokens_of_other_kinds_sign_nobody_in(
    session: Session, browser: Open, settings: Settings
) -> None:
    an_account(session, "ada@example.org")
    path = a_link(session, settings, "ada@example.org")
    secret = secret_in(path.rsplit("/", 1)[1], settings)
    forged = [Signer(settings.key, kind).sign(secret) for kind in ("mail-stop", "way-in", "asked")]
    forged += [secret, "x", Signer("k" * 40, "sign-in").sign(secret)]
    forged += [Signer(settings.key, "sign-in").sign(other) for other in ("x", ["x"], None)]
    for token in forged:
        assert browser().post(f"/sign-in/link/{token}").status_code == 410
    assert session.exec(select(Login)).all() == []
    stop = Signer(settings.key, "mail-stop").sign(["ada@example.org", "schedule"])
    assert browser().get(f"/sign-in/way-in/{stop}").status_code == 410


def test_only_the_fingerprint_of_a_link_is_stored_and_nothing_is_logged(
    app: Starlette,
    session: Session,
    browser: Open,
    settings: Settings,
    capsys: pytest.CaptureFixture[str],
) -> None:
    an_account(session, "ada@example.org")
    browser().post("/sign-in", {"email": "ada@example.org"})
    do_jobs(app)
    path = link_in(mails(session, "ada@example.org")[0].text, settings)
    one = browser()
    one.get(path)
    one.post(path)
    one.post(path)
    said = "".join(capsys.readouterr())
    token = path.rsplit("/", 1)[1]
    secret = secret_in(token, settings)
    row = session.exec(select(SignInLink)).one()
    assert row.fingerprint == fingerprint(secret)
    assert secret not in repr(row)
    assert "sign_in" in said
    assert "sign_in.refused" in said
    assert token not in said
    assert secret not in said


@pytest.mark.parametrize(
    "evil", ["//h", "/\\h", "/\t/h", "https:h", "javascript:alert(1)", "https://h/", "h"]
)
def test_next_never_leads_elsewhere(
    app: Starlette, session: Session, browser: Open, settings: Settings, evil: str
) -> None:
    an_account(session, "ada@example.org")
    ada = browser()
    assert 'name="next" value="/"' in ada.client.get("/sign-in", params={"next": evil}).text
    ada.post("/sign-in", {"email": "ada@example.org", "next": evil})
    do_jobs(app)
    path = link_in(mails(session, "ada@example.org")[0].text, settings)
    assert ada.post(path).headers["location"] == "/"
    assert ada.client.get("/sign-in", params={"next": evil}).headers["location"] == "/"


def test_a_link_signs_in_over_another_account_after_saying_so(
    session: Session, browser: Open, settings: Settings
) -> None:
    for email in ("ada@example.org", "ben@example.org"):
        an_account(session, email)
    shared = browser().sign_in("ben@example.org")
    path = a_link(session, settings, "ada@example.org")
    assert "signed in as ben@example.org" in shared.read(path)
    shared.post(path)
    assert "ada@example.org" in shared.read("/account")
    session.rollback()
    assert len(session.exec(select(Login)).all()) == 1


def test_the_secret_of_the_session_is_fresh_and_the_old_one_dead(
    session: Session, browser: Open, settings: Settings
) -> None:
    an_account(session, "ada@example.org")
    ada = browser().sign_in("ada@example.org")
    name = cookie_name(settings)
    before = ada.client.cookies[name]
    answer = ada.post(a_link(session, settings, "ada@example.org", purpose=LinkPurpose.INVITATION))
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-session=")
    for part in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"):
        assert part in cookie
    assert ada.client.cookies[name] != before
    thief = browser()
    thief.set_cookie(name, before)
    assert thief.get("/account").status_code == 303


def test_a_planted_cookie_is_not_taken_over(
    session: Session, browser: Open, settings: Settings
) -> None:
    an_account(session, "ada@example.org")
    ada = browser()
    ada.set_cookie(cookie_name(settings), "planted")
    ada.post(a_link(session, settings, "ada@example.org"))
    thief = browser()
    thief.set_cookie(cookie_name(settings), "planted")
    assert thief.get("/account").status_code == 303


def test_a_way_in_mails_a_link_and_signs_nobody_in(
    app: Starlette, session: Session, browser: Open, settings: Settings
) -> None:
    an_account(session, "ada@example.org")
    path = WAY_IN_PATH.format(token=way_in_token(settings, "ada@example.org", "/account"))
    ada = browser()
    assert "ada@example.org" in ada.read(path)
    assert mails(session, "ada@example.org") == []
    assert ada.post(path).headers["location"] == "/sign-in/sent"
    assert ada.get("/account").status_code == 303
    do_jobs(app)
    assert len(mails(session, "ada@example.org")) == 1
    assert ada.sign_in("ada@example.org").get(path).headers["location"] == "/account"


def test_a_form_from_elsewhere_signs_nobody_in(
    session: Session, browser: Open, settings: Settings
) -> None:
    an_account(session, "ada@example.org")
    path = a_link(session, settings, "ada@example.org")
    evil = {"origin": "https://evil.example"}
    for target in (path, "/sign-in", "/sign-out"):
        assert browser().post(target, {"email": "a@example.org"}, **evil).status_code == 403
