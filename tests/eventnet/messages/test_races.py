"""Of two things that happen at once to a conversation none is lost, and none comes too late."""

from threading import Barrier

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, select
from starlette.applications import Starlette

from eventnet.events.models import Attendance, Event
from eventnet.messages import actions
from eventnet.messages.actions import block, report, write
from eventnet.messages.models import Conversation, Message, MessageReport
from eventnet.requests.models import pair_of
from eventnet.wishes.actions import make_wish
from eventnet.wishes.models import WishKind
from eventnet.wishes.silence import is_heard
from tests.eventnet.messages.talk import two_who_meet, wrote
from tests.factories import an_event
from tests.races import (
    Deed,
    at_once,
    careless_lock,
    only_where_writes_are_many,
    overtaken,
    refused,
    without,
)

ROUNDS = 10


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, tables=40)


def writes(one_id: str, other_id: str, words: str = "Hello", after: int | None = None) -> Deed:
    """Return the deed of writing."""
    return lambda own: write(own, own.get_one(Attendance, one_id), other_id, words, after)


def careless(session: Session, event_id: str, pair: str, ready: Barrier) -> None:
    """Begin a conversation as one would who believes what was read before."""
    known = session.exec(select(Conversation).where(Conversation.pair_id == pair)).first()
    session.rollback()
    ready.wait()
    if known is None:
        session.add(Conversation(event_id=event_id, pair_id=pair))
    session.commit()


def test_without_the_guard_one_of_two_first_messages_fails(
    session: Session, app: Starlette, event: Event
) -> None:
    ada, ben = two_who_meet(session, event)
    ready, event_id, pair = Barrier(2, timeout=60), event.id, pair_of(ada.id, ben.id)
    with pytest.raises(IntegrityError):
        at_once(app, *(lambda own: careless(own, event_id, pair, ready),) * 2)


def test_two_first_messages_at_once_make_one_conversation(
    session: Session, app: Starlette, event: Event
) -> None:
    for number in range(ROUNDS):
        ada, ben = (one.id for one in two_who_meet(session, event, table=number + 1))
        session.rollback()
        at_once(app, writes(ada, ben), writes(ben, ada), writes(ada, ben, "And"))
        session.rollback()
        pair = Conversation.pair_id == pair_of(ada, ben)
        (talk,) = session.exec(select(Conversation).where(pair)).all()
        found = select(Message.number).where(Message.conversation_id == talk.id)
        assert sorted(session.exec(found)) == [1, 2, 3]


def test_without_the_hold_and_the_numbers_one_message_is_two(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    ada, ben = (one.id for one in two_who_meet(session, event))
    write(session, session.get_one(Attendance, ada), ben, "Before")
    monkeypatch.setattr(actions, "lock", careless_lock)
    without(session, "message.uq_message_conversation_id_number")
    overtaken(app, *(writes(ada, ben, after=1),) * 2)
    session.rollback()
    sent = session.exec(select(Message.words, Message.number).where(Message.from_id == ada)).all()
    assert sorted(sent) == [("Before", 1), ("Hello", 2), ("Hello", 2)]


def test_one_message_sent_twice_at_once_is_one(
    session: Session, app: Starlette, event: Event
) -> None:
    for number in range(ROUNDS):
        ada, ben = (one.id for one in two_who_meet(session, event, table=number + 1))
        session.rollback()
        begun = number % 2  # in the first message both sides are new, and rows are waited for
        if begun:
            write(session, session.get_one(Attendance, ada), ben, "Before")
        at_once(app, *(writes(ada, ben, after=begun),) * 3)
        session.rollback()
        query = select(Message).where(Message.from_id == ada, Message.words == "Hello")
        assert len(session.exec(query).all()) == 1


def test_without_the_hold_a_message_arrives_after_a_block(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    ada, ben = two_who_meet(session, event)
    ids = ada.id, ben.id
    wrote(session, ada, ben, "Before")
    asked, blocked = Barrier(2, timeout=60), Barrier(2, timeout=60)
    heard = is_heard

    def slow(own: Session, from_id: str, to_id: str) -> bool:
        answer = heard(own, from_id, to_id)
        asked.wait()
        blocked.wait()
        return answer

    def blocks(own: Session) -> None:
        asked.wait()
        block(own, own.get_one(Attendance, ids[1]), ids[0])
        blocked.wait()

    monkeypatch.setattr(actions, "is_heard", slow)
    monkeypatch.setattr(actions, "lock", careless_lock)
    at_once(app, writes(*ids, "Too late"), blocks)
    session.rollback()
    late = session.exec(select(Message).where(Message.words == "Too late")).one()
    assert late.delivered  # though the block was there before it


@pytest.mark.parametrize("how", ["block", "veto"])
def test_nothing_arrives_after_a_block_or_a_veto(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    event_id, ended, heard = event.id, [], is_heard
    order: list[str] = []

    def noted(own: Session, from_id: str, to_id: str) -> bool:
        answer = heard(own, from_id, to_id)
        order.append("heard" if answer else "kept back")
        return answer

    monkeypatch.setattr(actions, "is_heard", noted)
    for number in range(ROUNDS):
        ada, ben = (one.id for one in two_who_meet(session, event, table=number + 1))
        session.rollback()

        def stops(own: Session, ada: str = ada, ben: str = ben) -> None:
            if how == "block":
                block(own, own.get_one(Attendance, ben), ada)
            else:
                make_wish(own, own.get_one(Event, event_id), ben, ada, WishKind.AVOID)
            write(own, own.get_one(Attendance, ada), ben, "Afterwards")

        at_once(app, writes(ada, ben, "Meanwhile"), stops)
        session.rollback()
        sent = session.exec(
            select(Message).where(Message.from_id == ada).order_by(col(Message.number))
        ).all()
        arrived = [one.words for one in sent if one.delivered]
        ended.append(arrived)
        assert arrived in ([], ["Meanwhile"])
        assert arrived == [] or sent[0].words == "Meanwhile"
    assert len(ended) == ROUNDS


def reports(session: Session, event: Event, number: int) -> Deed:
    """Return the deed of reporting a conversation of two."""
    ada, ben = two_who_meet(session, event, table=number + 1)
    wrote(session, ada, ben)
    ids = ada.id, ben.id
    session.exec(delete(MessageReport))
    session.commit()
    return lambda own: report(own, own.get_one(Attendance, ids[1]), ids[0], "Rude")


def test_without_the_hold_and_the_index_two_reports_are_two(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    deed = reports(session, event, 0)
    monkeypatch.setattr(actions, "lock", careless_lock)
    without(session, "message_report.message_report_waits_once")
    assert overtaken(app, deed, deed) == [None, None]
    assert len(session.exec(select(MessageReport)).all()) == 2


def test_two_reports_at_once_are_one(session: Session, app: Starlette, event: Event) -> None:
    for number in range(ROUNDS):
        deed = reports(session, event, number)
        assert refused(at_once(app, deed, deed)) == 1
        session.rollback()
        assert len(session.exec(select(MessageReport)).all()) == 1
