"""Who is told of an edit, when, and of what."""

from datetime import timedelta

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.edits.actions import tell_now, undo_edit
from eventnet.edits.models import Edit
from eventnet.edits.moving import Moving
from eventnet.edits.tables import Tables
from eventnet.edits.taking_out import TakingOut
from eventnet.edits.telling import let_due_stand, tell_edit
from eventnet.events.models import Event, Unavailable
from eventnet.hosting.sitting import take_seat, wish_for_seat
from eventnet.jobs import Ground
from eventnet.mail.models import OutboxMail
from eventnet.meetings.actions import cancel
from tests.eventnet.edits.agreeing import edit
from tests.eventnet.hosting.rounds import a_table
from tests.factories import a_meeting, an_account, an_attendee, save


def subjects(session: Session) -> dict[str, str]:
    session.rollback()
    query = select(OutboxMail.to, OutboxMail.subject).order_by(col(OutboxMail.to))
    return dict(session.exec(query).all())


def later(ground: Ground, made: Edit, by: timedelta = timedelta()) -> None:
    """Let the clock strike when the time for undoing is over."""
    with clock.at(made.undo_until + by):
        let_due_stand.work(ground)


def stands(session: Session, made: Edit) -> bool:
    session.rollback()
    session.refresh(made)
    return made.told_at is not None


def test_told_once_when_the_time_for_undoing_is_over(
    session: Session, event: Event, ground: Ground
) -> None:
    ada = an_attendee(session, event, "Ada", "ada@example.org")
    bo = an_attendee(session, event, "Bo", "bo@example.org")
    an_attendee(session, event, "Cy", "cy@example.org")
    meeting = a_meeting(session, event, ada, bo)
    made = edit(session, event.id, TakingOut((meeting.slot_id,)))
    later(ground, made, -timedelta(seconds=1))
    assert not stands(session, made)
    later(ground, made)
    later(ground, made)
    assert stands(session, made)
    for _twice in range(2):
        tell_edit.work(ground, made.id)
    off = "Tue 11 May, 09:00 is off: the organizers took this time out"
    assert subjects(session) == {"ada@example.org": off, "bo@example.org": off}
    text = session.exec(select(OutboxMail.text).where(OutboxMail.to == "ada@example.org")).one()
    assert "Tue 11 May, 09:00, Table 1: Bo" in text


def test_undone_in_time_nobody_hears_of_it(session: Session, event: Event, ground: Ground) -> None:
    by, two = an_account(session).id, [an_attendee(session, event) for _ in range(2)]
    meeting = a_meeting(session, event, *two)
    made = edit(session, event.id, TakingOut((meeting.slot_id,)))
    undo_edit(session, event.id, made.id, by)
    later(ground, made)
    assert not stands(session, made)
    assert subjects(session) == {}


def test_everybody_who_has_something_there_is_told_of_it_and_of_nothing_else(
    session: Session, event: Event, ground: Ground
) -> None:
    by = an_account(session).id
    ada, bo, host, sits, wishes, away = (
        an_attendee(session, event, name.title(), f"{name}@example.org")
        for name in ("ada", "bo", "host", "sits", "wishes", "away")
    )
    a_meeting(session, event, ada, bo)
    a_meeting(session, event, ada, bo, slot=1)
    table = a_table(session, event, host)
    take_seat(session, event.id, sits.id, table.id)
    wish_for_seat(session, event.id, wishes.id, table.id)
    save(session, Unavailable(attendance_id=away.id, slot_id=table.slot_id))
    made = edit(session, event.id, Moving((table.slot_id,), -30))
    tell_now(session, event.id, made.id, by)
    tell_edit.work(ground, made.id)
    meets = f"{event.name}: your meeting is at another time"
    assert subjects(session) == {
        "ada@example.org": meets,
        "bo@example.org": meets,
        "host@example.org": meets,
        "sits@example.org": meets,
        "wishes@example.org": meets,
        "away@example.org": f"{event.name}: a time at which you cannot come has moved",
    }
    query = select(OutboxMail.text).where(OutboxMail.to == "ada@example.org")
    text = session.exec(query).one()
    assert "Tue 11 May, 08:30, Table 1: Bo" in text
    assert "09:20" not in text


def test_another_table_is_told_with_its_number(
    session: Session, event: Event, ground: Ground
) -> None:
    ada = an_attendee(session, event, "Ada", "ada@example.org")
    bo = an_attendee(session, event, "Bo", "bo@example.org")
    meeting = a_meeting(session, event, ada, bo, table=3)
    made = edit(session, event.id, Tables((meeting.slot_id,), 2))
    tell_edit.work(ground, made.id)
    assert subjects(session)["ada@example.org"] == f"{event.name}: you meet at another table"


def test_what_somebody_did_since_is_told_by_itself(
    session: Session, event: Event, ground: Ground
) -> None:
    ada, bo = an_attendee(session, event), an_attendee(session, event)
    meeting = a_meeting(session, event, ada, bo)
    made = edit(session, event.id, Moving((meeting.slot_id,), -30))
    cancel(session, meeting.id, ada.id)
    tell_edit.work(ground, made.id)
    assert subjects(session) == {}
