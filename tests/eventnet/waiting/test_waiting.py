"""Who waits, who comes up, and that nobody who waits is anywhere."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.arrivals.actions import admit, join_signed_in
from eventnet.arrivals.actions.joining import RemovedBefore
from eventnet.arrivals.guest import Guest
from eventnet.audit import AuditEntry
from eventnet.communities.models import Membership
from eventnet.errors import NotFound
from eventnet.events.models import Attendance, Event
from eventnet.events.policies import find_attendance
from eventnet.jobs import Ground
from eventnet.mail.models import OutboxMail
from eventnet.organize.actions import remove_attendee
from eventnet.people.attending import MAY_RETURN, leave, take_leaving_back
from eventnet.settings import Settings
from eventnet.waiting import actions
from eventnet.waiting.actions import leave_line, move_up, move_up_now, remove, set_places
from eventnet.waiting.models import WaitingGuest
from eventnet.waiting.moving import move_up_all
from eventnet.waiting.queries import InLine, line, taken
from eventnet.waiting.telling import News, tell_waiting
from tests.eventnet.board.desk import a_desk
from tests.factories import an_account, an_attendee, an_event, save
from tests.queries import counted


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event of one place, which Ada has."""
    made = an_event(session)
    made.places = 1
    save(session, made)
    return made


@pytest.fixture
def ada(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Ada", "ada@example.org")


@pytest.fixture
def desk(session: Session, event: Event) -> str:
    return a_desk(session, event).id


def joins(session: Session, event: Event, name: str) -> Account:
    """Let somebody join by the link who is signed in."""
    email = f"{name.casefold()}@example.org"
    session.rollback()
    known = session.exec(select(Account).where(Account.email == email)).first()
    account = known or an_account(session, email)
    join_signed_in(session, event, Guest(account.email, name))
    return account


def names(session: Session, event: Event) -> list[str]:
    """Return who waits, the first first."""
    session.rollback()
    return [one.row.name for one in line(session, event.id)]


def comes(session: Session, event: Event, account: Account) -> bool:
    session.rollback()
    return find_attendance(session, event.id, account.id) is not None


def test_whoever_joins_beyond_the_places_waits_and_is_nowhere(
    session: Session, event: Event, ada: Attendance
) -> None:
    bo = joins(session, event, "Bo")
    joins(session, event, "Cy")
    joins(session, event, "Bo")
    assert names(session, event) == ["Bo", "Cy"]
    assert not comes(session, event, bo)
    assert session.exec(select(Membership).where(Membership.account_id == bo.id)).all() == []
    assert len(session.exec(select(Attendance)).all()) == 1
    leave_line(session, event.id, bo.id)
    leave_line(session, event.id, bo.id)
    assert names(session, event) == ["Cy"]
    assert taken(session, event.id) == 1


def test_without_a_number_everybody_comes_and_who_comes_never_waits(
    session: Session, event: Event, ada: Attendance
) -> None:
    own = session.get_one(Membership, ada.membership_id)
    join_signed_in(session, event, Guest(session.get_one(Account, own.account_id).email, "Ada"))
    assert names(session, event) == []
    event.places = None
    save(session, event)
    assert comes(session, event, joins(session, event, "Bo"))


def test_nobody_goes_past_the_line_though_a_place_is_free(
    session: Session, event: Event, ada: Attendance
) -> None:
    bo = joins(session, event, "Bo")
    event.places = 2
    save(session, event)
    cy = joins(session, event, "Cy")
    assert names(session, event) == ["Bo", "Cy"]
    assert move_up(session, event.id) == 1
    assert comes(session, event, bo)
    assert not comes(session, event, cy)


def test_a_place_waits_as_long_as_leaving_can_be_taken_back(
    session: Session, event: Event, ada: Attendance, ground: Ground
) -> None:
    bo = joins(session, event, "Bo")
    leave(session, event, ada.id)
    move_up_all.work(ground)
    assert names(session, event) == ["Bo"]
    take_leaving_back(session, event, ada.id)
    leave(session, event, ada.id)
    with clock.at(clock.now() + MAY_RETURN + timedelta(minutes=1)):
        move_up_all.work(ground)
        assert names(session, event) == []
        assert comes(session, event, bo)


def test_whoever_is_removed_makes_room_at_once(
    session: Session, event: Event, ada: Attendance, desk: str, ground: Ground
) -> None:
    bo = joins(session, event, "Bo")
    remove_attendee(session, event.id, ada.id, desk)
    move_up_all.work(ground)
    assert comes(session, event, bo)
    own = session.get_one(Membership, ada.membership_id)
    with pytest.raises(RemovedBefore):
        join_signed_in(session, event, Guest(session.get_one(Account, own.account_id).email, "Ada"))


@pytest.mark.parametrize("since", ["archived_at", "erase_at"])
def test_the_line_of_an_event_that_is_closed_stands_still(
    session: Session, event: Event, ada: Attendance, desk: str, ground: Ground, since: str
) -> None:
    bo = joins(session, event, "Bo")
    remove_attendee(session, event.id, ada.id, desk)
    setattr(event, since, clock.now())
    save(session, event)
    move_up_all.work(ground)
    assert not comes(session, event, bo)
    setattr(event, since, None)
    save(session, event)
    move_up_all.work(ground)
    assert comes(session, event, bo)


def test_more_places_let_in_from_the_front_and_fewer_take_nobodys(
    session: Session, event: Event, ada: Attendance, desk: str
) -> None:
    for name in ("Bo", "Cy", "Di"):
        joins(session, event, name)
    assert set_places(session, event.id, 3, desk) == 2
    assert names(session, event) == ["Di"]
    assert set_places(session, event.id, 1, desk) == 0
    assert taken(session, event.id) == 3
    assert set_places(session, event.id, None, desk) == 1
    assert names(session, event) == []


def test_an_import_has_its_place_and_ends_waiting(
    session: Session, event: Event, ada: Attendance
) -> None:
    bo = joins(session, event, "Bo")
    admit(session, event, email="bo@example.org", name="Bo")
    assert comes(session, event, bo)
    assert names(session, event) == []
    assert taken(session, event.id) == 2


@pytest.mark.parametrize("moved", [True, False])
def test_whoever_came_another_way_does_not_wait_again_by_leaving(
    session: Session, event: Event, ada: Attendance, ground: Ground, moved: bool
) -> None:
    bo = joins(session, event, "Bo")
    theirs = admit(session, event, email="bo@example.org", name="Bo").id
    if moved:
        move_up_all.work(ground)
        session.rollback()
        assert session.exec(select(WaitingGuest)).all() == []
    session.rollback()
    leave(session, event, theirs)
    assert names(session, event) == []
    with clock.at(clock.now() + MAY_RETURN + timedelta(minutes=1)):
        move_up_all.work(ground)
        assert not comes(session, event, bo)


def test_organizers_let_somebody_in_out_of_turn_and_take_somebody_off_with_a_word(
    session: Session, event: Event, ada: Attendance, desk: str, settings: Settings
) -> None:
    joins(session, event, "Bo")
    cy = joins(session, event, "Cy")
    waiting = [one.row.id for one in line(session, event.id)]
    move_up_now(session, event.id, waiting[1], desk)
    assert comes(session, event, cy)
    with pytest.raises(NotFound, match="They do not wait any more"):
        move_up_now(session, event.id, waiting[1], desk)
    remove(session, settings, event.id, waiting[0], said="Next year!", by=desk)
    assert names(session, event) == []
    mail = session.exec(select(OutboxMail).where(OutboxMail.to == "bo@example.org")).one()
    assert "They say:" in mail.text
    assert "Next year!" in mail.text
    deeds = set(session.exec(select(AuditEntry.deed)))
    assert {"waiting.moved_up", "waiting.removed"} <= deeds
    other = an_event(session)
    with pytest.raises(NotFound):
        remove(session, settings, other.id, waiting[0], said="", by=desk)


def test_each_is_told_once_where_they_stand_and_that_they_have_a_place(
    session: Session, event: Event, ada: Attendance, desk: str, ground: Ground
) -> None:
    bo = joins(session, event, "Bo")
    since = line(session, event.id)[0].row.since.isoformat()
    for _twice in range(2):
        tell_waiting.work(ground, event.id, bo.id, since, News.WAITS.value)
    tell_waiting.work(ground, event.id, bo.id, since, News.UP.value)
    session.rollback()
    assert [mail.kind for mail in session.exec(select(OutboxMail))] == ["waiting"]
    set_places(session, event.id, 2, desk)
    for _twice in range(2):
        tell_waiting.work(ground, event.id, bo.id, since, News.UP.value)
        tell_waiting.work(ground, event.id, bo.id, since, News.WAITS.value)
    session.rollback()
    subjects = [mail.subject for mail in session.exec(select(OutboxMail))]
    assert subjects == [
        f"{event.name}: you are number 1 on the waiting list",
        f"{event.name}: you have a place",
    ]


def test_a_deleted_account_waits_no_more(session: Session, event: Event, ada: Attendance) -> None:
    bo = joins(session, event, "Bo")
    joins(session, event, "Cy")
    bo = session.get_one(Account, bo.id)
    bo.deactivated_at = clock.now()
    save(session, bo)
    assert names(session, event) == ["Cy"]
    session.delete(session.get_one(Account, bo.id))
    session.commit()
    assert len(session.exec(select(WaitingGuest)).all()) == 1


def wait_in_line(session: Session, event: Event, number: int) -> None:
    """Let so many more wait."""
    session.rollback()
    for one in range(number):
        account = an_account(session)
        session.add(WaitingGuest(event_id=event.id, account_id=account.id, name=f"Waits {one}"))
    session.commit()


def test_a_long_line_moves_in_few_statements(
    session: Session, event: Event, ada: Attendance
) -> None:
    took, came = [], 1
    for number in (5, 35):
        wait_in_line(session, event, number)
        came += number
        event.places = came
        save(session, event)
        event_id = event.id
        session.rollback()
        with counted(session) as count:
            assert move_up(session, event_id) == number
        took.append(count.total)
    assert took[1] - took[0] <= 3 * 30  # what sets a mail going, for each


def test_a_long_line_moves_a_piece_at_a_time(
    session: Session, event: Event, ada: Attendance, desk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "AT_A_TIME", 2)
    wait_in_line(session, event, 7)
    pieces: list[int] = []
    real = actions._let_up

    def let_up(own: Session, event: Event, some: Sequence[InLine]) -> list[str]:
        pieces.append(len(some))
        return real(own, event, some)

    monkeypatch.setattr(actions, "_let_up", let_up)
    assert set_places(session, event.id, 6, desk) == 5
    assert [one for one in pieces if one] == [2, 2, 1]
    assert len(names(session, event)) == 2
