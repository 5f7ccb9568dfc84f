"""Round tables in a run: who wishes is seated, in the plan and in everybody's days."""

import gzip
import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session
from starlette.applications import Starlette

import matcher
from eventnet import clock
from eventnet.affinities.models import PairAffinity
from eventnet.events.models import Attendance, Consent, Event, Organizer
from eventnet.hosting.sitting import give_up, take_seat, wish_for_seat
from eventnet.matching.models import Run
from eventnet.matching.publishing import preview, publish_run
from eventnet.matching.rounds import seat_id
from eventnet.matching.runs import start_run
from eventnet.matching.setting import problem_document
from eventnet.matching.solving import solve_run
from eventnet.meetings.queries import meetings_of
from eventnet.round_tables.models import RoundSeat, RoundTable, SeatState
from eventnet.wishes.models import Wish, WishKind
from tests.browser import Browser
from tests.eventnet.hosting.rounds import a_round_event, a_table, slot_of, state_of
from tests.factories import a_meeting, an_account, an_attendee, save


@pytest.fixture
def event(session: Session) -> Event:
    return a_round_event(session, slots=2)


@pytest.fixture
def host(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Host Example", consent=Consent.OWN)


@pytest.fixture
def table(session: Session, event: Event, host: Attendance) -> RoundTable:
    return a_table(session, event, host)


@pytest.fixture
def run(session: Session, app: Starlette, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Run]:
    """Return what solves a run on the affinities that a test has stored."""
    monkeypatch.setattr("eventnet.matching.solving.refresh", lambda *_: None)

    def solve() -> Run:
        event = session.get_one(Event, session.info["event"])
        made = start_run(session, event, seconds=2, account_id=None, job=None)
        solve_run(app.state.sessions, made.id, workers=1)
        session.rollback()
        found = session.get_one(Run, made.id, populate_existing=True)
        assert found.failure is None
        return found

    return solve


@pytest.fixture(autouse=True)
def known(session: Session, event: Event) -> None:
    session.info["event"] = event.id


def worth(session: Session, one: Attendance, other: Attendance, value: float) -> None:
    a_id, b_id = sorted((one.id, other.id))
    save(session, PairAffinity(a_id=a_id, b_id=b_id, event_id=one.event_id, value=value))


def pairs(session: Session, event: Event) -> dict[str, float]:
    return {one["id"]: one["affinity"] for one in problem_document(session, event)["pairs"]}


def test_table_is_somebody_with_seats_in_one_slot(
    session: Session, event: Event, table: RoundTable
) -> None:
    ada, bo = an_attendee(session, event), an_attendee(session, event)
    take_seat(session, event.id, ada.id, table.id)
    wish_for_seat(session, event.id, bo.id, table.id)
    document = problem_document(session, event)
    people = {one["id"]: one for one in document["people"]}
    assert people[f"round:{table.id}"] == {
        "id": f"round:{table.id}",
        "max_meetings": 2,
        "floor": 0,
        "unavailable": [slot_of(session, event, 1).id],
        "seats": 2,
        "own_table": True,
    }
    assert people[ada.id]["unavailable"] == [table.slot_id]
    assert [one for one in document["pairs"] if one["b"].startswith("round:")] == [
        {
            "id": seat_id(bo.id, table.id),
            "a": bo.id,
            "b": f"round:{table.id}",
            "affinity": 0.5,
            "slots": [table.slot_id],
        }
    ]


def test_full_table_is_not_planned(session: Session, event: Event, table: RoundTable) -> None:
    for _ in range(3):
        take_seat(session, event.id, an_attendee(session, event).id, table.id)
    wish_for_seat(session, event.id, an_attendee(session, event).id, table.id)
    assert not any("round:" in key for key in pairs(session, event))


def test_seat_is_worth_a_typical_wish_or_what_its_host_is(
    session: Session, event: Event, host: Attendance, table: RoundTable
) -> None:
    ada, bo, cy = (an_attendee(session, event) for _ in range(3))
    worth(session, ada, bo, 0.3)
    worth(session, bo, cy, 0.05)
    worth(session, cy, host, 0.7)
    save(session, Wish(from_id=ada.id, to_id=bo.id, event_id=event.id, kind=WishKind.WANT))
    for one in (bo, cy):
        wish_for_seat(session, event.id, one.id, table.id)
    found = pairs(session, event)
    assert found[seat_id(bo.id, table.id)] == pytest.approx(0.3)
    assert found[seat_id(cy.id, table.id)] == pytest.approx(0.7)


def test_seat_beside_a_veto_is_worth_next_to_nothing(
    session: Session, event: Event, table: RoundTable
) -> None:
    ada, bo = an_attendee(session, event), an_attendee(session, event)
    take_seat(session, event.id, ada.id, table.id)
    wish_for_seat(session, event.id, bo.id, table.id)
    save(session, Wish(from_id=bo.id, to_id=ada.id, event_id=event.id, kind=WishKind.AVOID))
    assert pairs(session, event)[seat_id(bo.id, table.id)] == pytest.approx(0.005)


def test_files_that_organizers_take_away_do_not_tell_of_a_veto_at_a_table(
    session: Session,
    event: Event,
    table: RoundTable,
    run: Callable[[], Run],
    browser: Callable[[], Browser],
) -> None:
    organizer = an_account(session)
    ada, bo, cy, dy = (an_attendee(session, event) for _ in range(4))
    save(session, Organizer(event_id=event.id, account_id=organizer.id))
    worth(session, cy, dy, 0.9)
    take_seat(session, event.id, ada.id, table.id)
    wish_for_seat(session, event.id, bo.id, table.id)
    mine = browser().sign_in(organizer.email)

    def files() -> list[Any]:
        page = f"/e/{event.slug}/organize/runs/{run().number}"
        answers = [mine.get(f"{page}/{kind}.json.gz") for kind in ("problem", "plan")]
        return [json.loads(gzip.decompress(answer.content)) for answer in answers]

    problem, plan = files()
    save(session, Wish(from_id=bo.id, to_id=ada.id, event_id=event.id, kind=WishKind.AVOID))
    beside, planned = files()
    assert beside == problem
    assert planned["bound"] == pytest.approx(plan["bound"])
    assert {**planned, "seconds": plan["seconds"], "bound": plan["bound"]} == plan
    assert len(plan["meetings"]) == 2
    assert matcher.check(matcher.Problem.from_json(problem), matcher.Plan.from_json(plan)) == []


def test_publishing_seats_those_who_wished(
    session: Session, event: Event, table: RoundTable, run: Callable[[], Run]
) -> None:
    asked = an_attendee(session, event, consent=Consent.ASK)
    own = an_attendee(session, event, consent=Consent.OWN)
    resting = an_attendee(session, event)
    for one in (asked, own, resting):
        wish_for_seat(session, event.id, one.id, table.id)
    resting.paused_at = clock.now()
    save(session, resting)
    drafted = run()
    assert len(preview(session, event, drafted).seats.added) == 2
    publish_run(session, drafted.id, account_id=None)
    states = [state_of(session, table, one) for one in (asked, own, resting)]
    assert states == [SeatState.SEATED, SeatState.SEATED, SeatState.WISHED]
    report = session.get_one(Run, drafted.id).report
    assert report is not None
    assert (report["seats"], report["seats_wished"], report["meetings"]) == (2, 2, 0)


def test_meeting_that_is_worth_more_comes_before_a_wished_seat(
    session: Session, event: Event, host: Attendance, run: Callable[[], Run]
) -> None:
    table = a_table(session, event, host)
    ada, bo = an_attendee(session, event), an_attendee(session, event)
    worth(session, ada, bo, 0.9)
    worth(session, ada, host, 0.1)
    a_meeting(session, event, bo, an_attendee(session, event), slot=1)  # bo is free in the first
    wish_for_seat(session, event.id, ada.id, table.id)
    publish_run(session, run().id, account_id=None)
    assert state_of(session, table, ada) is SeatState.WISHED
    assert [one.other_id for one in meetings_of(session, ada.id)] == [bo.id]


def test_next_run_keeps_planned_seats_and_may_take_them_back(
    session: Session, event: Event, table: RoundTable, run: Callable[[], Run]
) -> None:
    ada = an_attendee(session, event)
    wish_for_seat(session, event.id, ada.id, table.id)
    first = run()
    publish_run(session, first.id, account_id=None)
    document = problem_document(session, event)
    assert document["kept"] == [{"pair": seat_id(ada.id, table.id), "slot": table.slot_id}]
    second = run()
    seats = preview(session, event, second).seats
    assert (seats.kept, seats.added, seats.taken_back) == ([(ada.id, table.id)], [], [])
    publish_run(session, second.id, account_id=None)
    seat = session.get_one(RoundSeat, (table.id, ada.id), populate_existing=True)
    assert (seat.state, seat.run_id, seat.sequence) == (SeatState.SEATED, second.id, 1)


def test_taken_by_hand_a_planned_seat_is_moved_by_no_plan(
    session: Session, event: Event, table: RoundTable, run: Callable[[], Run]
) -> None:
    ada = an_attendee(session, event)
    wish_for_seat(session, event.id, ada.id, table.id)
    publish_run(session, run().id, account_id=None)
    take_seat(session, event.id, ada.id, table.id)
    assert problem_document(session, event)["kept"] == []


def test_wish_that_was_taken_back_since_the_draft_is_left_out(
    session: Session, event: Event, table: RoundTable, run: Callable[[], Run]
) -> None:
    ada, bo = an_attendee(session, event), an_attendee(session, event)
    for one in (ada, bo):
        wish_for_seat(session, event.id, one.id, table.id)
    drafted = run()
    give_up(session, event.id, ada.id, table.id)
    assert preview(session, event, drafted).left_out == 1
    publish_run(session, drafted.id, account_id=None)
    assert state_of(session, table, ada) is SeatState.OFF
    report = session.get_one(Run, drafted.id, populate_existing=True).report
    assert report is not None
    assert report["seats"] == 1


def test_seats_taken_since_the_draft_are_not_given_again(
    session: Session, event: Event, table: RoundTable, run: Callable[[], Run]
) -> None:
    wishing = [an_attendee(session, event) for _ in range(3)]
    for one in wishing:
        wish_for_seat(session, event.id, one.id, table.id)
    drafted = run()
    for _ in range(2):
        take_seat(session, event.id, an_attendee(session, event).id, table.id)
    publish_run(session, drafted.id, account_id=None)
    states = [state_of(session, table, one) for one in wishing]
    assert sorted(states, key=str) == [SeatState.SEATED, SeatState.WISHED, SeatState.WISHED]
