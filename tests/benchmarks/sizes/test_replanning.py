"""What happens before planning again: people drop out, and a slot loses tables."""

import matcher
from benchmarks.families import make_problem
from benchmarks.sizes.replanning import kept_of, shaken


def test_some_drop_out_and_one_slot_loses_a_fifth_of_its_tables() -> None:
    problem = make_problem("loose", 100)
    after = shaken(problem, 100, 0)
    gone = ~after.people.available.any(axis=1) & problem.people.available.any(axis=1)
    assert gone.sum() == 3
    lost = problem.slots.tables - after.slots.tables
    assert sorted(lost.tolist()) == [0] * 11 + [7]


def test_every_old_meeting_is_kept_unpinned() -> None:
    problem = make_problem("tiny", 12, candidates=6)
    plan = matcher.solve(problem, time_limit=5)
    kept = kept_of(problem, plan)
    assert len(kept.pair) == len(plan.meetings) > 0
    first = plan.meetings[0]
    assert problem.pairs.ids[kept.pair[0]] == first.pair
    assert problem.slots.ids[kept.slot[0]] == first.slot
    assert not kept.pinned.any()
