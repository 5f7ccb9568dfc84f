"""Somebody signs in while a file gives their account another address."""

from collections.abc import Callable
from functools import partial
from threading import Barrier
from time import sleep

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.accounts.links import make_link
from eventnet.accounts.models import Account, Login, SignInLink
from eventnet.accounts.queries import active_account
from eventnet.arrivals.corrections import Correction, correct, corrections
from eventnet.arrivals.told import stored_tickets
from eventnet.database import writing
from eventnet.events.models import Event
from eventnet.settings import Settings
from tests import factories
from tests.eventnet.arrivals.files import bring_in, pretix
from tests.races import at_once, only_where_writes_are_many

OLD, NEW = "ada@exmaple.org", "ada@example.org"
BARRIER = Barrier(2)


@pytest.fixture
def event(session: Session) -> Event:
    made = factories.an_event(session)
    bring_in(session, made, pretix(("A1", "paid", "Visitor", "Ada", OLD)))
    return made


def look(session: Session, event_id: str, *, hold: bool) -> Correction:
    (ticket,) = stored_tickets(session, event_id)
    told = ticket.told.__class__(**{**vars(ticket.told), "email": NEW})
    event = session.get_one(Event, event_id)
    return corrections(session, event, [(ticket, told)], hold=hold)[ticket.id]


def give(session: Session, event_id: str, found: Correction) -> None:
    if found.takes:
        correct(session, session.get_one(Event, event_id), [found])


def enter(session: Session, account_id: str) -> None:
    session.add(Login(fingerprint=account_id, account_id=account_id, expires_at=clock.now()))


def outcome(session: Session) -> tuple[str, bool]:
    """Return the address of the account, and whether somebody got into it."""
    session.rollback()
    return (
        session.exec(select(Account.email)).one(),
        session.exec(select(Login)).first() is not None,
    )


def test_who_signs_in_keeps_their_address_or_is_not_let_in(
    app: Starlette, session: Session, event: Event
) -> None:
    event_id = event.id

    def correcting(session: Session) -> None:
        with writing(session):
            give(session, event_id, look(session, event_id, hold=True))

    def entering(session: Session) -> None:
        with writing(session):
            if account := active_account(session, OLD, hold=True):
                enter(session, account.id)

    at_once(app, correcting, entering)
    assert outcome(session) in ((OLD, True), (NEW, False))


def test_without_holding_the_account_a_stranger_would_be_let_in(
    app: Starlette, session: Session, event: Event
) -> None:
    """Show the race: both look, and then both do what they found right."""
    event_id = event.id

    def correcting(session: Session) -> None:
        found = look(session, event_id, hold=False)
        session.rollback()
        BARRIER.wait(5)
        with writing(session):
            give(session, event_id, found)

    def entering(session: Session) -> None:
        account = active_account(session, OLD)
        assert account is not None
        key = account.id
        session.rollback()
        BARRIER.wait(5)
        with writing(session):
            enter(session, key)

    at_once(app, correcting, entering)
    assert outcome(session) == (NEW, True)


@pytest.mark.parametrize("guarded", [True, False])
def test_whoever_signs_in_by_a_link_and_a_file_do_not_wait_for_each_other(
    app: Starlette,
    session: Session,
    settings: Settings,
    event: Event,
    monkeypatch: pytest.MonkeyPatch,
    guarded: bool,
) -> None:
    pause: Callable[[], object] = partial(sleep, 0.2)
    if not guarded:
        only_where_writes_are_many(session)
        monkeypatch.setattr("eventnet.arrivals.corrections.hold_links", lambda *_given: None)
        pause = Barrier(2, timeout=60).wait
    with writing(session):
        make_link(session, settings, OLD, "/")
    event_id = event.id

    def correcting(own: Session) -> None:
        with writing(own):
            found = look(own, event_id, hold=True)
            pause()
            give(own, event_id, found)

    def entering(own: Session) -> None:
        with writing(own):
            own.exec(select(SignInLink).with_for_update()).one()
            pause()
            if account := active_account(own, OLD, hold=True):
                enter(own, account.id)

    if guarded:
        at_once(app, correcting, entering)
        assert outcome(session) in ((OLD, True), (NEW, False))
    else:
        with pytest.raises(OperationalError, match="deadlock"):
            at_once(app, correcting, entering)
