"""Routes of exhibitor teams: the members' page, and the organizers'."""

from typing import Any

from eventnet.events.policies import organizer
from eventnet.routing import Page
from eventnet.teams import colleagues, settling
from eventnet.teams.policies import of_a_team
from eventnet.teams.views import desk, front, ours

OURS = "/e/{event}/team"
DESK = "/e/{event}/organize/teams"
ONE = f"{DESK}/{{exhibitors}}"

JOBS = (colleagues, settling, front)

pages: list[Page[Any]] = [
    Page("GET", OURS, ours.team, "our-team", of_a_team),
    Page("POST", f"{OURS}/people/{{attendance}}", ours.target, "our-target", of_a_team),
    Page("POST", f"{OURS}/people/{{attendance}}/who", ours.who, "our-target-who", of_a_team),
    Page("GET", DESK, desk.teams, "exhibitors", organizer),
    Page("POST", DESK, desk.make, "exhibitors-make", organizer),
    Page("GET", ONE, desk.team, "exhibitors-team", organizer),
    Page("POST", ONE, desk.change, "exhibitors-change", organizer),
    Page("POST", f"{ONE}/delete", desk.delete, "exhibitors-delete", organizer),
    Page("POST", f"{ONE}/members", desk.add, "exhibitors-add", organizer),
    Page("POST", f"{ONE}/members/{{attendance}}/out", desk.remove, "exhibitors-out", organizer),
]
