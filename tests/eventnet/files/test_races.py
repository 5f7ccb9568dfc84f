"""Two files at once; and what happens where nothing holds the group."""

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet.communities.models import Membership
from eventnet.files.actions import giving
from eventnet.files.actions.giving import add_file
from eventnet.files.keeping import Sent, folder_of
from eventnet.files.models import GroupFile
from eventnet.groups import holding as group_holding
from eventnet.groups.models import Group
from eventnet.settings import Settings
from tests.eventnet.files.giving import PLAN
from tests.eventnet.groups.people import a_group
from tests.races import Deed, at_once, careless_lock, only_where_writes_are_many, overtaken, refused


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(giving, "MOST_FILES", 1)


def gives(settings: Settings, who: Membership, group: Group, once: str = "") -> Deed:
    key, group_id, folder = who.id, group.id, folder_of(settings)
    return lambda own: (
        add_file(
            own, own.get_one(Membership, key), group_id, Sent("a.txt", PLAN), folder, once=once
        ).id
    )


def kept(session: Session) -> int:
    session.rollback()
    return len(session.exec(select(GroupFile)).all())


def test_of_two_who_take_the_last_room_one_gets_it(
    session: Session, settings: Settings, app: Starlette, ada: Membership, bo: Membership
) -> None:
    for _turn in range(4):
        group = a_group(session, ada, bo)
        deeds = [gives(settings, who, group) for who in (ada, bo)]
        session.rollback()
        assert refused(at_once(app, *deeds)) == 1
    assert kept(session) == 4
    assert len(list(folder_of(settings).iterdir())) == 4


def test_without_the_hold_both_get_it(
    session: Session,
    settings: Settings,
    app: Starlette,
    ada: Membership,
    bo: Membership,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    only_where_writes_are_many(session)
    group = a_group(session, ada, bo)
    deeds = [gives(settings, who, group) for who in (ada, bo)]
    session.rollback()
    monkeypatch.setattr(group_holding, "lock", careless_lock)
    assert refused(overtaken(app, *deeds)) == 0
    assert kept(session) == 2


def test_double_click_is_one_file(
    session: Session, settings: Settings, app: Starlette, ada: Membership
) -> None:
    group = a_group(session, ada)
    deeds = [gives(settings, ada, group, "c2345678923456") for _click in range(4)]
    session.rollback()
    assert len(set(at_once(app, *deeds))) == 1
    assert kept(session) == 1
    assert len(list(folder_of(settings).iterdir())) == 1
