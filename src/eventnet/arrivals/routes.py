"""Routes of arrivals: tickets, invitations, joining."""

from typing import Any

from eventnet.arrivals.views import imports, invitations, joining
from eventnet.body_limit import MEGABYTE
from eventnet.events.policies import event_guest, organizer
from eventnet.routing import Page

HERE = "/e/{event}/organize"
IMPORTS = f"{HERE}/imports"
IMPORT = f"{IMPORTS}/{{import}}"
JOIN = "/e/{event}/join/{code}"
CONFIRM = f"{JOIN}/confirm/{{secret}}"
# The file itself is refused in words from 20 MB on; a form is a little larger than its file.
UPLOAD = 21 * MEGABYTE

pages: list[Page[Any]] = [
    Page("GET", IMPORTS, imports.show_all, "imports", organizer),
    Page("POST", IMPORTS, imports.upload, "import-upload", organizer, max_body=UPLOAD),
    Page("GET", IMPORT, imports.show, "import", organizer),
    Page("POST", f"{IMPORT}/columns", imports.choose_columns, "import-columns", organizer),
    Page("POST", f"{IMPORT}/roles", imports.choose_roles, "import-roles", organizer),
    Page("POST", f"{IMPORT}/compare", imports.compare_again, "import-compare", organizer),
    Page("POST", f"{IMPORT}/apply", imports.apply, "import-apply", organizer),
    Page("POST", f"{IMPORT}/discard", imports.discard, "import-discard", organizer),
    Page("GET", f"{IMPORT}/refusals.csv", imports.refusals, "import-refusals", organizer),
    Page("GET", f"{HERE}/invite", invitations.show, "invite", organizer),
    Page("POST", f"{HERE}/invite", invitations.send, "invite-send", organizer),
    Page("GET", JOIN, joining.show, "join", event_guest),
    Page("POST", JOIN, joining.ask, "join-ask", event_guest),
    Page("POST", f"{JOIN}/now", joining.ask_signed_in, "join-now", event_guest),
    Page("GET", CONFIRM, joining.show_confirm, "join-confirm", event_guest),
    Page("POST", CONFIRM, joining.spend_confirm, "join-confirmed", event_guest),
]
