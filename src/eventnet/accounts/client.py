"""Who asks: the address of a client, and how often it may ask for mail."""

from collections.abc import Iterable
from ipaddress import ip_address, ip_network
from weakref import WeakKeyDictionary

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.applications import Starlette
from starlette.requests import Request

from eventnet.errors import TooMany
from eventnet.i18n import gettext as _
from eventnet.routing import Visit

# A whole conference may sit behind one address, so a client may ask often. Few may ask for one
# address from one place, and more in all, so that a stranger cannot lock its owner out.
PER_CLIENT = RateLimitItemPerHour(300)
PER_ADDRESS = RateLimitItemPerHour(20)
PER_BOTH = RateLimitItemPerMinute(5, 15)

_counters: WeakKeyDictionary[Starlette, MovingWindowRateLimiter] = WeakKeyDictionary()


def client_address(request: Request, trusted_proxies: Iterable[str]) -> str:
    """Return the address that a request comes from.

    X-Forwarded-For is read from its end, where our own proxies write, and only as far as trusted
    ones wrote it: what a client puts there itself changes nothing.
    """
    trusted = [ip_network(entry, strict=False) for entry in trusted_proxies]
    said = ",".join(request.headers.getlist("x-forwarded-for"))
    hops = [part.strip() for part in said.split(",")]
    here = request.client.host if request.client else ""
    while hops and _is_one_of(here, trusted):
        before = hops.pop()
        if not before:
            break
        here = before
    return here


def _is_one_of(host: str, networks: Iterable[object]) -> bool:
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return any(address in network for network in networks)  # type: ignore[operator]


def spare_the_mail(visit: Visit, email: str) -> None:
    """Count one request for a mail to an address; refuse when there were too many."""
    client = client_address(visit.request, visit.settings.trusted_proxies)
    counted: tuple[tuple[RateLimitItem, tuple[str, ...]], ...] = (
        (PER_CLIENT, ("client", client)),
        (PER_BOTH, ("both", client, email)),
        (PER_ADDRESS, ("address", email)),
    )
    counts = counter(visit)
    if not all(counts.hit(limit, *names) for limit, names in counted):
        raise TooMany(
            _(
                "That was asked for several times in a short while. Please look into your mailbox, "
                "also among the spam, and try again in a quarter of an hour."
            )
        )


def counter(visit: Visit) -> MovingWindowRateLimiter:
    """Return what counts for this site how often somebody did something."""
    app: Starlette = visit.request.app
    if app not in _counters:
        _counters[app] = MovingWindowRateLimiter(MemoryStorage())
    return _counters[app]
