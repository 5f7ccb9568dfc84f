"""Communities on screen: made and staffed by operators, seen and left by members."""

import re
from collections.abc import Callable

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet.accounts.models import Account
from eventnet.audit import AuditEntry
from eventnet.communities.models import Community, MemberRole, Membership
from eventnet.mail.models import OutboxMail
from tests.browser import Browser
from tests.factories import a_community, a_member, an_account
from tests.queries import counted
from tests.work import mails

Open = Callable[[], Browser]
SCRIPTS = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}"
NEW = {"name": "Founders of Lisbon", "slug": "founders-lisbon", "about": "Who starts things here."}


@pytest.fixture
def root(session: Session, browser: Open) -> Browser:
    """Return the browser of an operator."""
    an_account(session, "root@example.org", operator=True)
    return browser().sign_in("root@example.org")


def role_of(session: Session, email: str) -> MemberRole | None:
    """Return the role of an address in the only community that there is."""
    session.rollback()
    query = select(Membership).join(Account).where(Account.email == email)
    membership = session.exec(query).one_or_none()
    return membership.role if membership else None


def test_an_operator_makes_a_community_and_looks_after_it(session: Session, root: Browser) -> None:
    made = root.post("/communities", NEW)
    assert (made.status_code, made.headers["location"]) == (303, "/c/founders-lisbon")
    page = root.read("/c/founders-lisbon")
    assert "Founders of Lisbon" in page
    assert "Who starts things here." in page
    assert "You are a steward" in page
    assert "Founders of Lisbon" in root.read("/communities")
    assert role_of(session, "root@example.org") is MemberRole.STEWARD
    assert "community.created" in [entry.deed for entry in session.exec(select(AuditEntry))]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "x" * 301),
        ("slug", "a"),
        ("slug", "a b"),
        ("slug", "-ab"),
        ("slug", "ab/../cd"),
        ("slug", "é-lisbon"),
        ("slug", "x" * 61),
        ("about", "x" * 2001),
    ],
)
def test_a_community_that_cannot_be_is_refused_with_what_was_typed(
    session: Session, root: Browser, field: str, typed: str
) -> None:
    refused = root.post("/communities", {**NEW, field: typed})
    assert refused.status_code == 422
    assert f'id="{field}-error"' in refused.text
    assert 'value="Founders of Lisbon"' in refused.text or field == "name"
    assert session.exec(select(Community)).all() == []


def test_an_address_that_is_left_empty_is_made_from_the_name(root: Browser) -> None:
    for slug in ("founders-of-lisbon", "founders-of-lisbon-2"):
        made = root.post("/communities", {**NEW, "slug": ""})
        assert made.headers["location"] == f"/c/{slug}"


def test_what_is_wrong_is_named_above_the_form_in_the_order_of_the_page(root: Browser) -> None:
    refused = root.post("/communities", {"about": "x" * 2001, "slug": "-", "name": ""}).text
    found = re.findall(r'<li><a href="#(\w+)">([^–]+) – [^<]+</a></li>', refused)
    assert found == [("name", "Name"), ("slug", "Address"), ("about", "What it is about")]


def test_an_address_that_is_taken_is_409(session: Session, root: Browser) -> None:
    a_community(session, "founders-lisbon")
    refused = root.post("/communities", NEW)
    assert refused.status_code == 409
    assert "has this address already" in refused.text
    assert "Who starts things here." in refused.text
    assert len(session.exec(select(Community)).all()) == 1


def test_a_steward_is_appointed_by_address_and_told_by_mail(
    session: Session, root: Browser, browser: Open
) -> None:
    a_community(session, "founders")
    answer = root.post("/communities/founders/stewards", {"email": "Ada@example.org"})
    assert answer.headers["location"] == "/communities/founders/stewards"
    assert "ada@example.org is a steward now." in root.read("/communities/founders/stewards")
    assert role_of(session, "ada@example.org") is MemberRole.STEWARD
    (mail,) = mails(session, "ada@example.org")
    assert mail.subject == "You look after Founders now"
    assert mail.secret
    path = mail.text.split("https://meet.example.org")[1].split()[0]
    ada = browser()
    assert ada.post(path).headers["location"] == "/c/founders"
    assert "You are a steward" in ada.read("/c/founders")
    root.post("/communities/founders/stewards", {"email": "ada@example.org"})
    assert len(mails(session, "ada@example.org")) == 1


def test_a_steward_is_dismissed_unless_nobody_would_be_left(
    session: Session, root: Browser
) -> None:
    community = a_community(session, "founders")
    ada, ben = (
        a_member(session, community, an_account(session, email), MemberRole.STEWARD)
        for email in ("ada@example.org", "ben@example.org")
    )
    root.post(f"/communities/founders/stewards/{ada.id}/end")
    assert role_of(session, "ada@example.org") is MemberRole.MEMBER
    root.post(f"/communities/founders/stewards/{ben.id}/end")
    assert role_of(session, "ben@example.org") is MemberRole.STEWARD
    assert "let an operator appoint another first" in root.read("/communities/founders/stewards")
    other = a_member(session, a_community(session), None, MemberRole.STEWARD)
    assert root.post(f"/communities/founders/stewards/{other.id}/end").status_code == 404


def test_a_member_leaves_and_sees_the_community_no_longer(session: Session, browser: Open) -> None:
    community = a_community(session, "founders")
    a_member(session, community, an_account(session, "ada@example.org"))
    a_member(session, community, an_account(session, "ben@example.org"))
    ada, ben = (browser().sign_in(f"{name}@example.org") for name in ("ada", "ben"))
    assert "A community of 2 people" in ada.read("/c/founders")
    assert ada.post("/c/founders/leave").headers["location"] == "/"
    assert "You have left Founders." in ada.read("/")
    assert ada.get("/c/founders").status_code == 404
    assert "Founders" not in ada.read("/")
    assert "A community of one so far" in ben.read("/c/founders")


def test_the_only_steward_cannot_leave(session: Session, browser: Open) -> None:
    community = a_community(session, "founders")
    a_member(session, community, an_account(session, "ada@example.org"), MemberRole.STEWARD)
    ada = browser().sign_in("ada@example.org")
    assert ada.post("/c/founders/leave").headers["location"] == "/c/founders"
    assert "only steward" in ada.read("/c/founders")
    assert role_of(session, "ada@example.org") is MemberRole.STEWARD


PAGES = [
    ("GET", "/communities", {"operator"}),
    ("POST", "/communities", {"operator"}),
    ("GET", "/communities/founders/stewards", {"operator"}),
    ("POST", "/communities/founders/stewards", {"operator"}),
    ("POST", "/communities/founders/stewards/x/end", {"operator"}),
    ("GET", "/communities/nowhere/stewards", set()),
    ("GET", "/c/founders", {"member", "steward"}),
    ("POST", "/c/founders/leave", {"member", "steward"}),
    ("GET", "/c/nowhere", set()),
]


@pytest.mark.parametrize(("method", "path", "may"), PAGES)
def test_who_may(session: Session, browser: Open, method: str, path: str, may: set[str]) -> None:
    community = a_community(session, "founders")
    a_member(session, community, an_account(session, "member@example.org"))
    a_member(session, community, an_account(session, "steward@example.org"), MemberRole.STEWARD)
    a_member(session, a_community(session), an_account(session, "stranger@example.org"))
    an_account(session, "operator@example.org", operator=True)
    let_in = set()
    for who in ("stranger", "member", "steward", "operator"):
        one = browser().sign_in(f"{who}@example.org")
        answer = one.get(path) if method == "GET" else one.post(path)
        no_such_page = answer.status_code == 404 and "no such steward" not in answer.text
        let_in |= set() if no_such_page else {who}
    assert let_in == may
    anonymous = browser().get(path) if method == "GET" else browser().post(path)
    assert anonymous.status_code == 303
    assert anonymous.headers["location"].startswith("/sign-in")


def test_scripts_in_names_are_shown_as_text_everywhere(session: Session, root: Browser) -> None:
    root.post("/communities", {"name": SCRIPTS, "slug": "evil", "about": SCRIPTS})
    root.post("/communities/evil/stewards", {"email": "ada@example.org"})
    for path in ("/", "/communities", "/c/evil", "/communities/evil/stewards"):
        page = root.get(path).text
        assert "&lt;script&gt;alert(1)" in page, path
        assert "<script>alert" not in page, path
        assert "<img src=x" not in page, path
        assert "{{7*7}}" in page, path
    (mail,) = session.exec(select(OutboxMail)).all()
    assert "<script>alert" not in mail.html
    assert "\n" not in mail.subject


def test_the_list_asks_as_much_for_thirty_communities_as_for_one(
    app: Starlette, session: Session, root: Browser
) -> None:
    counts = []
    for more in (1, 29):
        for _number in range(more):
            a_member(session, a_community(session))
        with counted(app.state.engine) as count:
            assert root.get("/communities").status_code == 200
        counts.append(count.total)
    assert counts[0] == counts[1]
