"""The pages of rounds: taking part, a talk, the stewards' desk."""

import pytest
from icalendar import Calendar
from sqlmodel import Session, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.models import Community, Membership
from eventnet.events.models import Attendance, Event
from eventnet.jobs import Ground
from eventnet.rounds.models import RoundMember, RoundsSetting, RoundTalk, RoundTalkSide, TalkRound
from tests.eventnet.people.person import Open, Person, signed_in
from tests.eventnet.rounds.round import MONDAY, a_round, joins, the_talk
from tests.factories import an_attendee, save
from tests.queries import counted

HERE = "/c/harbour/rounds"
SAID = {
    "every": "1",
    "days": ["1", "3"],
    "from_hour": "9",
    "to_hour": "12",
    "time_zone": "Europe/Lisbon",
    "where": "https://call.example.org/ada",
}


@pytest.fixture
def mine(session: Session, browser: Open, ada: Attendance) -> Person:
    return signed_in(browser, session, ada)


@pytest.fixture
def talk(session: Session, ground: Ground, ada: Attendance, bo: Attendance) -> str:
    joins(session, ada, time_zone="Europe/Lisbon")
    joins(session, bo, where="https://call.example.org/bo")
    a_round(session, ground)
    return f"{HERE}/talks/{the_talk(session).id}"


def test_a_member_takes_part_and_stops(session: Session, mine: Person, ada: Attendance) -> None:
    page = mine.get(HERE).text
    assert "Rounds are held every week. The next one: Monday, 13 September 2027." in page
    assert mine.post(HERE, SAID).status_code == 303
    session.rollback()
    row = session.get_one(RoundMember, ada.membership_id)
    assert (row.days, row.from_hour, row.to_hour) == ([1, 3], 9, 12)
    assert (row.time_zone, row.where) == ("Europe/Lisbon", SAID["where"])
    assert "How you take part" in mine.get(HERE).text
    mine.post(f"{HERE}/stop", {})
    session.rollback()
    assert not session.get_one(RoundMember, ada.membership_id).takes_part


@pytest.mark.parametrize(
    ("spoiled", "words"),
    [
        ({"days": []}, "Choose at least one day"),
        ({"from_hour": "14"}, "end before they begin"),
        ({"time_zone": "Nowhere/Else"}, "one of the options"),
        ({"days": ["9"]}, "number of 6 or less"),
        ({"paused_until": "never"}, "give a date"),
        ({"where": "x" * 301}, "at most 300"),
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_stays(
    mine: Person, spoiled: dict[str, object], words: str
) -> None:
    answer = mine.post(HERE, {**SAID, "where": "at the pier", **spoiled})
    assert answer.status_code == 422
    assert words in answer.text
    assert "where" in spoiled or "at the pier" in answer.text


def test_a_talk_says_with_whom_when_and_how_to_reach_them(mine: Person, talk: str) -> None:
    assert "A suggestion: does it suit you?" in mine.get(HERE).text
    page = mine.get(talk).text
    assert "Bo" in page
    assert "Wed 8 Sept, 09:00 (Europe/Lisbon)" in page
    assert 'href="https://call.example.org/bo"' in page


def test_a_time_is_accepted_moved_and_stale_pages_are_told(
    session: Session, mine: Person, talk: str
) -> None:
    moved = {"on": "2027-09-09", "at": "15:30", "sequence": "0"}
    assert mine.post(f"{talk}/time", moved).status_code == 303
    assert the_talk(session).starts_at.isoformat() == "2027-09-09T14:30:00+00:00"
    answer = mine.post(f"{talk}/time", moved)
    assert answer.status_code == 409
    assert 'value="15:30"' in answer.text
    assert mine.post(f"{talk}/suits", {"sequence": "0"}).status_code == 409
    answer = mine.post(f"{talk}/time", {**moved, "on": "2020-01-01", "sequence": "1"})
    assert answer.status_code == 422
    assert "still to come" in answer.text


def test_afterwards_one_says_how_it_went(session: Session, mine: Person, talk: str) -> None:
    with clock.at(the_talk(session).ends_at):
        assert "Did you meet?" in mine.get(talk).text
        said = {"met": "yes", "worth": "much", "memory": "knows pumps", "promise": "the map"}
        answer = mine.post(talk, said)
        assert answer.status_code == 422
        assert "by when" in answer.text
        assert mine.post(talk, {**said, "due_on": "2027-10-01"}).status_code == 303
        page = mine.get(talk).text
        assert "knows pumps" in page
        assert "By 1 October 2027" in page
        mine.post(f"{talk}/kept", {})
        assert "By 1 October 2027" not in mine.get(talk).text
        met = mine.get("/c/harbour/met").text
        assert "In a round" in met
        assert "knows pumps" in met


def test_the_calendar_has_the_talk_until_its_address_is_renewed(
    session: Session, mine: Person, browser: Open, talk: str, ada: Attendance
) -> None:
    page = mine.get(HERE).text
    feed = page.partition('class="rounds-feed"><a href="https://meet.example.org')[2]
    feed = feed.partition('"')[0]
    (entry,) = Calendar.from_ical(browser().get(feed).text).events
    assert str(entry["SUMMARY"]) == "Talk with Bo"
    assert entry["STATUS"] == "TENTATIVE"
    assert entry.start == the_talk(session).starts_at
    assert "call.example.org" not in browser().get(feed).text
    assert mine.get(f"{talk}/talk.ics").headers["content-type"].startswith("text/calendar")
    mine.post(f"{talk}/off", {})
    (entry,) = Calendar.from_ical(browser().get(feed).text).events
    assert (entry["STATUS"], entry["SEQUENCE"]) == ("CANCELLED", 1)
    mine.post(f"{HERE}/calendar", {})
    assert browser().get(feed).status_code == 410
    assert browser().get("/talks/nonsense.ics").status_code == 404


def test_somebody_else_s_talk_is_not_there(
    session: Session, browser: Open, talk: str, cy: Attendance
) -> None:
    theirs = signed_in(browser, session, cy)
    assert theirs.get(talk).status_code == 404
    assert theirs.post(f"{talk}/off", {}).status_code == 404
    assert theirs.get("/c/harbour/rounds/steward").status_code == 404


def test_a_steward_sets_rounds_up_and_holds_one(
    session: Session, browser: Open, community: Community, steward: Membership, ada: Attendance
) -> None:
    joins(session, ada)
    desk = signed_in_account(browser, session, steward)
    page = desk.get(f"{HERE}/steward").text
    assert "1 person takes part." in page
    said = {
        "is_on": "on",
        "rhythm": "monthly",
        "weekday": "2",
        "starts_on": "2027-09-01",
        "minutes": "45",
        "one": "Nine Pumps",
        "other": "Ten Pumps",
        "version": page.partition('name="version" value="')[2].partition('"')[0],
    }
    assert desk.post(f"{HERE}/steward", {**said, "other": ""}).status_code == 422
    assert desk.post(f"{HERE}/steward", said).status_code == 303
    assert desk.post(f"{HERE}/steward", said).status_code == 409
    session.rollback()
    setting = session.get_one(RoundsSetting, community.id)
    assert (setting.rhythm, setting.weekday, setting.minutes) == ("monthly", 2, 45)
    assert setting.across == [{"kind": "organization", "one": "Nine Pumps", "other": "Ten Pumps"}]
    assert desk.post(f"{HERE}/steward/run", {}).status_code == 303
    assert desk.post(f"{HERE}/steward/run", {}).status_code == 409
    assert "Under way" in desk.get(f"{HERE}/steward").text


def signed_in_account(browser: Open, session: Session, membership: Membership) -> Person:
    """Return somebody's browser who attends nothing."""
    email = session.get_one(Account, membership.account_id).email
    session.commit()
    return Person(browser().sign_in(email), session)


def test_as_many_statements_for_thirty_talks_as_for_one(
    session: Session, mine: Person, talk: str, event: Event, ada: Attendance
) -> None:
    mine.get(HERE)
    with counted(session) as one:
        mine.get(HERE)
    first = session.exec(select(RoundTalk)).one()
    for number in range(15):
        other = an_attendee(session, event, f"Other {number}")
        held = TalkRound(
            community_id=first.community_id, due_on=MONDAY.date().replace(day=number + 7)
        )
        save(session, held)
        again = RoundTalk(
            round_id=held.id,
            community_id=first.community_id,
            starts_at=first.starts_at,
            minutes=30,
        )
        save(session, again)
        for who in (ada, other):
            save(session, RoundTalkSide(talk_id=again.id, membership_id=who.membership_id))
    with counted(session) as many:
        mine.get(HERE)
    assert many.total == one.total
