"""Looking changes nothing, and every answer carries the headers that protect people."""

from typing import Any

import pytest

from eventnet.features import pages
from eventnet.routing import Page
from eventnet.security import CONTENT_SECURITY_POLICY
from tests.eventnet.world.cast import Persona
from tests.eventnet.world.forms import Forms
from tests.eventnet.world.places import path_of
from tests.eventnet.world.snapshots import dump
from tests.eventnet.world.table import somebody_allowed
from tests.eventnet.world.visiting import World

pytestmark = pytest.mark.any_database

# Files whose address changes with their content; who may have them is decided all the same.
KEPT = {"photo", "member-photo", "logo", "theme"}
# What browsers and readers of feeds keep, and ask after each time they use it.
ASKED_AFTER = {
    "worker": "no-cache",
    "feed": "private, no-cache",
    "public-feed": "public, no-cache",
}


# What somebody gave is no page of ours: nothing in it may run or load.
STRICTER = dict.fromkeys(("group-file", "feed", "public-feed"), "default-src 'none'; sandbox")


# Handing out a file of people is written down, and that somebody was here.
WRITTEN_DOWN = {
    "roll-file",
    "trail-file",
    "as-they-see",
    "badges-file",
    "schedules-file",
    "paper",
    "community",  # that they were here: what is new since is said next time
}


def test_no_page_fails(world: World) -> None:
    assert [key for key, answer in world.walk().items() if answer.status_code >= 500] == []


@pytest.mark.parametrize(
    "page", [page for page in pages if page.method == "GET"], ids=lambda page: page.name
)
def test_part_of_a_page_stands_alone_where_htmx_asks_for_it(page: Page[Any], world: World) -> None:
    persona, whole = somebody_allowed(page), world.walk()
    for name, path in world.addresses(page):
        part = world.send(persona, "GET", path, headers={"hx-request": "true"})
        assert part.status_code == whole[name, persona].status_code


def test_looking_changes_nothing(world: World) -> None:
    world.answers.pop("plain", None)
    before = dump(world.app.state.engine)
    world.walk()
    after = dump(world.app.state.engine)
    assert world.wrote <= WRITTEN_DOWN
    for kept in (before, after):
        del kept["audit_entry"], kept["membership"]
    assert after == before


@pytest.mark.parametrize(
    "page", [page for page in pages if page.method == "GET"], ids=lambda page: page.name
)
def test_asking_for_the_head_alone_changes_nothing(page: Page[Any], world: World) -> None:
    path, shown = path_of(page, world.facts), world.walk()
    world.restore("plain")
    for persona in (Persona.ANONYMOUS, Persona.ATTENDEE, Persona.ORGANIZER):
        head = world.send(persona, "HEAD", path)
        assert (head.status_code, head.content) == (shown[page.name, persona].status_code, b"")
    assert page.name in WRITTEN_DOWN or not world.writes.seen


def test_every_answer_carries_the_headers_that_protect(world: World) -> None:
    wrong = []
    for (name, persona), answer in world.walk().items():
        headers = answer.headers
        expected = {
            "x-content-type-options": "nosniff",
            "referrer-policy": (
                "no-referrer"
                if name in {"feed", "public-feed"} and answer.status_code == 200
                else "same-origin"
            ),
            "cross-origin-opener-policy": "same-origin",
            "x-frame-options": "DENY",
            "strict-transport-security": "max-age=63072000; includeSubDomains",
            "content-security-policy": (
                STRICTER.get(name, CONTENT_SECURITY_POLICY)
                if answer.status_code == 200
                else CONTENT_SECURITY_POLICY
            ),
        }
        if name not in KEPT:
            expected["cache-control"] = ASKED_AFTER.get(name, "no-store")
        wrong += [
            (name, persona, header, headers.get(header))
            for header, value in expected.items()
            if headers.get(header) != value
        ]
    assert wrong == []


def test_what_is_kept_of_a_person_is_kept_by_their_browser_only(world: World) -> None:
    for persona in Persona:
        for page in ("photo", "member-photo"):
            answer = world.walk()[page, persona]
            assert answer.status_code == 404 or "public" not in answer.headers["cache-control"]


def test_every_cookie_is_guarded(world: World) -> None:
    forms, wrong, seen = Forms(world), [], set()
    for page in pages:
        for persona in (Persona.ANONYMOUS, Persona.ATTENDEE):
            world.restore("plain")
            values = forms.values_for(page) if page.method != "GET" else None
            answer = world.visit(page, persona, data=values)
            for cookie in answer.headers.get_list("set-cookie"):
                flags = {flag.strip().lower().split("=")[0] for flag in cookie.split(";")[1:]}
                seen.add(cookie.split("=")[0])
                if not {"httponly", "secure", "samesite"} <= flags:
                    wrong.append((page.name, cookie))
    assert wrong == []
    assert "__Host-session" in seen


def test_no_answer_holds_a_secret(world: World) -> None:
    facts = world.facts
    secrets = {f"the session of {who}": secret for who, secret in facts.secrets.items()}
    secrets["the key"] = world.settings.key
    for kind in ("sign-in-link", "calendar-feed", "feed", "answer", "mail-stop", "way-in"):
        if kind in facts.tokens:
            secrets[f"{kind} of the attendee"] = facts.tokens[kind]
    # A proof is on the page that it opens, and otherwise on its owner's pages only.
    own = {"sign-in-link", "way-in", "mail-stop", "answer", "feed"}
    found = [
        (name, persona, what)
        for (name, persona), answer in world.walk().items()
        for what, secret in secrets.items()
        if secret in answer.text + str(answer.headers.get("location"))
        and not (name in own and what.startswith(name))
        and not (name == "sign-in-link" and what.startswith("way-in"))
        and not (persona is Persona.ATTENDEE and what.startswith(("calendar-feed", "feed")))
    ]
    assert found == []
