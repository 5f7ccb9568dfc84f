"""Routes of listings: jobs and services."""

from typing import Any

from eventnet.communities.policies import member, steward
from eventnet.listings import counting, finding, leaving
from eventnet.listings.views import list as overview
from eventnet.listings.views import one, stewards, writing
from eventnet.routing import Page

COUNTS = (counting,)  # imported so that the navigation knows them
JOBS = (finding, leaving)  # imported so that they hang on to their lists

HERE = "/c/{community}/listings"
ONE = f"{HERE}/{{listing}}"

pages: list[Page[Any]] = [
    Page("GET", HERE, overview.listings, "listings", member),
    Page("GET", f"{HERE}/mine", overview.mine, "listings-mine", member),
    Page("GET", f"{HERE}/reports", stewards.reports, "listing-reports", steward),
    Page("GET", f"{HERE}/new", writing.new, "listing-new", member),
    Page("POST", f"{HERE}/new", writing.put_up, "listing-put-up", member),
    Page("GET", ONE, one.listing, "listing", member),
    Page("GET", f"{ONE}/change", writing.change, "listing-change", member),
    Page("POST", f"{ONE}/change", writing.save, "listing-save", member),
    Page("POST", f"{ONE}/renew", writing.renew, "listing-renew", member),
    Page("POST", f"{ONE}/close", writing.close, "listing-close", member),
    Page("POST", f"{ONE}/answers", one.answer, "listing-answer", member),
    Page("POST", f"{ONE}/answers/{{answer}}", one.write_back, "listing-write-back", member),
    Page("POST", f"{ONE}/read", one.read, "listing-read", member),
    Page("POST", f"{ONE}/report", one.report, "listing-report", member),
    Page("POST", f"{ONE}/verdict", stewards.judge, "listing-judge", steward),
]
