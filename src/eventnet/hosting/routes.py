"""Routes of round tables."""

from typing import Any

from eventnet.events.policies import attendee, insider
from eventnet.hosting import sitting, telling, views
from eventnet.routing import Page

JOBS = (sitting, telling)  # imported so that they are known

HERE = "/e/{event}/round-tables"
ONE = f"{HERE}/{{table}}"

pages: list[Page[Any]] = [
    Page("GET", HERE, views.show, "round-tables", insider),
    Page("GET", f"{HERE}/new", views.new, "round-table-new", attendee),
    Page("POST", f"{HERE}/new", views.propose, "round-table-propose", attendee),
    Page("GET", ONE, views.one, "round-table", insider),
    Page("POST", f"{ONE}/seat", views.seat, "round-seat", attendee),
    Page("GET", f"{ONE}/change", views.change_form, "round-table-change", attendee),
    Page("POST", f"{ONE}/change", views.change, "round-table-save", attendee),
    Page("POST", f"{ONE}/call-off", views.call_off, "round-table-off", insider),
]
