"""Routes of drafts, all for those who see to the matching."""

from typing import Any

from eventnet.drafts import views
from eventnet.events.policies import matching
from eventnet.routing import Page

DRAFT = "/e/{event}/organize/runs/{number}/plan"
MEETING = f"{DRAFT}/{{one}}/{{other}}"

pages: list[Page[Any]] = [
    Page("GET", DRAFT, views.draft, "draft", matching),
    Page("POST", f"{DRAFT}/undo", views.undo, "draft-undo", matching),
    Page("GET", MEETING, views.meeting, "draft-meeting", matching),
    Page("POST", MEETING, views.change, "draft-change", matching),
]
