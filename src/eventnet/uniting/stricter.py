"""What stays where both have a row: the stricter word, the earlier day, and no line lost."""

from collections.abc import Sequence
from typing import Any

from eventnet.asks.models import TurnState
from eventnet.discussions.models import Following
from eventnet.groups.models import GroupRole, State
from eventnet.round_tables.models import SeatState
from eventnet.uniting.rules import Row, Together
from eventnet.wishes.models import WishKind


def strictest(column: str, order: Sequence[Any]) -> Together:
    """Return what keeps of both words the one that stands first in an order."""

    def keep(stays: Row, goes: Row) -> dict[str, Any]:
        return {column: min(stays[column], goes[column], key=order.index)}

    return keep


def both_must(*columns: str) -> Together:
    """Return what keeps a permission only where both give it."""

    def keep(stays: Row, goes: Row) -> dict[str, Any]:
        return {name: stays[name] and goes[name] for name in columns}

    return keep


def either(*columns: str) -> Together:
    """Return what keeps a duty that one of both has."""

    def keep(stays: Row, goes: Row) -> dict[str, Any]:
        return {name: stays[name] or goes[name] for name in columns}

    return keep


def lines(stays: str, goes: str, longest: int) -> str:
    """Return what both say, each once, and no more than fits."""
    if not goes or goes in stays:
        return stays
    return f"{stays}\n\n{goes}"[:longest] if stays else goes


def wish(stays: Row, goes: Row) -> dict[str, Any]:
    """A veto stays whatever the other says; and who wants more surely than perhaps, wants."""
    return strictest("kind", (WishKind.AVOID, WishKind.WANT, WishKind.MAYBE))(stays, goes)


def declined(stays: Row, goes: Row) -> dict[str, Any]:
    """Who was asked twice was last written to at the later time; a no to either is one."""
    said = [one["declined_at"] for one in (stays, goes) if one["declined_at"] is not None]
    return {
        "written_at": max(stays["written_at"], goes["written_at"]),
        "declined_at": max(said, default=None),
    }


def note(stays: Row, goes: Row) -> dict[str, Any]:
    """Both notes, one below the other."""
    return {
        "bookmarked": stays["bookmarked"] or goes["bookmarked"],
        "words": lines(stays["words"], goes["words"], 2000),
        "changed_at": max(stays["changed_at"], goes["changed_at"]),
    }


def group_member(stays: Row, goes: Row) -> dict[str, Any]:
    """Whoever was put out stays out; else the nearer standing and the higher role."""
    if State.REMOVED in (stays["state"], goes["state"]):
        return {"state": State.REMOVED, "role": GroupRole.MEMBER}
    there = (State.IN, State.INVITED, State.ASKED)
    roles = [one["role"] for one in (stays, goes) if one["state"] is State.IN]
    order = (GroupRole.OWNER, GroupRole.MODERATOR, GroupRole.MEMBER)
    return {
        "state": min(stays["state"], goes["state"], key=there.index),
        "role": min(roles, key=order.index) if roles else GroupRole.MEMBER,
        "since": min(stays["since"], goes["since"]),
    }


def reading(stays: Row, goes: Row) -> dict[str, Any]:
    """As far as either has read; a muted thread stays muted."""
    order = (Following.MUTED, Following.FOLLOWS, Following.NEITHER)
    return {
        "read": max(stays["read"], goes["read"]),
        "following": min(stays["following"], goes["following"], key=order.index),
    }


def ask_turn(stays: Row, goes: Row) -> dict[str, Any]:
    """Of two turns at one ask the one that is further."""
    order = (
        TurnState.ANSWERED,
        TurnState.PASSED,
        TurnState.WAITING,
        TurnState.ENDED,
        TurnState.SUGGESTED,
    )
    return strictest("state", order)(stays, goes)


def ask_answer(stays: Row, goes: Row) -> dict[str, Any]:
    """Two answers to one ask are read one below the other."""
    return {
        "words": lines(stays["words"], goes["words"], 8000),
        "delivered": stays["delivered"] and goes["delivered"],
        "thanked_at": stays["thanked_at"] or goes["thanked_at"],
        "helped_at": stays["helped_at"] or goes["helped_at"],
    }


def ask_help(stays: Row, goes: Row) -> dict[str, Any]:
    """What both helped with adds up, if both let it count."""
    return {
        "weight": stays["weight"] + goes["weight"],
        "times": stays["times"] + goes["times"],
        "last_at": max(stays["last_at"], goes["last_at"]),
        "used": stays["used"] and goes["used"],
    }


def round_seat(stays: Row, goes: Row) -> dict[str, Any]:
    """At one round table: whoever hosts it hosts it, and sits on no other seat of it."""
    order = (SeatState.HOSTING, SeatState.SEATED, SeatState.WISHED, SeatState.OFF)
    if order.index(goes["state"]) < order.index(stays["state"]):
        return {name: goes[name] for name in ("state", "number", "live", "slot_id")}
    return {}


def check_in(stays: Row, goes: Row) -> dict[str, Any]:
    """Here is here, since the earlier of both."""
    return {
        "since": min(stays["since"], goes["since"]),
        "door_at": stays["door_at"] or goes["door_at"],
    }
