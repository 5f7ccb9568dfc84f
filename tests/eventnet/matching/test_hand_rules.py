"""Pins and forbids: every run to come keeps them, and a pin never tells of a veto."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, col, delete, select
from starlette.applications import Starlette

from eventnet.affinities.models import PairAffinity
from eventnet.audit import AuditEntry
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.events.models import Attendance, Consent, Event
from eventnet.events.queries import slots
from eventnet.matching.hand_rules import add_rule, rules_of, take_back_rule
from eventnet.matching.models import HandRule, RuleKind, Run, RunState
from eventnet.matching.publishing import publish_run
from eventnet.matching.setting import pair_id, problem_document
from eventnet.meetings.models import Answer, Meeting, MeetingSide, MeetingState
from eventnet.wishes.models import Wish, WishKind
from tests.eventnet.matching.settled import faults, held, planned
from tests.factories import an_attendee, an_event
from tests.races import (
    Deed,
    at_once,
    only_where_writes_are_many,
    overtaken,
    without,
)

Draft = Callable[[Event], Run]


def people(session: Session, event: Event) -> list[str]:
    query = select(Attendance.id).where(Attendance.event_id == event.id)
    return sorted(session.exec(query))


def pin(session: Session, event: Event, *two: str, slot_id: str | None = None) -> HandRule:
    pair = frozenset(two)
    return add_rule(session, event, pair, RuleKind.PIN, slot_id=slot_id, account_id=None)


def forbid(session: Session, event: Event, *two: str) -> HandRule:
    return add_rule(session, event, frozenset(two), RuleKind.FORBID, account_id=None)


def apart(session: Session, event: Event, run: Run) -> list[str]:
    """Return two people whom a run did not bring together."""
    met = {two for two, _slot in planned(run)}
    everybody = people(session, event)
    return next(
        [one, other]
        for one in everybody
        for other in everybody
        if one < other and frozenset((one, other)) not in met
    )


def test_a_run_keeps_pins_and_forbids(session: Session, crowd: Event, draft: Draft) -> None:
    first = draft(crowd)
    met = sorted(planned(first), key=lambda one: sorted(one[0]))
    gone, other = met[0][0], met[1]
    free = apart(session, crowd, first)
    elsewhere = next(slot.id for slot in slots(session, crowd.id) if slot.id != other[1])
    forbid(session, crowd, *gone)
    pin(session, crowd, *free)
    pin(session, crowd, *other[0], slot_id=elsewhere)
    run = draft(crowd)
    then = dict(planned(run))
    assert faults(run) == []
    assert gone not in then
    assert frozenset(free) in then
    assert then[other[0]] == elsewhere
    assert run.report is not None
    assert run.report["pins"] == {"asked": 2, "kept": 2}


def test_pins_that_cannot_all_be_kept_leave_a_run_that_keeps_the_others(
    session: Session, crowd: Event, draft: Draft
) -> None:
    one, *others = people(session, crowd)
    for other in others[:10]:  # there are six slots
        pin(session, crowd, one, other)
    run = draft(crowd)
    assert faults(run) == []
    assert run.report is not None
    assert run.report["pins"] == {"asked": 10, "kept": 6}


@pytest.mark.parametrize("how", ["veto", "pause", "own", "no", "full"])
def test_a_pin_that_somebody_is_in_the_way_of_is_told_in_the_same_words(
    session: Session, crowd: Event, draft: Draft, how: str
) -> None:
    one, other, *_rest = people(session, crowd)
    pin(session, crowd, one, other)
    attendance = session.get_one(Attendance, other)
    if how == "veto":
        session.merge(Wish(event_id=crowd.id, from_id=other, to_id=one, kind=WishKind.AVOID))
    elif how == "pause":
        attendance.paused_at = crowd.created_at
    elif how == "own":
        attendance.consent = Consent.OWN
    elif how == "full":
        attendance.max_meetings = 0
    else:
        publish_run(session, draft(crowd).id, account_id=None)
        say_no(session, other)
    session.commit()
    run = draft(session.get_one(Event, crowd.id))
    assert run.report is not None
    assert run.report["pins"] == {"asked": 1, "kept": 0}
    assert frozenset((one, other)) not in dict(planned(run))


def say_no(session: Session, attendance_id: str) -> None:
    sides = session.exec(select(MeetingSide).where(MeetingSide.attendance_id == attendance_id))
    for side in sides.all():
        side.answer, side.live = Answer.NO, False
        meeting = session.get_one(Meeting, side.meeting_id)
        meeting.live, meeting.state = False, MeetingState.DECLINED
        for row in session.exec(select(MeetingSide).where(MeetingSide.meeting_id == meeting.id)):
            row.live = False


def test_a_pinned_meeting_still_waits_for_the_yes_of_who_wants_to_be_asked(
    session: Session, crowd: Event, draft: Draft
) -> None:
    one, other, *_rest = people(session, crowd)
    session.get_one(Attendance, one).consent = Consent.ASK
    session.commit()
    pin(session, session.get_one(Event, crowd.id), one, other)
    publish_run(session, draft(session.get_one(Event, crowd.id)).id, account_id=None)
    assert frozenset((one, other)) in dict(held(session, crowd.id))
    mine = session.exec(
        select(Meeting.id)
        .join(MeetingSide)
        .where(MeetingSide.attendance_id == one, Meeting.state == MeetingState.WAITING)
    ).all()
    theirs = session.exec(
        select(MeetingSide.meeting_id).where(MeetingSide.attendance_id == other)
    ).all()
    assert len(set(mine) & set(theirs)) == 1


def test_a_forbid_is_kept_by_a_draft_that_was_made_before(
    session: Session, crowd: Event, draft: Draft
) -> None:
    run = draft(crowd)
    two = min(planned(run), key=lambda one: sorted(one[0]))[0]
    forbid(session, crowd, *two)
    publish_run(session, run.id, account_id=None)
    assert two not in dict(held(session, crowd.id))
    assert faults(session.get_one(Run, run.id)) == []


def test_a_rule_is_taken_back_once_and_written_down(session: Session, crowd: Event) -> None:
    one, other, *_rest = people(session, crowd)
    rule = pin(session, crowd, one, other)
    with pytest.raises(Conflict, match="There is a rule for these two already"):
        forbid(session, crowd, other, one)
    with pytest.raises(NotFound):
        take_back_rule(session, an_event(session).id, rule.id, None)
    rule_id = rule.id
    take_back_rule(session, crowd.id, rule_id, None)
    with pytest.raises(NotFound):
        take_back_rule(session, crowd.id, rule_id, None)
    assert rules_of(session, crowd.id) == []
    deeds = session.exec(select(AuditEntry.deed).where(AuditEntry.subject == rule_id)).all()
    assert sorted(deeds) == ["rule.made", "rule.taken_back"]
    assert "mandatory" not in str(problem_document(session, crowd))


def test_a_rule_is_of_two_people_of_the_event_and_a_slot_that_is_there(
    session: Session, crowd: Event
) -> None:
    one, other, *_rest = people(session, crowd)
    foreign = an_attendee(session, an_event(session)).id
    for two in ((one, one), (one, foreign), (one, "nobody")):
        with pytest.raises(Refused, match="Choose two"):
            pin(session, crowd, *two)
    with pytest.raises(Refused, match="no longer there"):
        pin(session, crowd, one, other, slot_id="x")
    assert rules_of(session, crowd.id) == []


def test_a_pinned_pair_that_nothing_speaks_for_is_worth_least(
    session: Session, crowd: Event, draft: Draft
) -> None:
    draft(crowd)
    one, other, *_rest = people(session, crowd)
    session.exec(delete(PairAffinity).where(col(PairAffinity.a_id) == one))
    session.commit()
    least = min(pair["affinity"] for pair in problem_document(session, crowd)["pairs"])
    pin(session, crowd, one, other)
    found = {pair["id"]: pair for pair in problem_document(session, crowd)["pairs"]}
    assert found[pair_id(one, other)]["affinity"] == least


def pins(session: Session, event: Event) -> Deed:
    """Return the deed of pinning two people of an event."""
    event_id, (one, other, *_rest) = event.id, people(session, event)
    session.commit()
    return lambda own: pin(own, own.get_one(Event, event_id), one, other).id


def test_without_the_index_two_organizers_make_two_rules_of_two_people(
    app: Starlette, session: Session, crowd: Event
) -> None:
    only_where_writes_are_many(session)
    deed = pins(session, crowd)
    without(session, "hand_rule.uq_hand_rule_a_id_b_id")
    overtaken(app, deed, deed)
    assert len(rules_of(session, crowd.id)) == 2


def test_two_organizers_make_one_rule_of_two_people(
    app: Starlette, session: Session, crowd: Event
) -> None:
    done = at_once(app, *[pins(session, crowd)] * 4)
    assert [type(one) for one in done].count(Conflict) == 3
    assert len(rules_of(session, crowd.id)) == 1


def test_a_run_after_a_slot_was_removed_asks_for_no_pin_in_it(
    session: Session, crowd: Event, draft: Draft
) -> None:
    one, other, *_rest = people(session, crowd)
    slot = slots(session, crowd.id)[0]
    pin(session, crowd, one, other, slot_id=slot.id)
    slot = session.get_one(type(slot), slot.id)
    slot.removed_at = crowd.created_at
    session.commit()
    run = draft(session.get_one(Event, crowd.id))
    assert (run.state, faults(run)) == (RunState.DRAFT, [])
