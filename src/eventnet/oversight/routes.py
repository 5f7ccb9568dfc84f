"""Routes of the trail, for organizers alone: it names everybody to whom something was done."""

from typing import Any

from eventnet.events.policies import organizer
from eventnet.oversight import trail, viewing
from eventnet.routing import Page

TRAIL = "/e/{event}/organize/trail"
THEIRS = "/e/{event}/organize/people/{attendance}/as-they-see"

pages: list[Page[Any]] = [
    Page("GET", TRAIL, trail.trail, "trail", organizer),
    Page("GET", f"{TRAIL}/file.{{kind}}", trail.file, "trail-file", organizer),
    Page("GET", THEIRS, viewing.as_they_see, "as-they-see", organizer),
]
