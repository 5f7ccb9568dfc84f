"""Ties are counted from what both know, correct themselves, and are not counted twice."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.actions import leave_community
from eventnet.communities.models import Community, Membership
from eventnet.contacts.actions import take_back
from eventnet.contacts.models import Contact
from eventnet.events.models import Attendance, Event, Slot
from eventnet.jobs import Ground
from eventnet.meetings.models import MeetingState
from eventnet.messages.actions import write
from eventnet.outcomes.actions import Told, tell
from eventnet.outcomes.models import Happened, Outcome
from eventnet.ties import counting
from eventnet.ties.counting import count_all, count_two
from eventnet.ties.models import Tie
from eventnet.ties.strength import Contact as Happening
from eventnet.ties.strength import Kind, height
from tests.factories import a_meeting, an_attendee, save
from tests.queries import counted
from tests.work import do_jobs


def ties(session: Session) -> list[Tie]:
    """Return the ties as they stand now."""
    session.rollback()
    return list(session.exec(select(Tie).execution_options(populate_existing=True)))


def exchanged(session: Session, event: Event, one: Attendance, other: Attendance) -> Contact:
    """Let two have exchanged contact details."""
    a_id, b_id = sorted((one.id, other.id))
    made = Contact(a_id=a_id, b_id=b_id, event_id=event.id, created_at=clock.now())
    save(session, made)
    return made


def test_two_who_met_have_a_tie(
    session: Session, ground: Ground, spring: Event, ada: Attendance, bo: Attendance
) -> None:
    a_meeting(session, spring, ada, bo)
    count_all.work(ground)
    (tie,) = ties(session)
    assert [tie.a_id, tie.b_id] == sorted((ada.membership_id, bo.membership_id))
    starts = session.exec(select(Slot.starts_at).order_by(col(Slot.starts_at))).first()
    assert starts is not None
    assert tie.strength == pytest.approx(height([Happening(Kind.MET, starts)]))
    assert tie.since == tie.latest == starts


def test_counting_again_changes_nothing(
    session: Session, ground: Ground, spring: Event, ada: Attendance, bo: Attendance
) -> None:
    a_meeting(session, spring, ada, bo)
    exchanged(session, spring, ada, bo)
    count_all.work(ground)
    before = [tie.model_dump() for tie in ties(session)]
    with clock.at(clock.now() + timedelta(days=400)):
        count_all.work(ground)
    assert [tie.model_dump() for tie in ties(session)] == before


@pytest.mark.parametrize("denies", ["ada", "bo"])
@pytest.mark.parametrize("says", [Happened.THEY_MISSED, Happened.I_MISSED])
def test_meeting_that_either_denies_makes_no_tie_until_they_take_it_back(
    session: Session,
    app: Starlette,
    ground: Ground,
    spring: Event,
    ada: Attendance,
    bo: Attendance,
    denies: str,
    says: Happened,
) -> None:
    meeting, teller = a_meeting(session, spring, ada, bo), {"ada": ada, "bo": bo}[denies]
    key, teller_id = meeting.id, teller.id
    count_all.work(ground)
    assert len(ties(session)) == 1
    tell(session, spring, key, teller_id, Told(says))
    do_jobs(app)
    assert ties(session) == []
    tell(session, spring, key, teller_id, Told(Happened.YES))
    do_jobs(app)
    assert len(ties(session)) == 1


@pytest.mark.parametrize("state", [one for one in MeetingState if one != MeetingState.CONFIRMED])
def test_meeting_that_did_not_stand_makes_no_tie(
    session: Session,
    ground: Ground,
    spring: Event,
    ada: Attendance,
    bo: Attendance,
    state: MeetingState,
) -> None:
    a_meeting(session, spring, ada, bo, state=state)
    count_all.work(ground)
    assert ties(session) == []


def test_meeting_that_is_not_over_makes_no_tie(
    session: Session, ground: Ground, spring: Event, ada: Attendance, bo: Attendance
) -> None:
    meeting = a_meeting(session, spring, ada, bo)
    starts = session.get_one(Slot, meeting.slot_id).starts_at
    with clock.at(starts + timedelta(minutes=19)):
        count_all.work(ground)
    assert ties(session) == []
    with clock.at(starts + timedelta(minutes=20)):
        count_all.work(ground)
    assert len(ties(session)) == 1


def test_exchange_makes_a_tie_and_taking_it_back_ends_it(
    session: Session,
    app: Starlette,
    ground: Ground,
    spring: Event,
    ada: Attendance,
    bo: Attendance,
) -> None:
    exchanged(session, spring, ada, bo)
    count_two.work(ground, bo.id, ada.id)
    assert len(ties(session)) == 1
    take_back(session, ada.id, bo.id)
    assert do_jobs(app) == ["count_two"]
    assert ties(session) == []


def test_letters_count_once_both_have_written(
    session: Session, ground: Ground, spring: Event, ada: Attendance, bo: Attendance
) -> None:
    meeting = a_meeting(session, spring, ada, bo)
    save(session, told(meeting.id, ada))  # so that the letters alone are a tie
    write(session, ada, bo.id, "Hello")
    count_all.work(ground)
    assert ties(session) == []
    write(session, bo, ada.id, "Hello too")
    count_all.work(ground)
    (tie,) = ties(session)
    assert tie.strength == pytest.approx(height([Happening(Kind.WROTE, tie.latest)]))


def told(meeting_id: str, who: Attendance) -> Outcome:
    return Outcome(
        meeting_id=meeting_id,
        attendance_id=who.id,
        event_id=who.event_id,
        happened=Happened.THEY_MISSED,
    )


def test_whoever_leaves_has_no_tie_any_more(
    session: Session,
    ground: Ground,
    community: Community,
    spring: Event,
    ada: Attendance,
    bo: Attendance,
) -> None:
    a_meeting(session, spring, ada, bo)
    count_all.work(ground)
    account_id = session.get_one(Membership, bo.membership_id).account_id
    leave_community(session, community.id, account_id)
    assert ties(session) == []
    count_all.work(ground)
    assert ties(session) == []


def test_account_out_of_use_and_event_deleted_end_ties_until_they_are_back(
    session: Session, ground: Ground, spring: Event, ada: Attendance, bo: Attendance
) -> None:
    a_meeting(session, spring, ada, bo)
    membership = session.get_one(Membership, ada.membership_id)
    account = session.get_one(Account, membership.account_id)
    for row, field in ((account, "deactivated_at"), (spring, "erase_at")):
        for value, count in ((clock.now(), 0), (None, 1)):
            setattr(row, field, value)
            save(session, row)
            count_all.work(ground)
            assert len(ties(session)) == count


def test_erased_account_takes_its_ties_along(
    session: Session, ground: Ground, spring: Event, ada: Attendance, bo: Attendance
) -> None:
    a_meeting(session, spring, ada, bo)
    count_all.work(ground)
    membership = session.get_one(Membership, ada.membership_id)
    session.delete(session.get_one(Account, membership.account_id))
    session.commit()
    assert ties(session) == []


def test_job_of_two_of_whom_one_is_gone_does_nothing(
    session: Session, ground: Ground, ada: Attendance
) -> None:
    count_two.work(ground, ada.id, "nobody")
    assert ties(session) == []


def test_counting_that_is_stopped_is_taken_up_again(
    session: Session,
    ground: Ground,
    spring: Event,
    ada: Attendance,
    bo: Attendance,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(counting, "AT_A_TIME", 1)
    others = [an_attendee(session, spring, f"Other {number}") for number in range(4)]
    for number, other in enumerate(others):
        a_meeting(session, spring, ada, other, slot=number)
    real, done = counting.recount, list[object]()

    def dies(*given: object, **more: object) -> None:
        if len(done) == 3:
            raise RuntimeError("killed")
        done.append(given)
        real(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(counting, "recount", dies)
    with pytest.raises(RuntimeError, match="killed"):
        count_all.work(ground)
    monkeypatch.setattr(counting, "recount", real)
    count_all.work(ground)
    assert len(ties(session)) == 4


def test_counting_takes_as_many_statements_for_thirty_as_for_one(
    session: Session, app: Starlette, ground: Ground, spring: Event, ada: Attendance
) -> None:
    exchanged(session, spring, ada, an_attendee(session, spring, "One"))
    count_all.work(ground)
    with counted(app.state.engine) as few:
        count_all.work(ground)
    for number in range(29):
        exchanged(session, spring, ada, an_attendee(session, spring, f"Other {number}"))
    count_all.work(ground)
    assert len(ties(session)) == 30
    with counted(app.state.engine) as many:
        count_all.work(ground)
    assert many.total == few.total
