"""The page of what was learned, as organizers meet it."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet.affinities.models import AffinityState
from eventnet.audit import AuditEntry
from eventnet.events.models import Event, Organizer
from eventnet.learning.teaching import teach
from tests.browser import Browser
from tests.eventnet.learning.conftest import noise, planted, rate
from tests.factories import an_account
from tests.queries import counted

Open = Callable[[], Browser]
LEARNED = "/e/one/organize/learned"
RUNS = "/e/one/organize/runs"


@pytest.fixture
def organizer(session: Session, event: Event, browser: Open) -> Browser:
    account = an_account(session, "org@example.org")
    session.add(Organizer(event_id=event.id, account_id=account.id))
    session.commit()
    return browser().sign_in("org@example.org")


def test_before_anything_is_learned_it_says_what_it_takes(organizer: Browser) -> None:
    for path in (LEARNED, RUNS):
        page = organizer.read(path)
        assert "has learned nothing yet. It takes 100 ratings of meetings by 30 people" in page
    assert "Use the standard weights instead" not in organizer.read(LEARNED)


def test_what_is_learned_is_said_shown_and_switched_off_and_on_again(
    app: Starlette, session: Session, event: Event, organizer: Browser
) -> None:
    rate(session, event, planted(session, event))
    teach(app.state.sessions, event.community_id)
    for path in (LEARNED, RUNS):
        assert "it now puts the better of two meetings first in" in organizer.read(path)
    shown = organizer.get(LEARNED).text
    assert shown.count("prediction-chart-dot") == 10
    assert "Use the standard weights instead" in shown
    answer = organizer.post(LEARNED, {"use": "standard"})
    assert answer.headers["location"] == LEARNED
    after = organizer.read(LEARNED)
    assert "This event uses the standard weights, from the next run on." in after
    assert "since this event uses the standard weights" in organizer.read(RUNS)
    organizer.post(LEARNED, {"use": "learned"})
    assert "it now puts the better of two meetings first in" in organizer.read(RUNS)
    session.rollback()
    assert not session.get_one(AffinityState, event.id).standard_weights
    deeds = select(AuditEntry.deed).where(AuditEntry.event_id == event.id)
    assert session.exec(deeds.order_by(AuditEntry.at)).all() == [  # type: ignore[arg-type]
        "weights.standard",
        "weights.learned",
    ]


def test_where_nothing_better_is_found_it_says_so(
    app: Starlette, session: Session, event: Event, organizer: Browser
) -> None:
    rate(session, event, noise())
    teach(app.state.sessions, event.community_id)
    page = organizer.read(LEARNED)
    assert "found no weights that are surely better than the standard ones" in page
    assert "Use the standard weights instead" not in page


def test_a_choice_that_is_none_is_refused_with_the_page(organizer: Browser) -> None:
    assert organizer.post(LEARNED, {"use": "both"}).status_code == 422


def test_the_page_asks_as_much_for_many_ratings_as_for_none(
    app: Starlette, session: Session, event: Event, organizer: Browser
) -> None:
    organizer.get(LEARNED)
    with counted(app.state.engine) as none:
        organizer.get(LEARNED)
    rate(session, event, planted(session, event))
    teach(app.state.sessions, event.community_id)
    organizer.get(LEARNED)
    with counted(app.state.engine) as many:
        organizer.get(LEARNED)
    assert many.total == none.total
