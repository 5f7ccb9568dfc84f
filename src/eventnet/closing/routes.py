"""Routes of the end of an event."""

from typing import Any

from eventnet.closing import views
from eventnet.events.policies import organizer
from eventnet.routing import Page

ARCHIVE = "/e/{event}/organize/archive"

pages: list[Page[Any]] = [
    Page("GET", ARCHIVE, views.show_archive, "archive", organizer),
    Page("POST", ARCHIVE, views.archive, "archive-now", organizer, when_closed=True),
    Page("POST", f"{ARCHIVE}/open", views.open_again, "open-again", organizer, when_closed=True),
]
