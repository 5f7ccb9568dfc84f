"""Stored scripts run nowhere: not on a page, in a mail, in a calendar or in a file."""

import csv
import io
from urllib.parse import urlsplit

import httpx2
import pytest
from sqlmodel import select

from tests.eventnet.world.cast import Persona
from tests.eventnet.world.marks import MARK
from tests.eventnet.world.planting import payload, plant_scripts, texts
from tests.eventnet.world.reading import Reader, is_page
from tests.eventnet.world.visiting import Key, World

ADDRESSES = ("href", "src", "action", "formaction", "hx-get", "hx-post", "srcset", "xlink:href")
SCHEMES = {"", "http", "https", "mailto", "webcal"}
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\x00")


@pytest.fixture(scope="module")
def planted(whole_world: World) -> dict[Key, httpx2.Response]:
    """Return what every page shows to everybody in the scripted world."""
    plant_scripts(whole_world)
    return whole_world.walk("scripted")


def test_every_text_of_the_world_is_marked(world: World) -> None:
    unmarked = []
    with world.app.state.engine.connect() as connection:
        for table, name, _kind in texts():
            values = connection.execute(select(table.c[name])).scalars().all()
            if not any(MARK.search(str(value).lower()) for value in values):
                unmarked.append(f"{table.name}.{name}")
    assert unmarked == [], "give each a mark in tests/eventnet/world, or name it in planting.OURS"


def test_scripts_stay_text_on_every_page(
    planted: dict[Key, httpx2.Response], whole_world: World
) -> None:
    plain, found = whole_world.walk("plain"), []
    for key, answer in planted.items():
        assert answer.status_code == plain[key].status_code, key
        if is_page(answer.headers.get("content-type", "")):
            found += [(*key, fault) for fault in faults(answer.text, plain[key].text)]
    assert found == []


def faults(scripted: str, harmless: str) -> list[str]:
    """Return what a page with scripts in its texts has beyond the same page without."""
    page, usual = Reader(scripted), Reader(harmless)
    shapes = {(tag, *sorted(given)) for tag, given in usual.elements}
    found = [
        f"<{tag} {' '.join(given)}>"
        for tag, given in page.elements
        if (tag, *sorted(given)) not in shapes or "x-planted" in {tag, *given}
    ]
    found += [name for _tag, given in page.elements for name in given if name.startswith("on")]
    found += [
        f"{name}={given[name]}"
        for _tag, given in page.elements
        for name in ADDRESSES
        if name in given and urlsplit(given[name].strip()).scheme.lower() not in SCHEMES
    ]
    if "x-planted" in "".join(page.scripts):
        found.append("text within a script")
    if "1337" in scripted and "1337" not in harmless:
        found.append("a template within a text was carried out")
    return found


def test_scripts_are_shown_as_what_they_are(planted: dict[Key, httpx2.Response]) -> None:
    shown = [key for key, answer in planted.items() if "&lt;x-planted" in answer.text]
    assert ("home", Persona.ATTENDEE) in shown, "the probe shows nothing, so it proves nothing"


def test_probe_finds_what_is_not_escaped() -> None:
    for place in ("<p>{}</p>", '<p title="{}">', "<p title='{}'>", "<title>{}</title>"):
        assert faults(place.format(payload(None)), place.format("harmless"))
    assert faults('<a href="javascript:x()">', '<a href="/">')
    assert faults("<p>1337</p>", "<p>{{7*191}}</p>")


def test_files_neutralise_formulas(world: World) -> None:
    for (name, persona), answer in world.walk().items():
        if not answer.headers.get("content-type", "").startswith("text/csv"):
            continue
        for row in csv.reader(io.StringIO(answer.text)):
            assert [cell for cell in row if cell.startswith(DANGEROUS)] == [], (name, persona)
