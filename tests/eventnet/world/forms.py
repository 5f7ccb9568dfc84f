"""A form that is in order for each page that takes one: as a page shows it, completed by hand."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from starlette.routing import Match

from eventnet.routing import Page
from tests.eventnet.world.cast import Persona, email
from tests.eventnet.world.marks import mark
from tests.eventnet.world.papers import a_file
from tests.eventnet.world.places import path_of
from tests.eventnet.world.reading import FoundForm, Reader, Values, is_page
from tests.eventnet.world.visiting import World

# What the pages leave open for a person to type.
TYPED: Mapping[str, Mapping[str, list[str]]] = {
    "address-change": {"email": ["another@elsewhere.example"]},
    "announce": {"words": ["Lunch is upstairs"], "do": ["announce"]},
    "ask-now": {"message": ["About pumps"]},
    "conversation-report": {"reason": ["Rude"]},
    "conversation-send": {"words": ["About pumps"]},
    "exhibitors-make": {"name": ["Nine pumps"]},
    "code-find": {"code": ["CAFE CAF6"]},
    "code-save": {"phone": ["+351 21 000"]},
    "community-create": {"name": ["New place"], "slug": ["new-place"]},
    "event-create": {
        "name": ["New fair"],
        "starts_on": ["2027-06-01"],
        "ends_on": ["2027-06-02"],
        "time_zone": ["Europe/Lisbon"],
        "slug": ["new-fair"],
    },
    "hand-rule-add": {
        "one": [mark(Persona.ATTENDEE.value, "name")],
        "other": [mark("far4", "name")],
        "kind": ["forbid"],
    },
    "door-scan": {"code": ["Nobody of this name"]},
    "erase-now": {"sure": ["yes"]},
    "event-delete-now": {"name": [mark("spring", "name")]},
    "exchange-now": {"phone": ["+351 21 000"]},
    "grid-add": {"days": ["2027-05-12"]},
    "grid-change": {"new_tables": ["4"], "do": ["tables"]},
    "join-ask": {"email": ["new@people.example"], "name": ["Nina New"]},
    "join-now": {"name": ["Nina New"]},
    "import-columns": {"column": ["reference", "name", "email", "organization", "ticket", ""]},
    "question-answer": {"typed": ["Water towers"]},
    "online-save": {"online_pattern": ["https://meet.example.org/{meeting}"]},
    "outcome-save": {"happened": ["yes"], "promise": ["Send the map"], "due": ["2030-01-01"]},
    "proposal-answer": {"answer": ["yes"]},
    "meeting-late": {"minutes": ["5"]},
    "own-calendar-give": {"address": ["webcal://calendars.example/mine.ics"]},
    "programme-fetch": {"address": ["https://127.0.0.1/schedule.json"]},
    "round-seat": {"do": ["wish"]},
    "what-if-ask": {"tables": ["+1"]},
    "round-table-propose": {"title": ["Pumps that last"]},
    "roll-deed-do": {"do": ["unvip"], "count": ["0"]},
    "role-add": {"name": ["New role"]},
    "search-save": {"name": ["Pumps"], "q": ["pumps"]},
    "event-question-add": {"label": ["What do you eat?"], "kind": ["line"]},
    "sign-in-ask": {"email": ["new@people.example"]},
    "steward-appoint": {"email": [email(Persona.MEMBER)]},
    "team-add": {"email": [email(Persona.MEMBER)], "part": ["everything"]},
    "waiting-places": {"places": ["400"]},
    "words-change": {"do": ["rename"], "label": ["Nine pumps"]},
}
# The same, where an id of the world is typed.
CHOSEN: Mapping[str, Mapping[str, str]] = {
    "exhibitors-add": {"attendance": "at-far4"},
    "grid-change": {"slot": "slot"},
    "words-change": {"word": "topic"},
}
SESSION = (
    b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Pumps\r\nDTSTART:20270511T080000Z\r\n"
    b"DTEND:20270511T083000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
FILES: Mapping[str, Mapping[str, tuple[str, bytes, str]]] = {
    "programme-upload": {"file": ("fair.ics", SESSION, "text/calendar")},
    "import-upload": {"file": ("tickets.csv", a_file(), "text/csv")},
}


class Forms:
    """The forms that the pages of the world show, by the name of the page that takes them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.found: dict[str, list[tuple[str, FoundForm]]] = {}
        for answer in world.walk().values():
            if answer.status_code != 200 or not is_page(answer.headers.get("content-type", "")):
                continue
            for form in Reader(answer.text).forms:
                path = urlsplit(form.action).path or answer.request.url.path
                name = self._taker(path) if form.method == "post" else None
                if name:
                    self.found.setdefault(name, []).append((path, form))

    def _taker(self, path: str) -> str | None:
        scope = {"type": "http", "method": "POST", "path": path, "headers": []}
        for route in self.world.app.router.routes:
            if route.matches(scope)[0] is Match.FULL:
                return getattr(route, "name", None)
        return None

    def form_for(self, page: Page[Any]) -> FoundForm:
        """Return the form that a page takes, at the address that it has in the world."""
        here = path_of(page, self.world.facts)
        shown = self.found.get(page.name, [])
        best = sorted(shown, key=lambda pair: pair[0] != here)
        return best[0][1] if best else FoundForm(here, "post")

    def values_for(self, page: Page[Any]) -> Values:
        """Return values that are in order."""
        chosen = CHOSEN.get(page.name, {})
        ids = {name: [self.world.facts.ids[which]] for name, which in chosen.items()}
        return {**self.form_for(page).values, **TYPED.get(page.name, {}), **ids}

    def files_for(self, page: Page[Any]) -> dict[str, tuple[str, bytes, str]]:
        """Return the files that go with them."""
        return dict(FILES.get(page.name, {}))
