"""The mail that says an urgent announcement."""

from eventnet.announcing.models import Announcement
from eventnet.dates import until
from eventnet.events.queries import zone
from eventnet.i18n import gettext as _
from eventnet.mail.outbox import Letter
from eventnet.schedule.desk import Desk

KIND = "announcements"


def announcement_letter(desk: Desk, said: Announcement) -> Letter:
    """Return the mail; its subject is what is announced, as far as a subject goes."""
    return desk.letter(
        said.words,
        "mail/announcement",
        once=f"announcement:{said.id}",
        words=said.words,
        ends=_("It holds until %(when)s.", when=until(said.ends_at.astimezone(zone(desk.event)))),
    )
