"""Routes of announcements."""

from typing import Any

from eventnet.announcing import views
from eventnet.events.policies import attendee, organizer
from eventnet.routing import Page

DESK = "/e/{event}/organize/announcements"

pages: list[Page[Any]] = [
    Page("GET", DESK, views.announcements, "announcements", organizer),
    Page("POST", DESK, views.announce, "announce", organizer),
    Page("POST", f"{DESK}/{{announcement}}/back", views.take_back, "announcement-back", organizer),
    Page(
        "POST",
        "/e/{event}/announcements/{announcement}/dismiss",
        views.dismiss,
        "announcement-dismiss",
        attendee,
    ),
]
