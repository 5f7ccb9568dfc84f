"""Routes of stewardship."""

from typing import Any

from eventnet.accounts.policies import anyone
from eventnet.communities.policies import steward
from eventnet.routing import Page
from eventnet.stewardship.views import health, keeping, members

HERE = "/c/{community}/steward"
ONE = f"{HERE}/members/{{membership}}"
STAY = "/stay/{token}"

pages: list[Page[Any]] = [
    Page("GET", f"{HERE}/members", members.show, "steward-members", steward),
    Page("POST", f"{ONE}/steward", members.appoint, "steward-make", steward),
    Page("POST", f"{ONE}/steward/end", members.dismiss, "steward-end", steward),
    Page("GET", f"{ONE}/remove", members.ask_removal, "member-removal", steward),
    Page("POST", f"{ONE}/remove", members.remove, "member-remove", steward),
    Page("POST", f"{ONE}/back", members.take_back, "member-back", steward),
    Page("GET", f"{HERE}/health", health.show, "steward-health", steward),
    Page("GET", f"{HERE}/health.csv", health.file, "steward-health-file", steward),
    Page("GET", f"{HERE}/keeping", keeping.show, "steward-keeping", steward),
    Page("POST", f"{HERE}/keeping", keeping.save, "steward-keeping-save", steward),
    Page("GET", STAY, keeping.show_stay, "stay", anyone),
    Page("POST", STAY, keeping.stay_now, "stay-now", anyone),
]
