"""Routes of the files that a group shares."""

from typing import Any

from eventnet.body_limit import MEGABYTE
from eventnet.files.models import MOST_BYTES
from eventnet.files.policies import moderates_file, reads_file, removes_file, wrote_post
from eventnet.files.views import about, finding, post
from eventnet.files.views import list as overview
from eventnet.groups.policies import reads, writes
from eventnet.routing import Page

FILES = "/c/{community}/groups/{group}/files"
ONE = f"{FILES}/{{file}}"
POST = "/c/{community}/groups/{group}/threads/{thread}/posts/{number}/files"
MOST = MOST_BYTES + MEGABYTE
FOUND = (finding,)

pages: list[Page[Any]] = [
    Page("GET", FILES, overview.files, "group-files", reads),
    Page("POST", FILES, overview.add, "group-file-add", writes, max_body=MOST),
    Page("GET", ONE, overview.file, "group-file", reads_file),
    Page("GET", f"{ONE}/about", about.about, "group-file-about", reads_file),
    Page("POST", f"{ONE}/report", about.report, "group-file-report", reads_file),
    Page("POST", f"{ONE}/verdict", about.judge, "group-file-judge", moderates_file),
    Page("POST", f"{ONE}/remove", overview.remove, "group-file-remove", removes_file),
    Page("GET", POST, post.new, "post-file-new", wrote_post),
    Page("POST", POST, post.add, "post-file-add", wrote_post, max_body=MOST),
]
