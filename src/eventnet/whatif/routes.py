"""Routes of what-ifs, all for organizers."""

from typing import Any

from eventnet.events.policies import organizer
from eventnet.routing import Page
from eventnet.whatif import views

HERE = "/e/{event}/organize/what-if"

pages: list[Page[Any]] = [
    Page("GET", HERE, views.listing, "what-if", organizer),
    Page("POST", HERE, views.ask_one, "what-if-ask", organizer),
    Page("GET", f"{HERE}/new", views.new, "what-if-new", organizer),
    Page("GET", f"{HERE}/live", views.follow, "what-if-live", organizer),
    Page("POST", f"{HERE}/again", views.again, "what-if-again", organizer),
    Page("POST", f"{HERE}/{{number}}/delete", views.delete, "what-if-delete", organizer),
]
