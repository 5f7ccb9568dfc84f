"""A form that is in order for each page that takes one: as a page shows it, completed by hand."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from starlette.routing import Match

from eventnet import clock
from eventnet.people.models import TopicKind
from eventnet.routing import Page
from tests.eventnet.world.cast import Persona, email
from tests.eventnet.world.marks import mark
from tests.eventnet.world.papers import a_file
from tests.eventnet.world.places import path_of
from tests.eventnet.world.reading import FoundForm, Reader, Values, is_page
from tests.eventnet.world.visiting import World

SOON = date.today() + timedelta(days=10)  # noqa: DTZ011 - the world is of today
# What the pages leave open for a person to type.
TYPED: Mapping[str, Mapping[str, list[str]]] = {
    "address-change": {"email": ["another@elsewhere.example"]},
    "address-end": {"email": [email("also")]},
    "member-remove": {"reason": ["Sells to everybody"]},
    "steward-keeping-save": {"asks": ["4"], "do": ["save"]},
    "unite-ask": {"email": ["another@elsewhere.example"]},
    "unite-confirm": {"sure": ["yes"]},
    "announce": {"words": ["Lunch is upstairs"], "do": ["announce"]},
    "reaching-save": {"rhythm": ["daily"]},
    "asks-look": {"title": ["Pumps"], "words": ["Which last longest?"]},
    "asks-send": {
        "title": ["Pumps"],
        "words": ["Which last longest?"],
        "useful_until": [(clock.now() + timedelta(days=9)).date().isoformat()],
    },
    "asks-answer": {"words": ["The ones of bronze"]},
    "asks-line": {"words": ["How long?"]},
    "crew-write": {
        "title": ["Pumps"],
        "words": ["For the harbour"],
        "skill": [mark("near3", f"topics{TopicKind.OFFER.value}")],
        "until": [(clock.now() + timedelta(days=9)).date().isoformat()],
    },
    "circle-write": {
        "title": ["Ring"],
        "size": ["4"],
        "until": [(clock.now() + timedelta(days=9)).date().isoformat()],
    },
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
    "listing-put-up": {
        "kind": ["service_sought"],
        "title": ["Nine pumps"],
        "words": ["To borrow"],
        "until": [SOON.isoformat()],
    },
    "listing-save": {"title": ["Ten pumps"], "words": ["To lend"], "until": [SOON.isoformat()]},
    "listing-answer": {"words": ["About pumps"]},
    "listing-write-back": {"words": ["About pumps"]},
    "listing-report": {"reason": ["Rude"]},
    "listing-judge": {"do": ["hide"]},
    "idea-suggest": {"title": ["Nine pumps"], "words": ["Which of them?"]},
    "idea-post-save": {"title": ["Ten pumps"], "words": ["All of them"], "version": ["1"]},
    "idea-comment": {"words": ["About pumps"]},
    "idea-status": {"status": ["done"], "why": ["They are bought"]},
    "idea-post-report": {"reason": ["Rude"]},
    "idea-post-judge": {"do": ["hide"]},
    "group-open": {"name": ["Nine pumps"], "door": ["open"]},
    "group-role": {"role": ["moderator"]},
    "post-judge": {"do": ["hide"]},
    "post-report": {"reason": ["Rude"]},
    "shared-page-begin": {"title": ["Nine pumps"], "words": ["All of them"]},
    "group-file-report": {"reason": ["Rude"]},
    "shared-page-report": {"reason": ["Rude"]},
    "shared-page-save": {"title": ["Ten pumps"], "words": ["All of them"], "do": ["save"]},
    "thread-begin": {"title": ["Nine pumps"], "words": ["Which of them?"]},
    "thread-reply": {"words": ["About pumps"]},
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
    "promise-change": {"words": ["Send both maps"], "due": ["2030-01-01"]},
    "outcome-save": {"happened": ["yes"], "promise": ["Send the map"], "due": ["2030-01-01"]},
    "proposal-answer": {"answer": ["yes"]},
    "introduction-ask-now": {"message": ["About pumps"]},
    "meeting-late": {"minutes": ["5"]},
    "own-calendar-give": {"address": ["webcal://calendars.example/mine.ics"]},
    "programme-fetch": {"address": ["https://127.0.0.1/schedule.json"]},
    "talk-propose": {"on": [SOON.isoformat()], "at": ["10:00"]},
    "talk-tell": {"met": ["yes"]},
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
    "last-time-send": {"of": ["summer"], "do": ["ask"]},
    "again-answer": {"do": ["come"]},
    "waiting-places": {"places": ["400"]},
    "words-change": {"do": ["rename"], "label": ["Nine pumps"]},
}
# The same, where an id of the world is typed.
CHOSEN: Mapping[str, Mapping[str, str]] = {
    "asks-suggest": {"member": "member-near1"},
    "exhibitors-add": {"attendance": "at-far4"},
    "group-invite": {"member": "member-near2"},
    "introduction-ask-now": {"first": "member-near0"},
    "grid-change": {"slot": "slot"},
    "words-change": {"word": "topic"},
}
SESSION = (
    b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Pumps\r\nDTSTART:20270511T080000Z\r\n"
    b"DTEND:20270511T083000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
FILES: Mapping[str, Mapping[str, tuple[str, bytes, str]]] = {
    "group-file-add": {"file": ("plan.txt", b"Of pumps", "text/plain")},
    "post-file-add": {"file": ("plan.txt", b"Of pumps", "text/plain")},
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
