"""Routes of one's own data, of what others see of it, and of the notice."""

from typing import Any

from eventnet.accounts.policies import anyone, signed_in
from eventnet.events.policies import attendee
from eventnet.privacy import seen, views
from eventnet.privacy.policies import notice_reader
from eventnet.routing import Page

pages: list[Page[Any]] = [
    Page("GET", "/account/data", views.my_data, "my-data", signed_in),
    Page("GET", "/account/data/file", views.my_data_file, "my-data-file", signed_in),
    Page("GET", "/e/{event}/as-seen", seen.as_seen, "as-seen", attendee),
    Page("GET", "/privacy", views.notice, "privacy", anyone),
    Page(
        "GET",
        "/c/{community}/privacy",
        views.community_notice,
        "community-privacy",
        notice_reader,
    ),
]
