"""A former address is nobody else's while it may be given back."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.accounts import actions
from eventnet.accounts.actions import ensure_account
from eventnet.accounts.addresses import begin_change, confirm_change, object_to
from eventnet.accounts.letters import ask_to_change
from eventnet.accounts.models import Account, AddressChange
from eventnet.accounts.reserving import OBJECT_WITHIN
from eventnet.arrivals import actions as arriving
from eventnet.arrivals.actions.admission import admit
from eventnet.database import writing
from eventnet.errors import Conflict
from tests import factories
from tests.eventnet.arrivals.files import bring_in, pretix, upload
from tests.factories import an_account
from tests.work import do_jobs, mails

OLD, NEW = "old@example.org", "new@example.org"
WORDS = "cannot be used for another account here until"


@pytest.fixture
def change(session: Session) -> AddressChange:
    """Return a change that was confirmed a moment ago."""
    return changed(session, an_account(session, OLD), NEW)


def changed(session: Session, account: Account, new: str) -> AddressChange:
    """Give an account another address."""
    with writing(session):
        asked, _secret = begin_change(session, account, new)
    confirm_change(session, asked.id, "")
    return asked


def emails(session: Session) -> list[str]:
    session.rollback()
    return list(session.exec(select(Account.email).order_by(col(Account.email))))


def test_nobody_is_made_at_it_until_the_week_is_over(
    session: Session, change: AddressChange
) -> None:
    with clock.at(change.created_at + OBJECT_WITHIN - timedelta(seconds=1)):
        with pytest.raises(Conflict, match=WORDS) as refused, writing(session):
            ensure_account(session, OLD)
        assert NEW not in str(refused.value)
        assert emails(session) == [NEW]
    with clock.at(change.created_at + OBJECT_WITHIN), writing(session):
        ensure_account(session, OLD)
    assert emails(session) == [NEW, OLD]


def test_after_an_objection_it_is_its_owners(session: Session, change: AddressChange) -> None:
    object_to(session, change.id)
    with writing(session):
        assert ensure_account(session, OLD).id == change.account_id


def test_no_other_account_takes_it_and_its_own_may_go_back(
    session: Session, app: Starlette, change: AddressChange
) -> None:
    other = an_account(session, "other@example.org")
    session.commit()
    ask_to_change(session, other, OLD)
    do_jobs(app)
    told = mails(session, OLD)[-1]
    assert (WORDS in " ".join(told.text.split()), "/confirm/" in told.text) == (True, False)
    with pytest.raises(Conflict, match=WORDS):
        changed(session, other, OLD)
    assert emails(session) == [NEW, "other@example.org"]
    mine = session.get_one(Account, change.account_id)
    changed(session, mine, OLD)
    assert emails(session) == [OLD, "other@example.org"]


def test_without_the_look_somebody_takes_it(
    session: Session, change: AddressChange, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "refuse_reserved", lambda *_given: None)
    with writing(session):
        ensure_account(session, OLD)
    with pytest.raises(Conflict, match="cannot be given back"):
        object_to(session, change.id)


def test_neither_a_link_nor_a_file_brings_somebody_in_at_it(
    session: Session, change: AddressChange
) -> None:
    event = factories.an_event(session)
    with pytest.raises(Conflict, match=WORDS):
        admit(session, event, email=OLD, name="Somebody Else")
    session.rollback()
    rows = [
        ("A1", "paid", "Visitor", "Ada Silva", OLD),
        ("B2", "paid", "Visitor", "Ben Okafor", "ben@example.org"),
    ]
    file = upload(session, event, pretix(*rows))
    preview = arriving.preview(session, file)
    assert preview is not None
    assert [(one.number, WORDS in one.words) for one in preview.refusals] == [(2, True)]
    arriving.apply_import(session, file.id, None)
    assert emails(session) == ["ben@example.org", NEW]
    with clock.at(change.created_at + OBJECT_WITHIN):
        bring_in(session, event, pretix(*rows))
    assert emails(session) == ["ben@example.org", NEW, OLD]


def test_no_correction_of_a_ticket_takes_it(session: Session, change: AddressChange) -> None:
    event = factories.an_event(session)
    bring_in(session, event, pretix(("A1", "paid", "Visitor", "Ada Silva", "ada@exmaple.org")))
    bring_in(session, event, pretix(("A1", "paid", "Visitor", "Ada Silva", OLD)))
    assert emails(session) == ["ada@exmaple.org", NEW]
    assert change.old_email == OLD
