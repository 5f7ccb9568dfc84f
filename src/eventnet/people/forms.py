"""What comes in about people."""

from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field

from eventnet.events.models import Consent
from eventnet.forms import Fields, Line, Name, Text, clean_line, clean_text, none_if_empty
from eventnet.i18n import gettext as _
from eventnet.notes.models import LONGEST as LONGEST_NOTE
from eventnet.people.directory import Order, Wanted
from eventnet.people.models import Audience
from eventnet.people.topics import LONGEST, MOST, topic_key
from eventnet.people.visibility import FIELDS
from eventnet.wishes.models import WishKind

MOST_LINKS = 5
LONGEST_LINK = 500


def split_topics(text: str) -> list[str]:
    """Return the topics in a text with commas, each once, as first written."""
    words = (str(clean_line(word)) for word in text.replace("\n", ",").split(","))
    return list({topic_key(word): word for word in reversed([*words]) if word}.values())[::-1]


def _check_topics(text: str) -> str:
    topics = split_topics(text)
    if len(topics) > MOST:
        raise ValueError(_("Please keep to %(most)d: you have %(n)d.", most=MOST, n=len(topics)))
    for topic in topics:
        if len(topic) > LONGEST:
            raise ValueError(
                _(
                    "“%(topic)s…” is longer than %(most)d characters. Put commas between the "
                    "words, or say it shorter.",
                    topic=topic[:30],
                    most=LONGEST,
                )
            )
    return ", ".join(topics)


def _check_links(text: str) -> str:
    links = [check_link(line) for line in text.split("\n") if line.strip()]
    links = list(dict.fromkeys(links))
    if len(links) > MOST_LINKS:
        raise ValueError(_("Please keep to %(most)d links.", most=MOST_LINKS))
    return "\n".join(links)


def check_link(line: str) -> str:
    """Return the address of a web page in full; refuse what is none."""
    link = line.strip()
    if "://" not in link and not link.lower().startswith(("javascript:", "data:", "mailto:")):
        link = f"https://{link}"
    wrong = _(
        "“%(link)s” is no address of a web page. It begins with https:// and has no spaces.",
        link=line.strip()[:80],
    )
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
        _port = parts.port
    except ValueError as error:
        raise ValueError(wrong) from error
    plain = parts.scheme in {"http", "https"} and "." in host.strip(".") and not parts.username
    if not plain or any(character.isspace() or character in '<>"\\' for character in link):
        raise ValueError(wrong)
    if len(link) > LONGEST_LINK:
        raise ValueError(
            _("“%(link)s…” is too long for a link.", link=link[:60], most=LONGEST_LINK)
        )
    return link


Topics = Annotated[
    str, BeforeValidator(clean_text), Field(max_length=5000), AfterValidator(_check_topics)
]
Links = Annotated[
    str, BeforeValidator(clean_text), Field(max_length=5000), AfterValidator(_check_links)
]
# Empty: like the rest.
Shown = Audience | Literal[""]


class ProfileFields(Fields):
    """The profile page."""

    version: str = ""
    name: Name
    headline: Annotated[Line, Field(max_length=300)] = ""
    organization: Annotated[Line, Field(max_length=300)] = ""
    bio: Annotated[Text, Field(max_length=5000)] = ""
    links: Links = ""
    interests: Topics = ""
    offers: Topics = ""
    seeks: Topics = ""
    remove_photo: bool = False
    audience: Audience
    shown_name: Shown = ""
    shown_headline: Shown = ""
    shown_organization: Shown = ""
    shown_bio: Shown = ""
    shown_links: Shown = ""
    shown_photo: Shown = ""
    shown_topics: Shown = ""

    def visibility(self) -> dict[str, str]:
        """Return the audience of each field: its own, or the one for the rest."""
        return {
            field: Audience(getattr(self, f"shown_{field}") or self.audience).value
            for field in FIELDS
        }


class AttendanceFields(Fields):
    """How and when somebody attends."""

    consent: Annotated[Consent | None, BeforeValidator(none_if_empty)] = None
    max_meetings: Annotated[
        Annotated[int, Field(ge=1, le=200)] | None, BeforeValidator(none_if_empty)
    ] = None
    shown: list[str] = Field(default_factory=list)
    free: list[str] = Field(default_factory=list)
    busy: list[str] = Field(default_factory=list)
    away: list[str] = Field(default_factory=list)


class SwitchFields(Fields):
    """Where somebody takes part from now on."""

    to: Literal["afar", "room"]


class DirectoryFields(Fields):
    """What the directory is narrowed to, as its address says it."""

    q: Annotated[Line, Field(max_length=200)] = ""
    role: Annotated[str, Field(max_length=40)] = ""
    offers: Annotated[str, Field(max_length=40)] = ""
    seeks: Annotated[str, Field(max_length=40)] = ""
    interests: Annotated[str, Field(max_length=40)] = ""
    organization: Annotated[Line, Field(max_length=300)] = ""
    order: Order = Order.RECOMMENDED
    known: Literal["", "hide"] = ""

    def wanted(self) -> Wanted:
        """Return it as the search that it is."""
        return Wanted.of(self.model_dump())


class WishFields(Fields):
    """What somebody says about meeting another."""

    kind: WishKind | Literal["none"]
    look: Literal["row", "full", "ten"] = "row"
    next: str = ""


class BookmarkFields(Fields):
    """Whether somebody keeps another in mind."""

    kept: Literal["yes", "no"]
    next: str = ""


class NoteFields(Fields):
    """What somebody notes on another. A form without it empties no note."""

    note: Annotated[Text, Field(max_length=LONGEST_NOTE)]


class SavedFields(Fields):
    """What is looked for among saved people, as the address says it."""

    q: Annotated[Line, Field(max_length=200)] = ""
