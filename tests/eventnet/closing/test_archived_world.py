"""At an archived event nothing is changed but what says so in its route."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlmodel import Session, update
from starlette.routing import compile_path

from eventnet import clock
from eventnet.events.models import Event
from eventnet.events.policies import AtEvent
from eventnet.features import pages
from eventnet.routing import SAFE, Page, Visit
from tests.eventnet.world.cast import Persona
from tests.eventnet.world.forms import Forms
from tests.eventnet.world.reading import Reader
from tests.eventnet.world.snapshots import dump
from tests.eventnet.world.table import somebody_allowed, table
from tests.eventnet.world.visiting import World

pytestmark = pytest.mark.any_database

STAYS_OPEN = {
    # Of two who met, or of one alone.
    "outcome-save", "promise-done", "promise-reopen", "promise-deny", "promise-end",
    "promise-change", "promise-put-back", "promise-drop",
    "note-save", "bookmark", "profile-save", "contact-end", "leave", "return", "waiting-leave",
    "own-calendar-remove", "calendar-renew", "search-delete",
    # That something was seen.
    "schedule-seen", "conversation-read", "search-seen", "announcement-dismiss",
    # Safety, and who may open it again.
    "conversation-block", "conversation-unblock", "conversation-report", "report-settle",
    "report-reopen", "team-add", "team-change", "team-remove", "archive-now", "open-again",
    "event-delete-now", "event-back",
}  # fmt: skip
CHANGES = [page for page in pages if page.method not in SAFE]
AT_EVENTS = [page for page in CHANGES if "{event}" in page.path or page.name == "answer-now"]


def archived(world: World) -> None:
    """Bring the world back to what it was, with all its events archived."""
    world.restore("plain")
    with Session(world.app.state.engine) as session:
        session.exec(update(Event).values(archived_at=clock.now()))
        session.commit()


@pytest.fixture(scope="module")
def forms(whole_world: World) -> Forms:
    """Return the forms that the pages show."""
    whole_world.restore("plain")
    return Forms(whole_world)


def test_what_stays_open_is_what_is_meant_to() -> None:
    assert {page.name for page in CHANGES if page.when_closed} == STAYS_OPEN


@pytest.mark.parametrize(
    "page", [page for page in AT_EVENTS if not page.when_closed], ids=lambda page: page.name
)
def test_whoever_might_change_something_is_told_that_it_is_archived(
    page: Page[Any], world: World, forms: Forms
) -> None:
    archived(world)
    before = dump(world.app.state.engine)
    values, files = forms.values_for(page), forms.files_for(page)
    answer = world.visit(page, somebody_allowed(page), data=values, files=files or None)
    assert answer.status_code == 423
    assert "is archived" in answer.text
    assert dump(world.app.state.engine) == before


@pytest.mark.parametrize(
    "page", [page for page in AT_EVENTS if page.when_closed], ids=lambda page: page.name
)
def test_what_stays_open_is_done_as_ever(page: Page[Any], world: World, forms: Forms) -> None:
    archived(world)
    values = forms.values_for(page)
    who = somebody_allowed(page)
    answer = world.visit(page, who, data=values)
    cell = dict(zip(Persona, table()[page.method, page.name], strict=True))[who]
    said = "done" if answer.status_code == 303 else str(answer.status_code)
    assert said == cell


def test_who_may_not_is_told_nothing_else_than_before(world: World, forms: Forms) -> None:
    archived(world)
    for page in AT_EVENTS:
        if table()[page.method, page.name][list(Persona).index(Persona.OUTSIDER)] == "404":
            assert world.visit(page, Persona.OUTSIDER, data={}).status_code == 404


def test_each_policy_of_a_change_at_an_event_knows_its_event() -> None:
    visits = {page.who.__annotations__["return"] for page in AT_EVENTS}
    assert [visit for visit in visits if not issubclass(visit, AtEvent)] == []


def test_each_visit_that_knows_an_event_is_one_at_an_event() -> None:
    def below(kind: type[Visit]) -> list[type[Visit]]:
        return [kind, *(one for sub in kind.__subclasses__() for one in below(sub))]

    knows = [one for one in below(Visit) if "event" in one.__dataclass_fields__]
    assert [one for one in knows if not issubclass(one, AtEvent)] == []


def test_everybody_reads_what_they_read_before_and_a_strip(world: World) -> None:
    archived(world)
    for page in pages:
        if page.method != "GET" or not page.path.startswith("/e/{event}"):
            continue
        who = somebody_allowed(page)
        before = dict(zip(Persona, table()["GET", page.name], strict=True))[who]
        answer = world.visit(page, who)
        if before != "200" or answer.headers.get("content-type", "")[:9] != "text/html":
            continue
        assert answer.status_code == 200, page.name
        if '<header class="masthead">' in answer.text:
            assert "This event is archived" in answer.text, page.name


def test_a_form_is_shut_just_where_nothing_would_come_of_it(world: World) -> None:
    archived(world)
    shown: dict[bool, set[str]] = {True: set(), False: set()}
    for looked in pages:
        if looked.method != "GET" or not looked.path.startswith(("/e/{event}", "/answer/")):
            continue
        answer = world.visit(looked, somebody_allowed(looked))
        here = answer.request.url.path
        if "This event is archived" not in answer.text:
            continue
        for form in Reader(answer.text).forms:
            page = taker(urlsplit(form.action).path or here) if form.method == "post" else None
            if page is not None:
                closes = page in AT_EVENTS and not page.when_closed
                assert form.is_shut is closes, (here, page.name)
                shown[closes].add(page.name)
    assert {"wish", "details-save", "request-accept"} <= shown[True]
    assert {"profile-save", "note-save", "sign-out", "team-add"} <= shown[False]


def taker(path: str) -> Page[Any] | None:
    """Return the page that takes what is posted to a path."""
    return next((page for page in CHANGES if compile_path(page.path)[0].match(path)), None)
