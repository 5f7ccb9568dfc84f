"""How often somebody may write, so that no group is buried under posts."""

from limits import RateLimitItemPerMinute

from eventnet.accounts.client import counter
from eventnet.communities.policies import MemberVisit
from eventnet.errors import TooMany
from eventnet.i18n import gettext as _

PER_MEMBER = RateLimitItemPerMinute(30, 10)


def count_post(visit: MemberVisit) -> None:
    """Count one post; refuse when there were too many."""
    if not counter(visit).hit(PER_MEMBER, "post", visit.membership.id):
        raise TooMany(
            _(
                "Those were many posts in a short while. This one was not sent; please try again "
                "in ten minutes."
            )
        )
