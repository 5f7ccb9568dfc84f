"""Stored scripts run nowhere: not on a page, in a mail, in a calendar or in a file."""

import csv
import io
from html import escape
from urllib.parse import urlsplit
from xml.etree import ElementTree

import httpx2
import pytest
from sqlmodel import Session, col, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Community, Membership
from eventnet.discussions.markdown import TAGS
from eventnet.feeds.models import FeedKind
from eventnet.feeds.queries import feeds_of
from eventnet.following.queries import followed
from tests.eventnet.feeds.programs import ATOM, checked
from tests.eventnet.world.cast import Persona
from tests.eventnet.world.marks import MARK
from tests.eventnet.world.planting import payload, plant_scripts, texts
from tests.eventnet.world.reading import Reader, is_page
from tests.eventnet.world.visiting import Key, World

pytestmark = pytest.mark.any_database

ADDRESSES = ("href", "src", "action", "formaction", "hx-get", "hx-post", "srcset", "xlink:href")
SCHEMES = {"", "http", "https", "mailto", "webcal"}
PLAIN = {"{http://www.w3.org/XML/1998/namespace}lang", "rel", "type", "href", "term"}
"""Attributes of elements of a feed."""
WRITTEN = {"href", "rel", "class", "dir", "start"}
"""Attributes of what people write."""
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


def test_scripts_stay_text_in_every_feed(whole_world: World) -> None:
    plant_scripts(whole_world)
    whole_world.restore("scripted")
    feeds = every_feed(whole_world)
    assert {kind for kind, _answer in feeds} == set(FeedKind)
    entries, found = 0, []
    for kind, answer in feeds:
        assert answer.status_code == 200, kind
        root = checked(answer.content)
        entries += len(root.findall(f"{ATOM}entry"))
        found += [(kind.value, fault) for fault in live_markup(root)]
    assert found == []
    assert entries, "the feeds hold nothing, so they prove nothing"
    whole_world.restore("plain")


def every_feed(world: World) -> list[tuple[FeedKind, httpx2.Response]]:
    """Return every feed that somebody of the world is offered, as a program reads it."""
    here = (
        select(Membership)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(col(Membership.left_at).is_(None), col(Account.deactivated_at).is_(None))
    )
    with Session(world.app.state.engine) as session:
        wanted = [
            (line.wanted.kind, line.token)
            for member in session.exec(here)
            for line in feeds_of(
                session,
                world.settings.key,
                member,
                session.get_one(Community, member.community_id),
                followed(session, member),
            )
        ]
    read = [
        (kind, world.send(Persona.ANONYMOUS, "GET", f"/feeds/{key}.atom")) for kind, key in wanted
    ]
    # A topic that its reader sees with nobody is offered and is no feed.
    return [one for one in read if one[0] is not FeedKind.TOPIC or one[1].status_code != 404]


def live_markup(root: ElementTree.Element) -> list[str]:
    """Return what in a feed is more than text: elements of others, and what runs in its content."""
    found = [one.tag for one in root.iter() if not one.tag.startswith(ATOM)]
    found += [name for one in root.iter() for name in one.attrib if name not in PLAIN]
    for link in root.iter(f"{ATOM}link"):
        found += [link.get("href", "")] if urlsplit(link.get("href", "")).scheme != "https" else []
    for content in root.iter(f"{ATOM}content"):
        said = Reader(content.text or "")
        found += [tag for tag, _given in said.elements if tag not in TAGS]
        for _tag, given in said.elements:
            found += [name for name in given if name not in WRITTEN]
            found += [
                given[name]
                for name in ADDRESSES
                if name in given and urlsplit(given[name].strip()).scheme.lower() not in SCHEMES
            ]
    return found


def test_probe_finds_markup_that_is_live_in_a_feed() -> None:
    for content in (payload(None), '<a href="javascript:x()">x</a>', "<p onclick=x()>"):
        feed = f'<feed xmlns="{ATOM[1:-1]}"><content type="html">{escape(content)}</content></feed>'
        assert live_markup(ElementTree.fromstring(feed))  # noqa: S314 - our own
    feed = f'<feed xmlns="{ATOM[1:-1]}"><title><x-planted xmlns=""/></title></feed>'
    assert live_markup(ElementTree.fromstring(feed))  # noqa: S314
