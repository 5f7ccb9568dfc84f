"""How often somebody may type a code, so that nobody tries codes one after the other."""

from limits import RateLimitItemPerMinute

from eventnet.accounts.client import counter
from eventnet.errors import TooMany
from eventnet.events.policies import AttendeeVisit
from eventnet.i18n import gettext as _

PER_ATTENDEE = RateLimitItemPerMinute(20, 10)


def count_guess(visit: AttendeeVisit) -> None:
    """Count one code that was typed; refuse when there were too many."""
    if not counter(visit).hit(PER_ATTENDEE, "code", visit.attendance.id):
        raise TooMany(
            _(
                "Those were many codes in a short while. Please try again in ten minutes, or read "
                "the code with your phone's camera."
            )
        )
