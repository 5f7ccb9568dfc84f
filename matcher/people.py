"""eventnet-people/1: profiles, from which affinities are found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from matcher.fields import Entry, check_format, fail, finite, index, kind, quoted
from matcher.files import read_document, write_document

FORMAT = "eventnet-people/1"
_PERSON = (
    "id", "role", "organization", "interests", "seeks", "offers", "texts", "wants", "avoids", "met",
)  # fmt: skip

_FAINTEST = 1e-6
"""Strengths are compared in 32 bits."""


@dataclass(frozen=True)
class Person:
    """One profile.

    Attributes
    ----------
    role: decides with `People.meets` who may meet; empty where none.
    organization: colleagues are not paired, unless `People.same_organization`.
    interests, seeks, offers: tag → strength in (0, 1].
    texts: bio, abstract and the like, in any language.
    wants, avoids, met: ids of people to meet, never to be paired with, met before.
    """

    id: str
    role: str = ""
    organization: str = ""
    interests: Mapping[str, float] = field(default_factory=dict)
    seeks: Mapping[str, float] = field(default_factory=dict)
    offers: Mapping[str, float] = field(default_factory=dict)
    texts: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    avoids: tuple[str, ...] = ()
    met: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the person as an entry, what is empty left out."""
        entry = {key: getattr(self, key) for key in _PERSON}
        entry |= {key: list(entry[key]) for key in ("texts", "wants", "avoids", "met")}
        entry |= {key: dict(entry[key]) for key in ("interests", "seeks", "offers")}
        return {key: value for key, value in entry.items() if value}


@dataclass(frozen=True)
class People:
    """All profiles, and who may meet whom; refused where ids are doubled or unknown.

    Attributes
    ----------
    meets: pairs of roles that may meet, in either order; None lets everyone meet.
    same_organization: whether colleagues may be paired.
    """

    people: tuple[Person, ...]
    meets: tuple[tuple[str, str], ...] | None = None
    same_organization: bool = False

    def __post_init__(self) -> None:
        known = index("person", (person.id for person in self.people))
        for person in self.people:
            name = f"person {quoted(person.id)}"
            for key in ("wants", "avoids", "met"):
                for other in getattr(person, key):
                    if other not in known:
                        raise fail(name, f"{key} names the unknown person {quoted(other)}")
            for key in ("interests", "seeks", "offers"):
                for tag, strength in getattr(person, key).items():
                    if not 0 < strength <= 1:
                        raise fail(name, f"{key}: the strength of {tag!r} must lie in (0, 1]")
                    if strength < _FAINTEST:
                        complaint = f"{key}: the strength of {tag!r} must be {_FAINTEST} at least"
                        raise fail(name, complaint)

    def __len__(self) -> int:
        return len(self.people)

    @classmethod
    def from_json(cls, document: object) -> Self:
        """Return the people of an eventnet-people/1 document; raise `Refused`."""
        known = ("format", "people", "meets", "same_organization")
        top = Entry("the people file", document, known)
        check_format(top, FORMAT)
        return cls(
            people=tuple(_person(k, item) for k, item in enumerate(top.items("people"))),
            meets=None if top.get("meets") is None else tuple(map(_roles, top.items("meets"))),
            same_organization=top.flag("same_organization"),
        )

    def to_json(self) -> dict[str, Any]:
        """Return the eventnet-people/1 document."""
        document: dict[str, Any] = {
            "format": FORMAT,
            "people": [person.to_json() for person in self.people],
        }
        if self.meets is not None:
            document["meets"] = [list(roles) for roles in self.meets]
        return document | {"same_organization": self.same_organization}

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """Read a people file (`.json`, `.json.gz`, `-`)."""
        return cls.from_json(read_document(path))

    def write(self, path: str | Path) -> None:
        """Write a people file (`.json`, `.json.gz`, `-`)."""
        write_document(path, self.to_json())


def _person(position: int, item: object) -> Person:
    entry = Entry(f"person {position + 1}", item, _PERSON)
    name = entry.text("id")
    entry.renamed(f"person {quoted(name)}")
    return Person(
        id=name,
        role=_optional_text(entry, "role"),
        organization=_optional_text(entry, "organization"),
        interests=_tags(entry, "interests"),
        seeks=_tags(entry, "seeks"),
        offers=_tags(entry, "offers"),
        texts=_texts(entry, "texts"),
        wants=_texts(entry, "wants"),
        avoids=_texts(entry, "avoids"),
        met=_texts(entry, "met"),
    )


def _optional_text(entry: Entry, key: str) -> str:
    return "" if entry.get(key) in (None, "") else entry.text(key)


def _tags(entry: Entry, key: str) -> dict[str, float]:
    value = entry.get(key, [])
    if isinstance(value, dict):
        return {
            tag: finite(f"{entry.name}: {key}: {quoted(tag)}", strength, positive=True)
            for tag, strength in value.items()
        }
    return dict.fromkeys(_texts(entry, key), 1.0)


def _texts(entry: Entry, key: str) -> tuple[str, ...]:
    found: list[str] = []
    for item in entry.items(key):
        if not isinstance(item, str):
            raise fail(entry.name, f"{key} must be a list of texts, has {kind(item)}")
        found.append(item)
    return tuple(found)


def _roles(item: object) -> tuple[str, str]:
    if not (isinstance(item, list) and len(item) == 2 and all(isinstance(r, str) for r in item)):
        raise fail("meets", "each entry must be a list of two roles")
    return str(item[0]), str(item[1])
