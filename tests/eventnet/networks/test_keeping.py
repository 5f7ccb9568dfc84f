"""Maps of many people: no page works them out; the clock does by night, and again if it failed."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import Session

from eventnet import clock
from eventnet.communities.models import Community
from eventnet.jobs import Ground
from eventnet.networks import keeping, warming
from eventnet.networks.crowd import Crowd, event_crowd
from eventnet.networks.keeping import Waiting, forget, network
from eventnet.networks.measuring import Network, work_out
from tests.eventnet.networks.circle import Circle
from tests.eventnet.networks.conftest import As
from tests.factories import an_attendee, an_event, save

MAP = "/e/spring/map"
LONG = 30


@pytest.fixture(autouse=True)
def _many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let twelve be too many for a page."""
    monkeypatch.setattr(keeping, "AT_ONCE", 11)
    monkeypatch.setattr(warming, "AT_ONCE", 11)


class Held:
    """The work on a map, which goes on when it is told to."""

    def __init__(self) -> None:
        self.go, self.done = threading.Event(), 0
        self.fails = False

    def work(self, crowd: Crowd, *read: object) -> Network:
        assert self.go.wait(LONG)
        self.done += 1
        if self.fails:
            raise RuntimeError(crowd.key)
        return work_out(crowd, *read)  # type: ignore[arg-type]

    def finish(self) -> None:
        """Let all work go on, and wait for it."""
        self.go.set()
        for thread in threading.enumerate():
            if thread.name == keeping.BESIDE:
                thread.join(LONG)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    held = Held()
    monkeypatch.setattr(keeping, "work_out", held.work)
    yield held
    held.finish()


def test_a_page_waits_for_no_work_and_shows_the_map_when_it_is_done(
    circle: Circle, sign_in: As, held: Held
) -> None:
    page = sign_in("ada")
    for path in (MAP, f"{MAP}/clusters/1", MAP):
        said = page.get(path).text
        assert "The map of 12 people is being worked out" in said
        assert f'hx-get="{path}"' in said
    asked = page.get(MAP, **{"HX-Request": "true"})
    assert asked.text.lstrip().startswith('<div id="work"')
    held.finish()
    assert held.done == 1  # however often somebody looked meanwhile
    assert page.get(MAP, **{"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert "The clusters" in page.get(MAP).text


def test_own_ties_are_there_at_once(circle: Circle, sign_in: As, held: Held) -> None:
    assert "Your own ties" in sign_in("ada").get(f"{MAP}/mine").text


def test_the_map_of_before_is_shown_while_the_next_is_worked_out(
    session: Session, circle: Circle, ground: Ground, held: Held
) -> None:
    crowd, now = event_crowd(circle.event), clock.now()
    held.go.set()
    warming.warm.work(ground)
    first = network(session, crowd, now)
    assert isinstance(first, Network)
    held.go.clear()
    circle.tie("bo", "hal")
    for hours in (1, 25):
        assert network(session, crowd, now + timedelta(hours=hours)) is first
    held.finish()
    after = network(session, crowd, now + timedelta(hours=25))
    assert isinstance(after, Network)
    assert isinstance(network(session, crowd, now + timedelta(days=9)), Waiting)


def test_work_that_fails_is_said_and_tried_again_in_the_next_hour(
    circle: Circle, sign_in: As, held: Held
) -> None:
    page, held.fails = sign_in("ada"), True
    held.go.set()
    page.get(MAP)
    held.finish()
    said = page.get(MAP).text
    assert "The map could not be worked out" in said
    assert "hx-get" not in said.split('id="work"')[1].split("</main>")[0]
    assert held.done == 1
    held.fails = False
    with clock.at(clock.now() + timedelta(hours=1)):
        page.get(MAP)
        held.finish()
        assert "The clusters" in page.get(MAP).text


def test_the_night_works_out_what_is_large_once_and_again_what_failed(
    session: Session, circle: Circle, ground: Ground, held: Held
) -> None:
    held.go.set()
    held.fails = True
    with pytest.raises(RuntimeError):
        warming.warm.work(ground)
    held.fails = False
    for _time in range(2):
        warming.warm.work(ground)
    assert held.done == 2
    assert isinstance(network(session, event_crowd(circle.event), clock.now()), Network)


def test_one_map_that_fails_keeps_no_other_waiting(
    session: Session,
    circle: Circle,
    ground: Ground,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    community = session.get_one(Community, circle.event.community_id)
    later = an_event(session, community, "later")
    later.starts_on = circle.event.starts_on + timedelta(days=1)
    save(session, later)
    for number in range(12):
        an_attendee(session, later, f"Late {number}", f"late{number}@example.org")
    done: list[str] = []

    def works(crowd: Crowd, *read: object) -> Network:
        if crowd.key.endswith(later.id):
            raise RuntimeError(crowd.key)
        done.append(crowd.key)
        return work_out(crowd, *read)  # type: ignore[arg-type]

    monkeypatch.setattr(keeping, "work_out", works)
    with pytest.raises(RuntimeError):
        warming.warm.work(ground)
    assert done == [f"event {circle.event.id}"]


def test_small_crowds_and_deleted_events_are_left_to_their_pages(
    session: Session, circle: Circle
) -> None:
    assert [crowd.key for crowd in warming.large(session)] == [f"event {circle.event.id}"]
    circle.people["lou"].left_at = clock.now()
    session.add(circle.people["lou"])
    session.commit()
    assert warming.large(session) == []
    an_attendee(session, circle.event, "Max", "max@example.org")
    circle.event.erase_at = clock.now()
    session.add(circle.event)
    session.commit()
    assert warming.large(session) == []
    forget(session)
