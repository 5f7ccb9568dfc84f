"""Routes of drafts, all for organizers."""

from typing import Any

from eventnet.drafts import views
from eventnet.events.policies import organizer
from eventnet.routing import Page

DRAFT = "/e/{event}/organize/runs/{number}/plan"
MEETING = f"{DRAFT}/{{one}}/{{other}}"

pages: list[Page[Any]] = [
    Page("GET", DRAFT, views.draft, "draft", organizer),
    Page("POST", f"{DRAFT}/undo", views.undo, "draft-undo", organizer),
    Page("GET", MEETING, views.meeting, "draft-meeting", organizer),
    Page("POST", MEETING, views.change, "draft-change", organizer),
]
