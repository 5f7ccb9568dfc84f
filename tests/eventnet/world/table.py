"""The table of who may, as it stands in `who_may.txt`."""

from functools import cache
from pathlib import Path
from typing import Any

from eventnet.routing import Page
from tests.eventnet.world.cast import Persona

FILE = Path(__file__).parents[1] / "who_may.txt"
Row = tuple[str, str]


@cache
def table() -> dict[Row, list[str]]:
    """Return the cells of each (method, name), in the order of the personas."""
    head, *lines = [
        line.split() for line in FILE.read_text().splitlines() if line and line[0] != "#"
    ]
    assert head == ["page", *Persona]
    rows: dict[Row, list[str]] = {}
    for method, name, *cells in lines:
        assert (method, name) not in rows, f"{method} {name} stands twice in {FILE.name}"
        rows[method, name] = cells
    return rows


def somebody_allowed(page: Page[Any]) -> Persona:
    """Return somebody who may use the page."""
    cells = dict(zip(Persona, table()[page.method, page.name], strict=True))
    first = (
        *(Persona.ATTENDEE, Persona.ORGANIZER, Persona.STEWARD, Persona.OPERATOR),
        *(Persona.MEMBER, Persona.NEIGHBOUR),
    )
    return next((one for one in first if cells[one] not in {"in", "404"}), Persona.ANONYMOUS)
