"""Why two people should meet, in sentences that are true of what the reader may see.

The engine's reasons know everything: others' wishes, hidden fields, topics that have since been
taken away. What is written here never rests on any of these.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from babel.lists import format_list

from eventnet import i18n
from eventnet.i18n import gettext as _

NAMED = 3
"""How many topics a sentence names at most."""


@dataclass(frozen=True)
class CommonGround:
    """What two people have in common at this moment, as far as the reader may see it."""

    interests: tuple[str, ...] = ()
    they_offer: tuple[str, ...] = ()
    """What they offer and the reader looks for."""
    they_seek: tuple[str, ...] = ()
    """What they look for and the reader offers."""

    def __bool__(self) -> bool:
        return bool(self.interests or self.they_offer or self.they_seek)

    @property
    def weight(self) -> float:
        """How much it is, for an order among people: what is offered and sought counts double."""
        return len(self.interests) + 2 * (len(self.they_offer) + len(self.they_seek))


def reasons(
    because: Iterable[Mapping[str, Any]],
    reader_is_a: bool,
    common: CommonGround,
    *,
    topics_visible: bool,
    bio_visible: bool,
) -> list[str]:
    """Return why two should meet as sentences for one of them, the most convincing first.

    `because` is what the engine found, which may be older than the profiles: topics that the two
    no longer share are left out, and kinds of common ground that it does not know are added.
    `topics_visible` and `bio_visible` say what the reader may see of the other person. Words that
    two texts share convince least, and come last.
    """
    told: dict[str, str | None] = {}
    for why in sorted(because, key=lambda why: -float(why.get("share", 0))):
        kind = _as_read(str(why.get("signal", "")), reader_is_a)
        detail = [str(word) for word in why.get("detail", ())]
        if kind == "text" and bio_visible:
            told.setdefault(kind, _text(detail))
        elif kind in _TOPICS and topics_visible:
            told.setdefault(kind, _TOPICS[kind](_still(detail, getattr(common, kind))))
        elif kind == "met":
            told.setdefault(kind, _("You have met before."))
        # Anything else is a wish, a hidden field, or a signal that we have no true words for.
    for kind, sentence in _TOPICS.items():
        told[kind] = told.get(kind) or sentence(getattr(common, kind))
    told["text"] = told.pop("text", None)
    return [sentence for sentence in told.values() if sentence]


def _as_read(signal: str, reader_is_a: bool) -> str:
    """Name a signal from the reader's side."""
    return {
        "a_offers_b_seeks": "they_seek" if reader_is_a else "they_offer",
        "b_offers_a_seeks": "they_offer" if reader_is_a else "they_seek",
    }.get(signal, signal)


def _still(detail: Sequence[str], shared: Sequence[str]) -> Sequence[str]:
    """Leave out the topics that are not shared any more; keep the labels of those that are."""
    labels = {label.casefold(): label for label in shared}
    return [labels[word.casefold()] for word in detail if word.casefold() in labels]


def _interests(topics: Sequence[str]) -> str | None:
    return _("You are both interested in %(topics)s.", topics=listed(topics)) if topics else None


def _they_offer(topics: Sequence[str]) -> str | None:
    if not topics:
        return None
    return _("They offer what you look for: %(topics)s.", topics=listed(topics))


def _they_seek(topics: Sequence[str]) -> str | None:
    if not topics:
        return None
    return _("They look for what you offer: %(topics)s.", topics=listed(topics))


def _text(words: Sequence[str]) -> str | None:
    if len(words) < 2:
        return None
    return _("Words you both use: %(words)s.", words=listed(words))


def listed(words: Sequence[str]) -> str:
    """Return a few words as a list in the reader's language."""
    return format_list(list(words[:NAMED]), locale=i18n.language())


# Where nothing says what weighs more, what is offered and sought helps most.
_TOPICS = {"they_offer": _they_offer, "they_seek": _they_seek, "interests": _interests}
