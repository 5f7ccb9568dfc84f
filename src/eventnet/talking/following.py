"""Following a conversation while its page is open.

A stream waits until the conversation is not as the page shows it, says how it is now, and ends; the
page then asks again, by what it shows since. So whoever may no longer read it soon does not.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlmodel import Session

from eventnet import i18n
from eventnet.accounts.models import Login
from eventnet.events.models import Attendance
from eventnet.messages.queries import pulse
from eventnet.talking.lines import said, stamp
from eventnet.templating import text

Sessions = Callable[[], AbstractContextManager[Session]]


@dataclass(frozen=True)
class Follower:
    """Who follows: signed in by what, as which of the two, by which clock, and what they see."""

    login_id: str
    own_id: str
    other_id: str
    zone: ZoneInfo
    shown: str


def reader(sessions: Sessions, who: Follower) -> Callable[[], tuple[str, bool]]:
    """Return what reads a conversation for a stream: nothing yet, or how it is now, at the end."""
    language = i18n.language()

    def read() -> tuple[str, bool]:
        i18n.use(language)
        with sessions() as session:
            own = session.get(Attendance, who.own_id)
            if session.get(Login, who.login_id) is None or own is None or own.left_at:
                return "", True
            if stamp(*pulse(session, who.own_id, who.other_id)) == who.shown:
                return "", False
            context = said(session, who.own_id, who.other_id, who.zone)
        return text("talking/said.html", context), True

    return read
