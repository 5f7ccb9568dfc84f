"""The route of an event's public page."""

from typing import Any

from eventnet.events.policies import event_guest
from eventnet.routing import Page
from eventnet.welcome import views

pages: list[Page[Any]] = [
    Page("GET", "/e/{event}", views.event, "event", event_guest),
]
