"""Who may do what: the table in `who_may.txt`, checked cell by cell against the site.

A page without a row fails, and so does a row without a page. A cell says:

    200    the page            done   the change is made, and the browser sent on (303)
    on     sent on (303)       in     sent to the sign-in page (303)
    404    hidden: not theirs, or not for their role     410   a link that works no longer
    422    let in, and the form is refused               other  the status itself

All visit the same things: the event Spring of the community Harbour, the attendee's own meeting,
browser and mails, and another attendee's page. `cast` says who the personas are.
"""

from typing import Any

import httpx2
import pytest

from eventnet.features import pages
from eventnet.routing import Page
from tests.eventnet.world.cast import Persona
from tests.eventnet.world.forms import Forms
from tests.eventnet.world.snapshots import dump
from tests.eventnet.world.table import table
from tests.eventnet.world.visiting import World

REFUSED = {"in", "404"}


def said(answer: httpx2.Response) -> str:
    """Return what a cell would say of an answer."""
    if answer.status_code != 303:
        return str(answer.status_code)
    if (
        answer.headers["location"].startswith("/sign-in")
        and "sent" not in answer.headers["location"]
    ):
        return "in"
    return "on" if answer.request.method == "GET" else "done"


def as_row(page: Page[Any], cells: list[str]) -> str:
    """Return a row as it stands in the file."""
    return f"{page.method:<4} {page.name:<22}" + "".join(f"{cell:<12}" for cell in cells).rstrip()


def test_table_has_a_row_for_each_page_and_a_page_for_each_row() -> None:
    there = {(page.method, page.name) for page in pages}
    assert {"without a row": there - set(table()), "without a page": set(table()) - there} == {
        "without a row": set(),
        "without a page": set(),
    }


@pytest.fixture(scope="module")
def forms(whole_world: World) -> Forms:
    """Return the forms that the pages show."""
    return Forms(whole_world)


@pytest.mark.parametrize(
    "page", [page for page in pages if page.method == "GET"], ids=lambda page: page.name
)
def test_page_is_shown_to_whom_the_table_says(page: Page[Any], world: World) -> None:
    answers = world.walk()
    cells = [said(answers[page.name, persona]) for persona in Persona]
    assert as_row(page, cells) == as_row(page, table().get((page.method, page.name), []))


@pytest.mark.any_database
@pytest.mark.parametrize(
    "page", [page for page in pages if page.method != "GET"], ids=lambda page: page.name
)
def test_change_is_made_by_whom_the_table_says(page: Page[Any], world: World, forms: Forms) -> None:
    cells = []
    for persona in Persona:
        world.restore("plain")
        values, files = forms.values_for(page), forms.files_for(page)
        answer = world.visit(page, persona, data=values, files=files or None)
        cells.append(said(answer))
        if cells[-1] in REFUSED:
            assert not world.writes.taken(), f"{persona} was refused and still changed something"
    assert as_row(page, cells) == as_row(page, table().get((page.method, page.name), []))


def test_change_from_elsewhere_is_refused(world: World, forms: Forms) -> None:
    before = dump(world.app.state.engine)
    taken = []
    for page in pages:
        if page.method == "GET" or page.foreign:
            continue
        for persona in (Persona.ATTENDEE, Persona.ORGANIZER):
            for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
                values = forms.values_for(page)
                answer = world.visit(page, persona, data=values, headers=headers)
                if answer.status_code != 403:
                    taken.append((page.name, persona, answer.status_code))
    assert taken == []
    assert dump(world.app.state.engine) == before
