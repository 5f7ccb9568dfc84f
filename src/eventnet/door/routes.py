"""Routes of the door."""

from typing import Any

from eventnet.door import views
from eventnet.events.policies import attendee
from eventnet.events.policies import door as at_the_door
from eventnet.routing import Page

DOOR = "/e/{event}/organize/door"

pages: list[Page[Any]] = [
    Page("GET", DOOR, views.door, "door", at_the_door),
    Page("POST", DOOR, views.scan, "door-scan", at_the_door),
    Page("POST", f"{DOOR}/{{attendance}}/in", views.let_in, "door-in", at_the_door),
    Page("POST", f"{DOOR}/{{attendance}}/back", views.take_back, "door-back", at_the_door),
    Page("GET", "/e/{event}/pass", views.own_pass, "pass", attendee),
]
