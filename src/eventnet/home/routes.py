"""Routes of the front pages."""

from typing import Any

from eventnet.accounts.policies import anyone
from eventnet.communities.policies import member
from eventnet.home import views
from eventnet.routing import Page

pages: list[Page[Any]] = [
    Page("GET", "/", views.home, "home", anyone),
    Page("GET", "/c/{community}", views.community, "community", member),
]
