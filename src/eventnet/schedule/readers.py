"""Those who read mails about meetings: at which address, in which language, by whose clock."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.dates import moment as in_words
from eventnet.events.models import Attendance, Event
from eventnet.events.queries import present, zone
from eventnet.i18n import gettext as _
from eventnet.schedule.rows import own_time


@dataclass(frozen=True)
class Reader:
    """An attendee, as somebody to write to."""

    attendance_id: str
    email: str
    language: str | None
    time_zone: str | None

    def when(self, moment: datetime, event: Event) -> str:
        """Write a moment as the clocks of the event show it, and the reader's own if it differs."""
        there = in_words(moment.astimezone(zone(event)))
        own = own_time(moment, event, self.time_zone)
        return _("%(when)s (%(time)s for you)", when=there, time=own) if own else there

    def clocks(self, event: Event) -> str:
        """Say by which clocks times are told to this reader."""
        words = _("Times are those of the place (%(zone)s).", zone=event.time_zone)
        if self.time_zone in (None, event.time_zone):
            return words
        return f"{words} " + _(
            "Yours (%(zone)s) stand beside them where they differ.", zone=self.time_zone
        )


def readers(session: Session, attendance_ids: Collection[str]) -> dict[str, Reader]:
    """Return these attendees by attendance; who has left, or whose account is off, is none."""
    query = (
        select(Attendance.id, Account.email, Account.language, Account.time_zone)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(col(Attendance.id).in_(attendance_ids), present())
    )
    return {row[0]: Reader(*row) for row in session.exec(query)}
