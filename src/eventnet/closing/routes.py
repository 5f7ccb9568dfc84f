"""Routes of the end of an event."""

from typing import Any

from eventnet.closing import views
from eventnet.events.policies import caretaker, organizer
from eventnet.routing import Page

ARCHIVE = "/e/{event}/organize/archive"
DELETE = f"{ARCHIVE}/delete"

pages: list[Page[Any]] = [
    Page("GET", ARCHIVE, views.show_archive, "archive", organizer),
    Page("POST", ARCHIVE, views.archive, "archive-now", organizer, when_closed=True),
    Page("POST", f"{ARCHIVE}/open", views.open_again, "open-again", organizer, when_closed=True),
    Page("GET", DELETE, views.show_delete, "event-delete", caretaker),
    Page("POST", DELETE, views.delete, "event-delete-now", caretaker, when_closed=True),
    Page("POST", f"{DELETE}/back", views.take_back, "event-back", caretaker, when_closed=True),
]
