"""After the demo's conference people have met, and have said how it was."""

from datetime import UTC, datetime

from sqlmodel import Session, col, func, select

from eventnet import clock
from eventnet.affinities.models import PairAffinity
from eventnet.demo.remembering import remember
from eventnet.meetings.models import Meeting, MeetingSide
from eventnet.outcomes.models import Outcome
from tests.crowds import a_crowd
from tests.factories import an_event

AFTER = datetime(2027, 5, 14, 9, tzinfo=UTC)


def rows(session: Session, model: type) -> int:
    return session.exec(select(func.count()).select_from(model)).one()


def test_before_it_is_over_nothing_is_remembered_and_afterwards_once(session: Session) -> None:
    event = an_event(session, slots=4, tables=5)
    people = sorted(a_crowd(session, event, 12))
    for at, one in enumerate(people):
        for other in people[at + 1 :]:
            session.add(PairAffinity(a_id=one, b_id=other, event_id=event.id, value=0.5))
    session.commit()
    with clock.at(datetime(2027, 5, 1, tzinfo=UTC)):
        remember(session, event)
    assert rows(session, Meeting) == 0
    with clock.at(AFTER):
        remember(session, event)
        meetings, told = rows(session, Meeting), rows(session, Outcome)
        remember(session, event)
    assert (rows(session, Meeting), rows(session, Outcome)) == (meetings, told)
    assert meetings == 20
    assert told > 10
    side = MeetingSide
    busiest = select(func.count()).select_from(side).group_by(col(side.attendance_id), side.slot_id)
    assert set(session.exec(busiest)) == {1}
