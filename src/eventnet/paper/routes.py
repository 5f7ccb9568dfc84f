"""Routes of what is printed."""

from typing import Any

from eventnet.events.policies import organizer
from eventnet.paper import views
from eventnet.routing import Page

HERE = "/e/{event}/organize"

pages: list[Page[Any]] = [
    Page("GET", f"{HERE}/people/print", views.choose, "print", organizer),
    Page("GET", f"{HERE}/badges.pdf", views.badges_file, "badges-file", organizer),
    Page("GET", f"{HERE}/schedules.pdf", views.schedules_file, "schedules-file", organizer),
    Page("GET", f"{HERE}/people/{{attendance}}/paper", views.paper, "paper", organizer),
]
