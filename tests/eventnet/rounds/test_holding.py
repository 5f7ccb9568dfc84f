"""A round from its day to the stored talks: who is in it, who is with whom, exactly once."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, select

from eventnet import clock
from eventnet.communities.models import Community, Membership
from eventnet.events.models import Attendance, Event, Slot
from eventnet.jobs import Ground
from eventnet.matching.models import HandRule, RuleKind
from eventnet.messages.models import Conversation, ConversationSide
from eventnet.people.models import Profile
from eventnet.rounds import holding, pairing
from eventnet.rounds.beginning import RoundBegun, begin_due, begin_now, hold_apart
from eventnet.rounds.models import RoundMember, RoundsSetting, RoundState, RoundTalk, TalkRound
from eventnet.wishes.models import Wish, WishKind
from tests.eventnet.rounds.round import (
    MONDAY,
    a_round,
    is_first,
    joins,
    the_talk,
    who_talks,
)
from tests.factories import a_meeting, an_attendee, save

WEEK = timedelta(days=7)


def two(*people: Attendance) -> set[str]:
    return {one.membership_id for one in people}


def test_a_round_is_held_on_its_day_and_once(
    session: Session, ground: Ground, ada: Attendance, bo: Attendance
) -> None:
    joins(session, ada, bo)
    with clock.at(MONDAY - timedelta(hours=2)):
        assert a_round(session, ground) is None
    held = a_round(session, ground)
    assert held is not None
    assert (held.state, held.people, held.talks, held.left) == (RoundState.DONE, 2, 1, 0)
    assert who_talks(session) == [two(ada, bo)]
    a_round(session, ground)
    assert len(session.exec(select(TalkRound)).all()) == 1


def test_after_downtime_only_the_last_round_is_made_up_for(
    session: Session, ground: Ground, ada: Attendance, bo: Attendance
) -> None:
    joins(session, ada, bo)
    with clock.at(MONDAY + 3 * WEEK + timedelta(days=2)):
        held = a_round(session, ground)
    assert held is not None
    assert held.due_on == (MONDAY + 3 * WEEK).date()
    assert len(session.exec(select(TalkRound)).all()) == 1


def test_a_round_of_none_and_a_round_of_one(
    session: Session, ground: Ground, community: Community, ada: Attendance
) -> None:
    held = a_round(session, ground)
    assert held is not None
    assert (held.people, held.talks) == (0, 0)
    joins(session, ada)
    with clock.at(MONDAY + WEEK):
        held = a_round(session, ground)
    assert held is not None
    assert (held.people, held.talks, held.left) == (1, 0, 1)
    assert is_first(session, ada)


def test_nobody_is_brought_together_twice(
    session: Session, ground: Ground, ada: Attendance, bo: Attendance, cy: Attendance
) -> None:
    joins(session, ada, bo)
    a_round(session, ground)
    with clock.at(MONDAY + WEEK):
        held = a_round(session, ground)
        assert who_talks(session, held) == []
        assert is_first(session, ada)
        assert is_first(session, bo)
    joins(session, cy)
    with clock.at(MONDAY + 2 * WEEK):
        held = a_round(session, ground)
        assert len(who_talks(session, held)) == 1
        assert not is_first(session, cy)
        assert is_first(session, ada) != is_first(session, bo)


@pytest.mark.parametrize("why", ["met", "veto", "block", "by hand", "colleagues", "hours"])
def test_who_may_not_meet_is_kept_apart_whatever_they_wish(
    session: Session,
    ground: Ground,
    event: Event,
    ada: Attendance,
    bo: Attendance,
    why: str,
) -> None:
    joins(session, ada)
    joins(session, bo, **({"days": [6], "from_hour": 20, "to_hour": 21} if why == "hours" else {}))
    wants = Wish(from_id=ada.id, to_id=bo.id, event_id=event.id, kind=WishKind.WANT)
    if why == "met":
        a_meeting(session, event, ada, bo)
    elif why == "veto":
        save(session, Wish(from_id=bo.id, to_id=ada.id, event_id=event.id, kind=WishKind.AVOID))
    elif why == "block":
        talk = Conversation(event_id=event.id, pair_id="x")
        save(session, talk)
        side = ConversationSide(conversation_id=talk.id, attendance_id=bo.id, other_id=ada.id)
        side.blocked_at = clock.now()
        save(session, side)
    elif why == "by hand":
        a_id, b_id = sorted((ada.id, bo.id))
        save(session, HandRule(event_id=event.id, a_id=a_id, b_id=b_id, kind=RuleKind.FORBID))
    elif why == "colleagues":
        for one in (ada, bo):
            _works_at(session, one, "Nine  Pumps")
    save(session, wants)
    held = a_round(session, ground)
    assert held is not None
    assert (held.talks, held.left) == (0, 2)


def _works_at(session: Session, one: Attendance, firm: str) -> None:
    query = select(Profile).where(Profile.membership_id == one.membership_id)
    profile = session.exec(query).one()
    profile.organization = firm
    save(session, profile)


def test_those_who_both_wanted_to_meet_and_did_not_come_first(
    session: Session, ground: Ground, event: Event, ada: Attendance, bo: Attendance, cy: Attendance
) -> None:
    dee = an_attendee(session, event, "Dee", "dee@example.org")
    joins(session, ada, bo, cy, dee)
    for one, other in ((ada, dee), (dee, ada)):
        save(session, Wish(from_id=one.id, to_id=other.id, event_id=event.id, kind=WishKind.WANT))
    held = a_round(session, ground)
    assert sorted(map(sorted, who_talks(session, held))) == sorted(
        map(sorted, [two(ada, dee), two(bo, cy)])
    )


def test_the_odd_one_makes_a_three(
    session: Session, ground: Ground, ada: Attendance, bo: Attendance, cy: Attendance
) -> None:
    joins(session, ada, bo, cy)
    held = a_round(session, ground)
    assert held is not None
    assert (held.people, held.talks, held.threes, held.left) == (3, 1, 1, 0)
    assert who_talks(session, held) == [two(ada, bo, cy)]


def test_pause_skip_every_second_and_stopping(
    session: Session, ground: Ground, ada: Attendance, bo: Attendance
) -> None:
    joins(session, ada)
    joins(session, bo, paused_until=(MONDAY + WEEK).date())
    held = a_round(session, ground)
    assert held is not None
    assert held.people == 1
    joins(session, ada, skips_next=True)
    with clock.at(MONDAY + WEEK):
        held = a_round(session, ground)
        assert held is not None
        assert held.people == 1
        assert session.get_one(RoundMember, ada.membership_id).skips_next is False
    joins(session, ada, every="2")
    with clock.at(MONDAY + 2 * WEEK):
        held = a_round(session, ground)
        assert held is not None
        assert (held.people, held.talks) == (2, 1)
    with clock.at(MONDAY + 3 * WEEK):
        held = a_round(session, ground)
        assert held is not None
        assert held.people == 1
    with clock.at(MONDAY + 4 * WEEK):
        held = a_round(session, ground)
        assert held is not None
        assert held.people == 2


def test_the_time_suits_both_by_their_own_clocks(
    session: Session, ground: Ground, ada: Attendance, bo: Attendance
) -> None:
    joins(session, ada, time_zone="America/New_York", days=[2], from_hour=9, to_hour=12)
    joins(session, bo, time_zone="Asia/Kolkata", days=[2, 3], from_hour=18, to_hour=21)
    a_round(session, ground)
    # Nine in New York is half past six in India, which is within hers and his.
    assert the_talk(session).starts_at.isoformat() == "2027-09-08T13:00:00+00:00"


def test_a_meeting_that_stands_is_in_the_way(
    session: Session, ground: Ground, event: Event, ada: Attendance, bo: Attendance, cy: Attendance
) -> None:
    starts = datetime(2027, 9, 8, 8, 0, tzinfo=UTC)
    slot = session.exec(select(Slot).where(Slot.event_id == event.id)).first()
    assert slot is not None
    slot.starts_at, slot.minutes = starts, 45
    save(session, slot)
    a_meeting(session, event, ada, cy, slot=-1)
    joins(session, ada, bo, days=[2], from_hour=8, to_hour=18)
    a_round(session, ground)
    assert the_talk(session).starts_at == starts + timedelta(hours=1)


def test_two_rounds_at_once_are_one(
    session: Session, community: Community, steward: Membership, ada: Attendance
) -> None:
    joins(session, ada)
    begin_now(session, community.id, steward.account_id)
    with pytest.raises(RoundBegun, match="under way"):
        begin_now(session, community.id, steward.account_id)
    assert len(session.exec(select(TalkRound)).all()) == 1


def test_after_a_round_by_hand_there_is_no_other_that_day(
    session: Session, ground: Ground, community: Community, steward: Membership
) -> None:
    with clock.at(MONDAY - timedelta(hours=3)):
        begin_now(session, community.id, steward.account_id)
        a_round(session, ground)
    a_round(session, ground)
    with pytest.raises(RoundBegun, match="tomorrow"):
        begin_now(session, community.id, steward.account_id)
    assert len(session.exec(select(TalkRound)).all()) == 1


def test_killed_while_it_stores_it_leaves_nothing_and_is_held_anew(
    session: Session,
    ground: Ground,
    community: Community,
    ada: Attendance,
    bo: Attendance,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    joins(session, ada, bo)
    begin_due.work(ground)
    key = session.exec(select(TalkRound.id)).one()

    def die(*_given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(holding, "_remember", die)
        with pytest.raises(KeyboardInterrupt):
            holding.hold(ground.sessions, key)
    assert who_talks(session) == []
    assert session.get_one(TalkRound, key).state is RoundState.UNDER_WAY
    with clock.at(MONDAY + timedelta(minutes=30)):
        begin_due.work(ground)  # finds that nobody works on it, and has it held again
        holding.hold(ground.sessions, key)
        holding.hold(ground.sessions, key)
    assert who_talks(session) == [two(ada, bo)]


def test_in_a_process_of_its_own_by_the_clock_of_the_site(
    session: Session, ground: Ground, ada: Attendance, bo: Attendance
) -> None:
    joins(session, ada, bo)
    begin_due.work(ground)
    key = session.exec(select(TalkRound.id)).one()
    session.rollback()
    hold_apart.work(ground, key)
    assert who_talks(session) == [two(ada, bo)]
    assert MONDAY < the_talk(session).starts_at < MONDAY + WEEK


def test_whoever_stops_or_rules_out_while_it_is_arranged_is_not_brought_together(
    session: Session,
    ground: Ground,
    event: Event,
    ada: Attendance,
    bo: Attendance,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    joins(session, ada, bo)
    arranged = pairing.arrange
    veto = Wish(from_id=ada.id, to_id=bo.id, event_id=event.id, kind=WishKind.AVOID)

    def meanwhile(*given: object) -> object:
        came = arranged(*given)  # type: ignore[arg-type]
        save(session, veto)
        return came

    monkeypatch.setattr(holding, "arrange", meanwhile)
    held = a_round(session, ground)
    assert held is not None
    assert (held.talks, held.left) == (0, 2)


def test_off_means_no_round(session: Session, ground: Ground, community: Community) -> None:
    setting = session.get_one(RoundsSetting, community.id)
    setting.is_on = False
    save(session, setting)
    assert a_round(session, ground) is None
    assert session.exec(select(RoundTalk)).all() == []
