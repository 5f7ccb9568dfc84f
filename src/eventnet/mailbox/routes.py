"""Routes of the pages of mail. The mailbox exists in the demo only."""

from eventnet.accounts.policies import Visitor, anyone
from eventnet.errors import NotFound
from eventnet.i18n import gettext as _
from eventnet.mailbox import views
from eventnet.routing import Page, Visit


def demo_visitor(visit: Visit) -> Visitor:
    """Let everybody in, in the demo; elsewhere there is no such page."""
    if not visit.settings.demo:
        raise NotFound(_("There is no such page."))
    return anyone(visit)


pages = [
    Page("GET", "/mail/stop/{token}", views.ask_to_stop, "mail-stop", anyone),
    Page("POST", "/mail/stop/{token}", views.stop, "mail-stop-now", anyone, foreign=True),
    Page("GET", "/mailbox", views.mailbox, "mailbox", demo_visitor),
    Page("GET", "/mailbox/{mail}", views.letter, "letter", demo_visitor),
    Page("GET", "/mailbox/{mail}/html", views.letter_html, "letter-html", demo_visitor),
]
