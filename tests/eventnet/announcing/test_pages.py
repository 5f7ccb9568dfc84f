"""Announcing, as organizers do it, and as it stands on the pages of those it is for."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet.announcing.models import Announcement
from eventnet.events.models import Attendance, Event
from eventnet.schedule.news import EVERYBODY, changed_days
from tests.browser import Browser
from tests.eventnet.board.desk import a_desk
from tests.eventnet.day.day import minutes_in
from tests.eventnet.people.person import signed_in
from tests.factories import an_attendee, an_event
from tests.queries import counted

Open = Callable[[], Browser]


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session)


@pytest.fixture
def ada(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Ada")


def the_one(session: Session) -> Announcement:
    session.rollback()
    return session.exec(select(Announcement)).one()


def test_it_is_shown_whom_it_reaches_before_it_is_said(
    session: Session, event: Event, ada: Attendance, browser: Open
) -> None:
    a_desk(session, event)
    path = f"/e/{event.slug}/organize/announcements"
    with minutes_in(1):
        desk = browser().sign_in("desk@example.org")
        assert "Nothing yet." in desk.read(path)
        words = {"key": "key-of-the-form", "words": "Lunch is <b>upstairs</b>.", "to": "everybody"}
        look = desk.post(path, {**words, "until": "13:00", "urgent": "yes", "do": "look"})
        assert look.status_code == 200
        assert "This reaches 1 person now: everybody who attends. A mail says it too" in look.text
        assert "It stands until 13:00." in look.text
        assert session.exec(select(Announcement)).all() == []
        assert desk.post(path, {**words, "until": "13:00", "do": "announce"}).status_code == 303
        assert "Lunch is <b>upstairs</b>. Stands until 13:00" in desk.read(path)
        assert "&lt;b&gt;upstairs" in desk.get(path).text
        made = the_one(session)
        assert desk.post(f"{path}/{made.id}/back").status_code == 303
        assert "Lunch is <b>upstairs</b>. Taken back" in desk.read(path)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"words": " \u202e "}, "Please fill this in."),
        ({"words": "x" * 281}, "280"),
        ({"until": "08:59"}, "This time has passed today."),
        ({"to": "nobody"}, "Please choose for whom it is."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    session: Session, event: Event, browser: Open, values: dict[str, str], words: str
) -> None:
    a_desk(session, event)
    path = f"/e/{event.slug}/organize/announcements"
    with minutes_in(1):
        desk = browser().sign_in("desk@example.org")
        typed = {"words": "Lunch.", "to": "everybody", "do": "announce", **values}
        answer = desk.post(path, typed)
    assert answer.status_code == 422
    assert words in answer.text
    assert session.exec(select(Announcement)).all() == []


def test_until_the_end_of_the_day_means_by_the_clocks_of_the_place(
    session: Session, event: Event, browser: Open
) -> None:
    a_desk(session, event)
    path = f"/e/{event.slug}/organize/announcements"
    with minutes_in(1):
        desk = browser().sign_in("desk@example.org")
        desk.post(path, {"words": "Lunch.", "do": "announce"})
    ends = the_one(session).ends_at
    assert ends.isoformat() == "2027-05-11T23:00:00+00:00"  # midnight in Lisbon, in summer


def test_it_stands_on_the_pages_at_once_and_each_puts_it_away(
    session: Session, event: Event, ada: Attendance, browser: Open, app: Starlette
) -> None:
    a_desk(session, event)
    bo = an_attendee(session, event, "Bo")
    here = f"/e/{event.slug}"
    with minutes_in(1):
        desk = browser().sign_in("desk@example.org")
        mine, theirs = signed_in(browser, session, ada), signed_in(browser, session, bo)
        read = changed_days(app.state.sessions, event.id)
        before = read()[0][EVERYBODY]
        assert 'data-version=""' in mine.get(f"{here}/schedule").text
        desk.post(f"{here}/organize/announcements", {"words": "Lunch.", "do": "announce"})
        after = read()[0][EVERYBODY]
        assert (before, bool(after)) == ("", True)
        for page in ("schedule", "day"):
            shown = mine.get(f"{here}/{page}").text
            assert "Lunch." in shown
            assert f'data-version="{after}"' in shown.replace("&#43;", "+")
        for page in ("organize/day", "organize/day/wall"):
            assert "Lunch." in desk.read(f"{here}/{page}")
        gone = f"{here}/announcements/{the_one(session).id}/dismiss"
        assert mine.post(gone).status_code == 303
        assert "Lunch." not in mine.read(f"{here}/schedule")
        assert "Lunch." in theirs.read(f"{here}/schedule")


def test_what_is_for_a_few_does_not_stand_on_the_wall(
    session: Session, event: Event, browser: Open
) -> None:
    a_desk(session, event)
    here = f"/e/{event.slug}/organize"
    with minutes_in(1):
        desk = browser().sign_in("desk@example.org")
        few = {"words": "For a few.", "to": "here", "do": "announce"}
        desk.post(f"{here}/announcements", few)
        assert "For a few." in desk.read(f"{here}/day")
        assert "For a few." not in desk.read(f"{here}/day/wall")


def test_pages_take_the_same_number_of_statements_for_one_and_for_thirty(
    session: Session, event: Event, ada: Attendance, browser: Open
) -> None:
    a_desk(session, event)
    here, totals = f"/e/{event.slug}", []
    with minutes_in(1):
        desk, mine = browser().sign_in("desk@example.org"), signed_in(browser, session, ada)
        for number in (1, 29):
            for some in range(number):
                said = {"words": "Lunch.", "do": "announce", "key": f"{number} {some}"}
                desk.post(f"{here}/organize/announcements", said)
            for own, page in ((mine, "schedule"), (desk, "organize/announcements")):
                own.get(f"{here}/{page}")
                with counted(session) as count:
                    own.get(f"{here}/{page}")
                totals.append(count.total)
    assert totals[:2] == totals[2:]
