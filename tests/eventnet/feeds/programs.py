"""Feeds as other people's programs read them, held against RFC 4287."""

import re
from datetime import datetime
from xml.etree import ElementTree

import feedparser

from tests.browser import Browser

ATOM = "{http://www.w3.org/2005/Atom}"
ONE = {"id", "title", "updated"}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def text_of(element: ElementTree.Element, name: str) -> str:
    found = element.findall(ATOM + name)
    assert len(found) == 1, name
    return found[0].text or ""


def checked(body: bytes) -> ElementTree.Element:
    """Return a document that keeps to RFC 4287, as far as it is ours."""
    root = ElementTree.fromstring(body)  # noqa: S314 - our own document
    assert root.tag == ATOM + "feed"
    entries = root.findall(ATOM + "entry")
    ids = [text_of(entry, "id") for entry in entries]
    assert len(set(ids)) == len(ids)
    assert [link.get("rel") for link in root.findall(ATOM + "link")] == ["self", "alternate"]
    for element in (root, *entries):
        assert {name for name in ONE if not text_of(element, name)} == set()
        assert text_of(element, "id").startswith("tag:meet.example.org,2")
        assert MOMENT.fullmatch(text_of(element, "updated"))
        assert element.findall(f"{ATOM}author/{ATOM}name")
        for link in element.findall(ATOM + "link"):
            assert (link.get("href") or "").startswith("https://meet.example.org/")
    for entry in entries:
        assert [one.get("type") for one in entry.findall(ATOM + "content")] == ["html"]
        published, updated = text_of(entry, "published"), text_of(entry, "updated")
        assert datetime.fromisoformat(published) <= datetime.fromisoformat(updated)
    return root


def read(program: Browser, path: str) -> list[str]:
    """Return the words of a feed's entries, as a feed reader has them."""
    answer = program.get(path)
    assert answer.status_code == 200
    checked(answer.content)
    found = feedparser.parse(answer.content)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return [re.sub(r"<[^>]+>", "", one.content[0].value).strip() for one in found.entries]
