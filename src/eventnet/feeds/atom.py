"""A feed as a document of Atom (RFC 4287)."""

import re
from hashlib import sha256
from urllib.parse import urlsplit

from eventnet import i18n
from eventnet.feeds.gathering import Feed
from eventnet.settings import Settings
from eventnet.templating import text

NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What may stand in no document of XML, however it is written."""


def document(settings: Settings, feed: Feed, address: str) -> bytes:
    """Return the feed; the same to the byte as long as nothing in it changes."""
    host = urlsplit(settings.origin).hostname or "eventnet"
    context = {
        "feed": feed,
        "id": f"tag:{host},{feed.source.since:%Y-%m-%d}:{feed.source.key}",
        "host": host,
        "updated_at": feed.updated_at,
        "address": address,
        "place": f"{settings.origin}{feed.source.below}",
        "site_name": settings.site_name,
        "lang": i18n.language(),
    }
    return NO_XML.sub("", text("feeds/feed.atom", context)).encode()


def etag(body: bytes) -> str:
    """Return what tells one state of a document from another."""
    return f'"{sha256(body).hexdigest()[:32]}"'
