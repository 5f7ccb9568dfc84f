from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet.audit import AuditEntry
from eventnet.database import writing
from eventnet.errors import Conflict
from eventnet.events import actions, queries
from eventnet.events.forms import Details, Look, NewEvent, Rules
from eventnet.events.models import Event, Organizer, Phase, Role
from eventnet.versions import Merged, content, version_of
from tests.eventnet.test_images import WHOLE
from tests.factories import a_community, an_account, an_event
from tests.races import at_once

FRAME: dict[str, Any] = {
    "name": "Spring Forum",
    "time_zone": "Europe/Lisbon",
    "starts_on": date(2027, 5, 11),
    "ends_on": date(2027, 5, 12),
}


def details_of(event: Event, **changes: Any) -> Details:
    fields = content(event, actions.DETAILS)
    return Details(**{**fields, "version": version_of(event, only=actions.DETAILS), **changes})


def rules_of(event: Event, **changes: Any) -> Rules:
    return Rules(**{"yes_hours": 24, "version": version_of(event, only=actions.RULES), **changes})


def test_whoever_makes_an_event_organizes_it(session: Session) -> None:
    account = an_account(session)
    event = actions.create_event(session, a_community(session), account, NewEvent(**FRAME))
    assert event.slug == "spring-forum"
    assert session.get(Organizer, (event.id, account.id)) is not None
    assert [role.name for role in queries.roles(session, event.id)] == ["Attendee"]
    deeds = session.exec(select(AuditEntry.deed).where(AuditEntry.event_id == event.id)).all()
    assert deeds == ["event.created"]


def test_an_address_is_made_from_the_name(session: Session) -> None:
    an_event(session, slug="spring-forum")
    community, account = a_community(session), an_account(session)
    new = NewEvent(**{**FRAME, "name": "Spring Forum"})
    assert actions.create_event(session, community, account, new).slug == "spring-forum-2"


def test_an_address_is_given_once(session: Session) -> None:
    an_event(session, slug="spring")
    new = NewEvent(**FRAME, slug="spring")
    with pytest.raises(actions.SlugTaken, match="Another event has this address"):
        actions.create_event(session, a_community(session), an_account(session), new)
    assert len(session.exec(select(Event)).all()) == 1


def test_details_change_and_the_trail_says_which(session: Session) -> None:
    event = an_event(session)
    actions.change_details(session, event.id, details_of(event, name="New", city="Évora"), "me")
    assert (event.name, event.city) == ("New", "Évora")
    entry = session.exec(select(AuditEntry).where(AuditEntry.deed == "event.changed")).one()
    assert entry.detail == {"fields": ["city", "name"]}


def test_of_two_who_edit_at_once_the_second_is_told(session: Session) -> None:
    event = an_event(session)
    mine, theirs = details_of(event, name="Mine"), details_of(event, name="Theirs")
    actions.change_details(session, event.id, theirs, "they")
    with pytest.raises(Conflict, match="Somebody else changed the same"):
        actions.change_details(session, event.id, mine, "me")
    assert event.name == "Theirs"


def test_of_two_who_edit_different_fields_both_get_theirs(session: Session) -> None:
    event = an_event(session)
    mine, theirs = details_of(event, name="Mine"), details_of(event, city="Porto")
    actions.change_details(session, event.id, theirs, "they")
    merged = actions.change_details(session, event.id, mine, "me")
    assert (event.name, event.city) == ("Mine", "Porto")
    assert (merged.kept, merged.changed) == (("city",), ("name",))


def test_days_of_two_that_do_not_go_together_are_refused(session: Session) -> None:
    event = an_event(session, slots=0)
    early = details_of(event, starts_on=date(2027, 4, 1))
    late = details_of(event, ends_on=date(2027, 6, 20))
    actions.change_details(session, event.id, early, "they")
    with pytest.raises(Conflict, match="Somebody else changed the days meanwhile"):
        actions.change_details(session, event.id, late, "me")
    assert event.starts_on == date(2027, 4, 1)


def test_an_unchanged_save_is_no_deed(session: Session) -> None:
    event = an_event(session)
    before = len(session.exec(select(AuditEntry)).all())
    actions.change_details(session, event.id, details_of(event), "me")
    assert len(session.exec(select(AuditEntry)).all()) == before


def test_of_two_at_once_nobody_loses_what_only_they_changed(
    session: Session, app: Starlette
) -> None:
    barrier = Barrier(2)

    def careless(own: Session, event_id: str, **values: str) -> None:
        """Save all fields as they were drawn for a form, as a page without merging would."""
        drawn = content(own.get_one(Event, event_id), actions.DETAILS)
        barrier.wait(5)
        with writing(own):
            event = actions.held(own, event_id)
            event.sqlmodel_update({**drawn, **values})
            own.add(event)

    event = an_event(session)
    event_id = event.id
    session.rollback()
    at_once(
        app,
        lambda own: careless(own, event_id, name="Mine"),
        lambda own: careless(own, event_id, city="Porto"),
    )
    session.rollback()
    assert (event.name == "Mine") != (event.city == "Porto")  # the race is real: one lost theirs
    for _round in range(10):
        event = an_event(session)
        event_id, mine, theirs = (
            event.id,
            details_of(event, name="Mine"),
            details_of(event, city="Porto"),
        )
        session.rollback()

        def change(own: Session, said: Details, key: str = event_id) -> Merged:
            return actions.change_details(own, key, said, "me")

        at_once(app, *[partial(change, said=one) for one in (mine, theirs)])
        session.rollback()
        assert (event.name, event.city) == ("Mine", "Porto")


def test_a_day_with_slots_stays_a_day_of_the_event(session: Session) -> None:
    event = an_event(session)
    later = details_of(event, starts_on=date(2027, 5, 12))
    with pytest.raises(Conflict, match="slots on Tuesday 11 May"):
        actions.change_details(session, event.id, later, "me")
    assert event.starts_on == date(2027, 5, 11)


@pytest.mark.parametrize("name", ["America/New_York", "Asia/Tokyo", "Pacific/Apia"])
def test_in_another_zone_everything_keeps_its_place_on_the_clock(
    session: Session, name: str
) -> None:
    event = an_event(session)
    event.wishes_until = datetime(2027, 5, 9, 17, tzinfo=UTC)
    session.commit()
    before = [f"{slot.starts:%d %H:%M}" for slot in queries.slots_by_day(session, event)[0].slots]
    actions.change_details(session, event.id, details_of(event, time_zone=name), "me")
    after = [f"{slot.starts:%d %H:%M}" for slot in queries.slots_by_day(session, event)[0].slots]
    assert after == before == ["11 09:00", "11 09:20", "11 09:40", "11 10:00"]
    assert f"{event.wishes_until.astimezone(queries.zone(event)):%d %H:%M}" == "09 18:00"
    assert event.schedule_version == 1


def test_in_a_zone_of_the_same_clocks_nothing_moves(session: Session) -> None:
    event = an_event(session)
    london = details_of(event, time_zone="Europe/London")
    actions.change_details(session, event.id, london, "me")
    assert (event.time_zone, event.schedule_version) == ("Europe/London", 0)


def test_the_phase_is_set_by_hand_and_given_back_to_the_dates(session: Session) -> None:
    event = an_event(session)
    actions.change_rules(session, event.id, rules_of(event, phase="over"), "me")
    assert event.phase_by_hand is Phase.OVER
    actions.change_rules(session, event.id, rules_of(event, phase="dates"), "me")
    assert event.phase_by_hand is None


def test_deadlines_are_local_when_typed_and_utc_when_kept(session: Session) -> None:
    event = an_event(session)
    rules = rules_of(event, opens_at="2027-03-01T09:00", wishes_until="2027-05-09T17:00")
    actions.change_rules(session, event.id, rules, "me")
    assert event.opens_at == datetime(2027, 3, 1, 9, tzinfo=UTC)  # winter
    assert event.wishes_until == datetime(2027, 5, 9, 16, tzinfo=UTC)  # summer
    actions.change_rules(session, event.id, rules_of(event), "me")
    assert content(event, ["opens_at", "wishes_until"]) == {"opens_at": None, "wishes_until": None}


def test_a_deadline_that_the_clocks_jump_over_is_refused(session: Session) -> None:
    event = an_event(session)
    rules = rules_of(event, wishes_until="2027-03-28T01:30")
    with pytest.raises(actions.NoSuchTime, match="no 01:30") as refused:
        actions.change_rules(session, event.id, rules, "me")
    assert refused.value.field == "wishes_until"


def look_of(event: Event, **changes: Any) -> Look:
    version = version_of(event, only=actions.LOOK)
    return Look(**{"accent": event.accent, "version": version, **changes})


def test_a_new_logo_takes_the_place_of_the_old_file(session: Session, tmp_path: Path) -> None:
    event = an_event(session)
    for _time in range(2):
        actions.change_look(session, event.id, look_of(event), "me", logo=WHOLE, folder=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [event.logo]
    removed = look_of(event, remove_logo=True)
    actions.change_look(session, event.id, removed, "me", logo=None, folder=tmp_path)
    assert event.logo is None
    assert list(tmp_path.iterdir()) == []


def test_a_stale_look_leaves_no_file_behind(session: Session, tmp_path: Path) -> None:
    event = an_event(session)
    stale = look_of(event, accent="#123456", version="older")
    with pytest.raises(Conflict):
        actions.change_look(session, event.id, stale, "me", logo=WHOLE, folder=tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert event.accent == "#1f6f5c"


def test_a_fresh_link_for_joining_makes_the_former_void(session: Session) -> None:
    event = an_event(session)
    actions.change_join_code(session, event.id, on=True, by="me")
    first = event.join_code
    actions.change_join_code(session, event.id, on=True, by="me")
    assert first
    assert event.join_code not in {None, first}
    actions.change_join_code(session, event.id, on=False, by="me")
    assert event.join_code is None


def test_every_event_has_a_role_of_its_own(session: Session) -> None:
    for number in range(2):
        new = NewEvent(**FRAME, slug=f"event-{number}x")
        actions.create_event(session, a_community(session), an_account(session), new)
    assert len(session.exec(select(Role)).all()) == 2
