"""Routes of what was learned, for organizers."""

from typing import Any

from eventnet.events.policies import matching
from eventnet.learning import views
from eventnet.routing import Page

LEARNED = "/e/{event}/organize/learned"

pages: list[Page[Any]] = [
    Page("GET", LEARNED, views.page, "learned", matching),
    Page("POST", LEARNED, views.choose, "learned-choose", matching),
]
