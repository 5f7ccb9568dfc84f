"""A run from its start to a draft or to a failure in words."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.affinities.models import PairAffinity
from eventnet.errors import Conflict
from eventnet.events.models import Attendance, Consent, Event, MayMeet, Role, Slot, Unavailable
from eventnet.jobs import Ground
from eventnet.matching import solving
from eventnet.matching.jobs import fail_silent_runs
from eventnet.matching.models import Run, RunPoint, RunState
from eventnet.matching.runs import AlreadyRunning, discard_run, start_run, stop_run
from eventnet.matching.setting import problem_document
from eventnet.matching.solving import solve_run
from eventnet.matching.words import in_words
from eventnet.meetings.models import Answer
from eventnet.wishes.models import Wish, WishKind
from tests.eventnet.matching.settled import faults, planned
from tests.factories import a_meeting, a_role, an_attendee, an_event, save
from tests.races import (
    Deed,
    at_once,
    only_where_writes_are_many,
    overtaken,
    refused,
    without,
)


def solved(app: Starlette, session: Session, event: Event) -> Run:
    run_id = start_run(session, event, seconds=5, account_id=None, job=None).id
    solve_run(app.state.sessions, run_id, workers=1)
    session.rollback()
    return session.get_one(Run, run_id)


def test_a_run_ends_with_a_draft_that_the_checker_passes(
    app: Starlette, session: Session, crowd: Event
) -> None:
    run = solved(app, session, crowd)
    assert (run.state, run.people, faults(run)) == (RunState.DRAFT, 30, [])
    assert run.report is not None
    assert run.report["served"] == 30
    assert sum(people for _count, people in run.report["each"]) == 30
    assert run.report["wishes"]["wanted"] == 60
    assert len(run.report["worst"]) == 10
    assert run.bound is not None
    assert run.incumbent is not None
    assert run.bound >= run.incumbent > 0
    points = session.exec(select(RunPoint).where(RunPoint.run_id == run.id)).all()
    assert points
    assert "No schedule can be" in in_words(run.report)[2]


def test_the_problem_respects_what_people_said(session: Session, crowd: Event) -> None:
    a, b, c, d, own, unchosen, left = (an_attendee(session, crowd) for _ in range(7))
    own.consent, unchosen.consent, left.left_at = Consent.OWN, None, clock.now()
    a.stand, b.max_meetings = "Stand 1", 2
    role = a_role(session, crowd)
    role.floor, role.max_meetings = 3, 5
    first = session.exec(select(Slot.id).order_by(Slot.starts_at)).first()  # type: ignore[arg-type]
    assert first is not None
    save(session, own, unchosen, left, a, b, role)
    save(session, Unavailable(attendance_id=a.id, slot_id=first))
    save(session, Wish(from_id=a.id, to_id=b.id, event_id=crowd.id, kind=WishKind.AVOID))
    refused = a_meeting(session, crowd, c, d, live=False, answers=(Answer.YES, Answer.NO))
    assert refused.live is False
    for one, other in ((a, b), (c, d), (a, c), (a, own), (b, unchosen), (c, left)):
        low, high = sorted((one.id, other.id))
        save(
            session,
            PairAffinity(
                a_id=low, b_id=high, event_id=crowd.id, value=0.5, shown=0.5,
                because=[{"signal": "a_wants_b", "detail": [], "share": 1}],
            ),
        )  # fmt: skip
    problem = problem_document(session, crowd)
    people = {person["id"]: person for person in problem["people"]}
    assert {own.id, unchosen.id, left.id} & people.keys() == set()
    assert people[a.id]["own_table"]
    assert people[a.id]["unavailable"] == [first]
    assert (people[b.id]["max_meetings"], people[b.id]["floor"]) == (2, 2)
    assert (people[c.id]["max_meetings"], people[c.id]["floor"]) == (5, 3)
    assert [{pair["a"], pair["b"]} for pair in problem["pairs"]] == [{a.id, c.id}]
    assert "wants" not in json.dumps(problem)


def test_what_stays_is_planned_around(session: Session) -> None:
    event = an_event(session, slots=2, tables=2)
    a, b, c = (an_attendee(session, event) for _ in range(3))
    own = a_meeting(session, event, a, b)  # of their own making: no run planned it
    for one, other in ((a, b), (a, c), (b, c)):
        low, high = sorted((one.id, other.id))
        save(
            session,
            PairAffinity(a_id=low, b_id=high, event_id=event.id, value=0.5, shown=0.5),
        )
    problem = problem_document(session, event)
    assert [slot["tables"] for slot in problem["slots"]] == [1, 2]
    busy = {person["id"] for person in problem["people"] if own.slot_id in person["unavailable"]}
    assert busy == {a.id, b.id}
    assert {frozenset((pair["a"], pair["b"])) for pair in problem["pairs"]} == {
        frozenset((a.id, c.id)),
        frozenset((b.id, c.id)),
    }


def test_roles_that_may_not_meet_are_not_planned(
    app: Starlette, session: Session, crowd: Event
) -> None:
    visitors = session.exec(select(Attendance.id)).all()
    role = Role(event_id=crowd.id, name="Exhibitor")
    save(session, role)
    for person in visitors[:10]:
        attendance = session.get_one(Attendance, person)
        attendance.role_id = role.id
        save(session, attendance)
    save(
        session,
        MayMeet(event_id=crowd.id, a_role_id=role.id, b_role_id=a_role(session, crowd).id),
    )
    run = solved(app, session, crowd)
    assert planned(run)
    assert all(len(two & set(visitors[:10])) == 1 for two, _slot in planned(run))


@pytest.mark.parametrize(
    ("consent", "words"),
    [(None, "Nobody takes part yet"), (Consent.BOOK, "No two of those who take part may meet")],
)
def test_a_run_without_anything_to_plan_fails_in_words(
    app: Starlette, session: Session, consent: Consent | None, words: str
) -> None:
    event = an_event(session)
    an_attendee(session, event, consent=consent, organization="Same")
    an_attendee(session, event, consent=consent, organization="Same")
    run = solved(app, session, event)
    assert run.state == RunState.FAILED
    assert run.failure is not None
    assert words in run.failure


def test_a_fault_of_ours_is_a_failed_run_and_says_so(
    app: Starlette, session: Session, crowd: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solving, "judge", lambda *_: 1 / 0)
    run = solved(app, session, crowd)
    assert (run.state, run.failure) == (
        RunState.FAILED,
        "Something broke on our side; it has been written down.",
    )
    start_run(session, crowd, seconds=5, account_id=None, job=None)  # and another may start


def test_a_stopped_run_gives_the_best_it_has(
    app: Starlette, session: Session, crowd: Event
) -> None:
    run_id = start_run(session, crowd, seconds=600, account_id=None, job=None).id

    def stop(_progress: object) -> None:
        with Session(app.state.engine) as other:
            stop_run(other, run_id)

    before = clock.now()
    solve_run(app.state.sessions, run_id, workers=1, tell=stop)
    assert clock.now() - before < timedelta(seconds=300)
    session.rollback()
    run = session.get_one(Run, run_id)
    assert (run.state, faults(run)) == (RunState.DRAFT, [])


def test_a_run_that_has_not_begun_is_given_up(
    app: Starlette, session: Session, crowd: Event
) -> None:
    run_id = start_run(session, crowd, seconds=5, account_id=None, job=None).id
    stop_run(session, run_id)
    solve_run(app.state.sessions, run_id, workers=1)
    session.rollback()
    assert session.get_one(Run, run_id).state == RunState.DISCARDED


def test_a_run_nobody_works_on_any_more_fails_in_words(
    app: Starlette, session: Session, crowd: Event
) -> None:
    run = start_run(session, crowd, seconds=5, account_id=None, job=None)
    run.state, run.heartbeat_at = RunState.SOLVING, clock.now()
    save(session, run)
    ground = Ground(app.state.settings, app.state.sessions)
    fail_silent_runs.work(ground)
    session.refresh(run)
    assert run.state == RunState.SOLVING
    session.rollback()
    with clock.at(clock.now() + timedelta(minutes=2)):
        fail_silent_runs.work(ground)
    session.refresh(run)
    assert (run.state, run.failure) == (
        RunState.FAILED,
        "The process that solved this run is gone.",
    )


def begins(event: Event) -> Deed:
    """Return the deed of starting a run."""
    event_id = event.id
    return lambda own: start_run(
        own, own.get_one(Event, event_id), seconds=5, account_id=None, job=None
    )


def test_without_the_indexes_an_event_has_two_runs_under_way(
    app: Starlette, session: Session, crowd: Event
) -> None:
    only_where_writes_are_many(session)
    begin = begins(crowd)
    without(session, "run.run_is_alone", "run.uq_run_event_id_number")
    assert refused(overtaken(app, begin, begin)) == 0
    query = select(Run.number).where(Run.state == RunState.QUEUED)
    assert session.exec(query).all() == [1, 1]


def test_an_event_has_one_run_under_way(app: Starlette, session: Session, crowd: Event) -> None:
    begin = begins(crowd)
    for _ in range(10):
        results = at_once(app, begin, begin, begin)
        assert sum(isinstance(one, AlreadyRunning) for one in results) == 2
        session.rollback()
        (run_id,) = session.exec(select(Run.id).where(Run.state == RunState.QUEUED)).all()
        stop_run(session, run_id)


def test_only_drafts_and_failures_are_put_away(
    session: Session, crowd: Event, draft: Callable[[Event], Run]
) -> None:
    run = draft(crowd)
    for _ in range(2):
        discard_run(session, run.id, None)
    under_way = start_run(session, crowd, seconds=5, account_id=None, job=None)
    with pytest.raises(Conflict, match="Only a draft"):
        discard_run(session, under_way.id, None)
