"""Two at once with an idea; and what happens where nothing holds it."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet.communities.models import Membership
from eventnet.ideas import holding
from eventnet.ideas.actions import stewarding, suggesting
from eventnet.ideas.forms import CommentFields
from eventnet.ideas.models import Idea, IdeaPost
from eventnet.ideas.queries import votes_of
from tests.eventnet.ideas.thought import an_idea, votes
from tests.races import Deed, at_once, careless_lock, only_where_writes_are_many, overtaken, refused


def voting(who: Membership, idea: Idea) -> Deed:
    key, idea_id = who.id, idea.id
    return lambda own: suggesting.vote(own, own.get_one(Membership, key), idea_id)


def commenting(who: Membership, idea: Idea, words: str) -> Deed:
    key, idea_id, said = who.id, idea.id, CommentFields(words=words)
    return lambda own: suggesting.comment(own, own.get_one(Membership, key), idea_id, said).number


def merging(steward: Membership, idea: Idea, into: Idea) -> Deed:
    key, idea_id, into_id = steward.id, idea.id, into.id
    return lambda own: stewarding.merge(own, own.get_one(Membership, key), idea_id, into_id)


def nobody(session: Session, ids: list[str]) -> dict[str, Membership]:
    found = [session.get(Membership, key, populate_existing=True) for key in ids]
    return {one.id: one for one in found if one is not None}


def test_two_tabs_at_once_count_once(
    session: Session, app: Starlette, ada: Membership, bo: Membership
) -> None:
    idea = an_idea(session, ada)
    deeds = [voting(bo, idea) for _tab in range(4)]
    session.rollback()
    assert refused(at_once(app, *deeds)) == 0
    assert votes_of(session, idea.id) == 2


def test_without_the_hold_the_second_tab_counts_once_all_the_same(
    session: Session,
    app: Starlette,
    ada: Membership,
    bo: Membership,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    only_where_writes_are_many(session)
    idea = an_idea(session, ada)
    deeds = voting(bo, idea), voting(bo, idea)
    session.rollback()
    monkeypatch.setattr(holding, "lock", careless_lock)
    monkeypatch.setattr(holding, "hold_members", nobody)
    overtaken(app, *deeds, after="eventnet.ideas.actions.suggesting.voted")
    session.rollback()
    assert votes_of(session, idea.id) == 2


def test_comments_at_once_have_numbers_of_their_own(
    session: Session, app: Starlette, ada: Membership, bo: Membership, dee: Membership
) -> None:
    idea = an_idea(session, ada)
    for turn in range(4):
        deeds = [commenting(one, idea, f"Turn {turn}") for one in (ada, bo, dee)]
        session.rollback()
        at_once(app, *deeds)
    session.rollback()
    numbers = session.exec(select(IdeaPost.number).where(IdeaPost.idea_id == idea.id))
    assert sorted(numbers) == list(range(1, 14))


def test_without_the_hold_the_second_comment_finds_its_place_taken(
    session: Session,
    app: Starlette,
    ada: Membership,
    bo: Membership,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    only_where_writes_are_many(session)
    idea = an_idea(session, ada)
    deeds = commenting(ada, idea, "Mine"), commenting(bo, idea, "Mine too")
    session.rollback()
    monkeypatch.setattr(holding, "lock", careless_lock)
    monkeypatch.setattr(holding, "hold_members", nobody)
    with pytest.raises(IntegrityError):
        overtaken(app, *deeds)


@pytest.mark.parametrize("turn", range(3))
def test_two_ideas_are_not_merged_into_each_other(
    session: Session, app: Starlette, ada: Membership, stu: Membership, bo: Membership, turn: int
) -> None:
    first, second = an_idea(session, ada, f"Quiet {turn}"), an_idea(session, bo, f"Hush {turn}")
    deeds = merging(stu, first, second), merging(stu, second, first), voting(stu, first)
    session.rollback()
    results = at_once(app, *deeds)
    assert refused(results[:2]) == 1
    session.expire_all()
    assert (first.merged_into_id is None) != (second.merged_into_id is None)
    assert first.root_id == second.root_id


def test_without_the_hold_two_ideas_lead_to_each_other(
    session: Session,
    app: Starlette,
    ada: Membership,
    stu: Membership,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    only_where_writes_are_many(session)
    first, second = an_idea(session, ada, "Quiet"), an_idea(session, ada, "Hush")
    deeds = merging(stu, first, second), merging(stu, second, first)
    session.rollback()
    monkeypatch.setattr(stewarding, "lock", careless_lock)
    monkeypatch.setattr(stewarding, "hold_members", nobody)
    monkeypatch.setattr(
        stewarding,
        "_pair",
        lambda own, _steward, one, other: (own.get_one(Idea, one), own.get_one(Idea, other)),
    )
    overtaken(app, *deeds, after="eventnet.ideas.actions.stewarding._pair")
    session.expire_all()
    assert first.merged_into_id == second.id
    assert second.merged_into_id == first.id


def test_a_vote_and_a_merge_at_once_lose_no_voter(
    session: Session, app: Starlette, ada: Membership, bo: Membership, stu: Membership
) -> None:
    first, second = an_idea(session, ada, "Quiet"), an_idea(session, ada, "Hush")
    votes(session, second, bo)
    deeds = voting(bo, first), voting(stu, first), merging(stu, first, second)
    session.rollback()
    results = at_once(app, *deeds)
    session.expire_all()
    assert results[2] is None
    assert votes_of(session, second.id) >= 2
