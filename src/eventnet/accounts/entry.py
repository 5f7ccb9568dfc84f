"""Entering and leaving: one browser, signed in or out."""

from starlette.responses import Response

from eventnet import audit
from eventnet.accounts import sessions
from eventnet.accounts.models import Account
from eventnet.accounts.policies import Visitor
from eventnet.database import writing
from eventnet.redirects import see


def enter(visit: Visitor, account: Account, how: str) -> str:
    """Sign the account in, inside the caller's transaction, and end what this browser had before.

    The secret for the cookie is fresh each time: one that was planted beforehand is worth nothing.
    """
    sessions.end_this(visit)
    audit.record(visit.session, "sign_in", account_id=account.id, how=how)
    agent = visit.request.headers.get("user-agent", "")
    return sessions.start(visit.session, account, visit.settings, agent)


def go_on(visit: Visitor, secret: str, path: str) -> Response:
    """Answer with the cookie, and go on to the page that was wanted.

    What the browser kept for whoever was signed in before is let go of.
    """
    response = see(path)
    response.headers["Clear-Site-Data"] = '"storage"'
    sessions.set_cookie(response, visit.settings, secret)
    return response


def leave(visit: Visitor, *, everywhere: bool = False) -> Response:
    """Sign out, here or everywhere, and let the browser forget the pages that it has shown."""
    if visit.account is not None:
        account_id = visit.account.id
        with writing(visit.session):
            if everywhere:
                sessions.end_all(visit.session, account_id)
            sessions.end_this(visit)
            audit.record(visit.session, "sign_out", account_id=account_id, everywhere=everywhere)
    response = see(visit.url("home"))
    sessions.clear_cookie(response, visit.settings)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
