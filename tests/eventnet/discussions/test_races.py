"""Two at once in a group; and what happens where nothing holds it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet.communities.models import Membership
from eventnet.discussions import holding
from eventnet.discussions.actions import writing as actions
from eventnet.discussions.actions.moderating import judge
from eventnet.discussions.actions.writing import edit
from eventnet.discussions.forms import EditFields, PostFields
from eventnet.discussions.holding import Place
from eventnet.discussions.models import Post, Thread
from eventnet.errors import Refused
from eventnet.groups import holding as group_holding
from eventnet.groups.actions.coming import join, leave, put_out, set_role
from eventnet.groups.models import Door, Group, GroupMember, GroupRole, State
from eventnet.groups.queries import standing_in
from tests.eventnet.groups.people import a_group, a_post, a_thread
from tests.races import Deed, at_once, careless_lock, only_where_writes_are_many, overtaken, refused


def answering(who: Membership, thread: Thread, words: str, once: str = "") -> Deed:
    key, thread_id, group_id = who.id, thread.id, thread.group_id
    said = PostFields(words=words, once=once)
    return lambda own: (
        actions.reply(own, own.get_one(Membership, key), group_id, thread_id, said).number
    )


def leaving(who: Membership, group: Group) -> Deed:
    key, group_id = who.id, group.id
    return lambda own: leave(own, own.get_one(Membership, key), group_id)


def putting_out(by: Membership, who: Membership, group: Group) -> Deed:
    by_id, key, group_id = by.id, who.id, group.id
    return lambda own: put_out(own, own.get_one(Membership, by_id), group_id, key)


def editing(who: Membership, place: Place, words: str) -> Deed:
    key, said = who.id, EditFields(words=words, version="1")
    return lambda own: edit(own, own.get_one(Membership, key), place, said)


def hiding(who: Membership, place: Place) -> Deed:
    key = who.id
    return lambda own: judge(own, own.get_one(Membership, key), place, "hide")


@contextmanager
def careless(patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hold neither those who act, nor groups and threads."""

    def nobody(session: Session, ids: list[str]) -> dict[str, Membership]:
        found = [session.get(Membership, key, populate_existing=True) for key in ids]
        return {one.id: one for one in found if one is not None}

    with patch.context() as careless_now:
        for module in (holding, group_holding):
            careless_now.setattr(module, "lock", careless_lock)
            careless_now.setattr(module, "hold_members", nobody)
        yield


def numbers(session: Session, thread: Thread) -> list[int]:
    session.rollback()
    query = select(Post.number).where(Post.thread_id == thread.id)
    return sorted(session.exec(query))


def test_answers_at_once_have_numbers_of_their_own(
    session: Session, app: Starlette, ada: Membership, bo: Membership, dee: Membership
) -> None:
    thread = a_thread(session, ada, a_group(session, ada, bo, dee))
    for turn in range(5):
        deeds = [answering(one, thread, f"Turn {turn}") for one in (ada, bo, dee)]
        session.rollback()
        at_once(app, *deeds)
    assert numbers(session, thread) == list(range(1, 17))


def test_without_the_hold_the_second_answer_finds_its_place_taken(
    session: Session,
    app: Starlette,
    ada: Membership,
    bo: Membership,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    only_where_writes_are_many(session)
    thread = a_thread(session, ada, a_group(session, ada, bo))
    deeds = answering(ada, thread, "Mine"), answering(bo, thread, "Mine too")
    session.rollback()
    with careless(monkeypatch), pytest.raises(IntegrityError):
        overtaken(app, *deeds)


def test_double_click_is_one_post(session: Session, app: Starlette, ada: Membership) -> None:
    thread = a_thread(session, ada, a_group(session, ada))
    deeds = [answering(ada, thread, "Once", "c2345678923456") for _click in range(4)]
    session.rollback()
    assert at_once(app, *deeds) == [2, 2, 2, 2]
    assert numbers(session, thread) == [1, 2]


def test_without_the_hold_the_second_click_is_refused_by_the_database(
    session: Session, app: Starlette, ada: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    thread = a_thread(session, ada, a_group(session, ada))
    deeds = [answering(ada, thread, "Once", "c2345678923456") for _click in range(2)]
    session.rollback()
    with careless(monkeypatch), pytest.raises(IntegrityError):
        overtaken(app, *deeds)


def test_whoever_is_put_out_writes_nothing_after_it(
    session: Session, app: Starlette, ada: Membership, bo: Membership
) -> None:
    thread = a_thread(session, ada, a_group(session, ada, bo, door=Door.HIDDEN))
    group = session.get_one(Group, thread.group_id)
    deeds = answering(bo, thread, "Just in time"), putting_out(ada, bo, group)
    session.rollback()
    at_once(app, *deeds)
    session.rollback()
    state = session.get_one(GroupMember, (group.id, bo.id))
    late = session.exec(select(Post).where(Post.by_id == bo.id, Post.posted_at > state.since))
    assert state.state is State.REMOVED
    assert late.all() == []


def test_without_the_hold_somebody_writes_who_was_put_out(
    session: Session,
    app: Starlette,
    ada: Membership,
    bo: Membership,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    only_where_writes_are_many(session)
    thread = a_thread(session, ada, a_group(session, ada, bo, door=Door.HIDDEN))
    group = session.get_one(Group, thread.group_id)
    deeds = answering(bo, thread, "Too late"), putting_out(ada, bo, group)
    session.rollback()
    with careless(monkeypatch):
        results = overtaken(app, *deeds)
    assert refused(results) == 0
    session.rollback()
    assert session.get_one(GroupMember, (group.id, bo.id)).state is State.REMOVED
    assert len(session.exec(select(Post).where(Post.by_id == bo.id)).all()) == 1


def test_of_two_edits_and_a_hiding_one_is_first(
    session: Session, app: Starlette, ada: Membership, bo: Membership
) -> None:
    group = a_group(session, ada, bo)
    thread = a_thread(session, ada, group)
    for number in range(2, 6):
        a_post(session, bo, thread, "Before")
        place = Place(group.id, thread.id, number)
        deeds = editing(bo, place, "One"), editing(bo, place, "Two"), hiding(ada, place)
        session.rollback()
        results = at_once(app, *deeds)
        assert refused(results[:2]) >= 1
        assert results[2] is None
        session.rollback()
        post = session.exec(select(Post).where(Post.number == number)).one()
        assert post.hidden_at is not None


@pytest.mark.parametrize("turn", range(3))
def test_owners_who_leave_at_once_leave_an_owner(
    session: Session, app: Starlette, ada: Membership, bo: Membership, dee: Membership, turn: int
) -> None:
    group = a_group(session, ada, bo, dee)
    set_role(session, ada, group.id, bo.id, GroupRole.OWNER)
    deeds = leaving(ada, group), leaving(bo, group)
    session.rollback()
    at_once(app, *deeds)
    session.rollback()
    there = standing_in(session, group.id, State.IN)
    assert [(one.member_id, one.role) for one in there] == [(dee.id, GroupRole.OWNER)]


def test_without_the_hold_nobody_owns_it(
    session: Session,
    app: Starlette,
    ada: Membership,
    bo: Membership,
    dee: Membership,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    only_where_writes_are_many(session)
    group = a_group(session, ada, bo, dee)
    set_role(session, ada, group.id, bo.id, GroupRole.OWNER)
    deeds = leaving(ada, group), leaving(bo, group)
    session.rollback()
    with careless(monkeypatch):
        overtaken(app, *deeds, after="eventnet.groups.succession.standing_in")
    session.rollback()
    there = standing_in(session, group.id, State.IN)
    assert [(one.member_id, one.role) for one in there] == [(dee.id, GroupRole.MEMBER)]


def test_everything_at_once_comes_to_an_end(
    session: Session, app: Starlette, ada: Membership, bo: Membership, dee: Membership
) -> None:
    group = a_group(session, ada, bo, dee)
    thread = a_thread(session, ada, group)
    key, group_id = dee.id, group.id
    for turn in range(4):
        deeds: list[Deed] = [
            answering(ada, thread, f"{turn}"),
            answering(dee, thread, f"{turn}"),
            putting_out(ada, bo, group),
            leaving(dee, group),
            lambda own: join(own, own.get_one(Membership, key), group_id).value,
        ]
        session.rollback()
        results = at_once(app, *deeds)
        assert all(isinstance(one, Refused | int | str | None) for one in results)
    session.rollback()
    assert standing_in(session, group_id, State.IN)[0].role is GroupRole.OWNER
