"""Routes of the waiting list: for whoever waits, and for organizers."""

from typing import Any

from eventnet.events.policies import organizer
from eventnet.routing import Page
from eventnet.waiting import moving, views
from eventnet.waiting.policies import waiting

JOBS = (moving,)  # imported so that they are known
LINE = "/e/{event}/waiting"
DESK = "/e/{event}/organize/waiting"
ONE = f"{DESK}/{{waiting}}"

pages: list[Page[Any]] = [
    Page("GET", LINE, views.line, "waiting", waiting),
    Page("POST", f"{LINE}/leave", views.leave, "waiting-leave", waiting, when_closed=True),
    Page("GET", DESK, views.desk, "waiting-list", organizer),
    Page("POST", DESK, views.places, "waiting-places", organizer),
    Page("POST", f"{ONE}/up", views.up, "waiting-up", organizer),
    Page("POST", f"{ONE}/remove", views.remove, "waiting-remove", organizer),
]
