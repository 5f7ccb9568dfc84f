"""Routes of matching, all for organizers."""

from typing import Any

from eventnet.events.policies import organizer
from eventnet.matching.views import publications, runs
from eventnet.routing import Page

RUNS = "/e/{event}/organize/runs"
RUN = f"{RUNS}/{{number}}"

pages: list[Page[Any]] = [
    Page("GET", RUNS, runs.runs, "runs", organizer),
    Page("POST", RUNS, runs.start, "run-start", organizer),
    Page("GET", RUN, runs.run, "run", organizer),
    Page("GET", f"{RUN}/live", runs.follow, "run-live", organizer),
    Page("POST", f"{RUN}/stop", runs.stop, "run-stop", organizer),
    Page("POST", f"{RUN}/discard", runs.discard, "run-discard", organizer),
    Page("GET", f"{RUN}/people", publications.people, "run-people", organizer),
    Page("POST", f"{RUN}/publish", publications.publish, "run-publish", organizer),
    Page("POST", f"{RUN}/undo", publications.undo, "run-undo", organizer),
    Page("POST", f"{RUN}/tell", publications.tell, "run-tell", organizer),
    Page("GET", f"{RUN}/problem.json.gz", runs.problem_file, "run-problem", organizer),
    Page("GET", f"{RUN}/plan.json.gz", runs.plan_file, "run-plan", organizer),
]
