"""Messages as people read and write them."""

import re
from zoneinfo import ZoneInfo

import pytest
from limits import RateLimitItemPerMinute
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.accounts.models import Login
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Event, Organizer
from eventnet.messages.actions import block, choose, report
from eventnet.messages.models import Message, MessageReport
from eventnet.messages.queries import PAGE
from eventnet.people import directory
from eventnet.people.models import Audience
from eventnet.talking import haste
from eventnet.talking.following import Follower, reader
from eventnet.wishes.actions import make_wish
from eventnet.wishes.models import WishKind
from tests.eventnet.messages.talk import two_who_meet, wrote
from tests.eventnet.people.person import Open, Person, signed_in
from tests.factories import a_meeting, an_account, an_attendee, an_event, save
from tests.queries import counted


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slots=40, tables=40)


def path(event: Event, other: Attendance) -> str:
    return f"/e/{event.slug}/messages/{other.id}"


def words_on(page: str) -> list[str]:
    """Return what a conversation's page, or its live part, shows as written."""
    found = re.findall(r'talk-text" dir="auto"><span[^>]*>([^<]*) </span>([^<]*)</p>', page)
    return [f"{who} {words}" for who, words in found]


def test_two_write_to_each_other(session: Session, browser: Open, event: Event) -> None:
    ada, ben = two_who_meet(session, event, "Ada Apple", "Ben Berg")
    hers, his = signed_in(browser, session, ada), signed_in(browser, session, ben)
    assert "Nothing is written yet." in hers.read(path(event, ben))
    sent = hers.post(path(event, ben), {"words": "Table 7?\nSee <b>https://x.example</b>"})
    assert sent.headers["location"] == f"{path(event, ben)}#end"
    page = his.get(path(event, ada)).text
    assert "See &lt;b&gt;https://x.example&lt;/b&gt;" in page
    assert 'href="https://x.example' not in page
    assert "Mark as read" in page
    his.post(path(event, ada), {"words": "Yes"})
    assert words_on(hers.get(path(event, ben)).text)[-1] == "They: Yes"
    listed = hers.read(f"/e/{event.slug}/messages")
    assert "Ben Berg" in listed
    assert "1 unread" in listed


def test_pages_say_once_in_which_zone_their_times_are(
    session: Session, browser: Open, event: Event
) -> None:
    ada, ben = two_who_meet(session, event, "Ada Apple", "Ben Berg")
    hers, his = signed_in(browser, session, ada), signed_in(browser, session, ben)
    assert "Times are in" not in his.read(path(event, ada))
    hers.post(path(event, ben), {"words": "Hello"})
    his.post("/account", {"time_zone": "Asia/Tokyo"})
    for page in ("", f"/{ada.id}"):
        assert his.read(f"/e/{event.slug}/messages{page}").count("Times are in Asia/Tokyo.") == 1
    assert "Times are in Europe/Lisbon." in hers.read(path(event, ben))


def test_menu_says_how_many_wait_until_they_are_read(
    session: Session, browser: Open, event: Event
) -> None:
    ada, ben = two_who_meet(session, event)
    hers, home = signed_in(browser, session, ada), f"/e/{event.slug}/schedule"
    assert "data-count" not in hers.get(home).text
    for _twice in range(2):
        wrote(session, ben, ada)
    assert 'data-count="messages" data-number="2"' in hers.get(home).text
    hers.get(path(event, ben))
    assert 'data-number="2"' in hers.get(home).text
    assert hers.post(f"{path(event, ben)}/read", {"up_to": "2"}).status_code == 303
    assert "data-count" not in hers.get(home).text


@pytest.mark.parametrize("words", ["", " \n ", "\u200b", "x" * 2001])
def test_what_cannot_be_sent_comes_back(
    session: Session, browser: Open, event: Event, words: str
) -> None:
    ada, ben = two_who_meet(session, event)
    answer = signed_in(browser, session, ada).post(path(event, ben), {"words": words})
    assert answer.status_code == 422
    assert "One thing to put right" in answer.text
    assert len(words) < 9 or words in answer.text
    assert session.exec(select(Message)).all() == []


@pytest.mark.parametrize("after", ["", "-1", "x", "1" * 40, "²"])
def test_number_that_is_none_changes_nothing(
    session: Session, browser: Open, event: Event, after: str
) -> None:
    ada, ben = two_who_meet(session, event)
    hers = signed_in(browser, session, ada)
    sent = {"words": "Hello", "after": after}
    assert [hers.post(path(event, ben), sent).status_code for _ in range(2)] == [303, 303]
    assert hers.get(path(event, ben) + f"?before={after}").status_code == 200
    assert hers.post(f"{path(event, ben)}/read", {"up_to": after}).status_code == 303


def test_unknown_and_foreign_people_look_the_same(
    session: Session, browser: Open, event: Event
) -> None:
    ada, stranger = an_attendee(session, event), an_attendee(session, event)
    elsewhere = an_attendee(session, an_event(session))
    hers, here = signed_in(browser, session, ada), f"/e/{event.slug}/messages"
    sent = {
        "": {"words": "Hi"},
        "/block": {},
        "/unblock": {},
        "/read": {"up_to": "1"},
        "/report": {"reason": "Rude"},
    }
    for key in (stranger.id, elsewhere.id, ada.id, "nobody"):
        for rest in ("", "/live"):
            assert hers.get(f"{here}/{key}{rest}").status_code == 404
        for rest, values in sent.items():
            assert hers.post(f"{here}/{key}{rest}", values).status_code == 404


def test_haste_is_refused(
    session: Session, browser: Open, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(haste, "PER_ATTENDEE", RateLimitItemPerMinute(3, 10))
    ada, ben = two_who_meet(session, event)
    hers = signed_in(browser, session, ada)
    for number in range(3):
        assert hers.post(path(event, ben), {"words": f"No. {number}"}).status_code == 303
    assert hers.post(path(event, ben), {"words": "More"}).status_code == 429


def test_earlier_messages_are_a_page_away(session: Session, browser: Open, event: Event) -> None:
    ada, ben = two_who_meet(session, event)
    for number in range(PAGE + 2):
        wrote(session, ada, ben, f"No. {number}")
    his = signed_in(browser, session, ben)
    newest = his.get(path(event, ada)).text
    assert words_on(newest) == [f"They: No. {number}" for number in range(2, PAGE + 2)]
    assert 'href="' + path(event, ada) + '?before=3"' in newest
    earlier = his.get(f"{path(event, ada)}?before=3").text
    assert words_on(earlier) == ["They: No. 0", "They: No. 1"]
    assert "data-conversation" not in earlier


def seen_by_ada(hers: Person, event: Event, ben: Attendance) -> list[str]:
    """Return everything that Ada can look at."""
    hers.post(path(event, ben), {"words": "Hello?"})
    pages = [
        f"/e/{event.slug}/messages",
        path(event, ben),
        f"{path(event, ben)}/live?shown=0.0",
        f"/e/{event.slug}/people/{ben.id}",
    ]
    with hers.browser.client:  # so that there are live parts
        return [re.sub(r"\d\d:\d\d", "", hers.get(page).text) for page in pages]


@pytest.mark.parametrize("how", ["veto", "block"])
def test_veto_and_block_change_nothing_that_the_other_sees(
    session: Session, browser: Open, event: Event, how: str
) -> None:
    seen = []
    for number in range(2):
        ada, ben = two_who_meet(session, event, "Ada", "Ben", slot=0, table=number + 1)
        for one in (ada, ben):
            choose(session, one.id, shows_reading=True)
        if number and how == "veto":
            make_wish(session, event, ben.id, ada.id, WishKind.AVOID)
        if number and how == "block":
            block(session, ben, ada.id)
        pages = seen_by_ada(signed_in(browser, session, ada), event, ben)
        his = "|".join((ben.id, ben.membership_id))
        seen.append([re.sub(his, "BEN", page).replace(ada.id, "ADA") for page in pages])
    emails = [re.sub(r"person\d+@", "", "".join(pages)) for pages in seen]
    assert re.sub(r"Table \d+|table \d+", "", emails[0]) == re.sub(
        r"Table \d+|table \d+", "", emails[1]
    )


def test_blocking_is_undone_where_it_stands(session: Session, browser: Open, event: Event) -> None:
    ada, ben = two_who_meet(session, event)
    wrote(session, ada, ben)
    his = signed_in(browser, session, ben)
    his.post(f"{path(event, ada)}/block")
    page = his.get(path(event, ada)).text
    assert "You blocked this person." in page
    assert 'name="words"' not in page
    assert words_on(page) == ["They: Hello"]
    assert his.post(path(event, ada), {"words": "Hi"}).status_code == 409
    his.post(f"{path(event, ada)}/unblock")
    assert 'name="words"' in his.get(path(event, ada)).text


def test_whoever_hides_or_left_is_named_as_far_as_they_were_told(
    session: Session, browser: Open, event: Event
) -> None:
    ada = an_attendee(session, event, "Ada")
    hidden = an_attendee(session, event, "Hidden", shown_to=Audience.NOBODY, headline="Secret line")
    gone = an_attendee(session, event, "Gone")
    for slot, other in enumerate((hidden, gone)):
        a_meeting(session, event, ada, other, slot=slot)
        wrote(session, other, ada)
    gone.left_at = clock.now()
    save(session, gone)
    hers = signed_in(browser, session, ada)
    listed = hers.get(f"/e/{event.slug}/messages").text
    assert "Hidden" in listed
    assert "Gone" in listed
    assert "Secret line" not in listed + hers.get(path(event, hidden)).text
    left = hers.read(path(event, gone))
    assert "They no longer attend this event" in left
    assert hers.post(path(event, gone), {"words": "Hi"}).status_code == 409


def test_write_a_message_stands_where_it_is_allowed(
    session: Session, browser: Open, event: Event
) -> None:
    ada, ben = an_attendee(session, event, "Ada"), an_attendee(session, event, "Ben")
    hers = signed_in(browser, session, ada)
    person = f"/e/{event.slug}/people/{ben.id}"
    assert "Write a message" not in hers.read(person)
    meeting = a_meeting(session, event, ada, ben)
    assert path(event, ben) in hers.get(person).text
    assert path(event, ben) in hers.get(f"/e/{event.slug}/meetings/{meeting.id}").text
    make_wish(session, event, ada.id, ben.id, WishKind.AVOID)
    assert "Write a message" not in hers.read(person)


def test_stream_says_what_is_new_and_ends(session: Session, browser: Open, event: Event) -> None:
    ada, ben = two_who_meet(session, event)
    wrote(session, ada, ben, "First")
    his = signed_in(browser, session, ben)
    stamp = re.search(r'data-stamp="([^"]+)"', his.get(path(event, ada)).text)
    assert stamp is not None
    wrote(session, ada, ben, "<Second>")
    with his.browser.client:  # so that there are live parts
        said = his.get(f"{path(event, ada)}/live?shown={stamp[1]}")
    assert said.headers["content-type"].startswith("text/event-stream")
    assert "event: done" in said.text
    assert words_on(said.text) == ["They: First", "They: &lt;Second&gt;"]


def test_stream_ends_without_a_word_once_its_reader_is_signed_out(
    session: Session, browser: Open, event: Event, app: Starlette
) -> None:
    ada, ben = two_who_meet(session, event)
    wrote(session, ada, ben)
    signed_in(browser, session, ben).get("/")
    login = session.exec(select(Login)).one()
    who = Follower(login.id, ben.id, ada.id, ZoneInfo("UTC"), "1.0")
    session.rollback()
    read = reader(app.state.sessions, who)
    assert read() == ("", False)
    wrote(session, ada, ben, "Second")
    assert "Second" in read()[0]
    ben.left_at = clock.now()
    save(session, ben)
    assert read() == ("", True)
    ben.left_at = None
    save(session, ben)
    session.delete(login)
    session.commit()
    assert read() == ("", True)


def test_list_is_searched_and_paged_in_a_fixed_number_of_queries(
    session: Session, browser: Open, event: Event, app: Starlette
) -> None:
    me = an_attendee(session, event, "Me")
    mine, here, counts = signed_in(browser, session, me), f"/e/{event.slug}/messages", []
    for number in range(30):
        other = an_attendee(session, event, f"Person {number:02}")
        a_meeting(session, event, me, other, slot=number)
        wrote(session, other, me, f"Words {number:02}")
        if number in {0, 29}:
            session.commit()
            with counted(app.state.engine) as count:
                first = mine.get(here).text
            counts.append(count.total)
    assert counts[0] == counts[1]
    assert first.count("talk-row") == directory.PAGE
    assert first.index("Words 29") < first.index("Words 28")
    assert mine.get(f"{here}?page=2").text.count("talk-row") == 30 - directory.PAGE
    assert mine.get(f"{here}?q=person 07").text.count("talk-row") == 1
    assert "Nobody fits" in mine.read(f"{here}?q=zebra")
    assert "<html" not in mine.get(f"{here}?q=07", **{"hx-request": "true"}).text
    assert mine.get(f"{here}?q={'x' * 201}").status_code == 422


def test_organizers_read_reported_messages_and_no_others(session: Session, browser: Open) -> None:
    olga = an_account(session, "olga@example.org")
    event, other = (an_event(session, slots=4, organizer=olga) for _ in range(2))
    ada, ben = two_who_meet(session, event, "Ada", "Ben")
    cleo, dan = two_who_meet(session, event, "Cleo", "Dan", slot=1)
    wrote(session, cleo, dan, "Others' words")
    wrote(session, ada, ben, "Reported words")
    his, here = signed_in(browser, session, ben), f"/e/{event.slug}/organize/reports"
    for words in ("", " ", "x" * 1001):
        answer = his.post(f"{path(event, ada)}/report", {"reason": words})
        assert answer.status_code == 422
    assert his.post(f"{path(event, ada)}/report", {"reason": "She is <rude>"}).status_code == 303
    assert his.post(f"{path(event, ada)}/report", {"reason": "Again"}).status_code == 409
    assert "You reported this conversation" in his.read(path(event, ada))
    wrote(session, ada, ben, "Later words")
    session.commit()
    desk = browser().sign_in("olga@example.org")
    page = desk.get(here).text
    assert "She is &lt;rude&gt;" in page
    assert "Reported words" in page
    assert "Later words" not in page
    assert "Others&#39; words" not in page
    assert 'data-count="reports" data-number="1"' in page
    made = session.exec(select(MessageReport)).one()
    assert desk.post(f"{here}/{made.id}/settle").status_code == 303
    assert "Settled" in desk.read(here)
    assert "data-count" not in desk.get(here).text
    assert "You reported this conversation" not in his.read(path(event, ada))
    assert desk.post(f"{here}/{made.id}/reopen").status_code == 303
    assert "Waits for you" in desk.read(here)
    assert desk.post(f"{here}/nothing/settle").status_code == 404
    assert desk.post(f"/e/{other.slug}/organize/reports/{made.id}/settle").status_code == 404


def test_organizer_does_not_read_what_is_reported_of_them(session: Session, browser: Open) -> None:
    event = an_event(session)
    ada, ben = two_who_meet(session, event, "Ada", "Ben")
    wrote(session, ada, ben, "Reported words")
    report(session, ben, ada.id, "Rude")
    for one in (ada, ben):
        account_id = session.get_one(Membership, one.membership_id).account_id
        save(session, Organizer(event_id=event.id, account_id=account_id))
    made = session.exec(select(MessageReport)).one().id
    here = f"/e/{event.slug}/organize/reports"
    hers, his = signed_in(browser, session, ada), signed_in(browser, session, ben)
    assert "Reported words" not in hers.get(here).text
    assert 'data-count="reports"' not in hers.get(here).text
    assert hers.post(f"{here}/{made}/settle").status_code == 404
    assert "Reported words" in his.get(here).text
    session.rollback()
    left = session.get_one(Attendance, ada.id)
    left.left_at = clock.now()
    save(session, left)
    assert "Reported words" not in hers.get(here).text
    assert hers.post(f"{here}/{made}/settle").status_code == 404


def test_a_report_is_not_reopened_beside_a_newer_one(session: Session, browser: Open) -> None:
    event = an_event(session, organizer=an_account(session, "olga@example.org"))
    ada, ben = two_who_meet(session, event, "Ada", "Ben")
    wrote(session, ada, ben)
    report(session, ben, ada.id, "Rude")
    first = session.exec(select(MessageReport)).one().id
    desk, here = browser().sign_in("olga@example.org"), f"/e/{event.slug}/organize/reports"
    assert desk.post(f"{here}/{first}/settle").status_code == 303
    session.rollback()
    report(session, ben, ada.id, "Rude again")
    assert desk.post(f"{here}/{first}/reopen").status_code == 409


def test_reports_take_as_many_statements_for_ten_as_for_one(
    session: Session, browser: Open, app: Starlette
) -> None:
    event = an_event(session, slots=40, organizer=an_account(session, "olga@example.org"))
    desk, counts = browser().sign_in("olga@example.org"), []
    for number in range(10):
        ada, ben = two_who_meet(session, event, slot=number)
        wrote(session, ada, ben)
        report(session, ben, ada.id, "Rude")
        if number in {0, 9}:
            session.commit()
            with counted(app.state.engine) as count:
                page = desk.get(f"/e/{event.slug}/organize/reports").text
            counts.append(count.total)
    assert page.count("talk-report") == 10
    assert counts[0] == counts[1]
