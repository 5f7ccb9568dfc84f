"""Routes of the programme's source."""

from typing import Any

from eventnet.body_limit import MEGABYTE
from eventnet.events.policies import content
from eventnet.programme import views
from eventnet.routing import Page

SOURCE = "/e/{event}/organize/programme"
DRAFT = f"{SOURCE}/{{draft}}"
# The file itself is refused in words from 5 MB on, so that one of twice that is too.
UPLOAD = 21 * MEGABYTE

pages: list[Page[Any]] = [
    Page("GET", SOURCE, views.show_source, "programme-source", content),
    Page("POST", SOURCE, views.upload, "programme-upload", content, max_body=UPLOAD),
    Page("POST", f"{SOURCE}/fetch", views.fetch_now, "programme-fetch", content),
    Page("GET", DRAFT, views.show_draft, "programme-draft", content),
    Page("POST", f"{DRAFT}/apply", views.bring_in, "programme-apply", content),
    Page("POST", f"{DRAFT}/discard", views.discard, "programme-discard", content),
]
