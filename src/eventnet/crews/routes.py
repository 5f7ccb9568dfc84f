"""Routes of crews."""

from typing import Any

from eventnet.communities.policies import member
from eventnet.crews import counting, leaving
from eventnet.crews.views import answers, between, briefs, circles
from eventnet.routing import Page

COUNTS = (counting,)  # imported so that the navigation knows them
JOBS = (leaving,)  # imported so that they hang on to their lists

HERE = "/c/{community}/crews"
ONE = f"{HERE}/{{brief}}"

pages: list[Page[Any]] = [
    Page("GET", HERE, briefs.overview, "crews", member),
    Page("POST", HERE, briefs.write, "crew-write", member),
    Page("GET", f"{HERE}/new", briefs.new, "crew-new", member),
    Page("GET", f"{HERE}/circle", circles.new, "circle-new", member),
    Page("POST", f"{HERE}/circle", circles.write, "circle-write", member),
    Page("GET", f"{HERE}/choice", answers.choice, "crews-choice", member),
    Page("POST", f"{HERE}/choice", answers.choose, "crews-choose", member),
    Page("GET", f"{HERE}/between", between.show, "crews-between", member),
    Page("GET", ONE, briefs.one, "crew", member),
    Page("POST", f"{ONE}/look", briefs.look_again, "crew-look", member),
    Page("POST", f"{ONE}/swap/{{membership}}", briefs.swap, "crew-swap", member),
    Page("POST", f"{ONE}/invite", briefs.invite, "crew-invite", member),
    Page("POST", f"{ONE}/answer", answers.answer, "crew-answer", member),
    Page("POST", f"{ONE}/group", circles.open_group, "crew-group", member),
    Page("POST", f"{ONE}/end", briefs.end, "crew-end", member),
]
