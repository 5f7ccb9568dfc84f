"""Once a publication can no longer be undone, people are told of it, once."""

from datetime import timedelta

from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.events.models import Attendance, Consent, Event, Slot
from eventnet.jobs import Ground
from eventnet.mail.models import OutboxMail
from eventnet.matching.models import MeetingBefore
from eventnet.matching.telling import tell_by_clock, tell_people
from eventnet.meetings.models import Meeting
from tests.eventnet.matching.published import Draft, latest, publish
from tests.eventnet.matching.settled import held
from tests.work import do_jobs


def test_the_clock_tells_when_nobody_can_undo_any_more(
    session: Session, app: Starlette, crowd: Event, draft: Draft, ground: Ground
) -> None:
    publish(session, draft, crowd)
    until = latest(session, crowd).undo_until
    tell_by_clock.work(ground)
    assert "tell_published" not in do_jobs(app)
    with clock.at(until):
        for _again in range(2):
            tell_by_clock.work(ground)
        assert do_jobs(app).count("tell_published") == 1
    people = {person for two, _slot in held(session, crowd.id) for person in two}
    session.rollback()
    assert len(session.exec(select(OutboxMail)).all()) == len(people)
    assert session.exec(select(MeetingBefore)).all() == []


def test_who_is_asked_has_their_full_time_though_the_mail_waits(
    session: Session, crowd: Event, draft: Draft
) -> None:
    for attendance in session.exec(select(Attendance)).all():
        attendance.consent = Consent.ASK
    session.commit()
    starts = session.exec(select(Slot.starts_at).order_by(col(Slot.starts_at))).all()
    patience = timedelta(hours=crowd.yes_hours)
    with clock.at(starts[0] - timedelta(days=20)):
        publish(session, draft, crowd)
        until = latest(session, crowd).undo_until

    def hours() -> set[object]:
        session.rollback()
        return set(session.exec(select(Meeting.answer_until)))

    assert hours() == {until + patience}
    late = until + timedelta(minutes=50)  # the job's process was away
    with clock.at(late):
        tell_people(session, crowd.id)
    assert hours() == {late + patience}
