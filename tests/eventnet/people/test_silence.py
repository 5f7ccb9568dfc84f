"""Whoever blocks a member in the community hears nothing of them anywhere in it."""

from sqlmodel import Session

from eventnet.discussions.models import MemberBlock
from eventnet.people.silence import is_heard_by, kept_apart, unheard_members
from eventnet.wishes.silence import all_silences, is_heard, unheard
from tests.eventnet.messages.talk import reads, two_who_meet, wrote
from tests.factories import an_attendee, an_event, save


def test_a_block_in_the_community_silences_one_way_and_keeps_both_apart(session: Session) -> None:
    event = an_event(session)
    ada, bo = (an_attendee(session, event, name).membership_id for name in ("Ada", "Bo"))
    assert unheard_members(session, ada, [bo]) == set()
    assert kept_apart(session, ada, [bo]) == set()
    save(session, MemberBlock(by_id=ada, of_id=bo))
    assert unheard_members(session, ada, [bo]) == {bo}
    assert (is_heard_by(session, ada, bo), is_heard_by(session, bo, ada)) == (False, True)
    assert kept_apart(session, ada, [bo]) == {bo}
    assert kept_apart(session, bo, [ada]) == {ada}


def test_a_block_in_the_community_holds_at_its_events(session: Session) -> None:
    event = an_event(session)
    ada, bo, cleo = (an_attendee(session, event, name) for name in ("Ada", "Bo", "Cleo"))
    save(session, MemberBlock(by_id=ada.membership_id, of_id=bo.membership_id))
    assert not is_heard(session, bo.id, ada.id)
    assert is_heard(session, ada.id, bo.id)
    assert unheard(session, ada.id, [bo.id, cleo.id]) == {bo.id}
    pairs = {pair for way in all_silences for pair in session.execute(way()).all()}
    assert pairs == {(ada.id, bo.id)}


def test_a_message_from_whom_one_blocks_in_the_community_seems_sent(session: Session) -> None:
    ada, bo = two_who_meet(session, an_event(session, slots=1))
    save(session, MemberBlock(by_id=ada.membership_id, of_id=bo.membership_id))
    wrote(session, bo, ada, "Are you there?")
    assert reads(session, bo, ada) == ["Are you there?"]
    assert reads(session, ada, bo) == []
