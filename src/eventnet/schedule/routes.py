"""Routes of the schedule."""

from typing import Any

from eventnet.accounts.policies import anyone
from eventnet.events.policies import attendee
from eventnet.routing import Page
from eventnet.schedule import reminding, telling, telling_clashes
from eventnet.schedule.policies import calendar_reader, invited_to_answer
from eventnet.schedule.views import calendar, days, meetings, offline

JOBS = (telling, reminding, telling_clashes)  # imported so that they are known

MY_DAYS = "/e/{event}/schedule"
MEETING = "/e/{event}/meetings/{meeting}"

pages: list[Page[Any]] = [
    Page("GET", MY_DAYS, days.schedule, "schedule", attendee),
    Page("GET", f"{MY_DAYS}/live", days.follow, "schedule-live", attendee),
    Page("POST", f"{MY_DAYS}/seen", days.seen, "schedule-seen", attendee, when_closed=True),
    Page("POST", f"{MY_DAYS}/reminders", days.save_reminders, "reminders-save", attendee),
    Page("POST", f"{MY_DAYS}/yes", meetings.accept_all, "meetings-accept", attendee),
    Page("GET", "/e/{event}/not-met", days.unmet, "unmet", attendee),
    Page("GET", "/e/{event}/schedule.ics", calendar.calendar_file, "calendar-file", attendee),
    Page(
        "POST",
        "/e/{event}/calendar",
        calendar.calendar_renew,
        "calendar-renew",
        attendee,
        when_closed=True,
    ),
    Page("GET", MEETING, meetings.meeting, "meeting", attendee),
    Page("GET", f"{MEETING}/join", meetings.join, "meeting-join", attendee),
    Page("POST", f"{MEETING}/answer", meetings.answer, "meeting-answer", attendee),
    Page("POST", f"{MEETING}/cancel", meetings.cancel, "meeting-cancel", attendee),
    Page("GET", "/calendar/{token}.ics", calendar.calendar_feed, "calendar-feed", calendar_reader),
    Page("GET", "/answer/{token}", meetings.ask_by_mail, "answer", invited_to_answer),
    Page("POST", "/answer/{token}", meetings.answer_by_mail, "answer-now", invited_to_answer),
    Page("GET", "/worker.js", offline.worker, "worker", anyone),
]
