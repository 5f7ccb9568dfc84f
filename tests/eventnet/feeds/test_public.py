"""The feed that anybody reads: events that are open, take place or are over, and nobody in it."""

from datetime import date, timedelta

import feedparser
import pytest
from sqlmodel import Session

from eventnet import audit, clock
from eventnet.communities.models import Community, Membership
from eventnet.events.models import Event, Phase
from eventnet.feeds.gathering import MOST
from tests.browser import Browser
from tests.eventnet.feeds.programs import ATOM, checked, read, text_of
from tests.eventnet.groups.people import Desk, a_group, a_thread
from tests.factories import a_community, an_event, save
from tests.queries import counted

HERE = "/c/harbour/feed/events.atom"


@pytest.fixture
def event(session: Session, community: Community) -> Event:
    """Return an event that is open."""
    made = an_event(session, community, "spring")
    made.name, made.tagline, made.about = "Spring *fair*", "Of <pumps> & pipes", "One.\n\nTwo."
    made.venue, made.city, made.phase_by_hand = "Old lock", "Porto", Phase.OPEN
    save(session, made)
    return made


def in_phase(session: Session, event: Event, phase: Phase | None) -> None:
    event.phase_by_hand = phase
    save(session, event)


def test_it_says_what_the_public_page_says(
    session: Session, program: Browser, event: Event
) -> None:
    answer = program.get(HERE)
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert answer.headers["cache-control"] == "public, no-cache"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    root = checked(answer.content)
    self_link, alternate = (one.get("href") for one in root.findall(ATOM + "link"))
    assert self_link == f"https://meet.example.org{HERE}"
    assert alternate == "https://meet.example.org/"
    (entry,) = feedparser.parse(answer.content).entries
    assert entry.title == "Spring *fair*"
    assert entry.link == "https://meet.example.org/e/spring"
    content = text_of(root.findall(ATOM + "entry")[0], "content")
    assert "<p>Of &lt;pumps&gt; &amp; pipes</p>" in content
    assert "Old lock, Porto" in content
    assert content.endswith("<p>One.</p><p>Two.</p>")
    assert read(program, HERE) == [read(program, HERE)[0]]


@pytest.mark.parametrize(
    ("phase", "shown"),
    [(Phase.PREPARING, False), (Phase.OPEN, True), (Phase.RUNNING, True), (Phase.OVER, True)],
)
def test_what_is_being_prepared_is_not_told(
    session: Session,
    community: Community,
    program: Browser,
    event: Event,
    phase: Phase,
    shown: bool,
) -> None:
    in_phase(session, event, phase)
    answer = program.get(HERE)
    assert answer.status_code == (200 if shown else 404)
    assert ("/e/spring" in answer.text) is shown
    page = program.get("/e/spring").text
    assert ('<link rel="alternate" type="application/atom+xml" title="Events of' in page) is shown
    assert page.count(HERE) == (2 if shown else 0)
    other = an_event(session, community, "autumn")
    in_phase(session, other, Phase.OPEN)
    assert ("Spring" in program.get(HERE).text) is shown


def test_where_there_is_nothing_to_tell_nobody_learns_of_the_community(
    session: Session, program: Browser, community: Community, event: Event
) -> None:
    event.erase_at = clock.now() + timedelta(days=7)
    save(session, event)
    a_community(session, "quarry")
    names = ("harbour", "quarry", "elsewhere")
    answers = [program.get(f"/c/{name}/feed/events.atom") for name in names]
    assert [one.status_code for one in answers] == [404, 404, 404]
    pages = {one.text.replace(name, "") for one, name in zip(answers, names, strict=True)}
    assert len(pages) == 1


def test_nobody_and_nothing_that_members_say_is_in_it(
    session: Session, program: Browser, event: Event, ada: Membership, bo: Membership
) -> None:
    a_thread(session, bo, a_group(session, bo, ada), "Which pump?", "The red one")
    text = program.get(HERE).text
    for word in ("Bo Berg", "Ada", "pump?", "red one"):
        assert word not in text


def test_of_another_community_it_tells_nothing(
    session: Session, program: Browser, event: Event
) -> None:
    other = an_event(session, a_community(session, "quarry"), "dig")
    in_phase(session, other, Phase.OPEN)
    assert "/e/dig" not in program.get(HERE).text
    assert "/e/spring" not in program.get("/c/quarry/feed/events.atom").text


def test_opening_and_changes_are_news_and_the_id_stays(
    session: Session, program: Browser, event: Event
) -> None:
    (before,) = feedparser.parse(program.get(HERE).content).entries
    later = clock.now().replace(microsecond=0) + timedelta(days=1)
    with clock.at(later):
        audit.record(session, "event.rules", event_id=event.id, fields=["yes_hours"])
        session.commit()
        (same,) = feedparser.parse(program.get(HERE).content).entries
        assert same.updated == before.updated, "of what is not public nothing is told"
        event.city = "Lisbon"
        save(session, event)
        audit.record(session, "event.changed", event_id=event.id, fields=["city"])
        session.commit()
        (after,) = feedparser.parse(program.get(HERE).content).entries
    assert after.updated == f"{later:%Y-%m-%dT%H:%M:%SZ}"
    assert (after.id, after.published) == (before.id, before.published)
    assert after.id.endswith(f":event/{event.id}")


def test_an_event_that_opens_by_its_dates_is_news_then(
    session: Session, program: Browser, event: Event
) -> None:
    opens = clock.now().replace(microsecond=0) + timedelta(days=2)
    event.phase_by_hand, event.opens_at = None, opens
    event.starts_on = event.ends_on = date(opens.year + 1, 5, 1)
    save(session, event)
    assert program.get(HERE).status_code == 404
    with clock.at(opens):
        (entry,) = feedparser.parse(program.get(HERE).content).entries
    assert entry.updated == f"{opens:%Y-%m-%dT%H:%M:%SZ}"


def test_what_has_not_changed_is_not_sent_again(
    session: Session, program: Browser, event: Event
) -> None:
    first = program.get(HERE)
    tag, changed = first.headers["etag"], first.headers["last-modified"]
    for asked in ({"If-None-Match": tag}, {"If-Modified-Since": changed}):
        same = program.client.get(HERE, headers=asked)
        assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag)
    polish = program.client.get(HERE, headers={"If-None-Match": tag, "Accept-Language": "pl"})
    assert polish.status_code == 304
    event.tagline = "Of pipes"
    save(session, event)
    assert program.client.get(HERE, headers={"If-None-Match": tag}).status_code == 200


def test_members_find_it_in_the_head_of_their_page(
    session: Session, desk: Desk, ada: Membership, event: Event
) -> None:
    mine = desk.sit(ada)
    assert f'href="{HERE}"' in mine.get("/c/harbour").text
    in_phase(session, event, Phase.PREPARING)
    assert HERE not in mine.get("/c/harbour").text


def test_fifty_at_most_and_as_many_queries_for_one_as_for_all(
    session: Session, community: Community, program: Browser, event: Event
) -> None:
    program.get(HERE)
    with counted(program.app.state.engine) as one:
        assert len(read(program, HERE)) == 1
    for number in range(MOST + 2):
        in_phase(session, an_event(session, community, f"nr-{number}"), Phase.OPEN)
    with counted(program.app.state.engine) as many:
        assert len(read(program, HERE)) == MOST
    assert many.total == one.total


def test_scripts_and_what_no_document_may_hold_do_no_harm(
    session: Session, community: Community, program: Browser, event: Event
) -> None:
    community.name = "]]><x>&\x01\ufffe"
    event.name = event.tagline = "</title><script>x()</script>\x0b"
    event.about = "]]></content><img src=x onerror=x()>"
    save(session, community, event)
    root = checked(program.get(HERE).content)
    content = text_of(root.findall(ATOM + "entry")[0], "content")
    assert "<script" not in content
    assert "<img" not in content
