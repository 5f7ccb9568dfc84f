"""Two at once with a listing; and what happens where nothing holds it."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, func, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.communities.models import Membership
from eventnet.listings import holding
from eventnet.listings.actions import answering, putting_up
from eventnet.listings.forms import LineFields, ListingFields
from eventnet.listings.models import Kind, Listing, ListingAnswer, ListingLine
from tests.eventnet.listings.offers import a_listing
from tests.races import Deed, at_once, careless_lock, only_where_writes_are_many, overtaken, refused


def writing_to(who: Membership, listing: Listing, once: str = "") -> Deed:
    key, listing_id, said = who.id, listing.id, LineFields(words="I dive", once=once)
    return lambda own: answering.answer(own, own.get_one(Membership, key), listing_id, said)


def putting(who: Membership, title: str) -> Deed:
    key, until = who.id, clock.now().date()
    said = ListingFields(kind=Kind.OTHER, title=title, words="Now", until=until)
    return lambda own: putting_up.put_up(own, own.get_one(Membership, key), said).title


def nobody(session: Session, ids: list[str]) -> dict[str, Membership]:
    found = [session.get(Membership, key, populate_existing=True) for key in ids]
    return {one.id: one for one in found if one is not None}


def how_many(session: Session, model: type[ListingAnswer] | type[ListingLine]) -> int:
    session.rollback()
    return session.exec(select(func.count()).select_from(model)).one()


def test_two_tabs_at_once_begin_one_exchange(
    session: Session, app: Starlette, ada: Membership, bo: Membership
) -> None:
    listing = a_listing(session, ada)
    deeds = [writing_to(bo, listing, "a2345678923456") for _tab in range(4)]
    session.rollback()
    assert refused(at_once(app, *deeds)) == 0
    assert (how_many(session, ListingAnswer), how_many(session, ListingLine)) == (1, 1)


def test_without_the_hold_the_second_tab_is_refused_by_the_database(
    session: Session,
    app: Starlette,
    ada: Membership,
    bo: Membership,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    only_where_writes_are_many(session)
    listing = a_listing(session, ada)
    deeds = writing_to(bo, listing), writing_to(bo, listing)
    session.rollback()
    monkeypatch.setattr(holding, "lock", careless_lock)
    monkeypatch.setattr(holding, "hold_members", nobody)
    with pytest.raises(IntegrityError):
        overtaken(app, *deeds)


def test_nobody_has_an_eleventh_by_two_at_once(
    session: Session, app: Starlette, ada: Membership
) -> None:
    for number in range(putting_up.MOST_RUNNING - 1):
        a_listing(session, ada, f"Number {number}")
    deeds = [putting(ada, f"Last {number}") for number in range(3)]
    session.rollback()
    assert refused(at_once(app, *deeds)) == 2
    running = select(func.count()).select_from(Listing).where(col(Listing.by_id) == ada.id)
    assert session.exec(running).one() == putting_up.MOST_RUNNING


def test_without_the_hold_there_is_an_eleventh(
    session: Session, app: Starlette, ada: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    for number in range(putting_up.MOST_RUNNING - 1):
        a_listing(session, ada, f"Number {number}")
    deeds = putting(ada, "One"), putting(ada, "Two")
    session.rollback()
    monkeypatch.setattr(putting_up, "hold_members", nobody)
    overtaken(app, *deeds, after="eventnet.listings.actions.putting_up._refuse_many")
    running = select(func.count()).select_from(Listing).where(col(Listing.by_id) == ada.id)
    assert session.exec(running).one() == putting_up.MOST_RUNNING + 1
