"""Routes of matching, all for organizers."""

from typing import Any

from eventnet.events.policies import organizer
from eventnet.matching import rule_views, views
from eventnet.routing import Page

RUNS = "/e/{event}/organize/runs"
RUN = f"{RUNS}/{{number}}"
RULES = "/e/{event}/organize/by-hand"

pages: list[Page[Any]] = [
    Page("GET", RUNS, views.runs, "runs", organizer),
    Page("POST", RUNS, views.start, "run-start", organizer),
    Page("GET", RUN, views.run, "run", organizer),
    Page("GET", f"{RUN}/live", views.follow, "run-live", organizer),
    Page("POST", f"{RUN}/stop", views.stop, "run-stop", organizer),
    Page("POST", f"{RUN}/discard", views.discard, "run-discard", organizer),
    Page("POST", f"{RUN}/publish", views.publish, "run-publish", organizer),
    Page("GET", f"{RUN}/problem.json.gz", views.problem_file, "run-problem", organizer),
    Page("GET", f"{RUN}/plan.json.gz", views.plan_file, "run-plan", organizer),
    Page("GET", RULES, rule_views.rules, "hand-rules", organizer),
    Page("POST", RULES, rule_views.add, "hand-rule-add", organizer),
    Page("POST", f"{RULES}/{{rule}}/take-back", rule_views.take_back, "hand-rule-end", organizer),
]
