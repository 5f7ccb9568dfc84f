"""What a programme that was read would change of the one that is there."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from eventnet.programme.models import Talk
from eventnet.programme.readers.entries import Entry

FIELDS = ("title", "room", "starts_at", "ends_at", "speakers", "abstract")


@dataclass(frozen=True)
class Change:
    """A talk that stays, and what is told of it now; `fields` are those that differ."""

    talk: Talk
    entry: Entry
    fields: tuple[str, ...]

    @property
    def moves(self) -> bool:
        """Whether it takes another time than before."""
        return bool({"starts_at", "ends_at"} & set(self.fields)) or self.returns

    @property
    def returns(self) -> bool:
        """Whether it was out of the programme."""
        return self.talk.gone_at is not None


@dataclass(frozen=True)
class Difference:
    """New, changed, gone; and how many stay as they are."""

    new: Sequence[Entry]
    changed: Sequence[Change]
    gone: Sequence[Talk]
    same: int

    @property
    def changes_anything(self) -> bool:
        """Whether bringing it in would do something."""
        return bool(self.new or self.changed or self.gone)

    def fingerprint(self) -> str:
        """Return what tells this difference from any other, so that what is done is what was seen.

        Of what stands now only the talks that would go or change are part of it.
        """
        parts = [
            *(entry.model_dump_json() for entry in self.new),
            *(f"{one.talk.id}{one.fields}{one.entry.model_dump_json()}" for one in self.changed),
            *(talk.id for talk in self.gone),
        ]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def compare(
    talks: Collection[Talk], entries: Sequence[Entry], spared: Collection[str]
) -> Difference:
    """Compare, by key. Talks whose entry could not be read are `spared`: they stay as they are."""
    known = {talk.key: talk for talk in talks}
    told = {entry.key for entry in entries} | set(spared)
    pairs = [(known[entry.key], entry) for entry in entries if entry.key in known]
    changed = [
        Change(talk, entry, fields)
        for talk, entry in pairs
        if (fields := differing(talk, entry)) or talk.gone_at is not None
    ]
    gone = [talk for talk in talks if talk.gone_at is None and talk.key not in told]
    return Difference(
        new=[entry for entry in entries if entry.key not in known],
        changed=changed,
        gone=sorted(gone, key=lambda talk: (talk.starts_at, talk.title)),
        same=len(pairs) - len(changed),
    )


def differing(talk: Talk, entry: Entry) -> tuple[str, ...]:
    """Return the fields in which an entry says something else than the talk."""
    now = {**{name: getattr(talk, name) for name in FIELDS}, "speakers": tuple(talk.speakers)}
    return tuple(name for name in FIELDS if now[name] != getattr(entry, name))
