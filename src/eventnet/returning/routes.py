"""Routes of coming again."""

from typing import Any

from eventnet.events.policies import attendee, organizer
from eventnet.returning.policies import asked_again
from eventnet.returning.views import answering, asking
from eventnet.routing import Page

LAST_TIME = "/e/{event}/organize/last-time"
AGAIN = "/e/{event}/again"

pages: list[Page[Any]] = [
    Page("GET", LAST_TIME, asking.show, "last-time", organizer),
    Page("POST", LAST_TIME, asking.send, "last-time-send", organizer),
    Page("GET", AGAIN, answering.show, "again", asked_again),
    Page("POST", AGAIN, answering.answer, "again-answer", asked_again),
    Page("POST", f"{AGAIN}/wishes", answering.want, "wish-again", attendee),
]
