"""Routes of the programme for those who attend."""

from typing import Any

from eventnet.events.policies import attendee, insider
from eventnet.routing import Page
from eventnet.starring import telling, views

JOBS = (telling,)  # imported so that they are known

HERE = "/e/{event}/programme"

pages: list[Page[Any]] = [
    Page("GET", HERE, views.show, "programme", insider),
    Page("POST", f"{HERE}/{{talk}}/star", views.star, "star", attendee),
]
