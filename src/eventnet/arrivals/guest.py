"""Somebody who may come, before they are let in."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Guest:
    """What a ticket says of its holder. `email` is in the form that accounts have."""

    email: str
    name: str
    organization: str = ""
    headline: str = ""
    role: str = ""
    stand: str | None = None
    website: str = ""
    topics: tuple[str, ...] = ()
    returns: bool = True
    """Whether this brings somebody back who had left; else it only changes what is known.

    Whom an organizer removed it never brings back.
    """
