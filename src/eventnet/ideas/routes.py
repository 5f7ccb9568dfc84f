"""Routes of ideas."""

from typing import Any

from eventnet.communities.policies import member, steward
from eventnet.ideas import counting, finding, leaving
from eventnet.ideas.views import list as overview
from eventnet.ideas.views import new, one, post, stewards
from eventnet.routing import Page

COUNTS = (counting,)  # imported so that the navigation knows them
JOBS = (finding, leaving)  # imported so that they hang on to their lists

HERE = "/c/{community}/ideas"
ONE = f"{HERE}/{{idea}}"
POST = f"{ONE}/posts/{{number}}"

pages: list[Page[Any]] = [
    Page("GET", HERE, overview.ideas, "ideas", member),
    Page("GET", f"{HERE}/new", new.new, "idea-new", member),
    Page("POST", f"{HERE}/new", new.suggest, "idea-suggest", member),
    Page("GET", f"{HERE}/reports", stewards.reports, "idea-reports", steward),
    Page("GET", ONE, one.idea, "idea", member),
    Page("POST", f"{ONE}/vote", one.vote, "idea-vote", member),
    Page("POST", f"{ONE}/comments", one.comment, "idea-comment", member),
    Page("POST", f"{ONE}/status", stewards.set_status, "idea-status", steward),
    Page("POST", f"{ONE}/merge", stewards.merge, "idea-merge", steward),
    Page("POST", f"{ONE}/unmerge", stewards.unmerge, "idea-unmerge", steward),
    Page("GET", POST, post.post, "idea-post", member),
    Page("POST", POST, post.save, "idea-post-save", member),
    Page("POST", f"{POST}/remove", post.remove, "idea-post-remove", member),
    Page("POST", f"{POST}/report", post.report, "idea-post-report", member),
    Page("POST", f"{POST}/writer", post.block, "idea-post-block", member),
    Page("POST", f"{POST}/verdict", stewards.judge, "idea-post-judge", steward),
]
