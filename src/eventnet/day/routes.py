"""Routes of the day."""

from typing import Any

from eventnet.day import telling, views
from eventnet.events.policies import attendee
from eventnet.routing import Page

JOBS = (telling,)  # imported so that they are known

DAY = "/e/{event}/day"
MEETING = "/e/{event}/meetings/{meeting}"

pages: list[Page[Any]] = [
    Page("GET", DAY, views.day, "day", attendee),
    Page("POST", f"{DAY}/here", views.check_in, "check-in", attendee),
    Page("POST", f"{DAY}/gone", views.check_out, "check-out", attendee),
    Page("POST", f"{DAY}/find", views.find, "day-find", attendee),
    Page("POST", f"{DAY}/wait", views.wait, "day-wait", attendee),
    Page("POST", f"{DAY}/stop", views.stop_waiting, "day-stop", attendee),
    Page("POST", f"{DAY}/proposals/{{proposal}}", views.answer, "proposal-answer", attendee),
    Page("POST", f"{MEETING}/here", views.here, "meeting-here", attendee),
    Page("POST", f"{MEETING}/late", views.late, "meeting-late", attendee),
    Page("POST", f"{MEETING}/missing", views.missing, "meeting-missing", attendee),
    Page("POST", f"{MEETING}/came", views.came, "meeting-came", attendee),
]
