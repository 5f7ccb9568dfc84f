"""What stands on the wall for everybody in the room: no name, and nothing that is for a few."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from eventnet.announcing.models import Hearers
from eventnet.announcing.pages import Shown, shown
from eventnet.announcing.queries import standing
from eventnet.board.bell import Bell, bell
from eventnet.board.tables import Round, Tables, rounds, tables
from eventnet.events.models import Event


@dataclass(frozen=True)
class Wall:
    """The slot now or next, what was announced to everybody, and where one can sit down."""

    bell: Bell | None
    announcements: Sequence[Shown]
    tables: Tables | None
    rounds: Sequence[Round]

    @property
    def under_way(self) -> bool:
        """Whether a slot is under way."""
        return self.bell is not None and self.bell.under_way


def wall(session: Session, event: Event) -> Wall:
    """Return it as it is now. What was announced to a role or to those here is not on it."""
    said = [one for one in standing(session, event.id) if one.to is Hearers.EVERYBODY]
    rings = bell(session, event)
    return Wall(
        bell=rings,
        announcements=shown(event, said, {}),
        tables=tables(session, event, rings.slot) if rings else None,
        rounds=rounds(session, rings.slot) if rings else (),
    )
