"""Visiting the world: one request of one persona, and what every answer must be like."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
from PIL import Image
from sqlmodel import Session, update
from starlette.applications import Starlette

from eventnet import clock
from eventnet.accounts import sessions
from eventnet.accounts.client import _counters
from eventnet.accounts.models import Login
from eventnet.app import create_app
from eventnet.features import pages
from eventnet.routing import Page
from eventnet.settings import Settings
from tests.compiled import share_compiled
from tests.eventnet.world import (
    adverts,
    building,
    circles,
    crews,
    dealings,
    doings,
    editing,
    needs,
    papers,
    reaching,
    returns,
    rounds,
    runs,
    scenarios,
    thoughts,
)
from tests.eventnet.world.building import Facts
from tests.eventnet.world.cast import Persona
from tests.eventnet.world.places import also, path_of
from tests.eventnet.world.snapshots import Snapshots, Writes

Key = tuple[str, Persona]


@dataclass
class World:
    """The whole of it: the site, what is in it, and those who visit."""

    app: Starlette
    settings: Settings
    facts: Facts
    snapshots: Snapshots
    writes: Writes
    client: httpx2.AsyncClient
    loop: asyncio.AbstractEventLoop
    state: str = "plain"
    answers: dict[str, dict[Key, httpx2.Response]] = field(default_factory=dict)
    wrote: set[str] = field(default_factory=set)
    """The pages that wrote something when they were looked at."""

    def send(self, persona: Persona, method: str, path: str, **sent: Any) -> httpx2.Response:
        """Send one request, with the cookie of a persona and from a page of ours."""
        headers = {"origin": self.settings.origin, **sent.pop("headers", {})}
        if persona in self.facts.secrets:
            name = sessions.cookie_name(self.settings)
            headers["cookie"] = f"{name}={self.facts.secrets[persona]}"
        self.client.cookies.clear()
        return self.loop.run_until_complete(
            self.client.request(method, path, headers=headers, **sent)
        )

    def visit(self, page: Page[Any], persona: Persona, **sent: Any) -> httpx2.Response:
        """Ask for a page as somebody."""
        return self.send(persona, page.method, path_of(page, self.facts), **sent)

    def restore(self, state: str | None = None) -> None:
        """Bring the world back to what it was, if anything was written or another is meant."""
        if state is not None and state != self.state:
            self.state = state
            self.snapshots.bring_back(state)
        elif self.writes.ever:
            self.snapshots.bring_back(self.state, self.writes.ever)
        self.writes.forget()
        _counters.pop(self.app, None)

    def walk(
        self, state: str = "plain", personas: Sequence[Persona] = tuple(Persona)
    ) -> dict[Key, httpx2.Response]:
        """Return the answer to each page for each persona; each is asked for once.

        A page that shows different things has a key for each, such as `run` and `run#1`.
        """
        if state not in self.answers:
            self.restore(state)
            found = {}
            for page in pages:
                for name, path in self.addresses(page):
                    for persona in personas:
                        found[name, persona] = self.send(persona, "GET", path)
                        if self.writes.taken():
                            self.wrote.add(page.name)
            self.answers[state] = found
        return self.answers[state]

    def addresses(self, page: Page[Any]) -> list[tuple[str, str]]:
        """Return the addresses at which a page is looked at, each with its key in a walk."""
        if page.method != "GET":
            return []
        paths = [path_of(page, self.facts), *also(page, self.facts)]
        return [
            (f"{page.name}#{number}" if number else page.name, path)
            for number, path in enumerate(paths)
        ]


def _seen_just_now(session: Session) -> None:
    """Have no visit note that somebody was here, however long the tests of this world take."""
    session.exec(update(Login).values(seen_at=clock.now() + timedelta(hours=3)))
    session.commit()


@contextmanager
def open_world(settings: Settings, folder: Path) -> Iterator[World]:
    """Make the world, and close it afterwards."""
    app = create_app(settings, work=False)
    share_compiled(app.state.engine)
    facts = Facts()
    with Session(app.state.engine) as session:
        spring, autumn, winter = building.everybody(session, facts)
        doings.wishes(session, facts, spring)
        doings.notes(session, facts, spring)
        doings.searches(session, facts, spring)
        doings.contacts(session, settings, facts, spring)
        runs.runs(session, app.state.sessions, facts, spring, autumn, folder)
        scenarios.scenarios(session, spring, autumn)
        doings.affinities(session, facts, spring)
        doings.meetings(session, facts, spring, autumn)
        doings.requests(session, facts, spring)
        doings.round_tables(session, facts, spring, autumn)
        dealings.publication(session, facts)
        editing.edits(session, facts, spring, autumn)
        dealings.messages(session, facts, spring)
        dealings.outcomes(session, facts, spring)
        dealings.days(session, facts, spring)
        dealings.announcements(session, facts, spring)
        dealings.teams(session, facts, spring, autumn)
        dealings.introductions(session, facts, spring)
        dealings.networks(session, facts, spring)
        dealings.waiting(session, facts, spring, autumn)
        needs.asks(session, facts, spring, winter)
        circles.groups(session, facts, spring, autumn, settings.files_dir / "groups")
        thoughts.ideas(session, facts, spring, winter)
        returns.returns(session, facts, spring, autumn)
        adverts.listings(session, facts, spring, winter)
        reaching.reaching(session, settings, facts)
        crews.crews(session, facts, spring, winter)
        rounds.rounds(session, settings, facts, spring, winter)
        doings.programme(session, facts, spring, autumn)
        dealings.calendars(session, facts, spring)
        dealings.looks(session, facts, spring)
        papers.tickets(session, facts, spring, autumn)
        papers.mails(session, settings, facts, spring)
        papers.ways_in(session, settings, facts)
        _seen_just_now(session)
    _draw(settings.files_dir)
    snapshots = Snapshots(app.state.engine, folder, settings.files_dir)
    snapshots.keep("plain")
    writes = Writes(app.state.engine)
    client = httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app, raise_app_exceptions=False),
        base_url=settings.origin,
        headers={"accept-language": "en", "accept-encoding": "identity"},
    )
    with asyncio.Runner() as runner:
        loop = runner.get_loop()
        lifespan = app.router.lifespan_context(app)
        loop.run_until_complete(lifespan.__aenter__())
        app.state.live.ending = True  # each stream ends once it has said how things are
        yield World(app, settings, facts, snapshots, writes, client, loop)
        loop.run_until_complete(client.aclose())
        loop.run_until_complete(lifespan.__aexit__(None, None, None))


def _draw(folder: Path) -> None:
    for place in (folder, folder / "photos"):
        place.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (16, 16), "teal").save(place / building.PICTURE, "WEBP")
