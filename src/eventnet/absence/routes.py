"""Routes of somebody's own calendar."""

from typing import Any

from eventnet.absence import views
from eventnet.events.policies import attendee
from eventnet.routing import Page

HERE = "/e/{event}/attendance/calendar"

pages: list[Page[Any]] = [
    Page("GET", HERE, views.show_calendar, "own-calendar", attendee),
    Page("POST", HERE, views.give, "own-calendar-give", attendee),
    Page("POST", f"{HERE}/read", views.read, "own-calendar-read", attendee),
    Page("POST", f"{HERE}/remove", views.remove, "own-calendar-remove", attendee, when_closed=True),
]
