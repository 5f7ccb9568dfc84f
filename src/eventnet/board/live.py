"""The board as it is streamed: rendered once for all who watch it in a language."""

from collections.abc import Callable
from enum import StrEnum

from eventnet import i18n
from eventnet.board.queries import board
from eventnet.board.wall import wall
from eventnet.events.models import Event
from eventnet.live import Read
from eventnet.matching.refreshing import Sessions
from eventnet.templating import text

SECONDS = 1.0


class Look(StrEnum):
    """How the board looks: on the organizers' desk with names, or on a wall without any."""

    DESK = "board/live.html"
    WALL = "board/wall.html"


def reader(sessions: Sessions, event_id: str, look: Look, url: Callable[..., str]) -> Read:
    """Return what reads the board for a stream, which ends with the event only."""
    language = i18n.language()
    read_it = board if look is Look.DESK else wall

    def read() -> tuple[str, bool]:
        i18n.use(language)
        with sessions() as session:
            event = session.get(Event, event_id)
            if event is None:
                return "", True
            context = {"event": event, "board": read_it(session, event), "url": url}
            return text(look, context), False

    return read
