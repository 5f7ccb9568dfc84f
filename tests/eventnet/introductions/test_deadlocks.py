"""Whoever asks, passes on or counts ties, beside one who leaves, does not wait for ever."""

from threading import Barrier

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import Session
from starlette.applications import Starlette

from eventnet.communities import actions as communities
from eventnet.communities.actions import leave_community
from eventnet.contacts.models import Contact
from eventnet.introductions import asking
from eventnet.introductions.asking import ask
from eventnet.ties import counting
from eventnet.ties.counting import recount
from tests.eventnet.introductions.chain import Chain
from tests.eventnet.teams.test_deadlocks import LONG, meet_at
from tests.factories import save
from tests.races import Deed, at_once, only_where_writes_are_many


def leaving(chain: Chain, name: str) -> Deed:
    membership = chain.member(name)
    community_id, account_id = membership.community_id, membership.account_id
    return lambda session: leave_community(session, community_id, account_id)


@pytest.mark.parametrize("guarded", [False, True])
def test_somebody_leaves_while_they_ask(
    app: Starlette, chain: Chain, monkeypatch: pytest.MonkeyPatch, guarded: bool
) -> None:
    only_where_writes_are_many(chain.session)
    ids = chain.id("ada"), chain.id("cy"), chain.id("bo")
    leave, barrier = leaving(chain, "ada"), Barrier(2, timeout=LONG)
    chain.session.rollback()
    if guarded:
        at_once(app, leave, lambda session: ask(session, *ids, "About pumps"))
        return
    monkeypatch.setattr(asking, "stay_in_community", lambda *_given: None)
    meet_at(monkeypatch, asking, "refuse_barred", barrier)
    meet_at(monkeypatch, communities, "_refuse_to_lose_the_last", barrier)
    with pytest.raises(OperationalError, match="deadlock"):
        at_once(app, leave, lambda session: ask(session, *ids, "About pumps"))


@pytest.mark.parametrize("guarded", [False, True])
def test_somebody_leaves_while_ties_are_counted(
    app: Starlette, chain: Chain, monkeypatch: pytest.MonkeyPatch, guarded: bool
) -> None:
    only_where_writes_are_many(chain.session)
    session, people = chain.session, chain.people
    a_id, b_id = sorted((people["ada"].id, people["eve"].id))
    save(session, Contact(a_id=a_id, b_id=b_id, event_id=chain.event().id))
    ids = sorted(one.membership_id for one in people.values())
    community_id = chain.member("bo").community_id
    leave, barrier = leaving(chain, "bo"), Barrier(2, timeout=LONG)
    session.rollback()

    def count(own: Session) -> None:
        recount(own, community_id, ids)

    if guarded:
        at_once(app, leave, count)
        return
    monkeypatch.setattr(counting, "hold_community", lambda *_given: None)
    meet_at(monkeypatch, counting, "happened_between", barrier)
    meet_at(monkeypatch, communities, "_refuse_to_lose_the_last", barrier)
    with pytest.raises(OperationalError, match="deadlock"):
        at_once(app, leave, count)
