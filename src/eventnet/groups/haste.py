"""How many groups somebody may open, so that nobody fills the list."""

from limits import RateLimitItemPerDay

from eventnet.accounts.client import counter
from eventnet.communities.policies import MemberVisit
from eventnet.errors import TooMany
from eventnet.i18n import gettext as _

PER_MEMBER = RateLimitItemPerDay(20)


def count_opening(visit: MemberVisit) -> None:
    """Count one group; refuse when there were too many."""
    if not counter(visit).hit(PER_MEMBER, "group", visit.membership.id):
        raise TooMany(_("You opened many groups today. Please open the next one tomorrow."))
