"""An event with a small crowd, and what-ifs that are answered where the test stands."""

from collections.abc import Callable

import pytest
from sqlmodel import Session
from starlette.applications import Starlette

from eventnet.events.models import Event, Organizer
from eventnet.matching.refreshing import refresh
from eventnet.whatif.actions import ask
from eventnet.whatif.answering import answer_scenario
from eventnet.whatif.changes import Changes
from eventnet.whatif.jobs import claim_next
from eventnet.whatif.models import Scenario
from tests.browser import Browser
from tests.crowds import a_crowd
from tests.factories import an_account, an_event, save

Ask = Callable[..., Scenario]
WORK = 0.2


@pytest.fixture
def crowd(app: Starlette, session: Session) -> Event:
    """Return an event of 24 people, 6 slots and 4 tables, whose affinities are known."""
    event = an_event(session, slots=6, tables=4)
    a_crowd(session, event, 24)
    refresh(app.state.sessions, event.id)
    session.rollback()
    return event


@pytest.fixture
def answer_all(app: Starlette, session: Session) -> Callable[[Event], None]:
    """Return a function that answers what waits; its work is limited, so the same is found."""

    def answer(event: Event) -> None:
        event_id = event.id
        while (scenario_id := claim_next(session, event_id)) is not None:
            answer_scenario(app.state.sessions, scenario_id, workers=1, work=WORK)
        session.expire_all()

    return answer


@pytest.fixture
def asked(session: Session, answer_all: Callable[[Event], None]) -> Ask:
    """Return a function that asks one what-if, and has it answered."""

    def one(event: Event, name: str = "", **changes: object) -> Scenario:
        scenario = ask(session, event, name, Changes.model_validate(changes))
        answer_all(event)
        session.refresh(scenario)
        return scenario

    return one


@pytest.fixture
def organizer(session: Session, crowd: Event, browser: Callable[[], Browser]) -> Browser:
    """Return the browser of somebody who organizes the crowd's event."""
    account = an_account(session, "organizer@example.org")
    save(session, Organizer(event_id=crowd.id, account_id=account.id))
    return browser().sign_in(account.email)
