"""What is written arrives, unless its reader does not want it; and nobody learns that."""

import pytest
from sqlmodel import Session, select

from eventnet import clock
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.events.models import Event
from eventnet.messages.actions import PATIENCE, block, choose, read, report, unblock, write
from eventnet.messages.models import Conversation, Message, MessageReport
from eventnet.messages.queries import (
    PAGE,
    SHOWN_TO_ORGANIZERS,
    conversations_of,
    messages_of,
    pulse,
    reported,
    standing_of,
    unread_of,
)
from eventnet.wishes.actions import make_wish, take_back
from eventnet.wishes.models import WishKind
from tests.eventnet.messages.talk import reads, side_of, two_who_meet, wrote
from tests.factories import a_meeting, an_attendee, an_event
from tests.queries import counted


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slots=40, tables=40)


def test_two_who_write_have_one_conversation(session: Session, event: Event) -> None:
    ada, ben = two_who_meet(session, event)
    numbers = [
        wrote(session, ada, ben, "One").number,
        wrote(session, ben, ada, "Two").number,
        wrote(session, ada, ben, "Three").number,
    ]
    assert numbers == [1, 2, 3]
    assert reads(session, ada, ben) == reads(session, ben, ada) == ["One", "Two", "Three"]
    assert len(session.exec(select(Conversation)).all()) == 1
    assert (unread_of(session, ada.id), unread_of(session, ben.id)) == (1, 2)


def test_strangers_write_nothing(session: Session, event: Event) -> None:
    ada, ben = an_attendee(session, event), an_attendee(session, event)
    for key in (ben.id, ada.id, "nobody"):
        for deed in (
            lambda key=key: write(session, ada, key, "Hi"),
            lambda key=key: block(session, ada, key),
        ):
            with pytest.raises(NotFound):
                deed()
    assert session.exec(select(Conversation)).all() == []


@pytest.mark.parametrize("how", ["veto", "block"])
def test_what_is_kept_back_looks_sent_and_never_arrives(
    session: Session, event: Event, how: str
) -> None:
    ada, ben = two_who_meet(session, event)
    wrote(session, ada, ben, "Before")
    read(session, ben, ada.id, 1)
    if how == "veto":
        make_wish(session, event, ben.id, ada.id, WishKind.AVOID)
    else:
        block(session, ben, ada.id)
    wrote(session, ada, ben, "Kept back")
    assert reads(session, ada, ben) == ["Before", "Kept back"]
    assert reads(session, ben, ada) == ["Before"]
    assert unread_of(session, ben.id) == 0
    assert side_of(session, ben).due_at is None
    with pytest.raises(Conflict):
        wrote(session, ben, ada)
    if how == "veto":
        take_back(session, event, ben.id, ada.id)
    else:
        unblock(session, ben, ada.id)
    wrote(session, ada, ben, "After")
    wrote(session, ben, ada, "Yes?")
    assert reads(session, ben, ada) == ["Before", "After", "Yes?"]
    assert reads(session, ada, ben) == ["Before", "Kept back", "After", "Yes?"]


def test_who_was_never_reached_has_no_conversation(session: Session, event: Event) -> None:
    ada, ben = two_who_meet(session, event)
    make_wish(session, event, ben.id, ada.id, WishKind.AVOID)
    wrote(session, ada, ben)
    assert [one.other_id for one in conversations_of(session, ada.id)] == [ben.id]
    assert conversations_of(session, ben.id) == []


def test_the_same_words_from_the_same_page_are_sent_once(session: Session, event: Event) -> None:
    ada, ben = two_who_meet(session, event)
    first = write(session, ada, ben.id, "Table 7?", after=0).id
    assert write(session, ada, ben.id, "Table 7?", after=0).id == first
    wrote(session, ben, ada, "Table 7?")
    assert write(session, ada, ben.id, "Table 7?", after=2).id != first
    assert write(session, ada, ben.id, "Yes", after=0).words == "Yes"
    assert len(session.exec(select(Message)).all()) == 4


def test_reading_ends_the_wait_for_a_mail_and_goes_only_forward(
    session: Session, event: Event
) -> None:
    ada, ben = two_who_meet(session, event)
    first = wrote(session, ada, ben).sent_at
    assert side_of(session, ben).due_at == first + PATIENCE
    wrote(session, ada, ben, "Second")
    assert side_of(session, ben).due_at == first + PATIENCE
    read(session, ben, ada.id, 1)
    assert (unread_of(session, ben.id), side_of(session, ben).due_at) == (1, first + PATIENCE)
    read(session, ben, ada.id, 99)
    assert (side_of(session, ben).read, side_of(session, ben).due_at) == (2, None)
    read(session, ben, ada.id, 0)
    assert (unread_of(session, ben.id), side_of(session, ben).read) == (0, 2)
    with pytest.raises(NotFound):
        read(session, ben, an_attendee(session, event).id, 1)


def test_answering_reads_what_the_page_showed(session: Session, event: Event) -> None:
    ada, ben = two_who_meet(session, event)
    wrote(session, ada, ben, "Shown")
    wrote(session, ada, ben, "Came meanwhile")
    write(session, ben, ada.id, "Answer", after=1)
    assert unread_of(session, ben.id) == 1


@pytest.mark.parametrize("ada_shows", [True, False])
@pytest.mark.parametrize("ben_shows", [True, False])
def test_reading_shows_only_where_both_want_it(
    session: Session, event: Event, ada_shows: bool, ben_shows: bool
) -> None:
    ada, ben = two_who_meet(session, event)
    choose(session, ada.id, shows_reading=ada_shows)
    choose(session, ben.id, shows_reading=ben_shows)
    wrote(session, ada, ben)
    read(session, ben, ada.id, 1)
    both = ada_shows and ben_shows
    assert pulse(session, ada.id, ben.id) == (1, int(both))
    assert standing_of(session, ada.id, ben.id).seen == int(both)


def test_what_was_read_before_one_showed_it_is_not_told_later(
    session: Session, event: Event
) -> None:
    ada, ben = two_who_meet(session, event)
    choose(session, ada.id, shows_reading=True)
    wrote(session, ada, ben)
    read(session, ben, ada.id, 1)
    choose(session, ben.id, shows_reading=True)
    assert pulse(session, ada.id, ben.id) == (1, 0)
    wrote(session, ada, ben)
    read(session, ben, ada.id, 2)
    assert pulse(session, ada.id, ben.id) == (2, 2)
    choose(session, ben.id, shows_reading=False)
    assert pulse(session, ada.id, ben.id) == (2, 0)


def test_conversation_is_read_a_page_at_a_time(session: Session, event: Event) -> None:
    ada, ben = two_who_meet(session, event)
    for number in range(1, PAGE + 4):
        wrote(session, ada, ben, f"No. {number}")
    newest = messages_of(session, ben.id, ada.id)
    assert [one.number for one in newest] == list(range(3, PAGE + 4))
    earlier = messages_of(session, ben.id, ada.id, before=4)
    assert [one.number for one in earlier] == [1, 2, 3]


def test_report_shows_what_its_writer_saw_and_nothing_later(session: Session, event: Event) -> None:
    ada, ben = two_who_meet(session, event)
    with pytest.raises(NotFound):
        report(session, ben, ada.id, "Rude")
    wrote(session, ben, ada, "Mine")
    with pytest.raises(Refused, match="nothing to you"):
        report(session, ben, ada.id, "Rude")
    for number in range(SHOWN_TO_ORGANIZERS):
        wrote(session, ada, ben, f"Rude {number}")
    block(session, ben, ada.id)
    wrote(session, ada, ben, "Kept back")
    report(session, ben, ada.id, "Rude")
    with pytest.raises(Conflict):
        report(session, ben, ada.id, "Again")
    unblock(session, ben, ada.id)
    wrote(session, ada, ben, "Later")
    (made,) = session.exec(select(MessageReport)).all()
    assert [one.words for one in reported(session, [made])[made.id]] == [
        f"Rude {number}" for number in range(SHOWN_TO_ORGANIZERS)
    ]
    assert standing_of(session, ben.id, ada.id).reported
    assert not standing_of(session, ada.id, ben.id).reported


def test_list_takes_as_many_statements_for_thirty_as_for_one(
    session: Session, event: Event
) -> None:
    me, counts = an_attendee(session, event), []
    for number in range(30):
        other = an_attendee(session, event)
        a_meeting(session, event, me, other, slot=number)
        wrote(session, other, me)
        if number in {0, 29}:
            key = me.id
            session.rollback()
            with counted(session) as count:
                assert len(conversations_of(session, key)) == number + 1
            counts.append(count.total)
    assert counts[0] == counts[1]
    assert clock.now() >= conversations_of(session, me.id)[0].at
