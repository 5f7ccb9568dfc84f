"""Routes of deleting one's account."""

from typing import Any

from eventnet.accounts.policies import anyone, signed_in
from eventnet.erasure import views
from eventnet.routing import Page

BACK = "/account/delete/back/{token}"

pages: list[Page[Any]] = [
    Page("GET", "/account/delete", views.show, "erase", signed_in),
    Page("POST", "/account/delete", views.delete, "erase-now", signed_in),
    Page("POST", "/account/delete/prove", views.prove, "erase-prove", signed_in),
    Page("GET", "/account/deleted", views.deleted, "erased", anyone),
    Page("GET", BACK, views.show_return, "erase-back", anyone),
    Page("POST", BACK, views.come_back, "erase-back-now", anyone),
]
