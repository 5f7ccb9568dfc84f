"""Calendars, read back by two libraries that know nothing of each other."""

from datetime import UTC, date, datetime, timedelta

import ics
import pytest
from icalendar import Calendar, Component

from eventnet.events.models import Event
from eventnet.meetings.models import MeetingState
from eventnet.meetings.queries import OwnMeeting
from eventnet.people.queries import PersonView
from eventnet.schedule.calendars import calendar

ADDRESS = "https://meet.example.org/e/one/meetings/MEETING"
SHARED = ["Heat, pumps"]


def start(entry: Component) -> datetime:
    """Return when an entry begins; never a whole day."""
    moment = entry.decoded("DTSTART")
    assert isinstance(moment, datetime)
    return moment


def an_event(zone: str = "Europe/Lisbon") -> Event:
    return Event(
        community_id="c",
        slug="one",
        name="Über, \\ Ground; 2027",
        venue="Hall, North",
        city="Lisbon",
        time_zone=zone,
        starts_on=date(2027, 10, 30),
        ends_on=date(2027, 10, 31),
    )


def a_meeting(
    starts: datetime, *, number: int = 1, state: MeetingState = MeetingState.CONFIRMED
) -> OwnMeeting:
    return OwnMeeting(
        id=f"m{number}",
        event_id="e",
        attendance_id="a",
        other_id="b",
        slot_id="s",
        starts_at=starts,
        minutes=20,
        table_number=7,
        place="",
        room=None,
        state=state,
        answer=None,
        answered_at=None,
        answer_until=None,
        affinity=0.5,
        because=[{"signal": "interests", "detail": SHARED, "share": 1.0}],
        wanted=False,
        run_id=None,
        created_at=starts,
        changed_at=datetime(2027, 1, 1, tzinfo=UTC),
        sequence=3,
        cause_id=None,
    )


def test_programs_are_told_in_two_ways_how_often_to_look_again() -> None:
    made = written(an_event())
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in made
    assert "X-PUBLISHED-TTL:PT1H" in made


def written(event: Event, *meetings: OwnMeeting, person: PersonView | None = None) -> str:
    person = person or PersonView(
        "b", "שרה O'Neil-Łąska", organization="A; B", interests=SHARED, shows_topics=True
    )
    people = {"a": PersonView("a", "Ada", interests=SHARED), "b": person}
    return calendar(event, meetings, people, ADDRESS, "meet.example.org").decode()


# Lisbon leaves summer time at 01:00 UTC on 31 October 2027.
SUMMER = datetime(2027, 10, 30, 9, 0, tzinfo=UTC)
WINTER = datetime(2027, 10, 31, 10, 0, tzinfo=UTC)


def test_calendar_says_the_same_to_two_libraries_across_the_change_of_time() -> None:
    text = written(an_event(), a_meeting(SUMMER), a_meeting(WINTER, number=2))
    first = Calendar.from_ical(text)
    entries = first.events
    assert [start(entry).astimezone(UTC) for entry in entries] == [SUMMER, WINTER]
    assert [start(entry).hour for entry in entries] == [10, 10]  # on the clock of the place
    assert [str(start(entry).utcoffset()) for entry in entries] == ["1:00:00", "0:00:00"]
    second = sorted(ics.Calendar(text).events)
    assert [entry.begin.datetime.astimezone(UTC) for entry in second] == [SUMMER, WINTER]
    assert [entry.duration for entry in second] == [timedelta(minutes=20)] * 2
    assert [entry.name for entry in second] == [str(entry["SUMMARY"]) for entry in entries]
    assert [entry.location for entry in second] == ["Table 7, Hall, North, Lisbon"] * 2


def test_calendar_describes_its_time_zone_itself() -> None:
    zones = Calendar.from_ical(written(an_event(), a_meeting(SUMMER), a_meeting(WINTER))).timezones
    assert [str(zone["TZID"]) for zone in zones] == ["Europe/Lisbon"]
    described = zones[0].to_tz()
    for moment in (SUMMER, WINTER):
        local = moment.astimezone(described)
        assert local.hour == 10, local


@pytest.mark.parametrize("zone", ["Pacific/Apia", "Asia/Kathmandu", "America/St_Johns", "UTC"])
def test_calendar_keeps_the_moment_in_any_zone(zone: str) -> None:
    text = written(an_event(zone), a_meeting(SUMMER))
    assert start(Calendar.from_ical(text).events[0]).astimezone(UTC) == SUMMER
    assert next(iter(ics.Calendar(text).events)).begin.datetime.astimezone(UTC) == SUMMER


def test_calendar_keeps_names_commas_and_line_breaks_apart() -> None:
    entry = Calendar.from_ical(written(an_event(), a_meeting(SUMMER))).events[0]
    assert str(entry["SUMMARY"]) == "שרה O'Neil-Łąska (A; B)"
    assert str(entry["DESCRIPTION"]) == "You are both interested in Heat, pumps."
    assert str(entry["UID"]) == "m1@meet.example.org"
    assert str(entry["SEQUENCE"]) == "3"
    assert str(entry["URL"]) == "https://meet.example.org/e/one/meetings/m1"
    evil = PersonView("b", "Eve\r\nATTENDEE:mailto:x@example.org")
    text = written(an_event(), a_meeting(SUMMER), person=evil)
    assert "\r\nATTENDEE" not in text


def test_calendar_tells_what_is_off_and_what_waits() -> None:
    states = {
        MeetingState.CONFIRMED: "CONFIRMED",
        MeetingState.WAITING: "TENTATIVE",
        MeetingState.DECLINED: "CANCELLED",
        MeetingState.RELEASED: "CANCELLED",
        MeetingState.CANCELLED: "CANCELLED",
        MeetingState.MISSED: "CANCELLED",
    }
    assert set(states) == set(MeetingState)
    for state, word in states.items():
        entry = Calendar.from_ical(written(an_event(), a_meeting(SUMMER, state=state))).events[0]
        assert str(entry["STATUS"]) == word


def test_calendar_is_the_same_each_time_it_is_read() -> None:
    event = an_event()
    meeting = a_meeting(SUMMER)
    assert written(event, meeting) == written(event, meeting)


def test_calendar_without_meetings_is_one_all_the_same() -> None:
    assert Calendar.from_ical(written(an_event())).events == []


def test_reason_that_rests_on_a_hidden_field_is_not_written() -> None:
    hidden = PersonView("b", "Bo", shows_topics=False)
    assert "Heat" not in written(an_event(), a_meeting(SUMMER), person=hidden)


def test_reason_that_rests_on_a_topic_taken_away_since_is_not_written() -> None:
    changed = PersonView("b", "Bo", shows_topics=True)
    assert "Heat" not in written(an_event(), a_meeting(SUMMER), person=changed)
