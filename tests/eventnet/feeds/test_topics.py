"""Feeds of asks and of topics: what was put to their owner, or is open to all."""

import re

import feedparser
import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet.asks.actions.answering import pass_on
from eventnet.asks.actions.asking import take_back
from eventnet.communities.models import Community, Membership, Topic
from eventnet.discussions.actions.answering import block
from eventnet.events.models import Event
from eventnet.feeds.models import FeedKind
from eventnet.people.models import Audience
from tests.browser import Browser
from tests.eventnet.asks.gauges import GAUGES, asked, knower
from tests.eventnet.feeds.conftest import Address
from tests.eventnet.groups.people import Open, a_group, a_thread
from tests.factories import an_event

ASKED = "Calibrating a gauge"


@pytest.fixture
def event(session: Session, community: Community) -> Event:
    return an_event(session, community, "spring")


@pytest.fixture
def asker(session: Session, event: Event) -> Membership:
    return knower(session, event, "Ava Asks")


@pytest.fixture
def me(session: Session, event: Event) -> Membership:
    return knower(session, event, "Gus Gauger", GAUGES)


@pytest.fixture
def titles(browser: Open) -> "Titles":
    return Titles(browser())


class Titles:
    """A program that reads titles."""

    def __init__(self, program: Browser) -> None:
        self.program = program

    def __call__(self, path: str) -> list[str]:
        answer = self.program.get(path)
        assert answer.status_code == 200
        return [entry.title for entry in feedparser.parse(answer.content).entries]


def test_an_ask_is_in_the_feed_of_whom_it_was_put_to_and_of_nobody_else(
    session: Session,
    titles: Titles,
    asker: Membership,
    me: Membership,
    dee: Membership,
    address: Address,
) -> None:
    asked(session, asker)
    for kind in (FeedKind.ASKS, FeedKind.COMMUNITY):
        assert titles(address(me, kind)) == [ASKED]
        assert titles(address(dee, kind)) == []
        assert titles(address(asker, kind)) == []
    assert titles(address(me, FeedKind.MEMBER, asker.id)) == [ASKED]


def test_an_ask_that_says_not_whose_it_is_is_in_nobodys_feed_of_a_member(
    session: Session, titles: Titles, asker: Membership, me: Membership, address: Address
) -> None:
    asked(session, asker, named="")
    assert titles(address(me, FeedKind.ASKS)) == [ASKED]
    assert titles(address(me, FeedKind.MEMBER, asker.id)) == []
    text = titles.program.get(address(me, FeedKind.ASKS)).text
    assert "Ava" not in text


@pytest.mark.parametrize("why", ["passed on", "taken back", "blocked"])
def test_an_ask_that_is_not_theirs_any_more_is_gone(
    session: Session,
    titles: Titles,
    asker: Membership,
    me: Membership,
    address: Address,
    why: str,
) -> None:
    key = asked(session, asker)
    path = address(me, FeedKind.ASKS)
    assert titles(path) == [ASKED]
    if why == "passed on":
        pass_on(session, me, key)
    if why == "taken back":
        take_back(session, asker.id, key)
    if why == "blocked":
        block(session, me, asker.id, blocked=True)
    session.rollback()
    assert titles(path) == []


def topic_of(session: Session, label: str) -> str:
    session.rollback()
    return session.exec(select(Topic.id).where(Topic.label == label)).one()


def test_a_topic_gathers_asks_about_it_and_posts_that_name_it(
    session: Session,
    titles: Titles,
    asker: Membership,
    me: Membership,
    bo: Membership,
    address: Address,
) -> None:
    group = a_group(session, bo)
    a_thread(session, bo, group, "Old ones", "Who repairs tide gauges?")
    a_thread(session, bo, group, "Other", "Who repairs pumps?")
    asked(session, asker)
    found = titles(address(me, FeedKind.TOPIC, topic_of(session, GAUGES)))
    assert sorted(found) == [ASKED, "Old ones"]


def test_a_topic_that_its_reader_sees_with_nobody_is_no_feed(
    session: Session, titles: Titles, event: Event, dee: Membership, address: Address
) -> None:
    knower(session, event, "Hal Hides", "secret gauges", shown_to=Audience.NOBODY)
    path = address(dee, FeedKind.TOPIC, topic_of(session, "secret gauges"))
    assert titles.program.get(path).status_code == 404
    assert titles.program.get(address(dee, FeedKind.TOPIC, "nothing")).status_code == 404


def test_the_host_of_the_site_names_the_entries(
    session: Session,
    app: Starlette,
    asker: Membership,
    me: Membership,
    address: Address,
    browser: Open,
) -> None:
    key = asked(session, asker)
    (entry,) = feedparser.parse(browser().get(address(me, FeedKind.ASKS)).content).entries
    host = app.state.settings.origin.removeprefix("https://")
    assert re.fullmatch(rf"tag:{host},\d{{4}}-\d\d-\d\d:ask/{key}", entry.id)
