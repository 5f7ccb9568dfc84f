"""Fetching a programme from the address that an organizer gave."""

from eventnet.errors import Refused
from eventnet.i18n import gettext as _
from eventnet.logs import logger
from eventnet.outbound import Unreachable, download
from eventnet.programme.readers import MAX_MEGABYTES

log = logger(__name__)


def fetch(address: str) -> bytes:
    """Return what stands at an https address on a public host."""
    try:
        # One byte more than is read, so that what is too large says so in the reader's words.
        most = MAX_MEGABYTES * 1024 * 1024 + 1
        return download(address, "application/json, text/calendar", most)
    except Unreachable as error:
        log.warning("programme.unreachable", why=str(error))
        raise Refused(
            _(
                "The programme could not be fetched: %(why)s. Look at the address in a browser, or "
                "download the file and choose it here.",
                why=str(error),
            )
        ) from error
