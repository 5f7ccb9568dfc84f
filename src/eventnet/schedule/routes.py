"""Routes of the schedule."""

from typing import Any

from eventnet.events.policies import attendee
from eventnet.routing import Page
from eventnet.schedule import telling, views
from eventnet.schedule.policies import calendar_reader, invited_to_answer

JOBS = (telling,)  # imported so that they are known

pages: list[Page[Any]] = [
    Page("GET", "/e/{event}/schedule", views.schedule, "schedule", attendee),
    Page("GET", "/e/{event}/schedule.ics", views.calendar_file, "calendar-file", attendee),
    Page("POST", "/e/{event}/schedule/yes", views.accept_all, "meetings-accept", attendee),
    Page("POST", "/e/{event}/calendar", views.calendar_renew, "calendar-renew", attendee),
    Page("GET", "/e/{event}/meetings/{meeting}", views.meeting, "meeting", attendee),
    Page("POST", "/e/{event}/meetings/{meeting}/answer", views.answer, "meeting-answer", attendee),
    Page("POST", "/e/{event}/meetings/{meeting}/cancel", views.cancel, "meeting-cancel", attendee),
    Page("GET", "/calendar/{token}.ics", views.calendar_feed, "calendar-feed", calendar_reader),
    Page("GET", "/answer/{token}", views.ask_by_mail, "answer", invited_to_answer),
    Page("POST", "/answer/{token}", views.answer_by_mail, "answer-now", invited_to_answer),
]
