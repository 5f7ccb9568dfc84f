"""Two who change a draft at once, and a change beside what ends it."""

from collections.abc import Iterable

import pytest
from sqlmodel import Session
from starlette.applications import Starlette

from eventnet.drafts import editing
from eventnet.drafts.boards import board_of
from eventnet.drafts.editing import change_draft, edits_of
from eventnet.drafts.planning import Change
from eventnet.errors import Conflict
from eventnet.events.models import Event
from eventnet.matching.models import Run, RunState
from eventnet.matching.publishing import publish_run
from eventnet.matching.runs import discard_run
from tests.eventnet.drafts.test_editing import Draft, changes_of, plan_of
from tests.eventnet.matching.settled import faults, held, overbooked, planned
from tests.races import (
    Deed,
    at_once,
    careless_lock,
    only_where_writes_are_many,
    overtaken,
    refused,
)


def a_change(session: Session, run: Run, at: int) -> Change:
    possible = [one for one in changes_of(board_of(session, run)) if len(one) == 1]
    return possible[at * len(possible) // 7]


def two_changes(
    session: Session, run: Run, number: int
) -> tuple[dict[str, str | None], list[Deed]]:
    """Return what two change of a draft, and the deeds of it, each on what both looked at."""
    run_id = run.id
    both = [a_change(session, run, 1 + number % 3), a_change(session, run, 4)]
    session.rollback()

    def changes(change: Change) -> Deed:
        return lambda own: change_draft(own, run_id, change, edition=0, account_id=None)

    mine = {pair: slot for change in both for pair, slot in change.items()}
    return mine, [changes(one) for one in both]


def slots_of(session: Session, run_id: str, pairs: Iterable[str]) -> dict[str, str | None]:
    """Return where these pairs meet in a draft as it is now."""
    session.expire_all()
    there = {one.pair: one.slot for one in plan_of(session.get_one(Run, run_id)).meetings}
    return {pair: there.get(pair) for pair in pairs}


def test_without_the_hold_a_change_of_a_draft_is_lost_that_was_said_to_be_made(
    app: Starlette,
    session: Session,
    crowd: Event,
    draft: Draft,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    only_where_writes_are_many(session)
    run = draft(crowd)
    run_id = run.id
    mine, deeds = two_changes(session, run, 0)
    monkeypatch.setattr(editing, "lock", careless_lock)
    assert overtaken(app, *deeds) == [None, None]
    assert slots_of(session, run_id, mine) != mine
    assert session.get_one(Run, run_id).edition == 1


def test_of_two_who_change_a_draft_at_once_one_is_asked_to_look_again(
    app: Starlette, session: Session, crowd: Event, draft: Draft
) -> None:
    event_id = crowd.id
    for number in range(4):
        run = draft(session.get_one(Event, event_id))
        run_id = run.id
        _mine, deeds = two_changes(session, run, number)
        done = at_once(app, *deeds)
        session.expire_all()
        run = session.get_one(Run, run_id)
        assert [type(one) for one in done].count(Conflict) == 1
        assert (run.edition, faults(run)) == (1, [])
        assert len({one.number for one in edits_of(session, run_id)}) == 1
        discard_run(session, run_id, None)


def test_without_the_hold_a_draft_is_changed_that_is_published(
    app: Starlette,
    session: Session,
    crowd: Event,
    draft: Draft,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And so it would be with one that is discarded: the hold is the same."""
    only_where_writes_are_many(session)
    event_id, run = crowd.id, draft(crowd)
    run_id, change = run.id, a_change(session, run, 1)
    session.rollback()
    monkeypatch.setattr(editing, "lock", careless_lock)
    results = overtaken(
        app,
        lambda own: change_draft(own, run_id, change, edition=0, account_id=None),
        lambda own: publish_run(own, run_id, account_id=None, edition=0),
    )
    assert refused(results) == 0
    session.expire_all()
    assert held(session, event_id) != planned(session.get_one(Run, run_id))


@pytest.mark.parametrize("other", ["publish", "discard"])
def test_a_change_beside_its_end_comes_before_or_not_at_all(
    app: Starlette, session: Session, crowd: Event, draft: Draft, other: str
) -> None:
    event_id = crowd.id
    for number in range(6):
        run = draft(session.get_one(Event, event_id))
        run_id = run.id
        change = a_change(session, run, number)
        solved = planned(run)
        session.rollback()

        def edit(own: Session) -> None:
            change_draft(own, run_id, change, edition=0, account_id=None)  # noqa: B023

        def end(own: Session) -> object:
            if other == "discard":
                discard_run(own, run_id, None)  # noqa: B023
                return None
            return publish_run(own, run_id, account_id=None, edition=0)  # noqa: B023

        edited, ended = at_once(app, edit, end)
        session.expire_all()
        run = session.get_one(Run, run_id)
        if isinstance(edited, Conflict):
            assert planned(run) == solved
            assert run.edition == 0
        else:
            assert planned(run) != solved
        if other == "publish":
            assert isinstance(edited, Conflict) != isinstance(ended, Conflict)
            if not isinstance(ended, Conflict):
                assert held(session, event_id) == planned(run)
            assert overbooked(session, event_id) == []
        else:
            assert run.state is RunState.DISCARDED
        assert faults(run) == []
        session.rollback()
