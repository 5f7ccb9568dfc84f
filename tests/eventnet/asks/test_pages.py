"""The pages of asks: asking, being asked, answering, thanking, and who reads what."""

import re
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.asks.actions.answering import answer
from eventnet.asks.models import Ask, AskAnswer, AskHelp
from eventnet.asks.waves import move_on
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Event
from eventnet.people.models import Audience
from tests.eventnet.asks.conftest import LATER
from tests.eventnet.asks.gauges import GAUGES, asked, knower, waiting
from tests.eventnet.people.person import Open, Person, signed_in

HERE = "/c/harbour/asks"
LONG = "x" * 4001


def browser_of(browser: Open, session: Session, member: Membership) -> Person:
    email = session.get_one(Account, member.account_id).email
    session.commit()
    return Person(browser().sign_in(email), session)


@pytest.fixture
def mine(session: Session, browser: Open, ada: Attendance) -> Person:
    return signed_in(browser, session, ada)


@pytest.fixture
def bo(session: Session, event: Event) -> Membership:
    return knower(session, event, "Bo <b>Berg", GAUGES)


@pytest.fixture
def bos(session: Session, browser: Open, bo: Membership) -> Person:
    return browser_of(browser, session, bo)


WRITTEN = {
    "title": "Calibrating a gauge",
    "words": "Our tide gauges drift a little.",
    "topics": "",
    "useful_until": "2027-09-20",
    "reach": "community",
    "named": "yes",
    "may_open": "yes",
}


def test_one_asks_sees_whom_it_reaches_and_sends(
    session: Session, mine: Person, six: list[Membership]
) -> None:
    values = WRITTEN
    looked = mine.post(f"{HERE}/new", values).text
    assert "up to 3 people first" in looked
    assert "to the next 3" in looked
    assert f'value="{GAUGES}"' in looked
    assert session.exec(select(Ask)).all() == []
    sent = mine.post(HERE, values | {"topics": GAUGES})
    assert sent.status_code == 303
    assert "Calibrating a gauge" in mine.get(HERE).text


def test_what_was_typed_is_kept_where_something_is_wrong(mine: Person) -> None:
    values = WRITTEN | {"words": LONG, "title": "My own title"}
    for path in (f"{HERE}/new", HERE):
        refused = mine.post(path, values)
        assert refused.status_code == 422
        assert LONG in refused.text
        assert "My own title" in refused.text


def test_ten_megabytes_are_too_many(mine: Person) -> None:
    values = WRITTEN | {"words": "x" * 10_000_000}
    assert mine.post(HERE, values).status_code == 413


def test_a_word_that_people_hide_is_no_topic(session: Session, mine: Person, event: Event) -> None:

    knower(session, event, "Cy", "secret radar", shown_to=Audience.MET)
    values = WRITTEN | {"words": "About secret radar."}
    looked = mine.post(f"{HERE}/new", values).text
    assert 'value="secret radar"' not in looked
    assert "Nobody here shows you" in looked


def test_one_who_is_asked_reads_why_answers_and_is_told_that_it_helped(
    session: Session, mine: Person, bos: Person, me: Membership, bo: Membership
) -> None:
    key = asked(session, me)
    page = bos.get(HERE).text
    assert "They wait for you" in page
    assert "You offer: tide gauges" in page
    assert "Ada Asks" in page
    assert bos.post(f"{HERE}/{key}/answer", {"words": "<b>Staff</b> gauge."}).status_code == 303
    answered = mine.get(f"{HERE}/{key}").text
    assert "Bo &lt;b&gt;Berg" in answered
    assert "&lt;b&gt;Staff&lt;/b&gt; gauge." in answered
    said = session.exec(select(AskAnswer)).one().id
    assert (
        mine.post(f"{HERE}/{key}/answers/{said}/line", {"words": "How often?"}).status_code == 303
    )
    assert "How often?" in bos.get(f"{HERE}/{key}").text
    assert mine.post(f"{HERE}/{key}/answers/{said}/helped").status_code == 303
    assert "It helped" in bos.get(f"{HERE}/{key}").text
    assert GAUGES in bos.get(f"{HERE}/choice").text
    assert "Has helped with tide gauges" in mine.get(f"{HERE}/knows?q=tide+gauges").text
    topic = session.exec(select(AskHelp.topic_id)).one()
    bos.post(f"{HERE}/helped/{topic}", {"on": "no"})
    assert "Has helped" not in mine.get(f"{HERE}/knows?q=tide+gauges").text


def test_passing_is_silent(
    session: Session, mine: Person, bos: Person, me: Membership, bo: Membership
) -> None:
    key = asked(session, me)
    before = mine.get(f"{HERE}/{key}").text
    assert bos.post(f"{HERE}/{key}/pass").status_code == 303
    assert "They wait for you" not in bos.get(HERE).text
    assert mine.get(f"{HERE}/{key}").text == before


def test_others_answers_are_nobodys_to_read(
    session: Session, bos: Person, me: Membership, six: list[Membership], bo: Membership
) -> None:
    key = asked(session, me)
    other = next(one for one in six if one.id in waiting(session, key))
    answer(session, other, key, "Private to Ada.")
    page = bos.get(f"{HERE}/{key}")
    assert "Private to Ada." not in page.text


def test_an_ask_that_is_not_put_to_somebody_is_no_page_for_them(
    session: Session, browser: Open, me: Membership, event: Event, bo: Membership
) -> None:
    key = asked(session, me)
    outsider = browser_of(browser, session, knower(session, event, "Cy", "pumps"))
    assert outsider.get(f"{HERE}/{key}").status_code == 404
    assert outsider.post(f"{HERE}/{key}/answer", {"words": "I know!"}).status_code == 404


def test_an_asker_without_a_name_is_named_once_one_answers(
    session: Session, bos: Person, me: Membership, bo: Membership
) -> None:
    key = asked(session, me, named="")
    assert "Ada Asks" not in bos.get(f"{HERE}/{key}").text + bos.get(HERE).text
    bos.post(f"{HERE}/{key}/answer", {"words": "A staff gauge."})
    assert "Ada Asks" in bos.get(f"{HERE}/{key}").text


def test_one_without_an_answer_is_open_to_all_and_says_so(
    session: Session, browser: Open, mine: Person, me: Membership, event: Event, bo: Membership
) -> None:
    key = asked(session, me)
    with clock.at(LATER + timedelta(days=3)):
        move_on(session, key)
        assert "It is open now" in mine.get(f"{HERE}/{key}").text
        cy = browser_of(browser, session, knower(session, event, "Cy", "pumps"))
        assert "Calibrating a gauge" in cy.get(f"{HERE}/open").text
        assert cy.post(f"{HERE}/{key}/answer", {"words": "Ask Dee."}).status_code == 303
        assert "Ask Dee." in mine.get(f"{HERE}/{key}").text


def test_one_that_may_not_be_shown_is_shown_to_nobody(
    session: Session, browser: Open, mine: Person, me: Membership, event: Event
) -> None:
    key = asked(session, me, may_open="")
    cy = browser_of(browser, session, knower(session, event, "Cy", "pumps"))
    assert "Nobody else is shown it" in mine.get(f"{HERE}/{key}").text
    assert cy.get(f"{HERE}/{key}").status_code == 404
    mine.post(f"{HERE}/{key}/show")
    assert cy.get(f"{HERE}/{key}").status_code == 200


def test_somebody_is_suggested_by_name(
    session: Session, bos: Person, me: Membership, event: Event, bo: Membership
) -> None:
    cy = knower(session, event, "Cy Chen", "pumps")
    key = asked(session, me)
    found = bos.get(f"{HERE}/{key}?who=chen").text
    assert "Cy Chen" in found
    assert bos.post(f"{HERE}/{key}/suggest", {"member": cy.id}).status_code == 303
    assert bos.post(f"{HERE}/{key}/suggest", {"member": "nobody"}).status_code == 404


def test_how_often_asks_may_reach_one_is_chosen(bos: Person) -> None:
    page = bos.get(f"{HERE}/choice").text
    assert re.search(r'value="weekly" checked', page)
    assert bos.post(f"{HERE}/choice", {"willing": "gladly"}).status_code == 303
    assert re.search(r'value="gladly" checked', bos.get(f"{HERE}/choice").text)
    assert bos.post(f"{HERE}/choice", {"willing": "always"}).status_code == 422
