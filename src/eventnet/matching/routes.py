"""Routes of matching, all for those who see to it."""

from typing import Any

from eventnet.events.policies import matching
from eventnet.matching.views import publications, rules, runs
from eventnet.routing import Page

RUNS = "/e/{event}/organize/runs"
RUN = f"{RUNS}/{{number}}"
RULES = "/e/{event}/organize/by-hand"

pages: list[Page[Any]] = [
    Page("GET", RUNS, runs.runs, "runs", matching),
    Page("POST", RUNS, runs.start, "run-start", matching),
    Page("GET", RUN, runs.run, "run", matching),
    Page("GET", f"{RUN}/live", runs.follow, "run-live", matching),
    Page("POST", f"{RUN}/stop", runs.stop, "run-stop", matching),
    Page("POST", f"{RUN}/discard", runs.discard, "run-discard", matching),
    Page("GET", f"{RUN}/people", publications.people, "run-people", matching),
    Page("POST", f"{RUN}/publish", publications.publish, "run-publish", matching),
    Page("POST", f"{RUN}/undo", publications.undo, "run-undo", matching),
    Page("POST", f"{RUN}/tell", publications.tell, "run-tell", matching),
    Page("GET", f"{RUN}/problem.json.gz", runs.problem_file, "run-problem", matching),
    Page("GET", f"{RUN}/plan.json.gz", runs.plan_file, "run-plan", matching),
    Page("GET", RULES, rules.rules, "hand-rules", matching),
    Page("POST", RULES, rules.add, "hand-rule-add", matching),
    Page("POST", f"{RULES}/{{rule}}/take-back", rules.take_back, "hand-rule-end", matching),
]
