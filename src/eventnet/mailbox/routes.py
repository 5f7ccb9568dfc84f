"""Routes of the pages of mail. The mailbox exists in the demo only."""

from typing import Any

from eventnet.accounts.policies import Visitor, anyone, signed_in
from eventnet.errors import NotFound
from eventnet.i18n import gettext as _
from eventnet.mailbox import views
from eventnet.routing import Page, Visit


def demo_visitor(visit: Visit) -> Visitor:
    """Let everybody in, in the demo; elsewhere there is no such page."""
    if not visit.settings.demo:
        raise NotFound(_("There is no such page."))
    return anyone(visit)


pages: list[Page[Any]] = [
    Page("GET", "/mail/stop/{token}", views.ask_to_stop, "mail-stop", anyone),
    Page("POST", "/mail/stop/{token}", views.stop, "mail-stop-now", anyone, foreign=True),
    Page("GET", "/account/mails", views.mails, "mails", signed_in),
    Page("POST", "/account/mails/{kind}/stop", views.stop_kind, "mails-stop", signed_in),
    Page("POST", "/account/mails/{kind}/resume", views.resume_kind, "mails-resume", signed_in),
    Page("GET", "/mailbox", views.mailbox, "mailbox", demo_visitor),
    Page("GET", "/mailbox/{mail}", views.letter, "letter", demo_visitor),
    Page("GET", "/mailbox/{mail}/html", views.letter_html, "letter-html", demo_visitor),
]
