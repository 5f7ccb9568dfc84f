"""A draft changed by hand keeps every rule, and gives back what it was."""

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

import matcher
from eventnet.audit import AuditEntry
from eventnet.drafts.boards import board_of
from eventnet.drafts.editing import change_draft, edits_of, undo_last
from eventnet.drafts.planning import Board, Change
from eventnet.errors import Refused
from eventnet.events.models import Event
from eventnet.matching.hand_rules import add_rule
from eventnet.matching.models import RuleKind, Run
from eventnet.matching.publishing import files_of
from eventnet.matching.runs import discard_run
from eventnet.matching.setting import problem_document
from tests.eventnet.matching.settled import faults, planned

Draft = Callable[[Event], Run]


def plan_of(run: Run) -> matcher.Plan:
    with files_of(run) as (_problem, plan):
        return matcher.Plan.read(plan)


def changes_of(board: Board) -> list[Change]:
    """Return every move, swap and taking out that the draft allows."""
    moves: list[Change] = []
    for pair, meeting in sorted(board.meetings.items()):
        for slot in board.slots:
            if slot == meeting.slot:
                continue
            moves.append({pair: slot})
            other = board.in_the_way(pair, slot)
            if other is not None:
                moves.append(board.swap(pair, other.pair))
        moves.append({pair: None})
    return [change for change in moves if board.look(change).is_possible]


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(choices=st.lists(st.integers(0, 10_000), min_size=1, max_size=6))
def test_any_changes_leave_a_valid_plan_and_undoing_all_brings_the_first_back(
    session: Session, crowd: Event, draft: Draft, choices: list[int]
) -> None:
    run_id = draft(session.get_one(Event, crowd.id)).id
    before = plan_of(session.get_one(Run, run_id))
    report = session.get_one(Run, run_id).report
    for choice in choices:
        run = session.get_one(Run, run_id)
        board = board_of(session, run)
        possible = changes_of(board)
        change = possible[choice % len(possible)]
        worth = board.plan.objective
        expected = worth - board.look(change).cost.share * worth
        change_draft(session, run_id, change, edition=run.edition, account_id=None)
        session.expire_all()
        run = session.get_one(Run, run_id)
        assert faults(run) == []
        assert plan_of(run).objective == pytest.approx(expected)
        then = {one.pair: one.slot for one in plan_of(run).meetings}
        assert {pair: then.get(pair) for pair in change} == dict(change)
    for _each in choices:
        run = session.get_one(Run, run_id)
        undo_last(session, run_id, edition=run.edition, account_id=None)
        session.expire_all()
    run = session.get_one(Run, run_id)
    assert plan_of(run) == before
    assert edits_of(session, run_id) == []
    assert run.report is not None
    assert run.report | {"moved_by_hand": 0} == {**(report or {}), "moved_by_hand": 0}
    discard_run(session, run_id, None)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10_000))
def test_what_is_said_to_stand_in_the_way_is_what_the_checker_finds(
    session: Session, crowd: Event, draft: Draft, seed: int
) -> None:
    run = session.exec(select(Run)).first() or draft(session.get_one(Event, crowd.id))
    board = board_of(session, run)
    chance = Random(seed)
    pairs = sorted(board.meetings)
    change: Change = {pair: chance.choice([*board.slots, None]) for pair in chance.sample(pairs, 3)}
    meetings = [
        one._replace(slot=slot, table=None)
        for one in board.plan.meetings
        if (slot := change.get(one.pair, one.slot)) is not None
    ]
    own = matcher.recount(board.problem, board.plan, meetings)
    wrong = [line for line in matcher.check(board.problem, own) if "has no table" not in line]
    assert (not board.look(change).clashes) == (not wrong)


def test_the_report_counts_what_was_moved_by_hand(
    session: Session, crowd: Event, draft: Draft
) -> None:
    run = draft(crowd)
    assert run.report is not None
    change = next(one for one in changes_of(board_of(session, run)) if None not in one.values())
    change_draft(session, run.id, change, edition=0, account_id=None)
    session.expire_all()
    assert (run.edition, run.report["moved_by_hand"]) == (1, len(change))
    assert run.solved is not None
    deeds = session.exec(select(AuditEntry.deed).where(AuditEntry.subject == run.id)).all()
    assert deeds.count("draft.changed") == 1


def test_a_run_around_a_draft_keeps_what_was_moved_by_hand(
    session: Session, crowd: Event, draft: Draft
) -> None:
    run = draft(crowd)
    possible = changes_of(board_of(session, run))
    moved = next(one for one in possible if len(one) == 1 and None not in one.values())
    change_draft(session, run.id, moved, edition=0, account_id=None)
    session.expire_all()
    out = next(
        one
        for one in changes_of(board_of(session, run))
        if None in one.values() and one.keys() != moved.keys()
    )
    change_draft(session, run.id, out, edition=1, account_id=None)
    document = problem_document(session, session.get_one(Event, crowd.id), run.id)
    pins = [one for one in document["kept"] if one.get("pinned")]
    assert pins == [{"pair": pair, "slot": slot, "pinned": True} for pair, slot in moved.items()]
    assert not {one["id"] for one in document["pairs"]} & out.keys()
    solved = matcher.solve(matcher.Problem.from_json(document), work=0.2, workers=1)
    then = {one.pair: one.slot for one in solved.meetings}
    assert {pair: then.get(pair) for pair in (*moved, *out)} == {**moved, **out}


def test_a_pinned_meeting_can_be_moved_by_hand_all_the_same(
    session: Session, crowd: Event, draft: Draft
) -> None:
    first = draft(crowd)
    (two, slot_id), *_rest = sorted(planned(first), key=lambda one: sorted(one[0]))
    add_rule(session, crowd, two, RuleKind.PIN, slot_id=slot_id, account_id=None)
    run = draft(crowd)
    key = "|".join(sorted(two))
    change = next(one for one in changes_of(board_of(session, run)) if list(one) == [key])
    change_draft(session, run.id, change, edition=0, account_id=None)
    session.expire_all()
    assert faults(run) == []
    assert run.report is not None
    assert run.report["pins"] == {"asked": 1, "kept": 0}
    undo_last(session, run.id, edition=1, account_id=None)
    session.expire_all()
    assert run.report["pins"] == {"asked": 1, "kept": 1}


def test_an_impossible_change_is_refused_and_changes_nothing(
    session: Session, crowd: Event, draft: Draft
) -> None:
    run = draft(crowd)
    board = board_of(session, run)
    before = plan_of(run)
    change = next(
        {pair: slot}
        for pair in sorted(board.meetings)
        for slot in board.slots
        if not board.look({pair: slot}).is_possible and slot != board.meetings[pair].slot
    )
    with pytest.raises(Refused, match="would break a rule"):
        change_draft(session, run.id, change, edition=0, account_id=None)
    session.expire_all()
    assert (plan_of(run), run.edition, edits_of(session, run.id)) == (before, 0, [])
