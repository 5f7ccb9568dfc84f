"""The pages of introductions, and what others' pages say of them."""

import re
from collections.abc import Callable

import pytest
from sqlmodel import Session

from eventnet.people.models import Audience
from tests.eventnet.introductions.chain import Chain
from tests.eventnet.people.person import Open, Person, signed_in
from tests.factories import an_attendee
from tests.queries import counted

HERE = "/c/harbour"
MINE = f"{HERE}/introductions"
As = Callable[[str], Person]


@pytest.fixture
def sign_in(session: Session, browser: Open, chain: Chain) -> As:
    """Return a function that signs one of the chain in."""
    return lambda name: signed_in(browser, session, chain.people[name])


def ask_path(chain: Chain, goal: str) -> str:
    return f"{HERE}/people/{chain.id(goal)}/introduction"


def test_nothing_is_agreed_until_somebody_says_so(
    session: Session, chain: Chain, sign_in: As
) -> None:
    chain.people["new"] = an_attendee(session, chain.event(), "New", "new@example.org")
    page = sign_in("new")
    assert "No introductions yet" in page.get(MINE).text
    assert " checked" not in page.get(MINE).text
    page.post(f"{MINE}/choice", {"introduces": "yes"})
    shown = page.get(MINE).text
    assert re.search(r'name="introduces"[^>]* checked', shown)
    assert not re.search(r'name="reachable"[^>]* checked', shown)
    page.post(f"{MINE}/choice", {})
    assert " checked" not in page.get(MINE).text
    assert page.post(f"{MINE}/choice", {"introduces": "perhaps"}).status_code == 422


def test_page_of_a_member_names_who_can_introduce(chain: Chain, sign_in: As) -> None:
    ada = sign_in("ada")
    page = ada.get(f"{HERE}/people/{chain.id('cy')}").text
    assert "Ask Bo to introduce you" in page
    assert "They know each other." in page
    page = ada.get(f"{HERE}/people/{chain.id('dee')}").text
    assert "Ask Bo to introduce you" in page
    assert "They know somebody in common." in page
    assert "Cy" not in page
    page = ada.get(f"{HERE}/people/{chain.id('eve')}").text
    assert "Nobody whom you know can introduce you" in page
    assert "introduce you" not in ada.get(f"{HERE}/people/{chain.id('ada')}").text


def test_without_a_consent_there_is_no_way_and_no_reason_why(chain: Chain, sign_in: As) -> None:
    ada = sign_in("ada")
    no_way = ada.get(ask_path(chain, "eve")).text
    chain.agrees("cy", reachable=False)
    chain.agrees("bo", introduces=False)
    page = ada.get(ask_path(chain, "cy"))
    assert "Nobody can introduce you at the moment" in page.text
    assert ">Bo<" not in page.text
    assert page.text.count("<p>") == no_way.count("<p>")
    sent = ada.post(ask_path(chain, "cy"), {"first": chain.id("bo"), "message": "Pumps"})
    assert sent.status_code == 409


def test_it_is_asked_passed_on_and_agreed_to_on_the_pages(chain: Chain, sign_in: As) -> None:
    ada, bo, cy = sign_in("ada"), sign_in("bo"), sign_in("cy")
    wrong = ada.post(ask_path(chain, "cy"), {"first": chain.id("bo"), "message": " "})
    assert wrong.status_code == 422
    sent = ada.post(ask_path(chain, "cy"), {"first": chain.id("bo"), "message": "Pumps <b>"})
    assert sent.headers["location"] == MINE
    assert "On its way, until 22 September 2027" in ada.get(MINE).text
    (key,) = chain.waits("bo")
    one = f"{MINE}/{key}"
    for page in (bo.get(MINE).text, bo.get(HERE).text):
        assert "would like to be introduced to" in page
    page = bo.get(one).text
    assert "Pumps &lt;b&gt;" in page
    assert "Pass it on to Cy" in page
    assert bo.post(f"{one}/pass", {"on": chain.id("cy"), "words": "x" * 1001}).status_code == 422
    assert bo.post(f"{one}/pass", {"on": chain.id("dee"), "words": "Mine"}).status_code == 409
    assert "Mine" in bo.post(f"{one}/pass", {"on": chain.id("dee"), "words": "Mine"}).text
    bo.post(f"{one}/pass", {"on": chain.id("cy"), "words": "She is good"})
    assert bo.get(one).status_code == 404
    page = cy.get(one).text
    assert "She is good" in page
    assert "Would like to be introduced to you" in page
    assert cy.post(f"{one}/yes", {"gives_address": "perhaps"}).status_code == 422
    cy.post(f"{one}/yes", {"gives_address": "yes"})
    assert "cy@example.org" in ada.get(MINE).text
    assert "ada@example.org" in cy.get(MINE).text
    assert "example.org" not in bo.get(MINE).text.partition("<main")[2]


def test_second_between_reads_the_words_of_the_first_and_the_last_does_not(
    chain: Chain, sign_in: As
) -> None:
    key = chain.asks("ada", "bo", "dee")
    one = f"{MINE}/{key}"
    page = sign_in("bo").get(one).text
    assert "somebody whom you know, and who knows them" in page
    assert "Pass it on to Cy" in page
    chain.passes("bo", key, "cy", "First words")
    page = sign_in("cy").get(one).text
    assert "First words" in page
    assert "Passed on by" in page
    chain.passes("cy", key, "dee", "Second words")
    page = sign_in("dee").get(one).text
    assert "Second words" in page
    assert "First words" not in page
    assert ">Bo<" not in page


@pytest.mark.parametrize("who", ["bo", "cy"])
def test_a_no_reads_the_same_whoever_said_it(chain: Chain, sign_in: As, who: str) -> None:
    key = chain.asks("ada", "bo", "cy")
    if who == "cy":
        chain.passes("bo", key, "cy")
    sign_in(who).post(f"{MINE}/{key}/no", {})
    page = sign_in("ada").get(MINE).text
    assert "It did not come about this time." in page
    assert sign_in(who).get(f"{MINE}/{key}").status_code == 404


def test_take_back(chain: Chain, sign_in: As) -> None:
    key = chain.asks("ada", "bo", "cy")
    ada = sign_in("ada")
    ada.post(f"{MINE}/{key}/back", {})
    assert "You took this back." in ada.get(MINE).text
    assert ada.post(f"{MINE}/{key}/back", {}).status_code == 409
    assert sign_in("bo").post(f"{MINE}/{key}/back", {}).status_code == 404


def test_navigation_counts_what_waits(chain: Chain, sign_in: As) -> None:
    bo = sign_in("bo")
    assert ">1<" not in bo.get(HERE).text
    chain.asks("ada", "bo", "cy")
    masthead = bo.get(HERE).text.partition("</header>")[0]
    assert re.search(r"Introductions.{0,120}1", masthead, re.DOTALL)


def test_who_hides_from_the_reader_is_no_goal_and_is_named_to_those_who_pass_it_on(
    session: Session, chain: Chain, sign_in: As
) -> None:
    key = chain.asks("ada", "bo", "cy")
    chain.hides("cy", Audience.NOBODY)
    chain.hides("ada", Audience.NOBODY)
    assert sign_in("dee").get(ask_path(chain, "cy")).status_code == 404
    page = sign_in("bo").get(f"{MINE}/{key}").text
    assert "Cy" in page
    assert "Ada" in page


def test_statements_are_as_many_for_thirty_as_for_one(
    session: Session, chain: Chain, sign_in: As
) -> None:
    bo = sign_in("bo")

    def dealt(number: int) -> None:
        for asker, goal in ((f"asker{number}", "bo"), ("bo", f"goal{number}")):
            name = goal if asker == "bo" else asker
            chain.people[name] = an_attendee(session, chain.event(), name)
            chain.put(asker, goal, "ada" if asker == "bo" else "bo")
        chain.put("bo", f"goal{number}", "ada", made=True)

    dealt(0)
    for path in (MINE, HERE):
        bo.get(path)
    with counted(session) as few:
        bo.get(MINE)
        bo.get(HERE)
    for number in range(1, 30):
        dealt(number)
    with counted(session) as many:
        assert bo.get(MINE).text.count('class="person-row"') == 90
        bo.get(HERE)
    assert many.total == few.total
