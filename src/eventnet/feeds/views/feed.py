"""A feed, as a program reads it again and again."""

from email.utils import format_datetime

from starlette.responses import Response

from eventnet import clock, i18n
from eventnet.feeds.atom import document, etag
from eventnet.feeds.gathering import Feed, gather
from eventnet.feeds.policies import FeedVisit, PublicFeedVisit
from eventnet.feeds.public import of_events
from eventnet.routing import Visit

FRESH = "private, no-cache"
"""Whoever keeps it asks each time whether it is still so, and no cache between keeps it."""
FOR_ALL = "public, no-cache"
POLICY = "default-src 'none'; sandbox"


def feed(visit: FeedVisit) -> Response:
    """Answer with somebody's feed as it is now, or that nothing has changed."""
    address = visit.link("feed", token=visit.param("token"))
    with i18n.speaking(visit.owner.language):
        return _answer(visit, gather(visit.session, visit.reads), address, FRESH)


def events(visit: PublicFeedVisit) -> Response:
    """Answer with a community's events that anybody may know of, in the one usual language."""
    address = visit.link("public-feed", community=visit.community.slug)
    with i18n.speaking(None):
        found = of_events(visit.session, visit.community, visit.events, clock.now())
        return _answer(visit, found, address, FOR_ALL)


def _answer(visit: Visit, found: Feed, address: str, kept: str) -> Response:
    body = document(visit.settings, found, address)
    tag, changed = etag(body), format_datetime(found.updated_at, usegmt=True)
    headers = {
        "ETag": tag,
        "Last-Modified": changed,
        "Cache-Control": kept,
        "Content-Security-Policy": POLICY,
        "Referrer-Policy": "no-referrer",
    }
    if _has(visit, tag, changed):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/atom+xml", headers=headers)


def _has(visit: Visit, tag: str, changed: str) -> bool:
    """Say whether whoever asks has what they would get.

    A date alone counts only if it is the same: what vanishes may make it an older one.
    """
    asked = visit.request.headers
    if "if-none-match" in asked:
        given = [one.strip().removeprefix("W/") for one in asked["if-none-match"].split(",")]
        return tag in given or "*" in given
    return asked.get("if-modified-since") == changed
