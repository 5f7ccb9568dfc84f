"""Routes of communities; a community's own page is with the front pages."""

from typing import Any

from eventnet.accounts.policies import operator
from eventnet.communities import views
from eventnet.communities.policies import community_operator, member
from eventnet.routing import Page

pages: list[Page[Any]] = [
    Page("GET", "/communities", views.communities, "communities", operator),
    Page("POST", "/communities", views.create, "community-create", operator),
    Page(
        "GET",
        "/communities/{community}/stewards",
        views.show_stewards,
        "stewards",
        community_operator,
    ),
    Page(
        "POST",
        "/communities/{community}/stewards",
        views.appoint,
        "steward-appoint",
        community_operator,
    ),
    Page(
        "POST",
        "/communities/{community}/stewards/{membership}/end",
        views.dismiss,
        "steward-dismiss",
        community_operator,
    ),
    Page("POST", "/c/{community}/leave", views.leave, "community-leave", member),
]
