"""A copy of an event has its set-up at other days, and nobody in it."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, SQLModel, col, func, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.audit import AuditEntry
from eventnet.closing.archiving import archive
from eventnet.closing.deleting import delete_event
from eventnet.communities.models import Community, MemberRole
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.event_questions.models import EventQuestion, QuestionKind
from eventnet.event_questions.queries import questions_of
from eventnet.events import copying
from eventnet.events.actions import DETAILS, NoSuchTime, SlugTaken
from eventnet.events.copying import copy_event, first_day, outlook, sources
from eventnet.events.forms import NewEvent
from eventnet.events.models import Event, MayMeet, Organizer, Phase, Role, Slot
from eventnet.events.queries import slots, zone
from eventnet.events.times import moment
from eventnet.floor.models import FloorPlan, Wall
from tests.browser import Browser
from tests.eventnet.people.person import Open
from tests.factories import (
    a_community,
    a_meeting,
    a_member,
    an_account,
    an_attendee,
    an_event,
    save,
)
from tests.races import at_once

SET_UP = {"event", "organizer", "role", "may_meet", "slot", "floor_plan", "event_question"}
ZONES = ["Europe/Lisbon", "Australia/Lord_Howe", "America/New_York", "Asia/Kolkata"]


@pytest.fixture
def olga(session: Session) -> Account:
    """Return a steward, who organizes the event that is copied."""
    return an_account(session, "olga@example.org")


@pytest.fixture
def community(session: Session, olga: Account) -> Community:
    """Return the community that she looks after."""
    community = a_community(session, "harbour")
    a_member(session, community, olga, MemberRole.STEWARD)
    return community


@pytest.fixture
def source(session: Session, community: Community, olga: Account) -> Event:
    """Return an event with people, meetings and a set-up."""
    event = an_event(session, community, "spring", organizer=olga)
    event.accent, event.yes_hours, event.round_tables = "#112233", 48, 3
    event.places = 120
    event.online_pattern, event.ask_unchosen = "https://meet.example/{meeting}", True
    event.wishes_until = datetime(2027, 5, 1, 17, tzinfo=UTC)
    event.join_code, event.phase_by_hand = "secret", Phase.OVER
    taken_out = Slot(
        event_id=event.id,
        starts_at=datetime(2027, 5, 12, 8, tzinfo=UTC),
        minutes=5,
        tables=1,
        removed_at=clock.now(),
    )
    visitor = session.exec(select(Role).where(Role.event_id == event.id)).one()
    buyer = Role(event_id=event.id, name="Buyer", position=2, max_meetings=9, floor=2)
    save(session, event, taken_out, buyer)
    a, b = sorted((visitor.id, buyer.id))
    plan = FloorPlan(event_id=event.id, per_row=2, entrance=Wall.LEFT, stands=["A"])
    asked = EventQuestion(event_id=event.id, label="Diet?", kind=QuestionKind.LINE, required=True)
    gone = EventQuestion(
        event_id=event.id, label="Size?", kind=QuestionKind.LINE, removed_at=clock.now()
    )
    save(session, MayMeet(event_id=event.id, a_role_id=a, b_role_id=b), plan, asked, gone)
    ada, bo = (an_attendee(session, event, email=f"{name}@example.org") for name in "ab")
    a_meeting(session, event, ada, bo)
    return event


def new_event(first: date = date(2028, 5, 9), days: int = 2, **fields: str) -> NewEvent:
    """Return what somebody types."""
    return NewEvent(
        name=fields.get("name", "Spring again"),
        time_zone=fields.get("time_zone", "Europe/Lisbon"),
        starts_on=first,
        ends_on=first + timedelta(days=days - 1),
        slug=fields.get("slug", ""),
    )


def wall(session: Session, event: Event) -> list[tuple[datetime, int, int]]:
    """Return the grid as the clocks at the event show it."""
    return [
        (slot.starts_at.astimezone(zone(event)).replace(tzinfo=None), slot.minutes, slot.tables)
        for slot in slots(session, event.id)
    ]


def test_set_up_is_copied_and_nobody_comes_along(
    session: Session, community: Community, olga: Account, source: Event, tmp_path: Path
) -> None:
    made = copy_event(session, community, olga, source.id, new_event(), folder=tmp_path)
    assert (made.slug, made.accent, made.yes_hours, made.round_tables, made.ask_unchosen) == (
        "spring-again", "#112233", 48, 3, True,
    )  # fmt: skip
    assert (made.join_code, made.phase_by_hand, made.archived_at, made.schedule_version) == (
        None, None, None, 0,
    )  # fmt: skip
    assert made.opens_at == datetime(2026, 12, 31, tzinfo=UTC)
    assert made.wishes_until == datetime(2028, 4, 29, 17, tzinfo=UTC)
    days = timedelta(days=364)
    assert wall(session, made) == [
        (starts + days, minutes, tables) for starts, minutes, tables in wall(session, source)
    ]
    roles = session.exec(
        select(Role).where(Role.event_id == made.id).order_by(col(Role.position))
    ).all()
    assert [(one.name, one.max_meetings, one.floor) for one in roles] == [
        ("Visitor", None, 0),
        ("Buyer", 9, 2),
    ]
    pair = session.exec(select(MayMeet).where(MayMeet.event_id == made.id)).one()
    assert {pair.a_role_id, pair.b_role_id} == {one.id for one in roles}
    (asked,) = questions_of(session, made.id)
    assert (asked.label, asked.required, made.places) == ("Diet?", True, 120)
    plan = session.get_one(FloorPlan, made.id)
    assert (plan.per_row, plan.entrance, plan.stands) == (2, Wall.LEFT, ["A"])
    filled = set()
    for name, table in SQLModel.metadata.tables.items():
        if "event_id" in table.c and any(
            key.column.table.name == "event" for key in table.foreign_keys
        ):
            here = select(func.count()).select_from(table).where(table.c.event_id == made.id)
            if session.exec(here).one():
                filled.add(name)
    assert filled | {"event"} == SET_UP
    deeds = select(AuditEntry.deed).where(AuditEntry.event_id == made.id)
    assert sorted(session.exec(deeds)) == ["event.copied", "event.created"]


def test_of_each_column_it_is_decided_whether_a_copy_has_it() -> None:
    typed = {*DETAILS, "community_id", "slug"}
    moved = {"opens_at", "wishes_until", "logo"}
    of_one_event = {"id", "created_at", "phase_by_hand", "join_code", "schedule_version"}
    ended = {"archived_at", "erase_at"}
    assert {*copying.RULES} | typed | moved | of_one_event | ended == Event.model_fields.keys()


def test_the_logo_is_a_file_of_its_own(
    session: Session, community: Community, olga: Account, source: Event, tmp_path: Path
) -> None:
    (tmp_path / "abc2.webp").write_bytes(b"a picture")
    source.logo = "abc2.webp"
    save(session, source)
    made = copy_event(session, community, olga, source.id, new_event(), folder=tmp_path)
    assert made.logo not in {None, "abc2.webp"}
    assert (tmp_path / str(made.logo)).read_bytes() == b"a picture"
    with pytest.raises(SlugTaken):
        copy_event(session, community, olga, source.id, new_event(slug="spring"), folder=tmp_path)
    assert len(list(tmp_path.iterdir())) == 2  # what was refused left no file


def test_who_does_not_organize_it_copies_nothing(
    session: Session, community: Community, olga: Account, source: Event, tmp_path: Path
) -> None:
    stella = an_account(session, "stella@example.org")
    elsewhere = a_community(session, "quarry")
    for place, who in ((community, stella), (elsewhere, olga)):
        assert sources(session, place.id, who.id) == []
        with pytest.raises(NotFound):
            copy_event(session, place, who, source.id, new_event(), folder=tmp_path)
    archive(session, source.id, "olga")
    assert sources(session, community.id, olga.id) == [source]
    delete_event(session, source.id, "Spring", "olga")
    assert sources(session, community.id, olga.id) == []
    with pytest.raises(NotFound):
        copy_event(session, community, olga, source.id, new_event(), folder=tmp_path)


def test_fewer_days_and_times_that_there_are_not_are_refused(
    session: Session, community: Community, olga: Account, source: Event, tmp_path: Path
) -> None:
    late = Slot(
        event_id=source.id,
        starts_at=datetime(2027, 5, 12, 0, 30, tzinfo=UTC),  # half past one there
        minutes=20,
        tables=2,
    )
    save(session, late)
    with pytest.raises(Conflict, match="no day of the event"):
        outlook(session, source, new_event(days=1))
    jump = date(2028, 3, 26)  # at one the clocks are put to two
    first = new_event(jump - timedelta(days=1))
    with pytest.raises(NoSuchTime):
        copy_event(session, community, olga, source.id, first, folder=tmp_path)
    session.rollback()
    assert session.exec(select(func.count()).select_from(Event)).one() == 1


def test_two_that_stood_an_hour_apart_by_night_are_not_put_at_once(
    session: Session, community: Community, source: Event
) -> None:
    for hour in (0, 1):  # 01:30 twice, on the night in which the clocks go back
        starts = datetime(2027, 10, 31, hour, 30, tzinfo=UTC)
        save(session, Slot(event_id=source.id, starts_at=starts, minutes=60, tables=1))
    source.starts_on = date(2027, 5, 11) + timedelta(days=172)  # the day before
    for slot in slots(session, source.id)[:4]:
        slot.removed_at = clock.now()
        save(session, slot)
    with pytest.raises(Conflict, match="overlap"):
        outlook(session, source, new_event())


def test_the_first_day_offered_is_the_same_day_of_the_week_and_to_come(source: Event) -> None:
    with clock.at(datetime(2027, 6, 1, tzinfo=UTC)):
        assert first_day(source) == date(2028, 5, 9)
    with clock.at(datetime(2031, 1, 1, tzinfo=UTC)):
        first = first_day(source)
    assert first >= date(2031, 1, 1)
    assert first.weekday() == source.starts_on.weekday()


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    before=st.sampled_from(ZONES),
    after=st.sampled_from(ZONES),
    days=st.integers(-400, 800),
    starts=st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 95)), min_size=1, max_size=8, unique=True
    ),
)
def test_the_grid_of_a_copy_is_the_other_one_some_days_on(
    session: Session,
    community: Community,
    olga: Account,
    tmp_path: Path,
    before: str,
    after: str,
    days: int,
    starts: list[tuple[int, int]],
) -> None:
    first = date(2027, 3, 26)
    event = an_event(session, community, slots=0, organizer=olga)
    event.time_zone, event.starts_on, event.ends_on = before, first, first + timedelta(days=2)
    there = {
        moment(datetime.combine(first + timedelta(days=day), time(q // 4, q % 4 * 15)), zone(event))
        for day, q in starts
    }
    save(
        session,
        event,
        *(Slot(event_id=event.id, starts_at=at, minutes=15, tables=2) for at in there if at),
    )
    new = new_event(first + timedelta(days=days), days=3, time_zone=after)
    shifted = [
        (at + timedelta(days=days), minutes, tables) for at, minutes, tables in wall(session, event)
    ]
    then = sorted(at for local, *_rest in shifted if (at := moment(local, ZoneInfo(after))))
    apart = all(later - at >= timedelta(minutes=15) for at, later in pairwise(then))
    if len(then) < len(shifted) or not apart:  # the clocks are changed then, as nowhere else
        with pytest.raises(Refused):
            copy_event(session, community, olga, event.id, new, folder=tmp_path)
        return
    made = copy_event(session, community, olga, event.id, new, folder=tmp_path)
    assert wall(session, made) == shifted
    seen = outlook(session, event, new)
    assert sum(day.slots for day in seen.days) == len(shifted)
    assert {day.after for day in seen.days} == {at.date() for at, *_rest in shifted}


def test_two_copies_at_once_have_two_addresses_or_one_is_refused(
    app: Starlette,
    session: Session,
    community: Community,
    olga: Account,
    source: Event,
    tmp_path: Path,
) -> None:
    place, who, key = community.id, olga.id, source.id
    session.rollback()

    def copies(own: Session) -> object:
        return copy_event(
            own, own.get_one(Community, place), own.get_one(Account, who), key,
            new_event(slug="again"), folder=tmp_path,
        ).slug  # fmt: skip

    done = at_once(app, *[copies] * 4)
    assert [one for one in done if isinstance(one, str)] == ["again"]
    assert {type(one) for one in done if not isinstance(one, str)} == {SlugTaken}


def made_form(page: str, **typed: str) -> dict[str, str]:
    """Return what the form of a page sends, with what was typed."""
    shown = page.partition('name="shown" value="')[2].partition('"')[0]
    return {
        "name": "Spring again", "starts_on": "2028-05-09", "ends_on": "2028-05-10",
        "time_zone": "Europe/Lisbon", "copy_of": "spring", "shown": shown, **typed,
    }  # fmt: skip


def test_it_is_shown_first_and_made_then(
    session: Session, community: Community, source: Event, browser: Open
) -> None:
    own: Browser = browser().sign_in("olga@example.org")
    new = f"/c/{community.slug}/events/new"
    assert "Start as a copy of" in own.read(new)
    page = own.get(f"{new}?copy=spring").text
    assert "A copy of Spring" in page
    first = first_day(source)
    assert f'value="{first}"' in page
    assert f"{first} {first + timedelta(days=1)} Europe/Lisbon" in page
    other = own.post(new, made_form(page, starts_on="2028-05-16", ends_on="2028-05-17"))
    assert other.status_code == 200
    assert session.exec(select(func.count()).select_from(Event)).one() == 1
    days = made_form(other.text, starts_on="2028-05-16", ends_on="2028-05-17")
    answer = own.post(new, days)
    assert answer.headers["location"] == "/e/spring-again/organize"
    assert "began it as a copy of spring" in own.read("/e/spring-again/organize/trail")
    session.rollback()
    made = session.exec(select(Event).where(Event.slug == "spring-again")).one()
    assert wall(session, made)[0][0].isoformat() == "2028-05-16T09:00:00"
    assert session.exec(select(Organizer).where(Organizer.event_id == made.id)).one()


def test_what_cannot_be_copied_is_said_at_its_field(
    session: Session, community: Community, source: Event, browser: Open
) -> None:
    own = browser().sign_in("olga@example.org")
    new = f"/c/{community.slug}/events/new"
    assert own.get(f"{new}?copy=nothing").status_code == 404
    assert own.post(new, made_form("", copy_of="nothing")).status_code == 404
    late = datetime(2027, 5, 12, 9, tzinfo=UTC)
    save(session, Slot(event_id=source.id, starts_at=late, minutes=20, tables=1))
    refused = own.post(new, made_form("", ends_on="2028-05-09"))
    assert refused.status_code == 409
    assert "no day of the event" in refused.text
    assert own.post(new, made_form("", name="")).status_code == 422


def test_the_bell_rings_inside_the_transaction(
    session: Session,
    community: Community,
    olga: Account,
    source: Event,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuses(_session: Session, _source: str, _copy: str) -> None:
        raise Conflict("no")

    monkeypatch.setattr(copying, "on_copied", [*copying.on_copied, refuses])
    with pytest.raises(Conflict):
        copy_event(session, community, olga, source.id, new_event(), folder=tmp_path)
    session.rollback()
    assert session.exec(select(func.count()).select_from(Event)).one() == 1


def test_a_logo_that_is_gone_hinders_nothing(
    session: Session, community: Community, olga: Account, source: Event, tmp_path: Path
) -> None:
    source.logo = "gone2.webp"
    save(session, source)
    made = copy_event(session, community, olga, source.id, new_event(), folder=tmp_path)
    assert made.logo is None
