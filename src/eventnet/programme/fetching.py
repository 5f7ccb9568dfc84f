"""Fetching a programme from the address that an organizer gave."""

from urllib.parse import urlsplit

import httpx2

from eventnet.errors import Refused
from eventnet.i18n import gettext as _
from eventnet.logs import logger
from eventnet.outbound import Outbound, Unreachable, within
from eventnet.programme.readers import MAX_MEGABYTES

SECONDS = 15.0

log = logger(__name__)


def fetch(address: str) -> bytes:
    """Return what stands at an https address on a public host, within fifteen seconds."""

    def get() -> bytes:
        # One byte more than is read, so that what is too large says so in the reader's words.
        way = Outbound(seconds=SECONDS, largest=MAX_MEGABYTES * 1024 * 1024 + 1)
        with httpx2.Client(transport=way, trust_env=False, follow_redirects=False) as client:
            answer = client.get(address, headers={"Accept": "application/json, text/calendar"})
        if answer.status_code != 200:
            raise Unreachable(f"{urlsplit(address).hostname} answers {answer.status_code}")
        return answer.content

    try:
        return within(SECONDS, get)
    except (Unreachable, httpx2.InvalidURL, ValueError) as error:
        log.warning("programme.unreachable", why=str(error))
        raise Refused(
            _(
                "The programme could not be fetched: %(why)s. Look at the address in a browser, or "
                "download the file and choose it here.",
                why=str(error),
            )
        ) from error
