"""A small world for the browser: one of everything, every kind of person, and a place that is bare.

It is the world that permissions are tried in, and a community beside it in which nothing has
happened yet.
"""

import time
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

import uvicorn
from sqlmodel import Session, select, update

from eventnet.accounts import sessions
from eventnet.accounts.models import Account
from eventnet.communities.models import Community, MemberRole
from eventnet.events.models import Event, Organizer, Phase
from eventnet.routing import Page
from eventnet.settings import Settings
from tests.e2e.looks import PHASES, ROLES, page_of
from tests.eventnet.world.cast import Persona
from tests.eventnet.world.places import fill, path_of, values_of
from tests.eventnet.world.table import table as who_may
from tests.eventnet.world.visiting import World, open_world
from tests.factories import a_member, an_account, an_attendee, save

BARE = "bare"
NEWCOMER, FOUNDER, STRANGER = "newcomer", "founder", "stranger"
"""Who attends the bare event, who organizes it, and who belongs nowhere."""
NOWHERE = {"home", "account", "my-data"}
"""What somebody has who belongs nowhere."""
LONG = "a" * 5_000

# What is refused, where an empty form would do.
SPOILED: Mapping[str, Mapping[str, str]] = {
    "account-save": {"time_zone": "Nowhere"},
    "asks-choose": {"willing": "perhaps"},
    "attendance-save": {"consent": "perhaps"},
    "code-save": {"phone": "none"},
    "exchange-now": {"phone": "none"},
    "import-columns": {"column": "none"},
    "promise-change": {"due": "soon"},
    "reaching-save": {"rhythm": "hourly"},
    "introduction-pass": {"words": LONG},
    "introduction-yes": {"gives_address": "perhaps"},
    "introductions-choice": {"introduces": "perhaps"},
    "maps-choice": {"drawn": "perhaps"},
    "crew-group": {"door": "ajar"},
    "meeting-cancel": {"said": LONG},
    "our-target-who": {"member": "nobody"},
    "post-react": {"kind": "hate"},
    "reminders-save": {"evening": "perhaps"},
    "request-decline": {"words": LONG},
    "round-table-off": {"said": LONG},
    "role-remove": {"choice": LONG},
    "steward-keeping-save": {"asks": "none"},
    "waiting-places": {"places": "none"},
    "waiting-remove": {"said": LONG},
    "run-start": {"seconds": "none"},
    "who-meets": {"choice": LONG},
}


@dataclass(frozen=True)
class Site:
    """The world as it is served."""

    world: World
    secrets: dict[str, str]
    """What stands in the cookie of each person."""
    newcomer: str
    """The attendance of who attends the bare event."""
    thread: Executor
    """Where the world lives: the browser has an event loop of its own in the other."""

    def at(self, name: str, state: str) -> tuple[str, str]:
        """Bring the world into a state; return who looks, and at what address."""
        return self.thread.submit(self._at, name, state).result()

    def _at(self, name: str, state: str) -> tuple[str, str]:
        page = page_of(name, state)
        if state == "empty":
            return _in_the_bare_event(page, self.newcomer)
        self._pass_to(Phase(state) if state in PHASES else Phase.OPEN)
        if name == "left":
            self.world.send(Persona.ATTENDEE, "POST", "/e/spring/attendance/leave")
        who = Persona(state) if state in list(ROLES) else who_looks(page)
        if state == "error":
            known = values_of(page, self.world.facts)
            proofs = known.keys() & {"token", "code", "secret"}
            return who, fill(page.path, known | dict.fromkeys(proofs, "forged"))
        return who, path_of(page, self.world.facts)

    def _pass_to(self, phase: Phase) -> None:
        with Session(self.world.app.state.engine) as session:
            session.exec(update(Event).values(phase_by_hand=phase))
            session.commit()


def who_looks(page: Page[Any]) -> Persona:
    """Return somebody who has the page."""
    cells = dict(zip(Persona, who_may()[page.method, page.name], strict=True))
    first = (Persona.ATTENDEE, Persona.ORGANIZER, Persona.STEWARD, Persona.OPERATOR)
    shut = {"in", "404", "on"}
    otherwise = {"left": Persona.ATTENDEE, "waiting": Persona.MEMBER, "again": Persona.NEIGHBOUR}
    fallback = otherwise.get(page.name, Persona.ANONYMOUS)
    return next((one for one in first if cells[one] not in shut), fallback)


def _in_the_bare_event(page: Page[Any], newcomer: str) -> tuple[str, str]:
    path = fill(page.path, {"event": BARE, "community": BARE, "attendance": newcomer})
    who = who_looks(page)
    if page.name in NOWHERE:
        return STRANGER, path
    if who is Persona.OPERATOR:
        return who, path
    return (NEWCOMER if who is Persona.ATTENDEE else FOUNDER), path


@contextmanager
def served_world(settings: Settings, folder: Path, port: int) -> Iterator[Site]:
    """Make the world in a thread, and serve it from another."""
    with ThreadPoolExecutor(1) as thread:
        opening = open_world(settings, folder)
        world = thread.submit(opening.__enter__).result()
        try:
            secrets, newcomer = _a_bare_place(world, settings)
            secrets |= {who.value: secret for who, secret in world.facts.secrets.items()}
            with _served(world, port):
                yield Site(world, secrets, newcomer, thread)
        finally:
            thread.submit(opening.__exit__, None, None, None).result()


@contextmanager
def _served(world: World, port: int) -> Iterator[None]:
    server = uvicorn.Server(uvicorn.Config(world.app, port=port, lifespan="off", log_config=None))
    thread = Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive(), "the small world is not served"
            time.sleep(0.05)
        yield
    finally:
        server.should_exit = True
        thread.join()


def _a_bare_place(world: World, settings: Settings) -> tuple[dict[str, str], str]:
    """Make a community and an event of which nobody has said anything.

    Return the secrets, and the id of the one attendance.
    """
    with Session(world.app.state.engine) as session:
        spring = session.exec(select(Event).where(Event.slug == "spring")).one()
        community = Community(slug=BARE, name="Bare")
        save(session, community)
        event = Event(
            community_id=community.id,
            slug=BARE,
            name="Bare",
            time_zone=spring.time_zone,
            starts_on=spring.starts_on,
            ends_on=spring.ends_on,
            phase_by_hand=Phase.OPEN,
        )
        save(session, event)
        newcomer = an_attendee(session, event, "Nur", "newcomer@people.example", consent=None)
        founder = an_account(session, "founder@people.example")
        a_member(session, community, founder, MemberRole.STEWARD)
        save(session, Organizer(event_id=event.id, account_id=founder.id))
        newcomer_id = newcomer.id
        an_account(session, "stranger@people.example")
        return {
            name: _signed_in(session, settings, f"{name}@people.example")
            for name in (NEWCOMER, FOUNDER, STRANGER)
        }, newcomer_id


def _signed_in(session: Session, settings: Settings, email: str) -> str:
    account = session.exec(select(Account).where(Account.email == email)).one()
    secret = sessions.start(session, account, settings, "a browser")
    session.commit()
    return secret
