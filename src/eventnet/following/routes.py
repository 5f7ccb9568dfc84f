"""Routes of following."""

from typing import Any

from eventnet.communities.policies import member
from eventnet.following import showing, views
from eventnet.routing import Page

SHOWN = (showing,)  # imported so that a member's page knows it

ONE = "/c/{community}/people/{membership}"

pages: list[Page[Any]] = [
    Page("POST", f"{ONE}/follow", views.follow, "member-follow", member),
    Page("POST", f"{ONE}/unfollow", views.unfollow, "member-unfollow", member),
]
