"""What is looked at in a browser: `tests/e2e/pages.txt` is complete, and its reasons are true."""

import re
from typing import Any

import pytest
from sqlmodel import Session, update

from eventnet.events.models import Event, Phase
from eventnet.features import pages
from eventnet.routing import Page
from tests.e2e.looks import FILE, LOOK, PHASES, ROLES, WrongTable, page_of, read, table
from tests.e2e.ways import DEMO
from tests.eventnet.world.cast import Persona
from tests.eventnet.world.forms import Forms
from tests.eventnet.world.places import named
from tests.eventnet.world.reading import is_page
from tests.eventnet.world.table import somebody_allowed
from tests.eventnet.world.table import table as who_may
from tests.eventnet.world.visiting import World

pytestmark = pytest.mark.any_database

TEXT = FILE.read_text(encoding="utf-8")
GROWS = {"trail"}
"""Looking at another page writes a line into it."""
OF_THE_DEMO = {"mailbox", "letter"}
# What differs from person to person, and from one time that a page is made to the next.
OWN = re.compile(
    r"[\w.]+@people\.example|/sign-in/link/[^\"/]+|data-now=\"\d+\"|\d+ minutes?"
    r"|name=\"once\" value=\"\w+"
)


def main_part(html: str) -> str:
    """Return what stands between the frame of a page, the same for everybody."""
    return OWN.sub("", html.partition("<main")[2].partition("</main>")[0])


def reasons(of: str) -> list[str]:
    """Return the pages that give a reason in any cell."""
    return [name for name, cells in table().shown.items() if of in cells.values()]


def test_each_page_has_a_line_and_each_line_a_page() -> None:
    assert set(table().rows()) == {(page.method, page.name) for page in pages}


def test_each_reason_is_given_somewhere() -> None:
    cells = [cell for row in table().shown.values() for cell in row.values()]
    given = {*cells, *table().sent.values(), *table().files.values()}
    assert given - {LOOK} == set(table().reasons)


def test_each_page_is_looked_at() -> None:
    assert [name for name, cells in table().shown.items() if cells["full"] != LOOK] == []


def test_each_way_in_the_demo_leads_to_what_is_looked_at() -> None:
    assert set(DEMO) - set(table().looks()) == set()


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (
            "GET  wishes .*\n",
            "",
            "GET wishes: add a line to tests/e2e/pages.txt that says in which",
        ),
        ("POST wish .*\n", "", "POST wish: add a line to tests/e2e/pages.txt"),
        ("POST wish ", "POST wash ", "no page is called POST wash; take its line out"),
        ("GET  wishes ", "GET  saved  ", "GET saved has a line already"),
        ("GET  wishes .*\n", "GET wishes look\n", "wishes has 1 cells"),
        ("POST wish .*\n", "POST wish tired\n", "“tired” is none of the reasons"),
        ("FILE theme .*\n", "FILE theme look\n", "“look” is none of the reasons"),
        ("same  .*\n", "same\n", "a reason is a word of its own, and why in words"),
        ("preparing open", "preparing opened", "the states are full empty error preparing"),
    ],
)
def test_a_line_that_does_not_hold_is_refused_in_words(before: str, after: str, words: str) -> None:
    changed, count = re.subn(before, after, TEXT)
    assert count >= 1
    with pytest.raises(WrongTable, match=re.escape(words)):
        read(changed)


def test_somebody_is_looked_for_where_they_have_a_page_and_only_there() -> None:
    wrong = []
    for name, cells in table().shown.items():
        may = dict(zip(Persona, who_may()["GET", name], strict=True))
        for role in ROLES:
            closed = may[role] != "200" and name not in OF_THE_DEMO
            if (cells[role.value] == "closed") != closed:
                wrong.append((name, role.value, may[role]))
    assert wrong == []


def test_what_is_no_page_is_none(world: World) -> None:
    answers = world.walk()
    wrong = [
        (name, persona.value)
        for name in table().files
        for persona in Persona
        if answers[name, persona].status_code == 200
        and is_page(answers[name, persona].headers["content-type"])
    ]
    assert wrong == []


def test_what_is_alike_is_alike(world: World) -> None:
    answers = world.walk()
    wrong = []
    for name in set(reasons("alike")) - OF_THE_DEMO:
        cells = table().shown[name]
        seen = {main_part(answers[name, one].text) for one in ROLES if cells[one.value] == LOOK}
        seen.add(main_part(answers[name, somebody_shown(page_of(name, "full"))].text))
        alike = {main_part(answers[name, one].text) for one in ROLES if cells[one.value] == "alike"}
        if not alike <= seen:
            wrong.append(name)
    assert sorted(wrong) == []


def somebody_shown(page: Page[Any]) -> Persona:
    """Return whom the column `full` is looked at as."""
    cells = table().shown[page.name]
    return next((one for one in ROLES if cells[one.value] == "theirs"), somebody_allowed(page))


def test_what_is_the_same_in_each_phase_is_the_same(world: World) -> None:
    shown: dict[str, set[str]] = {}
    for phase in Phase:
        with Session(world.app.state.engine) as session:
            session.exec(update(Event).values(phase_by_hand=phase))
            session.commit()
        for name, cells in table().shown.items():
            if "same" in cells.values() and name not in OF_THE_DEMO | GROWS:
                page = page_of(name, "full")
                answer = world.visit(page, somebody_shown(page))
                shown.setdefault(name, set()).add(main_part(answer.text))
    wrong = [name for name, texts in shown.items() if len(texts) > 1]
    assert wrong == []
    assert {tuple({cells[one] for one in PHASES}) for cells in table().shown.values()} == {
        (LOOK,),
        ("same",),
    }


def test_a_button_has_nothing_to_type(whole_world: World) -> None:
    forms = Forms(whole_world)
    typed = {
        name: kinds
        for name, cell in table().sent.items()
        if cell == "button"
        for kinds in [set(forms.form_for(named("POST", name)).types.values())]
        if not kinds <= {"hidden", "submit"}
    }
    assert typed == {}


@pytest.mark.parametrize("name", [name for name, cell in table().sent.items() if cell != LOOK])
def test_what_refuses_nothing_takes_anything(world: World, name: str) -> None:
    page = named("POST", name)
    answer = world.visit(page, somebody_allowed(page), data={"perhaps": "nothing known"})
    assert answer.status_code in {200, 303}
