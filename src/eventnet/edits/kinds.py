"""What every kind of edit answers."""

from typing import Any, Protocol

from sqlmodel import Session

from eventnet.edits.models import EditKind
from eventnet.edits.touched import Touched
from eventnet.errors import Conflict
from eventnet.events.models import Event
from eventnet.i18n import gettext as _

Inverse = dict[str, Any]
Detail = dict[str, Any]


class Unchanged(Conflict):
    """What an edit would bring about is so already."""

    def __init__(self) -> None:
        super().__init__(_("That is as it was, so nothing was changed."))


class Plan(Protocol):
    """An edit that is meant. The caller holds the event, in the transaction that makes the edit."""

    @property
    def kind(self) -> EditKind:
        """What it is."""

    def touched(self, session: Session, event: Event) -> Touched:
        """Return what it would do to whom; raise `Refused` in words where it cannot be."""

    def carry_out(self, session: Session, event: Event, cause_id: str, /) -> tuple[Detail, Inverse]:
        """Do it; return what its sentence is made of, and what undoing it needs.

        `cause_id` is the edit's, whose word it is that meetings change.
        """
