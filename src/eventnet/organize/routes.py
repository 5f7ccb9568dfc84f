"""Routes of the organizer's console."""

from typing import Any

from eventnet.event_questions import copying as copying_questions
from eventnet.events.policies import crew, matching, organizer
from eventnet.floor import copying as copying_room
from eventnet.organize.views import console, deeds, grid, late, questions, roles, roll, room
from eventnet.routing import Page

HERE = "/e/{event}/organize"
ONE = f"{HERE}/people/{{attendance}}"
ASKED = f"{HERE}/questions/{{item}}"

COPIED = (copying_room, copying_questions)  # imported so that both are copied with their event

pages: list[Page[Any]] = [
    Page("GET", HERE, console.home, "organize", crew),
    Page("GET", f"{HERE}/grid", grid.grid, "grid", matching),
    Page("POST", f"{HERE}/grid", grid.add, "grid-add", matching),
    Page("POST", f"{HERE}/grid/slots", grid.change, "grid-change", matching),
    Page("GET", f"{HERE}/room", room.room, "room", matching),
    Page("POST", f"{HERE}/room", room.save_room, "room-save", matching),
    Page("POST", f"{HERE}/online", room.save_online, "online-save", matching),
    Page("POST", f"{HERE}/grid/round-tables", grid.set_rounds, "grid-rounds", matching),
    Page("GET", f"{HERE}/roles", roles.listing, "roles", matching),
    Page("POST", f"{HERE}/roles", roles.add, "role-add", matching),
    Page("POST", f"{HERE}/who-meets", roles.set_pairs, "who-meets", matching),
    Page("GET", f"{HERE}/roles/{{role}}", roles.one, "role", matching),
    Page("POST", f"{HERE}/roles/{{role}}", roles.change, "role-save", matching),
    Page("POST", f"{HERE}/roles/{{role}}/remove", roles.remove, "role-remove", matching),
    Page("GET", f"{HERE}/questions", questions.listing, "event-questions", organizer),
    Page("POST", f"{HERE}/questions", questions.add, "event-question-add", organizer),
    Page("GET", ASKED, questions.one, "event-question", organizer),
    Page("POST", ASKED, questions.change, "event-question-save", organizer),
    Page("POST", f"{ASKED}/move", questions.move, "event-question-move", organizer),
    Page("POST", f"{ASKED}/remove", questions.remove, "event-question-remove", organizer),
    Page("GET", f"{HERE}/people", roll.roll, "roll", organizer),
    Page("GET", f"{HERE}/people.csv", roll.file, "roll-file", organizer),
    Page("GET", f"{HERE}/people/deed", deeds.deed, "roll-deed", organizer),
    Page("POST", f"{HERE}/people/deed", deeds.do, "roll-deed-do", organizer),
    Page("GET", ONE, roll.person, "roll-person", organizer),
    Page("POST", ONE, roll.change, "roll-change", organizer),
    Page("GET", f"{ONE}/meetings", late.late, "late", organizer),
    Page("POST", f"{ONE}/meetings", late.add, "late-add", organizer),
    Page("POST", f"{ONE}/remove", roll.remove, "roll-remove", organizer),
    Page("POST", f"{ONE}/take-back", roll.take_back, "roll-take-back", organizer),
    Page("POST", f"{ONE}/try-again", roll.try_again, "roll-try-again", organizer),
]
