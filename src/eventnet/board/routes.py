"""Routes of the board."""

from typing import Any

from eventnet.board import views
from eventnet.events.policies import organizer
from eventnet.routing import Page

DAY = "/e/{event}/organize/day"
REPAIR = f"{DAY}/repair/{{attendance}}"
UNDO = f"{DAY}/proposals/{{proposal}}/undo"
PAIR = f"{DAY}/meetings/{{meeting}}/{{attendance}}"

pages: list[Page[Any]] = [
    Page("GET", DAY, views.organizers_day, "organize-day", organizer),
    Page("GET", f"{DAY}/live", views.follow, "board-live", organizer),
    Page("GET", f"{DAY}/wall", views.on_the_wall, "board-wall", organizer),
    Page("GET", f"{DAY}/wall/live", views.follow_wall, "board-wall-live", organizer),
    Page("GET", REPAIR, views.outlook, "board-outlook", organizer),
    Page("POST", REPAIR, views.repair, "board-repair", organizer),
    Page("POST", UNDO, views.undo, "board-undo", organizer),
    Page("POST", f"{PAIR}/missing", views.missing, "board-missing", organizer),
    Page("POST", f"{PAIR}/came", views.came, "board-came", organizer),
]
