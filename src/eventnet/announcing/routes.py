"""Routes of announcements."""

from typing import Any

from eventnet.announcing import views
from eventnet.events.policies import attendee, content
from eventnet.routing import Page

DESK = "/e/{event}/organize/announcements"

pages: list[Page[Any]] = [
    Page("GET", DESK, views.announcements, "announcements", content),
    Page("POST", DESK, views.announce, "announce", content),
    Page("POST", f"{DESK}/{{announcement}}/back", views.take_back, "announcement-back", content),
    Page(
        "POST",
        "/e/{event}/announcements/{announcement}/dismiss",
        views.dismiss,
        "announcement-dismiss",
        attendee,
        when_closed=True,
    ),
]
