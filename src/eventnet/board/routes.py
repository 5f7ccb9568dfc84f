"""Routes of the board."""

from typing import Any

from eventnet.board import views
from eventnet.events.policies import door
from eventnet.routing import Page

DAY = "/e/{event}/organize/day"
REPAIR = f"{DAY}/repair/{{attendance}}"
UNDO = f"{DAY}/proposals/{{proposal}}/undo"
PAIR = f"{DAY}/meetings/{{meeting}}/{{attendance}}"

pages: list[Page[Any]] = [
    Page("GET", DAY, views.organizers_day, "organize-day", door),
    Page("GET", f"{DAY}/live", views.follow, "board-live", door),
    Page("GET", f"{DAY}/wall", views.on_the_wall, "board-wall", door),
    Page("GET", f"{DAY}/wall/live", views.follow_wall, "board-wall-live", door),
    Page("GET", REPAIR, views.outlook, "board-outlook", door),
    Page("POST", REPAIR, views.repair, "board-repair", door),
    Page("POST", UNDO, views.undo, "board-undo", door),
    Page("POST", f"{PAIR}/missing", views.missing, "board-missing", door),
    Page("POST", f"{PAIR}/came", views.came, "board-came", door),
]
