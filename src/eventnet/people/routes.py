"""Routes of people: profile, attendance, directory, person, recommendations, wishes, notes."""

from typing import Any

from eventnet import images
from eventnet.events.policies import attendee, event_guest, former, insider
from eventnet.people.views import (
    answers,
    attendance,
    directory,
    leaving,
    notes,
    person,
    profile,
    questions,
    recommendations,
    wishes,
)
from eventnet.routing import Page

HERE = "/e/{event}"
PERSON = f"{HERE}/people/{{attendance}}"

pages: list[Page[Any]] = [
    Page("GET", f"{HERE}/profile", profile.profile, "profile", attendee),
    Page(
        "POST",
        f"{HERE}/profile",
        profile.save_profile,
        "profile-save",
        attendee,
        when_closed=True,
        max_body=images.MAX_BODY,
    ),
    Page("GET", f"{HERE}/profile/answers", answers.answers, "answers", attendee),
    Page("POST", f"{HERE}/profile/answers", answers.save_answers, "answers-save", attendee),
    Page("GET", f"{HERE}/attendance", attendance.attendance, "attendance", attendee),
    Page(
        "POST",
        f"{HERE}/attendance",
        attendance.save_attendance,
        "attendance-save",
        attendee,
    ),
    Page("POST", f"{HERE}/attendance/room", attendance.switch_room, "attendance-room", attendee),
    Page("POST", f"{HERE}/attendance/pause", attendance.take_a_break, "pause", attendee),
    Page("POST", f"{HERE}/attendance/back", attendance.back_again, "come-back", attendee),
    Page(
        "POST", f"{HERE}/attendance/leave", leaving.leave_event, "leave", attendee, when_closed=True
    ),
    Page("GET", f"{HERE}/left", leaving.left, "left", former),
    Page("POST", f"{HERE}/left/back", leaving.return_to, "return", former, when_closed=True),
    Page("GET", f"{HERE}/next", questions.next_question, "next-question", attendee),
    Page("POST", f"{HERE}/next", questions.ask_me_again, "ask-again", attendee),
    Page("GET", f"{HERE}/next/{{question}}", questions.question, "question", attendee),
    Page(
        "POST",
        f"{HERE}/next/{{question}}",
        questions.answer_question,
        "question-answer",
        attendee,
        max_body=images.MAX_BODY,
    ),
    Page("GET", f"{HERE}/people", directory.directory, "people", insider),
    Page("GET", PERSON, person.person, "person", insider),
    Page("GET", f"{PERSON}/photo/{{file}}", profile.photo, "photo", event_guest),
    Page("POST", f"{PERSON}/wish", wishes.wish, "wish", attendee),
    Page("GET", f"{HERE}/recommended", recommendations.recommended, "recommended", attendee),
    Page("GET", f"{HERE}/wishes", wishes.wishes, "wishes", attendee),
    Page("POST", f"{PERSON}/bookmark", notes.bookmark, "bookmark", attendee, when_closed=True),
    Page("POST", f"{PERSON}/note", notes.save_note, "note-save", attendee, when_closed=True),
    Page("GET", f"{HERE}/saved", notes.saved, "saved", attendee),
]
