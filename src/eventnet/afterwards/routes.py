"""Routes of what came of an event, for organizers alone: it is about everybody."""

from typing import Any

from eventnet.afterwards import views
from eventnet.events.policies import organizer
from eventnet.routing import Page

HERE = "/e/{event}/organize/afterwards"

pages: list[Page[Any]] = [
    Page("GET", HERE, views.page, "afterwards", organizer),
    Page("GET", f"{HERE}/file.{{kind}}", views.file, "afterwards-file", organizer),
]
