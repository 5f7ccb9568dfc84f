"""How often somebody may write, so that nobody is buried under messages."""

from limits import RateLimitItemPerMinute

from eventnet.accounts.client import counter
from eventnet.errors import TooMany
from eventnet.events.policies import AttendeeVisit
from eventnet.i18n import gettext as _

PER_ATTENDEE = RateLimitItemPerMinute(60, 10)


def count_message(visit: AttendeeVisit) -> None:
    """Count one message; refuse when there were too many."""
    if not counter(visit).hit(PER_ATTENDEE, "message", visit.attendance.id):
        raise TooMany(
            _(
                "Those were many messages in a short while. This one was not sent; please try "
                "again in ten minutes."
            )
        )
