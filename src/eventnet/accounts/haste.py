"""How often somebody may have us fetch something from an address that they give."""

from limits import RateLimitItemPerMinute

from eventnet.accounts.client import counter
from eventnet.accounts.policies import AccountVisit
from eventnet.errors import TooMany
from eventnet.i18n import gettext as _

PER_ACCOUNT = RateLimitItemPerMinute(12, 10)


def count_fetch(visit: AccountVisit) -> None:
    """Count one fetch; refuse when there were too many."""
    if not counter(visit).hit(PER_ACCOUNT, "fetch", visit.account.id):
        raise TooMany(
            _(
                "That was fetched several times in a short while. Nothing is lost; please try "
                "again in ten minutes."
            )
        )
