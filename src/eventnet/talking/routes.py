"""Routes of messages."""

from typing import Any

from eventnet.events.policies import attendee, organizer
from eventnet.routing import Page
from eventnet.talking import counting, reports, views

COUNTS = (counting,)  # imported so that the navigation knows them

HERE = "/e/{event}/messages"
ONE = f"{HERE}/{{attendance}}"
REPORTS = "/e/{event}/organize/reports"
REPORT = f"{REPORTS}/{{report}}"

pages: list[Page[Any]] = [
    Page("GET", HERE, views.messages, "messages", attendee),
    Page("POST", HERE, views.choose, "messages-choose", attendee),
    Page("GET", ONE, views.conversation, "conversation", attendee),
    Page("POST", ONE, views.send, "conversation-send", attendee),
    Page("GET", f"{ONE}/live", views.follow, "conversation-live", attendee),
    Page("POST", f"{ONE}/read", views.read, "conversation-read", attendee, when_closed=True),
    Page("POST", f"{ONE}/block", views.block, "conversation-block", attendee, when_closed=True),
    Page(
        "POST", f"{ONE}/unblock", views.unblock, "conversation-unblock", attendee, when_closed=True
    ),
    Page("POST", f"{ONE}/report", views.report, "conversation-report", attendee, when_closed=True),
    Page("GET", REPORTS, reports.reports, "reports", organizer),
    Page(
        "POST", f"{REPORT}/settle", reports.settle_one, "report-settle", organizer, when_closed=True
    ),
    Page(
        "POST", f"{REPORT}/reopen", reports.reopen_one, "report-reopen", organizer, when_closed=True
    ),
]
