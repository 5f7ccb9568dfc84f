"""Routes of the door."""

from typing import Any

from eventnet.door import views
from eventnet.events.policies import attendee, organizer
from eventnet.routing import Page

DOOR = "/e/{event}/organize/door"

pages: list[Page[Any]] = [
    Page("GET", DOOR, views.door, "door", organizer),
    Page("POST", DOOR, views.scan, "door-scan", organizer),
    Page("POST", f"{DOOR}/{{attendance}}/in", views.let_in, "door-in", organizer),
    Page("POST", f"{DOOR}/{{attendance}}/back", views.take_back, "door-back", organizer),
    Page("GET", "/e/{event}/pass", views.own_pass, "pass", attendee),
]
