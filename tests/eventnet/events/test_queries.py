from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.events import queries
from eventnet.events.models import Attendance, Event, Phase, Slot
from tests.factories import an_attendee, an_event, save


def a_frame(zone: str, starts: date, ends: date, opens: datetime | None = None) -> Event:
    return Event(
        community_id="c",
        slug="e",
        name="E",
        time_zone=zone,
        starts_on=starts,
        ends_on=ends,
        opens_at=opens,
    )


LISBON = a_frame(
    "Europe/Lisbon", date(2027, 5, 11), date(2027, 5, 12), datetime(2027, 4, 1, tzinfo=UTC)
)
# The last two days before the clocks jump over 30 December 2011, and the day after.
APIA = a_frame("Pacific/Apia", date(2011, 12, 29), date(2011, 12, 31))
# The clocks go back an hour on the last day, which is 25 hours long.
AUTUMN = a_frame("Europe/Lisbon", date(2027, 10, 30), date(2027, 10, 31))


@pytest.mark.parametrize(
    ("event", "now", "expected"),
    [
        (LISBON, "2027-03-31T23:59:59+00:00", Phase.PREPARING),
        (LISBON, "2027-04-01T00:00:00+00:00", Phase.OPEN),
        (LISBON, "2027-05-10T22:59:59+00:00", Phase.OPEN),
        (LISBON, "2027-05-10T23:00:00+00:00", Phase.RUNNING),
        (LISBON, "2027-05-12T22:59:59+00:00", Phase.RUNNING),
        (LISBON, "2027-05-12T23:00:00+00:00", Phase.OVER),
        (APIA, "2011-12-29T09:59:59+00:00", Phase.PREPARING),
        (APIA, "2011-12-29T10:00:00+00:00", Phase.RUNNING),
        (APIA, "2011-12-31T09:59:59+00:00", Phase.RUNNING),
        (APIA, "2011-12-31T10:00:00+00:00", Phase.OVER),
        (AUTUMN, "2027-10-31T23:59:59+00:00", Phase.RUNNING),
        (AUTUMN, "2027-11-01T00:00:00+00:00", Phase.OVER),
    ],
)
def test_the_phase_follows_the_dates_in_the_zone_of_the_event(
    event: Event, now: str, expected: Phase
) -> None:
    with clock.at(datetime.fromisoformat(now)):
        assert queries.phase(event, clock.now()) is expected


def test_the_phase_by_hand_wins_over_the_dates() -> None:
    event = Event(**LISBON.model_dump())
    event.phase_by_hand = Phase.OVER
    assert queries.phase(event, datetime(2027, 5, 11, 12, tzinfo=UTC)) is Phase.OVER
    assert queries.phase_by_dates(event, datetime(2027, 5, 11, 12, tzinfo=UTC)) is Phase.RUNNING


def test_an_event_without_an_opening_date_is_prepared_until_it_runs() -> None:
    assert queries.phase(AUTUMN, datetime(2027, 10, 1, tzinfo=UTC)) is Phase.PREPARING


def test_wishes_are_open_from_the_opening_to_their_deadline() -> None:
    event = Event(**LISBON.model_dump())
    event.wishes_until = datetime(2027, 5, 9, 17, 0, tzinfo=UTC)
    last = event.wishes_until - timedelta(seconds=1)
    assert not queries.wishes_open(event, datetime(2027, 3, 1, tzinfo=UTC))
    assert queries.wishes_open(event, last)
    assert not queries.wishes_open(event, event.wishes_until)
    event.wishes_until = None
    assert queries.wishes_open(event, datetime(2027, 5, 12, 12, tzinfo=UTC))
    assert not queries.wishes_open(event, datetime(2027, 5, 13, 12, tzinfo=UTC))


def test_the_grid_is_told_by_day_in_the_time_of_the_place(session: Session) -> None:
    event = an_event(session, slots=2)
    later = Slot(
        event_id=event.id, starts_at=datetime(2027, 5, 12, 13, tzinfo=UTC), minutes=30, tables=1
    )
    gone = Slot(
        event_id=event.id,
        starts_at=datetime(2027, 5, 12, 14, tzinfo=UTC),
        minutes=30,
        tables=1,
        removed_at=clock.now(),
    )
    save(session, later, gone)
    days = queries.slots_by_day(session, event)
    assert [
        (day.date.isoformat(), [f"{slot.starts:%H:%M}-{slot.ends:%H:%M}" for slot in day.slots])
        for day in days
    ] == [
        ("2027-05-11", ["09:00-09:20", "09:20-09:40"]),
        ("2027-05-12", ["14:00-14:30"]),
    ]


def test_present_are_those_who_left_neither_event_nor_community_nor_site(
    session: Session,
) -> None:
    event = an_event(session)
    stays = an_attendee(session, event)
    left = an_attendee(session, event)
    left.left_at = clock.now()
    gone = an_attendee(session, event)
    membership = session.exec(select(Membership).where(Membership.id == gone.membership_id)).one()
    membership.left_at = clock.now()
    ended = an_attendee(session, event)
    account = session.get_one(Account, session.get_one(Membership, ended.membership_id).account_id)
    account.deactivated_at = clock.now()
    save(session, left, membership, account)
    found = session.exec(
        select(Attendance.id)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(Attendance.event_id == event.id, queries.present())
    ).all()
    assert found == [stays.id]
