"""Routes of what comes after a meeting."""

from typing import Any

from eventnet.events.policies import attendee
from eventnet.outcomes import views
from eventnet.routing import Page

HERE = "/e/{event}"
OUTCOME = f"{HERE}/meetings/{{meeting}}/outcome"
AGREED = f"{HERE}/agreed"
ONE = f"{AGREED}/{{promise}}"

pages: list[Page[Any]] = [
    Page("GET", f"{HERE}/tell", views.tell, "tell", attendee),
    Page("GET", OUTCOME, views.outcome, "outcome", attendee),
    Page("POST", OUTCOME, views.save_outcome, "outcome-save", attendee, when_closed=True),
    Page("GET", AGREED, views.agreed, "agreed", attendee),
    Page("POST", f"{ONE}/done", views.done, "promise-done", attendee, when_closed=True),
    Page("POST", f"{ONE}/reopen", views.reopen, "promise-reopen", attendee, when_closed=True),
    Page("POST", f"{ONE}/not-so", views.deny, "promise-deny", attendee, when_closed=True),
    Page("POST", f"{ONE}/end", views.take_back, "promise-end", attendee, when_closed=True),
]
