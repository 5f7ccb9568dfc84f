"""Whoever had another's account for a moment does not get it by making it one with theirs."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from eventnet.accounts.addresses import begin_change, confirm_change, object_to
from eventnet.accounts.models import Account
from eventnet.database import writing
from eventnet.errors import NotFound
from eventnet.settings import Settings
from eventnet.tokens import Signer
from eventnet.uniting.keeping import begin_union, find_union
from tests.browser import Browser
from tests.factories import an_account

Open = Callable[[], Browser]
VICTIM, THIEF, EVIL = "vic@work.example", "thief@evil.example", "vic@evil.example"


def readdressed(session: Session, account: Account, new: str) -> str:
    """Let an account have another address, as whoever has its browser can; return the change."""
    with writing(session):
        change, _secret = begin_change(session, session.get_one(Account, account.id), new)
        key = change.id
    confirm_change(session, key, "a login")
    return key


@pytest.mark.parametrize("again", [False, True], ids=["taken back", "changed anew"])
def test_a_link_that_went_to_a_former_address_is_void(
    session: Session, settings: Settings, again: bool
) -> None:
    victim, thief = an_account(session, VICTIM), an_account(session, THIEF)
    mine, theirs = thief.id, victim.id
    change = readdressed(session, victim, EVIL)
    with writing(session):  # mailed to the address that the thief reads
        token = Signer(settings.key, "union").sign(begin_union(session, mine, theirs))
    assert find_union(session, settings, mine, token).other_id == theirs
    if again:
        readdressed(session, victim, "vic@home.example")
    else:
        object_to(session, change)
        assert session.get_one(Account, theirs).email == VICTIM
    with pytest.raises(NotFound):
        find_union(session, settings, mine, token)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_was_stolen_opens_in_no_other_browser(
    session: Session, settings: Settings, browser: Open, method: str
) -> None:
    victim, thief = an_account(session, VICTIM), an_account(session, THIEF)
    third = an_account(session, "third@work.example")
    with writing(session):
        token = Signer(settings.key, "union").sign(begin_union(session, third.id, victim.id))
    kept = thief.id, victim.id
    session.commit()
    path = f"/account/unite/{token}"
    for who in (browser().sign_in(THIEF), browser().sign_in(VICTIM), browser()):
        answer = who.get(path) if method == "get" else who.post(path, {"sure": "yes"})
        assert answer.status_code in {404, 303}
        assert VICTIM not in answer.text
    session.rollback()
    assert [session.get_one(Account, key).email for key in kept] == [THIEF, VICTIM]
