"""Routes of the pages that a group writes together."""

from typing import Any

from eventnet.body_limit import KILOBYTE
from eventnet.groups.policies import reads, writes
from eventnet.pages.policies import (
    began_page,
    moderates_page,
    reads_page,
    reads_version,
    writes_page,
    writes_version,
)
from eventnet.pages.views import finding, history, keeping, overview, page
from eventnet.routing import Page

MOST = 512 * KILOBYTE
"""Room for the longest page, in letters of any alphabet."""
FOUND = (finding,)

PAGES = "/c/{community}/groups/{group}/pages"
ONE = f"{PAGES}/{{page}}"
VERSION = f"{ONE}/versions/{{number}}"

pages: list[Page[Any]] = [
    Page("GET", PAGES, overview.pages, "shared-pages", reads),
    Page("GET", f"{PAGES}/new", overview.new, "shared-page-new", writes),
    Page("POST", PAGES, overview.begin, "shared-page-begin", writes, max_body=MOST),
    Page("GET", ONE, page.page, "shared-page", reads_page),
    Page("GET", f"{ONE}/edit", page.edit, "shared-page-edit", writes_page),
    Page("POST", f"{ONE}/edit", page.save, "shared-page-save", writes_page, max_body=MOST),
    Page("GET", f"{ONE}/history", history.history, "shared-page-history", reads_page),
    Page("GET", f"{ONE}/changes", history.changes, "shared-page-changes", reads_page),
    Page("GET", VERSION, history.version, "shared-page-version", reads_version),
    Page("POST", f"{VERSION}/restore", history.restore, "shared-page-restore", writes_version),
    Page("POST", f"{ONE}/lock", keeping.lock, "shared-page-lock", moderates_page),
    Page("POST", f"{ONE}/report", keeping.report, "shared-page-report", reads_page),
    Page("POST", f"{ONE}/removal", keeping.withdraw, "shared-page-withdraw", began_page),
    Page("POST", f"{ONE}/verdict", keeping.judge, "shared-page-judge", moderates_page),
]
