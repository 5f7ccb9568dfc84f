"""The table of what is looked at, `pages.txt`: each page in each state, or why not."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from eventnet.events.models import Phase
from eventnet.features import pages
from eventnet.routing import Page
from tests.eventnet.world.cast import Persona

FILE = Path(__file__).with_name("pages.txt")
LOOK = "look"
KINDS = ["full", "empty", "error"]
PHASES = [phase.value for phase in Phase]
ROLES = [
    Persona.ANONYMOUS,
    Persona.ATTENDEE,
    Persona.NEIGHBOUR,
    Persona.ORGANIZER,
    Persona.STEWARD,
    Persona.OPERATOR,
]
STATES = [*KINDS, *PHASES, *(role.value for role in ROLES)]
Row = tuple[str, str]


class WrongTable(AssertionError):
    """A line of the table that nobody can go by; says which, and what to write."""


@dataclass(frozen=True)
class Table:
    """What `pages.txt` says."""

    reasons: dict[str, str]
    """Why something is not looked at, by the word that stands for it in a cell."""
    shown: dict[str, dict[str, str]]
    """Each page that is got: its cells, by state."""
    sent: dict[str, str]
    """Each form that is posted: what its refusal is, one cell."""
    files: dict[str, str]
    """What is got and is no page: the reason."""

    def rows(self) -> list[Row]:
        """Return the (method, name) of everything that has a line."""
        got = [("GET", name) for name in (*self.shown, *self.files)]
        return got + [("POST", name) for name in self.sent]

    def looks(self) -> list[tuple[str, str]]:
        """Return each (page, state) that is looked at; a form has the state `refused`."""
        return [
            (name, state)
            for name, cells in self.shown.items()
            for state, cell in cells.items()
            if cell == LOOK
        ] + [(name, "refused") for name, cell in self.sent.items() if cell == LOOK]


def read(text: str) -> Table:
    """Read the table; refuse in words what does not hold together."""
    table = Table({}, {}, {}, {})
    known = {(page.method, page.name) for page in pages}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        first, *rest = line.split()
        where = f"{FILE.name}, line {number}"
        if first == "page":
            if rest != STATES:
                raise WrongTable(f"{where}: the states are {' '.join(STATES)}")
        elif first in {"GET", "POST", "FILE"}:
            _line(table, known, first, rest, where)
        else:
            if first in table.reasons or not rest:
                raise WrongTable(f"{where}: a reason is a word of its own, and why in words")
            table.reasons[first] = " ".join(rest)
    if set(table.rows()) != known:
        raise WrongTable(_missing(known - set(table.rows())))
    return table


def _line(table: Table, known: set[Row], kind: str, words: list[str], where: str) -> None:
    name, *cells = words
    method = "POST" if kind == "POST" else "GET"
    if (method, name) not in known:
        raise WrongTable(f"{where}: no page is called {method} {name}; take its line out")
    if (method, name) in table.rows():
        raise WrongTable(f"{where}: {method} {name} has a line already")
    if len(cells) != (len(STATES) if kind == "GET" else 1):
        raise WrongTable(f"{where}: {name} has {len(cells)} cells")
    for cell in cells:
        if cell not in {LOOK, *table.reasons} or (kind == "FILE" and cell == LOOK):
            raise WrongTable(f"{where}: “{cell}” is none of the reasons at the top")
    if kind == "GET":
        table.shown[name] = dict(zip(STATES, cells, strict=True))
    else:
        (table.sent if kind == "POST" else table.files)[name] = cells[0]


def _missing(rows: set[Row]) -> str:
    names = ", ".join(f"{method} {name}" for method, name in sorted(rows))
    return (
        f"{names}: add a line to tests/e2e/{FILE.name} that says in which states it is looked at: "
        "a cell for each state, or FILE and why it is no page; for a POST whether its refusal is"
    )


@cache
def table() -> Table:
    """Return what the file says."""
    return read(FILE.read_text(encoding="utf-8"))


def page_of(name: str, state: str) -> Page[Any]:
    """Return the page of a look."""
    method = "POST" if state == "refused" else "GET"
    return next(page for page in pages if (page.method, page.name) == (method, name))
