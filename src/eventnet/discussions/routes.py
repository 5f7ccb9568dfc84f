"""Routes of discussions: a group's page, its threads, their posts, and the search over all."""

from typing import Any

from eventnet.communities.policies import member
from eventnet.discussions import counting
from eventnet.discussions.policies import (
    moderates_post,
    reads_post,
    reads_thread,
    writes_post,
    writes_thread,
)
from eventnet.discussions.views import group, keeping, post, search, thread
from eventnet.groups.policies import knows, moderates, writes
from eventnet.routing import Page

COUNTS = (counting,)

ONE = "/c/{community}/groups/{group}"
THREADS = f"{ONE}/threads"
THREAD = f"{THREADS}/{{thread}}"
POST = f"{THREAD}/posts/{{number}}"

pages: list[Page[Any]] = [
    Page("GET", "/c/{community}/discussions", search.discussions, "discussions", member),
    Page("GET", f"{ONE}/reports", keeping.reports, "group-reports", moderates),
    Page("POST", THREADS, group.begin, "thread-begin", writes),
    Page("GET", THREAD, thread.thread, "thread", reads_thread),
    Page("POST", THREAD, thread.reply, "thread-reply", writes_thread),
    Page("POST", f"{THREAD}/follow", thread.follow, "thread-follow", reads_thread),
    Page("POST", f"{THREAD}/read", thread.read, "thread-read", reads_thread),
    Page("GET", POST, post.post, "post", reads_post),
    Page("POST", POST, post.save, "post-save", writes_post),
    Page("POST", f"{POST}/remove", post.remove, "post-remove", reads_post),
    Page("POST", f"{POST}/reaction", post.react, "post-react", writes_post),
    Page("POST", f"{POST}/report", post.report, "post-report", reads_post),
    Page("POST", f"{POST}/verdict", post.judge, "post-judge", moderates_post),
    Page("POST", f"{POST}/writer", post.block, "post-block", reads_post),
    Page("GET", ONE, group.group, "group", knows),
]
