"""Whoever is left behind meets somebody who is free: both are asked, and never across a no."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.affinities.models import PairAffinity
from eventnet.day.answering import say_no, say_yes
from eventnet.day.models import Proposal, SlotSeeker
from eventnet.day.rematching import (
    PATIENCE,
    find_somebody,
    rematch_waiting,
    stop_waiting,
    wait_for_somebody,
)
from eventnet.day.signs import say_here, say_missing
from eventnet.errors import Conflict, Gone, NotFound
from eventnet.events.models import Attendance, Consent, Event, MayMeet, Role, Unavailable
from eventnet.events.queries import slots
from eventnet.jobs import Ground
from eventnet.meetings.models import Answer, MeetingState
from eventnet.meetings.queries import meetings_of
from eventnet.programme.models import Star
from eventnet.settings import Settings
from eventnet.wishes.models import Wish, WishKind
from tests.eventnet.day.day import BEGINS, fresh, minutes_in, seeks
from tests.eventnet.programme.talks import a_talk
from tests.factories import a_meeting, a_role, an_attendee, an_event, save


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session)


def left_behind(session: Session, event: Event, name: str = "Ada", table: int = 1) -> Attendance:
    """Make somebody whose partner did not come."""
    one, gone = an_attendee(session, event, name), an_attendee(session, event, "Gone")
    meeting = a_meeting(session, event, one, gone, table=table)
    say_missing(session, event, meeting.id, one.id)
    return one


def two_of(proposal: Proposal | None) -> set[str]:
    assert proposal is not None
    return {proposal.a_id, proposal.b_id}


def test_both_are_asked_and_with_two_yeses_the_meeting_stands(
    session: Session, event: Event
) -> None:
    with minutes_in(4):
        ada, cy = left_behind(session, event), an_attendee(session, event, "Cy")
        seeks(session, event, cy)
        missed = meetings_of(session, ada.id)[0]
        found = find_somebody(session, event, ada.id)
        assert two_of(found) == {ada.id, cy.id}
        assert fresh(session, found).expires_at == clock.now() + PATIENCE
        assert find_somebody(session, event, ada.id).id == found.id  # type: ignore[union-attr]
        for _twice in range(2):
            assert say_yes(session, event, found.id, ada.id).state == "waiting"  # type: ignore[union-attr]
        assert [one.id for one in meetings_of(session, ada.id)] == [missed.id]  # nothing is held
        assert meetings_of(session, cy.id) == []
        for _twice in range(2):
            assert say_yes(session, event, found.id, cy.id).state == "accepted"  # type: ignore[union-attr]
        (met,) = meetings_of(session, ada.id)
        assert (met.other_id, met.slot_id, met.table_number) == (cy.id, missed.slot_id, 1)
        assert met.state is MeetingState.CONFIRMED
        assert [one.id for one in meetings_of(session, cy.id)] == [met.id]
        assert meetings_of(session, missed.other_id) == []
        with pytest.raises(Conflict):
            say_here(session, event, missed.id, missed.other_id)
        assert session.exec(select(SlotSeeker)).all() == []


def test_two_who_were_left_behind_meet_each_other_though_all_tables_are_taken(
    session: Session,
) -> None:
    event = an_event(session, tables=2)
    with minutes_in(4):
        ada, bo = left_behind(session, event, "Ada", 1), left_behind(session, event, "Bo", 2)
        found = find_somebody(session, event, ada.id)
        assert two_of(found) == {ada.id, bo.id}
        for one in (ada, bo):
            say_yes(session, event, fresh(session, found).id, one.id)
        assert [one.other_id for one in meetings_of(session, ada.id)] == [bo.id]


def test_who_is_worth_more_is_proposed(session: Session, event: Event) -> None:
    with minutes_in(4):
        ada = left_behind(session, event)
        people = [left_behind(session, event, "Bo", table) for table in (2, 3)]
        people.append(an_attendee(session, event))
        seeks(session, event, people[2])
        for number, one in enumerate(people):
            a_id, b_id = sorted((ada.id, one.id))
            worth = 0.9 if number == 1 else 0.4
            save(session, PairAffinity(a_id=a_id, b_id=b_id, event_id=event.id, value=worth))
        assert two_of(find_somebody(session, event, ada.id)) == {ada.id, people[1].id}


def test_nobody_free_is_said_and_who_waits_is_asked_as_soon_as_somebody_is(
    session: Session, event: Event, settings: Settings
) -> None:
    with minutes_in(4):
        bo = an_attendee(session, event, "Bo")
        assert find_somebody(session, event, bo.id) is None
        assert wait_for_somebody(session, event, bo.id) is None
        assert wait_for_somebody(session, event, bo.id) is None
        ada = left_behind(session, event)
        rematch_waiting.work(Ground(settings, lambda: Session(session.get_bind())), event.id)
        session.rollback()
        (found,) = session.exec(select(Proposal)).all()
        assert two_of(found) == {ada.id, bo.id}
        assert found.by_id is None
        stop_waiting(session, bo.id)
        assert session.exec(select(SlotSeeker)).all() == []


@pytest.mark.parametrize("whose", [0, 1])
def test_never_across_a_veto_and_it_looks_like_nobody(
    session: Session, event: Event, whose: int
) -> None:
    with minutes_in(4):
        ada, cy = left_behind(session, event), an_attendee(session, event, "Cy")
        seeks(session, event, cy)
        two = [ada.id, cy.id]
        from_id, to_id = reversed(two) if whose else two
        save(session, Wish(from_id=from_id, to_id=to_id, event_id=event.id, kind=WishKind.AVOID))
        assert find_somebody(session, event, ada.id) is None
        assert session.exec(select(Proposal)).all() == []


def test_a_veto_after_the_proposal_books_nothing(session: Session, event: Event) -> None:
    with minutes_in(4):
        ada, cy = left_behind(session, event), an_attendee(session, event, "Cy")
        seeks(session, event, cy)
        found = fresh(session, find_somebody(session, event, ada.id))
        say_yes(session, event, found.id, cy.id)
        save(session, Wish(from_id=cy.id, to_id=ada.id, event_id=event.id, kind=WishKind.AVOID))
        with pytest.raises(Conflict):
            say_yes(session, event, found.id, ada.id)
        assert fresh(session, found).state == "overtaken"
        assert meetings_of(session, cy.id) == []


def test_only_who_is_free_is_proposed(session: Session, event: Event) -> None:
    slot = slots(session, event.id)[0]
    role = a_role(session, event, "Investor")
    visitor = session.exec(select(Role.id).where(Role.name == "Visitor")).one()
    save(session, MayMeet(a_role_id=visitor, b_role_id=visitor, event_id=event.id))
    with minutes_in(4):
        ada = left_behind(session, event)
        own = an_attendee(session, event, consent=Consent.OWN)
        unchosen = an_attendee(session, event, consent=None)
        gone = an_attendee(session, event)
        gone.left_at = clock.now()
        away = an_attendee(session, event)
        busy, partner = an_attendee(session, event), an_attendee(session, event)
        a_meeting(session, event, busy, partner, table=2)
        full = an_attendee(session, event)
        full.max_meetings = 0
        other_role = an_attendee(session, event, role=role.name)
        refused = an_attendee(session, event)
        a_meeting(
            session,
            event,
            ada,
            refused,
            slot=1,
            answers=(Answer.YES, Answer.NO),
            state=MeetingState.DECLINED,
            live=False,
        )
        met = an_attendee(session, event)
        a_meeting(session, event, ada, met, slot=2)
        save(session, gone, full, Unavailable(attendance_id=away.id, slot_id=slot.id))
        people = [own, unchosen, gone, away, busy, full, other_role, refused, met]
        seeks(session, event, *people)
        idle = an_attendee(session, event)  # who did not say that they are free
        assert find_somebody(session, event, ada.id) is None
        seeks(session, event, idle)
        assert two_of(find_somebody(session, event, ada.id)) == {ada.id, idle.id}


def test_who_is_at_a_session_that_they_starred_is_not_free(session: Session, event: Event) -> None:
    with minutes_in(4):
        ada, cy = left_behind(session, event), an_attendee(session, event, "Cy")
        seeks(session, event, cy)
        talk = a_talk(session, event)
        save(session, Star(attendance_id=cy.id, talk_id=talk.id))
        assert find_somebody(session, event, ada.id) is None
        with pytest.raises(Conflict):
            find_somebody(session, event, cy.id)
        talk.gone_at = clock.now()
        save(session, talk)
        assert two_of(find_somebody(session, event, ada.id)) == {ada.id, cy.id}


def test_who_is_not_free_cannot_look(session: Session, event: Event) -> None:
    with minutes_in(4):
        busy, partner = an_attendee(session, event), an_attendee(session, event)
        meeting = a_meeting(session, event, busy, partner)
        own = an_attendee(session, event, consent=Consent.OWN)
        for one in (busy, partner, own):
            for verb in (find_somebody, wait_for_somebody):
                with pytest.raises(Conflict):
                    verb(session, event, one.id)
        say_missing(session, event, meeting.id, busy.id)
        assert find_somebody(session, event, busy.id) is None
    for minutes in (-5, 90):  # no slot is under way
        with minutes_in(minutes), pytest.raises(Conflict):
            find_somebody(session, event, busy.id)
    with pytest.raises(Conflict):  # the event is not
        find_somebody(session, event, busy.id)


def test_a_no_is_not_asked_again_in_this_slot(session: Session, event: Event) -> None:
    with minutes_in(4):
        ada, cy = left_behind(session, event), an_attendee(session, event, "Cy")
        seeks(session, event, cy)
        found = fresh(session, find_somebody(session, event, ada.id))
        say_yes(session, event, found.id, ada.id)
        for _twice in range(2):
            assert say_no(session, event, found.id, cy.id).state == "declined"
        with pytest.raises(Conflict):
            say_yes(session, event, found.id, ada.id)
        assert find_somebody(session, event, ada.id) is None
        dan = an_attendee(session, event, "Dan")
        seeks(session, event, dan)
        assert two_of(find_somebody(session, event, ada.id)) == {ada.id, dan.id}


def test_a_proposal_ends_at_its_minute_and_never_after_the_slot(
    session: Session, event: Event
) -> None:
    with minutes_in(17):
        ada, cy = left_behind(session, event), an_attendee(session, event, "Cy")
        seeks(session, event, cy)
        found = fresh(session, find_somebody(session, event, ada.id))
        assert found.expires_at == BEGINS + timedelta(minutes=20)
    with minutes_in(20):
        for verb in (say_yes, say_no):
            with pytest.raises(Gone):
                verb(session, event, found.id, ada.id)


def test_only_the_two_answer(session: Session, event: Event) -> None:
    with minutes_in(4):
        ada, cy = left_behind(session, event), an_attendee(session, event, "Cy")
        seeks(session, event, cy)
        found = fresh(session, find_somebody(session, event, ada.id))
        for key, who, where in (
            (found.id, an_attendee(session, event).id, event),
            ("nothing", ada.id, event),
            (found.id, ada.id, an_event(session)),
        ):
            with pytest.raises(NotFound):
                say_yes(session, where, key, who)


def test_a_third_meeting_in_the_slot_overtakes_the_second_yes(
    session: Session, event: Event
) -> None:
    with minutes_in(4):
        ada, cy = left_behind(session, event), an_attendee(session, event, "Cy")
        seeks(session, event, cy)
        found = fresh(session, find_somebody(session, event, ada.id))
        say_yes(session, event, found.id, ada.id)
        a_meeting(session, event, cy, an_attendee(session, event), table=2)
        with pytest.raises(Conflict):
            say_yes(session, event, found.id, cy.id)
        assert fresh(session, found).state == "overtaken"
        (kept,) = meetings_of(session, ada.id)  # the one that was missed gave nothing up
        assert kept.state is MeetingState.CONFIRMED


def test_four_hundred_who_are_free_are_looked_through(session: Session) -> None:
    event = an_event(session, tables=300)
    with minutes_in(4):
        ada = left_behind(session, event)
        people = [an_attendee(session, event) for _one in range(400)]
        seeks(session, event, *people)
        others = sorted(one.id for one in people)
        save(
            session,
            *(
                PairAffinity(
                    a_id=min(ada.id, one), b_id=max(ada.id, one), event_id=event.id, value=0.5
                )
                for one in others
            ),
        )
        found = find_somebody(session, event, ada.id)
        assert found is not None
    assert len(session.exec(select(Proposal).where(col(Proposal.by_id) == ada.id)).all()) == 1
