"""Every route of setting an event up and of its console, for everybody who may come by."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from eventnet.accounts.models import Account
from eventnet.communities.models import Community, MemberRole, Membership
from eventnet.event_questions.models import EventQuestion, QuestionKind
from eventnet.events import routes as events
from eventnet.events.models import Event
from eventnet.organize import routes as organize
from eventnet.welcome import routes as welcome
from tests.browser import Browser
from tests.factories import a_member, a_role, an_account, an_attendee, an_event, save

Open = Callable[[], Browser]
VISITORS = (
    "anonymous",
    "stranger",
    "member",
    "attendee",
    "other",
    "organizer",
    "steward",
    "operator",
)
PUBLIC = {"event", "theme"}
MAKING = {"event-new", "event-create"}
ROWS = [*events.pages, *organize.pages, *welcome.pages]


@pytest.fixture
def event(session: Session) -> Event:
    event = an_event(session, slug="spring", organizer=an_account(session, "organizer@example.org"))
    community = session.get_one(Community, event.community_id)
    an_account(session, "stranger@example.org")
    a_member(session, community, an_account(session, "member@example.org"))
    an_attendee(session, event, "Ada", "attendee@example.org")
    an_event(session, community, organizer=an_account(session, "other@example.org"))
    a_member(session, community, an_account(session, "steward@example.org"), MemberRole.STEWARD)
    an_account(session, "operator@example.org", operator=True)
    return event


def expected(name: str, method: str, who: str) -> set[int]:
    if name in PUBLIC:
        return {200}
    if name == "logo":  # there is none
        return {404}
    if who == "anonymous":
        return {303}
    may = {"steward", "operator"} if name in MAKING else {"organizer"}
    if who not in may:
        return {404}
    return {200} if method == "GET" else {303, 409, 422}


@pytest.mark.parametrize("who", VISITORS)
def test_each_page_is_for_those_who_may(
    session: Session, event: Event, browser: Open, who: str
) -> None:
    community = session.get_one(Community, event.community_id)
    attendance = an_attendee(session, event, "Bob")
    asked = EventQuestion(event_id=event.id, label="Diet?", kind=QuestionKind.LINE)
    save(session, asked)
    params = {
        "community": community.slug,
        "event": event.slug,
        "role": a_role(session, event).id,
        "account": session.get_one(
            Account, session.get_one(Membership, attendance.membership_id).account_id
        ).id,
        "attendance": attendance.id,
        "item": asked.id,
        "file": "none.webp",
    }
    session.rollback()
    visitor = browser() if who == "anonymous" else browser().sign_in(f"{who}@example.org")
    for page in ROWS:
        path = page.path.format(**params)
        answer = visitor.get(path) if page.method == "GET" else visitor.post(path)
        allowed = expected(page.name, page.method, who)
        if page.name in {"teammate", "team-change", "team-remove"} and who == "organizer":
            allowed = {404}  # there is nobody of that name in the team
        assert answer.status_code in allowed, f"{who}: {page.method} {path}"
        if who == "anonymous" and answer.status_code == 303:
            assert answer.headers["location"].startswith("/sign-in")
