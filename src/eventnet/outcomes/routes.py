"""Routes of what comes after a meeting."""

from typing import Any

from eventnet.events.policies import attendee
from eventnet.outcomes import promise_views, views
from eventnet.routing import Page

HERE = "/e/{event}"
OUTCOME = f"{HERE}/meetings/{{meeting}}/outcome"
AGREED = f"{HERE}/agreed"
ONE = f"{AGREED}/{{promise}}"

pages: list[Page[Any]] = [
    Page("GET", f"{HERE}/tell", views.tell, "tell", attendee),
    Page("GET", OUTCOME, views.outcome, "outcome", attendee),
    Page("POST", OUTCOME, views.save_outcome, "outcome-save", attendee, when_closed=True),
    Page("GET", AGREED, promise_views.agreed, "agreed", attendee),
    Page("GET", ONE, promise_views.change, "promise", attendee),
    Page("POST", ONE, promise_views.save_change, "promise-change", attendee, when_closed=True),
    Page(
        "POST",
        f"{ONE}/put-back",
        promise_views.put_back,
        "promise-put-back",
        attendee,
        when_closed=True,
    ),
    Page("POST", f"{ONE}/let-go", promise_views.let_go, "promise-drop", attendee, when_closed=True),
    Page("POST", f"{ONE}/done", promise_views.done, "promise-done", attendee, when_closed=True),
    Page(
        "POST", f"{ONE}/reopen", promise_views.reopen, "promise-reopen", attendee, when_closed=True
    ),
    Page("POST", f"{ONE}/not-so", promise_views.deny, "promise-deny", attendee, when_closed=True),
    Page("POST", f"{ONE}/end", promise_views.take_back, "promise-end", attendee, when_closed=True),
]
