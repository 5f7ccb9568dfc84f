"""Routes of matching, all for organizers."""

from typing import Any

from eventnet.events.policies import matching
from eventnet.matching import views
from eventnet.routing import Page

RUNS = "/e/{event}/organize/runs"
RUN = f"{RUNS}/{{number}}"

pages: list[Page[Any]] = [
    Page("GET", RUNS, views.runs, "runs", matching),
    Page("POST", RUNS, views.start, "run-start", matching),
    Page("GET", RUN, views.run, "run", matching),
    Page("GET", f"{RUN}/live", views.follow, "run-live", matching),
    Page("POST", f"{RUN}/stop", views.stop, "run-stop", matching),
    Page("POST", f"{RUN}/discard", views.discard, "run-discard", matching),
    Page("POST", f"{RUN}/publish", views.publish, "run-publish", matching),
    Page("GET", f"{RUN}/problem.json.gz", views.problem_file, "run-problem", matching),
    Page("GET", f"{RUN}/plan.json.gz", views.plan_file, "run-plan", matching),
]
