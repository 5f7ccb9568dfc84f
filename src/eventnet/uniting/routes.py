"""Routes of making two accounts one."""

from typing import Any

from eventnet.accounts.policies import signed_in
from eventnet.routing import Page
from eventnet.uniting import views

pages: list[Page[Any]] = [
    Page("GET", "/account/unite", views.show, "unite", signed_in),
    Page("POST", "/account/unite", views.ask, "unite-ask", signed_in),
    Page("POST", "/account/unite/prove", views.prove, "unite-prove", signed_in),
    Page("GET", "/account/unite/{token}", views.preview, "unite-preview", signed_in),
    Page("POST", "/account/unite/{token}", views.confirm, "unite-confirm", signed_in),
]
