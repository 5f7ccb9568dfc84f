"""Those who read mails about rounds: at which address, in which language, by whose clock."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from eventnet.accounts.models import Account
from eventnet.batches import batches
from eventnet.communities.models import Community, Membership
from eventnet.dates import moment as in_words
from eventnet.i18n import gettext as _
from eventnet.rounds.models import RoundMember
from eventnet.time_zones import zone_named

UTC = ZoneInfo("UTC")


@dataclass(frozen=True)
class Reader:
    """A member, as somebody to write to."""

    membership_id: str
    email: str
    language: str | None
    time_zone: str
    slug: str
    community: str

    def when(self, moment: datetime) -> str:
        """Write a moment by their clock, which is named."""
        return clocked(moment, self.time_zone)


def clocked(moment: datetime, time_zone: str) -> str:
    """Write a moment by the clock of a time zone, which is named."""
    here = in_words(moment.astimezone(zone_named(time_zone) or UTC))
    return _("%(when)s (%(zone)s)", when=here, zone=time_zone)


def readers(session: Session, membership_ids: Collection[str]) -> dict[str, Reader]:
    """Return these members by membership; who has left, or whose account is off, is none."""
    found: dict[str, Reader] = {}
    for some in batches(sorted(membership_ids)):
        rows = session.execute(
            select(  # type: ignore[call-overload]
                RoundMember.membership_id,
                Account.email,
                Account.language,
                RoundMember.time_zone,
                Community.slug,
                Community.name,
            )
            .join(Membership, col(Membership.id) == RoundMember.membership_id)
            .join(Account, col(Account.id) == Membership.account_id)
            .join(Community, col(Community.id) == Membership.community_id)
            .where(
                col(RoundMember.membership_id).in_(some),
                col(Membership.left_at).is_(None),
                col(Account.deactivated_at).is_(None),
            )
        )
        found |= {row[0]: Reader(*row) for row in rows}
    return found
