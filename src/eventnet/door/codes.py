"""The code that lets somebody in at the door of one event, and what a scanner reads from codes.

It is signed, holds who and for which event, and is always the same, so that it can stand on a badge
that is printed once. It opens nothing for whoever copies it: the door sees a name and a face.
"""

from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from eventnet.tokens import Signer

PURPOSE = "door"


@dataclass(frozen=True)
class Pass:
    """What a code of the door says: who, and at which event."""

    event_id: str
    attendance_id: str


def token_for(key: str, shown: Pass) -> str:
    """Return the code of somebody at an event."""
    return Signer(key, PURPOSE).seal([shown.event_id, shown.attendance_id])


def read_pass(key: str, token: str) -> Pass | None:
    """Return what a code says, if we made it."""
    content = Signer(key, PURPOSE).unseal(token)
    return None if content is None else Pass(*content)


@dataclass(frozen=True)
class Scanned:
    """The parts of what a scanner read that may be codes of ours."""

    door: str = ""
    exchange: str = ""


def parts_of(text: str) -> Scanned:
    """Return them: of an address its code, of anything else the whole.

    The host is not asked: what counts is whether we signed the code.
    """
    if "/" not in text:
        return Scanned(door=text)
    try:
        address = urlsplit(text)
        code = parse_qs(address.query).get("code", [""])[-1]
    except ValueError:
        return Scanned()
    *_rest, page, last = ["", *address.path.split("/")]
    return Scanned(door=code, exchange=last if page == "exchange" else "")
