"""The demo's community has a past: people came, met, and said how it was, a year before."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlmodel import Session, col, func, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.communities.models import Membership
from eventnet.demo.conference import found_community
from eventnet.demo.first import hold_first
from eventnet.demo.make import HERE
from eventnet.events.models import Attendance, Event, Phase, Slot
from eventnet.events.queries import phase
from eventnet.mail.models import OutboxMail
from eventnet.meetings.models import Meeting, MeetingSide, MeetingState
from eventnet.outcomes.models import Outcome, Promise, PromiseState

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def first(app: Starlette, session: Session) -> Iterator[Event]:
    story = json.loads((HERE / "event.json").read_text("utf-8"))
    people = json.loads((HERE / "profiles.json").read_text("utf-8"))
    with clock.at(NOW):
        community_id = found_community(session, story).id
        session.rollback()  # so that it reads what is written meanwhile
        hold_first(app.state.sessions, community_id, story, people, HERE)
        yield session.exec(select(Event)).one()


def rows(session: Session, *asked: object) -> int:
    return session.exec(select(func.count()).where(*asked)).one()  # type: ignore[arg-type]


def test_the_first_event_is_over_and_remembered(session: Session, first: Event) -> None:
    assert phase(first, NOW) is Phase.OVER
    assert rows(session, col(Attendance.event_id) == first.id) == 128
    assert rows(session, col(Membership.community_id) == first.community_id) == 129
    held = rows(session, col(Meeting.event_id) == first.id, Meeting.state == MeetingState.CONFIRMED)
    assert held > 200
    assert rows(session, col(Outcome.event_id) == first.id) > held
    assert rows(session, col(Promise.event_id) == first.id) > 20
    assert rows(session, Promise.state == PromiseState.OPEN) == 0
    assert rows(session, col(OutboxMail.id).is_not(None)) == 0


def test_nobody_was_in_two_places_and_nothing_is_told_of_the_future(
    session: Session, first: Event
) -> None:
    side = MeetingSide
    busiest = (
        select(func.count())
        .where(col(side.live))
        .group_by(col(side.attendance_id), col(side.slot_id))
    )
    assert set(session.exec(busiest)) == {1}
    told = session.exec(select(Outcome.told_at)).all()
    ends = max(slot.ends_at for slot in session.exec(select(Slot)))
    assert first.ends_on.isoformat() == "2026-05-12"
    assert max(told) < NOW
    assert min(told) > min(slot.starts_at for slot in session.exec(select(Slot)))
    assert max(told) > ends
