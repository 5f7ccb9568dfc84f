"""How often somebody may save, so that no history is buried under versions."""

from limits import RateLimitItemPerMinute

from eventnet.accounts.client import counter
from eventnet.communities.policies import MemberVisit
from eventnet.errors import TooMany
from eventnet.i18n import gettext as _

PER_MEMBER = RateLimitItemPerMinute(60, 10)


def count_save(visit: MemberVisit) -> None:
    """Count one version; refuse when there were too many."""
    if not counter(visit).hit(PER_MEMBER, "page", visit.membership.id):
        raise TooMany(
            _(
                "You saved many pages in a short while. This was not saved; go back in your "
                "browser, where what you typed is kept, and try again in ten minutes."
            )
        )
