"""Routes of introductions."""

from typing import Any

from eventnet.communities.policies import member
from eventnet.introductions import counting, knowing, telling, views
from eventnet.routing import Page

JOBS = (telling, knowing)  # imported so that they are known, to ties and messages too
COUNTS = (counting,)  # imported so that the navigation knows them

MINE = "/c/{community}/introductions"
ONE = f"{MINE}/{{introduction}}"
ASK = "/c/{community}/people/{membership}/introduction"

pages: list[Page[Any]] = [
    Page("GET", MINE, views.introductions, "introductions", member),
    Page("POST", f"{MINE}/choice", views.choice, "introductions-choice", member),
    Page("GET", ASK, views.ask, "introduction-ask", member),
    Page("POST", ASK, views.ask_now, "introduction-ask-now", member),
    Page("GET", ONE, views.introduction, "introduction", member),
    Page("POST", f"{ONE}/pass", views.pass_on, "introduction-pass", member),
    Page("POST", f"{ONE}/yes", views.yes, "introduction-yes", member),
    Page("POST", f"{ONE}/no", views.no, "introduction-no", member),
    Page("POST", f"{ONE}/back", views.back, "introduction-back", member),
]
