"""Routes of kept searches."""

from typing import Any

from eventnet.events.policies import attendee
from eventnet.routing import Page
from eventnet.watches import views

SEARCHES = "/e/{event}/searches"
SEARCH = f"{SEARCHES}/{{search}}"

pages: list[Page[Any]] = [
    Page("GET", SEARCHES, views.searches, "searches", attendee),
    Page("POST", SEARCHES, views.save, "search-save", attendee),
    Page("GET", f"{SEARCHES}/new", views.new, "search-new", attendee),
    Page("GET", SEARCH, views.search, "search", attendee),
    Page("POST", SEARCH, views.change, "search-change", attendee),
    Page("POST", f"{SEARCH}/seen", views.seen, "search-seen", attendee, when_closed=True),
    Page("POST", f"{SEARCH}/delete", views.delete, "search-delete", attendee, when_closed=True),
    Page("POST", f"{SEARCH}/restore", views.restore, "search-restore", attendee),
]
