"""What was predicted beside what was found, for anyone, where a community shows it."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet.audit import AuditEntry
from eventnet.communities.models import Community, MemberRole
from eventnet.events.models import Event
from eventnet.learning.actions import show_predictions
from eventnet.learning.teaching import teach
from tests.browser import Browser
from tests.eventnet.learning.conftest import planted, rate
from tests.factories import a_member, an_account
from tests.races import at_once

Open = Callable[[], Browser]


@pytest.fixture
def path(session: Session, event: Event) -> str:
    """Return where the page of the event's community is."""
    return f"/c/{session.get_one(Community, event.community_id).slug}/predictions"


@pytest.fixture
def steward(session: Session, event: Event, browser: Open) -> Browser:
    community = session.get_one(Community, event.community_id)
    account = an_account(session, "steward@example.org")
    a_member(session, community, account, MemberRole.STEWARD)
    return browser().sign_in("steward@example.org")


def test_a_steward_lets_anyone_read_it_and_takes_that_back(
    app: Starlette, session: Session, event: Event, path: str, steward: Browser, browser: Open
) -> None:
    rate(session, event, planted(session, event))
    teach(app.state.sessions, event.community_id)
    stranger, front = browser(), f"/e/{event.slug}"
    assert stranger.get(path).status_code == 404
    assert "How well the matching predicts" not in stranger.read(front)
    assert "Only you and the other stewards can read it." in steward.read(path)
    steward.post(path, {"show": "yes"})
    shown = stranger.get(path).text
    assert shown.count("prediction-chart-dot") == 10
    assert "Let anyone read it" not in shown
    assert path in stranger.get(front).text
    steward.post(path, {"show": "no"})
    assert stranger.get(path).status_code == 404
    session.rollback()
    deeds = select(AuditEntry.deed).where(AuditEntry.community_id == event.community_id)
    assert session.exec(deeds.order_by(AuditEntry.at)).all() == [  # type: ignore[arg-type]
        "predictions.shown",
        "predictions.hidden",
    ]


def test_before_anything_is_learned_it_says_what_it_takes(path: str, steward: Browser) -> None:
    assert "It takes 100 ratings of meetings by 30 people" in steward.read(path)


def test_a_choice_that_is_none_is_refused(path: str, steward: Browser, browser: Open) -> None:
    steward.post(path, {"show": "perhaps"})
    assert "Say whether anyone may read it." in steward.read(path)
    assert browser().get(path).status_code == 404


def test_two_stewards_at_once_say_it_once(
    app: Starlette, session: Session, event: Event, path: str, steward: Browser
) -> None:
    account = an_account(session, "other@example.org").id
    key = event.community_id
    session.rollback()

    def show(own: Session) -> None:
        show_predictions(own, key, account, shown=True)

    at_once(app, *[show] * 4)
    deeds = select(AuditEntry.deed).where(AuditEntry.community_id == key)
    assert session.exec(deeds).all() == ["predictions.shown"]
