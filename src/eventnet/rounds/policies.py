"""Who may read the calendar of somebody's talks: whoever knows its address, while it holds."""

from dataclasses import dataclass, fields

from sqlmodel import col, select

from eventnet.accounts.models import Account
from eventnet.accounts.policies import Visitor
from eventnet.communities.models import Community, Membership
from eventnet.errors import Gone, NotFound
from eventnet.i18n import gettext as _
from eventnet.rounds.models import RoundMember
from eventnet.routing import Visit
from eventnet.tokens import Signer

CALENDAR = "rounds-calendar"


@dataclass(frozen=True)
class TalksCalendarVisit(Visitor):
    """A calendar program that knows somebody's address."""

    community: Community
    owner: RoundMember


def calendar_token(key: str, owner: RoundMember) -> str:
    """Return what the address of somebody's calendar holds."""
    return Signer(key, CALENDAR).seal([owner.membership_id, owner.calendar])


def knows_calendar(visit: Visit) -> TalksCalendarVisit:
    """Let in whoever knows a calendar address that was not renewed since."""
    content = Signer(visit.settings.key, CALENDAR).unseal(visit.param("token"))
    if content is None:
        raise NotFound(_("There is no calendar at this address."))
    membership_id, number = content
    row = visit.session.exec(
        select(RoundMember, Community)
        .join(Membership, col(Membership.id) == RoundMember.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .join(Community, col(Community.id) == Membership.community_id)
        .where(
            RoundMember.membership_id == membership_id,
            col(Membership.left_at).is_(None),
            col(Account.deactivated_at).is_(None),
        )
    ).one_or_none()
    if row is None or row[0].calendar != number:
        raise Gone(_("This calendar address was replaced by a new one, or nobody has it any more."))
    owner, community = row
    return TalksCalendarVisit(
        **{field.name: getattr(visit, field.name) for field in fields(Visit)},
        account=None,
        login=None,
        community=community,
        owner=owner,
    )
