"""Routes of requests."""

from typing import Any

from eventnet.asking import answering, counting, making, telling
from eventnet.events.policies import attendee
from eventnet.routing import Page

JOBS = (telling,)  # imported so that they are known
COUNTS = (counting,)  # imported so that the navigation knows them

HERE = "/e/{event}"
ASK = f"{HERE}/people/{{attendance}}/ask"
MOVE = f"{HERE}/meetings/{{meeting}}/move"
ONE = f"{HERE}/requests/{{request}}"

pages: list[Page[Any]] = [
    Page("GET", ASK, making.ask, "ask", attendee),
    Page("POST", ASK, making.ask_now, "ask-now", attendee),
    Page("GET", MOVE, making.move, "meeting-move", attendee),
    Page("POST", MOVE, making.move_now, "meeting-move-now", attendee),
    Page("GET", f"{HERE}/requests", answering.requests, "requests", attendee),
    Page("GET", ONE, answering.request, "request", attendee),
    Page("POST", f"{ONE}/accept", answering.accept, "request-accept", attendee),
    Page("POST", f"{ONE}/decline", answering.decline, "request-decline", attendee),
    Page("POST", f"{ONE}/propose", answering.propose, "request-propose", attendee),
    Page("POST", f"{ONE}/withdraw", answering.withdraw, "request-withdraw", attendee),
]
