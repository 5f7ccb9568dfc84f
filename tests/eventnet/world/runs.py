"""Runs of the solver in every state in which a page shows them."""

from datetime import timedelta
from pathlib import Path

from sqlmodel import Session, delete

import matcher
from eventnet import clock
from eventnet.affinities.models import AffinityState, Learning, PairAffinity
from eventnet.drafts.boards import board_of
from eventnet.drafts.editing import change_draft
from eventnet.events.models import Event
from eventnet.matching.models import HandRule, Publication, RuleKind, Run, RunPoint, RunState
from eventnet.matching.planning import judge, write_problem
from eventnet.matching.refreshing import Sessions, refresh
from eventnet.matching.reports import make_report
from eventnet.matching.setting import problem_document
from tests.eventnet.world.building import Facts
from tests.eventnet.world.cast import Persona
from tests.eventnet.world.marks import mark
from tests.factories import save


def runs(
    session: Session, sessions: Sessions, facts: Facts, spring: Event, autumn: Event, folder: Path
) -> None:
    """Make a published run, a draft, a failed one, and one that is under way elsewhere.

    Affinities are computed for it, and taken away again: the world has its own.
    """
    refresh(sessions, spring.id)
    session.rollback()
    problem, plan = folder / "problem.json.gz", folder / "plan.json.gz"
    write_problem(problem_document(session, spring), problem)
    solved = matcher.solve(matcher.Problem.read(problem), work=0.2, workers=1, seed=1)
    solved.write(plan)
    report = make_report(session, spring, judge(problem, plan))
    for number, state in enumerate((RunState.PUBLISHED, RunState.DRAFT, RunState.FAILED), start=1):
        run = Run(
            event_id=spring.id,
            number=number,
            state=state,
            started_at=clock.now(),
            finished_at=clock.now(),
            people=12,
            pairs=50,
            incumbent=10.0,
            bound=11.0,
        )
        if state is RunState.FAILED:
            run.failure = mark("spring", "failure")
        else:
            run.report, run.problem, run.plan = report, problem.read_bytes(), plan.read_bytes()
        if state is RunState.PUBLISHED:
            run.published_at = clock.now()
        save(session, run, RunPoint(run_id=run.id, seconds=1.0, incumbent=10.0, bound=11.0))
        facts.ids[f"run-{state}"] = run.id
        if state is RunState.PUBLISHED:
            until = clock.now() + timedelta(hours=3)  # however long the tests of this world take
            publication = Publication(
                event_id=spring.id,
                run_id=run.id,
                account_id=facts.accounts["organizer"],
                undo_until=until,
            )
            save(session, publication)
            facts.ids["publication"] = publication.id
            facts.ids["number-published"] = str(number)
    _by_hand(session, facts, spring)
    under_way = Run(event_id=autumn.id, number=9, state=RunState.SOLVING, heartbeat_at=clock.now())
    save(session, under_way)
    facts.foreign["number"] = "9"
    for model in (PairAffinity, AffinityState):
        session.exec(delete(model))
    groups = [{"ratings": 50, "predicted": 40, "found": 35}] * 2
    learning = Learning(
        community_id=spring.community_id,
        learned_at=clock.now(),
        ratings=100,
        raters=30,
        weights_id="weights-1",
        weights={"format": "eventnet-weights/1"},
        quality={"now": 70, "before": 60, "groups": groups},
    )
    save(session, learning)


def _by_hand(session: Session, facts: Facts, event: Event) -> None:
    """Let an organizer have taken a meeting out of the draft, and pinned two people together."""
    run = session.get_one(Run, facts.ids["run-draft"])
    account_id = facts.accounts[Persona.ORGANIZER]
    board = board_of(session, run)
    first, second, *_rest = (board.meetings[pair] for pair in sorted(board.meetings))
    facts.ids |= {"one": first.a, "other": first.b}
    change_draft(session, run.id, {second.pair: None}, edition=0, account_id=account_id)
    a_id, b_id = sorted((facts.attendances["attendee"], facts.attendances["far2"]))
    rule = HandRule(
        event_id=event.id,
        a_id=a_id,
        b_id=b_id,
        kind=RuleKind.PIN,
        reason=mark("spring", "pinned"),
        account_id=account_id,
    )
    save(session, rule)
    facts.ids["rule"] = rule.id
