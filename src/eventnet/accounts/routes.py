"""Routes of signing in and out, and of one's own account."""

from typing import Any

from eventnet.accounts.links import PATH, WAY_IN_PATH
from eventnet.accounts.policies import anyone, signed_in
from eventnet.accounts.views import account, address, by_mail, by_provider
from eventnet.routing import Page

CONFIRM = "/account/address/confirm"
OBJECT = "/account/address/object"

pages: list[Page[Any]] = [
    Page("GET", "/sign-in", by_mail.sign_in, "sign-in", anyone),
    Page("POST", "/sign-in", by_mail.ask, "sign-in-ask", anyone),
    Page("GET", "/sign-in/sent", by_mail.check_mail, "sign-in-sent", anyone),
    Page("GET", PATH, by_mail.show_link, "sign-in-link", anyone),
    Page("POST", PATH, by_mail.spend_link, "sign-in-link-spend", anyone),
    Page("GET", WAY_IN_PATH, by_mail.show_way_in, "way-in", anyone),
    Page("POST", WAY_IN_PATH, by_mail.use_way_in, "way-in-use", anyone),
    Page("GET", "/sign-in/connect", by_provider.connect, "sign-in-connect", anyone),
    Page("GET", "/sign-in/with/{provider}", by_provider.start, "sign-in-with", anyone),
    Page("GET", "/sign-in/with/{provider}/back", by_provider.come_back, "sign-in-back", anyone),
    Page("POST", "/sign-out", account.sign_out, "sign-out", anyone),
    Page("GET", "/account", account.account, "account", signed_in),
    Page("POST", "/account", account.save, "account-save", signed_in),
    Page(
        "POST",
        "/account/sign-out-everywhere",
        account.sign_out_everywhere,
        "sign-out-everywhere",
        signed_in,
    ),
    Page("GET", "/account/address", address.address, "address", signed_in),
    Page("POST", "/account/address", address.change, "address-change", signed_in),
    Page("POST", "/account/address/prove", address.prove, "address-prove", signed_in),
    Page("GET", f"{CONFIRM}/{{token}}", address.show_confirmation, "address-confirm", signed_in),
    Page("POST", f"{CONFIRM}/{{token}}", address.confirm, "address-confirm-now", signed_in),
    Page("GET", f"{OBJECT}/{{token}}", address.show_objection, "address-object", anyone),
    Page("POST", f"{OBJECT}/{{token}}", address.objection, "address-object-now", anyone),
    Page("POST", "/account/address/end", account.end_address, "address-end", signed_in),
    Page("POST", "/account/browsers/{login}/end", account.end_browser, "browser-end", signed_in),
    Page(
        "POST",
        "/account/identities/{identity}/end",
        account.end_identity,
        "identity-end",
        signed_in,
    ),
]
