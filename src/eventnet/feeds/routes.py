"""Routes of feeds, and of what reaches somebody."""

from typing import Any

from eventnet.communities.policies import member
from eventnet.feeds.policies import anybodys_feed, feed_reader
from eventnet.feeds.views import feed, reaching
from eventnet.routing import Page

HERE = "/c/{community}/reaching"

pages: list[Page[Any]] = [
    Page("GET", HERE, reaching.show, "reaching", member),
    Page("POST", HERE, reaching.save, "reaching-save", member),
    Page("POST", f"{HERE}/feeds/{{feed}}/renew", reaching.renew_feed, "feed-renew", member),
    Page("GET", "/c/{community}/feed/events.atom", feed.events, "public-feed", anybodys_feed),
    Page("GET", "/feeds/{token}.atom", feed.feed, "feed", feed_reader),
]
