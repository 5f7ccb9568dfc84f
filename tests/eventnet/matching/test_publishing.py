"""A draft becomes everybody's schedule: whole, once, and only as far as it still fits."""

from collections.abc import Callable
from datetime import timedelta
from threading import Event as Flag
from threading import Thread

import pytest
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet import clock, jobs
from eventnet.affinities.actions import mark_stale
from eventnet.audit import AuditEntry
from eventnet.errors import Conflict
from eventnet.events.models import Attendance, Consent, Event, Slot
from eventnet.jobs import Ground, job
from eventnet.matching import publishing
from eventnet.matching.models import Run, RunState
from eventnet.matching.publishing import preview, publish_run
from eventnet.matching.setting import problem_document
from eventnet.meetings.actions import cancel_all_of
from eventnet.meetings.difference import held_meetings
from eventnet.meetings.models import MeetingState
from eventnet.meetings.queries import meetings_of, meetings_of_event
from eventnet.wishes.models import Wish, WishKind
from tests.eventnet.matching.settled import faults, held, overbooked, planned, published
from tests.factories import a_meeting, a_role, let_meet, save
from tests.races import Deed

Draft = Callable[[Event], Run]


def publishing_of(run_id: str, against: int | None = None) -> Deed:
    """Return the deed of publishing a run."""
    return lambda own: publish_run(own, run_id, account_id=None, against=against)


def test_what_is_published_is_the_plan_and_passes_the_check(
    session: Session, crowd: Event, draft: Draft
) -> None:
    run = draft(crowd)
    booked = publish_run(session, run.id, account_id=None, against=0)
    assert held(session, crowd.id) == planned(run)
    assert len(booked.difference.added) == len(planned(run))
    assert faults(published(session, crowd.id)) == []
    assert overbooked(session, crowd.id) == []
    session.refresh(crowd)
    assert crowd.schedule_version == 1
    everybody = meetings_of_event(session, crowd.id)
    meetings = [meeting for found in everybody.values() for meeting in found]
    assert {meeting.state for meeting in meetings} == {MeetingState.CONFIRMED}
    assert all(meeting.because for meeting in meetings)
    entry = session.exec(select(AuditEntry).where(AuditEntry.deed == "plan.published")).one()
    assert entry.detail["meetings"] == len(planned(run))


def test_what_no_longer_fits_is_left_out_and_the_plan_still_passes(
    session: Session, crowd: Event, draft: Draft
) -> None:
    run = draft(crowd)
    everybody = sorted({person for two, _slot in planned(run) for person in two})
    leaves, changes_mind = (session.get_one(Attendance, key) for key in everybody[:2])
    leaves.left_at, changes_mind.consent = clock.now(), Consent.OWN
    two = next(two for two, _slot in planned(run) if not two & {leaves.id, changes_mind.id})
    one, other = sorted(two)
    save(session, leaves, changes_mind)
    session.merge(Wish(from_id=one, to_id=other, event_id=crowd.id, kind=WishKind.AVOID))
    session.commit()
    expected = {
        (who, slot)
        for who, slot in planned(run)
        if who != two and not who & {leaves.id, changes_mind.id}
    }
    assert preview(session, crowd, run).left_out == len(planned(run)) - len(expected)
    publish_run(session, run.id, account_id=None)
    after = published(session, crowd.id)
    assert held(session, crowd.id) == expected == planned(after)
    assert faults(after) == []


def test_what_roles_forbid_since_is_left_out_and_the_report_says_what_is_left(
    session: Session, crowd: Event, draft: Draft
) -> None:
    run = draft(crowd)
    speaker = a_role(session, crowd, "Speaker")
    two, _slot = min(planned(run), key=lambda one: sorted(one[0]))
    for person in two:
        attendance = session.get_one(Attendance, person)
        attendance.role_id = speaker.id
        save(session, attendance)
    visitor = a_role(session, crowd)
    pairs = {(visitor.id, visitor.id), (visitor.id, speaker.id)}
    let_meet(session, crowd, pairs)
    expected = {(who, slot) for who, slot in planned(run) if who != two}
    publish_run(session, run.id, account_id=None)
    after = published(session, crowd.id)
    assert held(session, crowd.id) == expected == planned(after)
    assert faults(after) == []
    assert after.report is not None
    assert after.report["meetings"] == len(expected)
    assert after.incumbent == after.report["objective"]


def test_a_run_does_not_plan_what_roles_forbid(
    session: Session, crowd: Event, draft: Draft
) -> None:
    draft(crowd)
    visitor, speaker = a_role(session, crowd), a_role(session, crowd, "Speaker")
    pairs = {(visitor.id, speaker.id)}
    let_meet(session, crowd, pairs)
    assert problem_document(session, crowd)["pairs"] == []


def test_another_run_keeps_what_people_have_at_the_table_they_know(
    session: Session, crowd: Event, draft: Draft
) -> None:
    publish_run(session, draft(crowd).id, account_id=None)
    before = {(one.two, one.slot_id, one.table_number) for one in held_meetings(session, crowd.id)}
    two, _slot, _table = min(before, key=lambda one: sorted(one[0]))
    leaver = min(two)
    session.get_one(Attendance, leaver).left_at = clock.now()
    session.commit()
    cancel_all_of(session, leaver, "left")
    mark_stale(session, crowd.id)
    second = draft(crowd)
    changed = preview(session, crowd, second).difference
    assert len(changed.kept) > 0.8 * len(before)
    publish_run(session, second.id, account_id=None)
    after = {(one.two, one.slot_id, one.table_number) for one in held_meetings(session, crowd.id)}
    assert len(before & after) == len(changed.kept)


def test_the_preview_says_what_publishing_does(
    session: Session, crowd: Event, draft: Draft
) -> None:
    publish_run(session, draft(crowd).id, account_id=None)
    before = held(session, crowd.id)
    slot = session.exec(select(Slot).where(Slot.event_id == crowd.id)).first()
    assert slot is not None
    slot.removed_at = clock.now()
    save(session, slot)
    run = draft(crowd)
    shown = preview(session, crowd, run).difference
    done = publish_run(session, run.id, account_id=None, against=1).difference
    after = held(session, crowd.id)
    for difference in (shown, done):
        assert {(one.two, one.slot_id) for one, _new in difference.kept} <= before & after
        assert {(new.two, new.slot_id) for new in difference.added} <= after - before
        assert {(one.two, one.slot_id) for one in difference.cancelled} <= before - after
    assert [len(part) for part in vars(shown).values()] == [
        len(part) for part in vars(done).values()
    ]
    assert slot.id not in {slot_id for _two, slot_id in after}


def test_tables_of_meetings_that_stay_are_not_given_twice(
    session: Session, crowd: Event, draft: Draft
) -> None:
    a, b = session.exec(select(Attendance).order_by(col(Attendance.id))).all()[:2]
    own = a_meeting(session, crowd, a, b, table=1)
    own_id = own.id
    run = draft(crowd)
    publish_run(session, run.id, account_id=None)
    assert faults(published(session, crowd.id)) == []
    assert overbooked(session, crowd.id) == []
    assert own_id in {meeting.id for meeting in meetings_of(session, a.id)}
    assert len(held(session, crowd.id)) == len(planned(run)) + 1


def test_a_run_is_published_once_and_drafts_only(
    session: Session, crowd: Event, draft: Draft
) -> None:
    run = draft(crowd)
    publish_run(session, run.id, account_id=None)
    with pytest.raises(Conflict, match="is published already"):
        publish_run(session, run.id, account_id=None)
    other = draft(crowd)
    with pytest.raises(Conflict, match="published a schedule meanwhile"):
        publish_run(session, other.id, account_id=None, against=0)
    other.state = RunState.DISCARDED
    save(session, other)
    with pytest.raises(Conflict, match="is no draft"):
        publish_run(session, other.id, account_id=None)


def test_a_publication_is_told_to_later_features(
    session: Session, app: Starlette, crowd: Event, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    @job()
    def hear(_ground: Ground, _run_id: str) -> None:
        """Hear of it."""

    monkeypatch.setattr(publishing, "on_published", [hear])
    run = draft(crowd)
    publish_run(session, run.id, account_id=None)
    found = jobs.client(app.state.engine).list_queued_workflows()
    assert hear.name in [status.name for status in found]
    del jobs.jobs[hear.name]


def test_no_reader_sees_a_mix(session: Session, app: Starlette, crowd: Event, draft: Draft) -> None:
    event_id = crowd.id
    publish_run(session, draft(crowd).id, account_id=None)
    states = [held(session, event_id)]
    seen: list[set[tuple[frozenset[str], str]]] = []
    done = Flag()

    def read() -> None:
        with Session(app.state.engine) as own:
            while not done.is_set():
                own.rollback()
                done.wait(0.002)
                seen.append(held(own, event_id))

    readers = [Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    try:
        for _ in range(3):
            slot = session.exec(
                select(Slot).where(Slot.event_id == event_id, col(Slot.removed_at).is_(None))
            ).first()
            assert slot is not None
            slot.removed_at = clock.now()
            save(session, slot)
            publish_run(session, draft(crowd).id, account_id=None)
            states.append(held(session, event_id))
            session.rollback()
    finally:
        done.set()
        for reader in readers:
            reader.join()
    assert len({frozenset(state) for state in states}) == 4
    assert {frozenset(one) for one in seen} <= {frozenset(state) for state in states}
    assert len({frozenset(one) for one in seen}) > 1


def test_a_new_publication_during_the_event_leaves_what_has_begun(
    session: Session, crowd: Event, draft: Draft
) -> None:
    publish_run(session, draft(crowd).id, account_id=None)
    first = session.exec(select(Slot).order_by(col(Slot.starts_at))).first()
    assert first is not None
    past = {one for one in held(session, crowd.id) if one[1] == first.id}
    with clock.at(first.starts_at + timedelta(minutes=1)):
        publish_run(session, draft(crowd).id, account_id=None)
    after = held(session, crowd.id)
    assert past
    assert past <= after
    assert overbooked(session, crowd.id) == []
    met = [two for two, _slot in after]
    assert len(met) == len(set(met))
