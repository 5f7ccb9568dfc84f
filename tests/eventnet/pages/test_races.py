"""Two at once on a page; and what happens where nothing holds its group."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet.communities.models import Membership
from eventnet.errors import Refused
from eventnet.groups import holding as group_holding
from eventnet.groups.actions.coming import put_out
from eventnet.groups.models import Door, Group
from eventnet.pages.actions.keeping import judge, set_lock
from eventnet.pages.actions.withdrawing import withdraw
from eventnet.pages.actions.writing import Overtaken, begin_page, restore, save_page
from eventnet.pages.forms import PageFields, RestoreFields
from eventnet.pages.models import PageVersion, SharedPage
from tests.eventnet.groups.people import a_group
from tests.eventnet.pages.writing import a_page, place, saved, words_of
from tests.races import Deed, at_once, careless_lock, only_where_writes_are_many, overtaken, refused


def saving(who: Membership, page: SharedPage, words: str, once: str = "") -> Deed:
    key, where, version = who.id, place(page), str(page.latest)
    said = PageFields(title=page.title, words=words, version=version, once=once)
    return lambda own: save_page(own, own.get_one(Membership, key), where, said)


def beginning(who: Membership, group: Group, title: str) -> Deed:
    key, group_id, said = who.id, group.id, PageFields(title=title, words="Well")
    return lambda own: begin_page(own, own.get_one(Membership, key), group_id, said).title


def bringing_back(who: Membership, page: SharedPage) -> Deed:
    key, where, said = who.id, place(page), RestoreFields(version=str(page.latest))
    return lambda own: restore(own, own.get_one(Membership, key), where, "1", said)


@contextmanager
def careless(patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hold neither those who act, nor groups."""

    def nobody(session: Session, ids: list[str]) -> dict[str, Membership]:
        found = [session.get(Membership, key, populate_existing=True) for key in ids]
        return {one.id: one for one in found if one is not None}

    with patch.context() as careless_now:
        careless_now.setattr(group_holding, "lock", careless_lock)
        careless_now.setattr(group_holding, "hold_members", nobody)
        yield


def test_of_saves_at_once_one_is_first_and_none_is_lost(
    session: Session, app: Starlette, ada: Membership, bo: Membership, dee: Membership
) -> None:
    page = a_page(session, ada, a_group(session, ada, bo, dee))
    for turn in range(5):
        session.refresh(page)
        deeds = [saving(one, page, f"{turn} of {one.id}") for one in (ada, bo, dee)]
        deeds.append(bringing_back(bo, page))
        session.rollback()
        results = at_once(app, *deeds)
        assert refused(results) >= len(deeds) - 2
        assert all(isinstance(one, Overtaken | Refused | None) for one in results)
    said = words_of(session, page)
    session.refresh(page)
    assert len(said) == page.latest


def test_without_the_hold_the_second_save_finds_its_place_taken(
    session: Session,
    app: Starlette,
    ada: Membership,
    bo: Membership,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    only_where_writes_are_many(session)
    page = a_page(session, ada, a_group(session, ada, bo))
    deeds = saving(ada, page, "Mine"), saving(bo, page, "Mine too")
    session.rollback()
    with careless(monkeypatch), pytest.raises(IntegrityError):
        overtaken(app, *deeds)


def removing(who: Membership, page: SharedPage) -> Deed:
    key, where = who.id, place(page)
    return lambda own: withdraw(own, own.get_one(Membership, key), where)


def test_no_words_of_another_go_with_a_page_that_is_removed(
    session: Session, app: Starlette, ada: Membership, bo: Membership
) -> None:
    group = a_group(session, ada, bo)
    for turn in range(4):
        page = a_page(session, bo, group, f"Page {turn}")
        deeds = removing(bo, page), saving(ada, page, "Mine too")
        session.rollback()
        assert refused(at_once(app, *deeds)) == 1
        session.refresh(page)
        assert (page.withdrawn_at is None) == (page.latest == 2)


def test_without_the_hold_words_of_another_go_with_it(
    session: Session,
    app: Starlette,
    ada: Membership,
    bo: Membership,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    only_where_writes_are_many(session)
    page = a_page(session, bo, a_group(session, ada, bo))
    deeds = removing(bo, page), saving(ada, page, "Mine too")
    session.rollback()
    with careless(monkeypatch):
        assert refused(overtaken(app, *deeds)) == 0
    session.refresh(page)
    assert page.withdrawn_at is not None
    assert page.latest == 2


def test_double_click_is_one_version(session: Session, app: Starlette, ada: Membership) -> None:
    page = a_page(session, ada, a_group(session, ada))
    deeds = [saving(ada, page, "Once", "c2345678923456") for _click in range(4)]
    session.rollback()
    assert at_once(app, *deeds) == [None] * 4
    assert words_of(session, page) == ["All of them", "Once"]


def test_of_pages_of_one_title_at_once_there_is_one(
    session: Session, app: Starlette, ada: Membership, bo: Membership
) -> None:
    group = a_group(session, ada, bo)
    for turn in range(4):
        deeds = [beginning(who, group, f"Turn {turn}") for who in (ada, bo)]
        session.rollback()
        assert refused(at_once(app, *deeds)) == 1
    session.rollback()
    assert len(session.exec(select(SharedPage)).all()) == 4


def test_without_the_hold_the_second_title_is_refused_by_the_database(
    session: Session,
    app: Starlette,
    ada: Membership,
    bo: Membership,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    only_where_writes_are_many(session)
    group = a_group(session, ada, bo)
    deeds = [beginning(who, group, "Valves") for who in (ada, bo)]
    session.rollback()
    with careless(monkeypatch), pytest.raises(IntegrityError):
        overtaken(app, deeds[0], deeds[1], after="eventnet.pages.actions.writing.page_called")


def test_whoever_is_put_out_and_whoever_is_locked_out_saves_nothing_after_it(
    session: Session, app: Starlette, ada: Membership, bo: Membership, dee: Membership
) -> None:
    group = a_group(session, ada, bo, dee, door=Door.HIDDEN)
    page = a_page(session, ada, group)
    key, group_id, bo_id, where = ada.id, group.id, bo.id, place(page)
    deeds: list[Deed] = [
        saving(bo, page, "By Bo"),
        saving(dee, page, "By Dee"),
        lambda own: put_out(own, own.get_one(Membership, key), group_id, bo_id),
        lambda own: set_lock(own, own.get_one(Membership, key), where, locked=True),
        lambda own: judge(own, own.get_one(Membership, key), where, "remove"),
    ]
    session.rollback()
    at_once(app, *deeds)
    session.rollback()
    late = select(PageVersion).where(PageVersion.by_id != ada.id)
    times = [one.saved_at for one in session.exec(late)]
    session.refresh(page)
    assert page.removed_at is not None
    assert page.locked_at is not None
    assert all(one <= page.removed_at for one in times)


def test_saving_goes_on_after_a_race(session: Session, ada: Membership) -> None:
    page = a_page(session, ada, a_group(session, ada))
    saved(session, ada, page, "Then")
    assert words_of(session, page) == ["All of them", "Then"]
