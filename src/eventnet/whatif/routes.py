"""Routes of what-ifs, all for those who see to the matching."""

from typing import Any

from eventnet.events.policies import matching
from eventnet.routing import Page
from eventnet.whatif import views

HERE = "/e/{event}/organize/what-if"

pages: list[Page[Any]] = [
    Page("GET", HERE, views.listing, "what-if", matching),
    Page("POST", HERE, views.ask_one, "what-if-ask", matching),
    Page("GET", f"{HERE}/new", views.new, "what-if-new", matching),
    Page("GET", f"{HERE}/live", views.follow, "what-if-live", matching),
    Page("POST", f"{HERE}/again", views.again, "what-if-again", matching),
    Page("POST", f"{HERE}/{{number}}/delete", views.delete, "what-if-delete", matching),
]
