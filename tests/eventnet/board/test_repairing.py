"""From the board organizers do for who is left alone what they could do themselves, and undo it."""

import pytest
from sqlmodel import Session, col, select

from eventnet.audit import AuditEntry
from eventnet.board import repairing
from eventnet.board.repairing import Outlook, mark_came, mark_missing, outlook, repair, undo_repair
from eventnet.day.answering import say_no, say_yes
from eventnet.day.models import Proposal, ProposalState
from eventnet.day.signs import say_here
from eventnet.day.telling import tell_proposal
from eventnet.errors import Conflict, Gone, NotFound
from eventnet.events.models import Consent, Event
from eventnet.jobs import Ground
from eventnet.mail.models import OutboxMail
from eventnet.meetings.models import MeetingState
from eventnet.meetings.queries import meetings_of
from eventnet.wishes.models import Wish, WishKind
from tests.eventnet.board.desk import a_desk, alone
from tests.eventnet.day.day import fresh, minutes_in, seeks, sign_of
from tests.factories import an_attendee, an_event, save


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session)


@pytest.fixture
def desk(session: Session, event: Event) -> str:
    return a_desk(session, event).id


def deeds(session: Session) -> list[str]:
    session.rollback()
    return list(session.exec(select(AuditEntry.deed).order_by(col(AuditEntry.at))))


def test_one_tap_marks_the_absent_and_asks_both(session: Session, event: Event, desk: str) -> None:
    meeting, ada, gone = alone(session, event)
    cy = an_attendee(session, event, "Cy")
    with minutes_in(4):
        seeks(session, event, cy)
        assert outlook(session, event, ada.id) == Outlook(ada.id, gone.id, cy.id)
        assert sign_of(session, meeting, ada).missing_at is None
        assert session.exec(select(Proposal)).all() == []
        made = fresh(session, repair(session, event, ada.id, desk))
        assert ({made.a_id, made.b_id}, made.by_id, made.by_desk) == ({ada.id, cy.id}, None, True)
        assert sign_of(session, meeting, ada).by_desk
        assert deeds(session) == ["day.marked_missing", "day.repaired"]
        say_yes(session, event, made.id, ada.id)
        booked = say_yes(session, event, made.id, cy.id)
        assert booked.state is ProposalState.ACCEPTED
        assert [one.state for one in meetings_of(session, gone.id, tuple(MeetingState))] == [
            MeetingState.MISSED
        ]


def test_both_are_told_by_mail_as_neither_looked(
    session: Session, event: Event, desk: str, ground: Ground
) -> None:
    _meeting, ada, _gone = alone(session, event)
    cy = an_attendee(session, event, "Cy")
    with minutes_in(4):
        seeks(session, event, cy)
        made = fresh(session, repair(session, event, ada.id, desk))
        tell_proposal.work(ground, made.id)
        session.rollback()
        subjects = sorted(mail.subject for mail in session.exec(select(OutboxMail)))
        assert subjects == ["Free now: meet Ada?", "Free now: meet Cy?"]
        undo_repair(session, event, made.id, desk)
        session.rollback()
        assert session.exec(select(OutboxMail)).all() == []


def test_undo_puts_everything_back_and_the_two_may_be_asked_again(
    session: Session, event: Event, desk: str
) -> None:
    meeting, ada, _gone = alone(session, event)
    cy = an_attendee(session, event, "Cy")
    with minutes_in(4):
        seeks(session, event, cy)
        made = fresh(session, repair(session, event, ada.id, desk))
        for _twice in range(2):
            undo_repair(session, event, made.id, desk)
        assert fresh(session, made).state is ProposalState.UNDONE
        assert sign_of(session, meeting, ada).missing_at is None
        with pytest.raises(Gone, match="took this question back"):
            say_yes(session, event, made.id, ada.id)
        again = fresh(session, repair(session, event, ada.id, desk))
        assert again.id != made.id
        assert {again.a_id, again.b_id} == {ada.id, cy.id}
    assert deeds(session).count("day.repair_undone") == 1


@pytest.mark.parametrize("answer", [say_yes, say_no])
def test_what_one_has_answered_cannot_be_undone(
    session: Session, event: Event, desk: str, answer: object
) -> None:
    _meeting, ada, _gone = alone(session, event)
    cy = an_attendee(session, event, "Cy")
    with minutes_in(4):
        seeks(session, event, cy)
        made = fresh(session, repair(session, event, ada.id, desk))
        assert callable(answer)
        answer(session, event, made.id, cy.id)
        with pytest.raises(Conflict, match="has answered"):
            undo_repair(session, event, made.id, desk)


def test_whoever_says_that_they_are_here_after_all_undoes_it(
    session: Session, event: Event, desk: str
) -> None:
    meeting, ada, gone = alone(session, event)
    with minutes_in(4):
        seeks(session, event, an_attendee(session, event, "Cy"))
        made = fresh(session, repair(session, event, ada.id, desk))
        say_here(session, event, meeting.id, gone.id)
        assert fresh(session, made).state is ProposalState.OVERTAKEN
        said = sign_of(session, meeting, ada)
        assert (said.missing_at, said.by_desk) == (None, False)


def test_nobody_is_asked_against_their_consent_or_across_a_veto(
    session: Session, event: Event, desk: str
) -> None:
    _meeting, ada, gone = alone(session, event)
    own = an_attendee(session, event, "Own", consent=Consent.OWN)
    vetoed = an_attendee(session, event, "Veto")
    wish = Wish(from_id=vetoed.id, to_id=ada.id, event_id=event.id, kind=WishKind.AVOID)
    save(session, wish)
    with minutes_in(4):
        seeks(session, event, own, vetoed)
        assert outlook(session, event, ada.id) == Outlook(ada.id, gone.id, None)
        assert repair(session, event, ada.id, desk) is None
        assert session.exec(select(Proposal)).all() == []


def test_who_is_merely_idle_is_not_fetched(session: Session, event: Event, desk: str) -> None:
    idle, cy = an_attendee(session, event, "Idle"), an_attendee(session, event, "Cy")
    with minutes_in(4):
        seeks(session, event, cy)
        assert outlook(session, event, idle.id) == Outlook(idle.id, None, None)
        assert repair(session, event, idle.id, desk) is None
        seeks(session, event, idle)
        assert fresh(session, repair(session, event, idle.id, desk)).by_desk


def test_a_no_show_is_marked_in_somebodys_place_and_taken_back(
    session: Session, event: Event, desk: str
) -> None:
    meeting, ada, gone = alone(session, event)
    with minutes_in(4):
        for _twice in range(2):
            mark_missing(session, event, meeting.id, ada.id, desk)
        assert sign_of(session, meeting, ada).by_desk
        for _twice in range(2):
            mark_came(session, event, meeting.id, ada.id, desk)
        said = sign_of(session, meeting, ada)
        assert (said.missing_at, said.by_desk) == (None, False)
        say_here(session, event, meeting.id, gone.id)
        with pytest.raises(Conflict):
            mark_missing(session, event, meeting.id, ada.id, desk)
    assert deeds(session) == ["day.marked_missing", "day.marked_come"]


def test_nothing_of_another_event_is_touched(session: Session, event: Event, desk: str) -> None:
    other = an_event(session)
    meeting, ada, _gone = alone(session, other)
    cy = an_attendee(session, other, "Cy")
    with minutes_in(4):
        seeks(session, other, cy)
        with pytest.raises(NotFound):
            outlook(session, event, ada.id)
        with pytest.raises(NotFound):
            repair(session, event, ada.id, desk)
        with pytest.raises(NotFound):
            mark_missing(session, event, meeting.id, ada.id, desk)
        made = fresh(session, repair(session, other, ada.id, desk))
        with pytest.raises(NotFound):
            undo_repair(session, event, made.id, desk)


def test_what_people_found_themselves_is_not_undone_from_the_desk(
    session: Session, event: Event, desk: str
) -> None:
    meeting, ada, _gone = alone(session, event)
    cy = an_attendee(session, event, "Cy")
    with minutes_in(4):
        seeks(session, event, cy)
        mark_missing(session, event, meeting.id, ada.id, desk)
        found = fresh(session, repairing.repair(session, event, cy.id, desk))
        found.by_desk = False
        save(session, found)
        with pytest.raises(NotFound):
            undo_repair(session, event, found.id, desk)


def test_outside_of_a_slot_there_is_nothing_to_repair(
    session: Session, event: Event, desk: str
) -> None:
    _meeting, ada, _gone = alone(session, event)
    with pytest.raises(Conflict):
        repair(session, event, ada.id, desk)
    with minutes_in(-30), pytest.raises(Conflict, match="No slot is under way"):
        outlook(session, event, ada.id)
