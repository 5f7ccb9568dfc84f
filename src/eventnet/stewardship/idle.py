"""Members who have not been here for years: told first, and erased unless they stay."""

from datetime import timedelta

from sqlmodel import Session, col, exists, select

from eventnet import clock, i18n
from eventnet.accounts.models import Account
from eventnet.communities.actions import LastSteward, leave_community
from eventnet.communities.models import Community, Membership
from eventnet.database import lock, writing
from eventnet.dates import day
from eventnet.erasure.actions import StillNeeded, delete_account
from eventnet.errors import Gone
from eventnet.i18n import gettext as _
from eventnet.settings import Settings
from eventnet.stewardship.letters import post_idle
from eventnet.stewardship.over import AT_A_TIME, YEAR, idle_members
from eventnet.tokens import Signer

WARNED = timedelta(days=30)
"""So long before their membership ends somebody is told."""


def warn(session: Session, settings: Settings, community_id: str, years: int) -> int:
    """Tell those who have not been here for so long; return how many they were."""
    told = 0
    while True:
        with writing(session):
            query = idle_members(community_id, clock.now() - years * YEAR)
            some = session.exec(query.limit(AT_A_TIME)).all()
            for membership_id in some:
                _warn(session, settings, community_id, membership_id)
        told += len(some)
        if len(some) < AT_A_TIME:
            return told


def _warn(session: Session, settings: Settings, community_id: str, membership_id: str) -> None:
    member = session.get_one(Membership, membership_id)
    account = session.get_one(Account, member.account_id)
    member.warned_at = clock.now()
    member.ends_at = member.warned_at + WARNED
    session.add(member)
    i18n.use(account.language or i18n.language())
    path = f"/stay/{Signer(settings.key, 'stay').sign(membership_id)}"
    said = day(member.ends_at.date(), "long"), path
    post_idle(session, settings, account.email, session.get_one(Community, community_id), said)


def end_idle(session: Session, settings: Settings, community_id: str) -> int:
    """End the memberships of those who were told and have not come; return how many they were.

    Whoever is in no other community is erased with their account, as if they had deleted it:
    which they can take back for a week more. Whoever is elsewhere too leaves this one.
    """
    due = (
        select(Membership.id)
        .where(Membership.community_id == community_id, col(Membership.ends_at) <= clock.now())
        .order_by(col(Membership.id))
    )
    return sum(_end(session, settings, key) for key in session.exec(due).all())


def _end(session: Session, settings: Settings, membership_id: str) -> bool:
    """End one membership, unless its owner came meanwhile or is needed."""
    with writing(session):
        member = lock(session, Membership, membership_id)
        if member is None or member.ends_at is None or member.ends_at > clock.now():
            return False
        account = session.get_one(Account, member.account_id)
        came = account.seen_at and member.warned_at and account.seen_at >= member.warned_at
        member.warned_at = member.ends_at = None
        session.add(member)
        if came or member.left_at is not None or account.deactivated_at is not None:
            return False
        community_id, account_id = member.community_id, account.id
        elsewhere = _is_elsewhere(session, account_id, membership_id)
    try:
        if elsewhere:
            leave_community(session, community_id, account_id)
        else:
            delete_account(session, settings, session.get_one(Account, account_id))
    except (StillNeeded, LastSteward):
        return False
    return True


def _is_elsewhere(session: Session, account_id: str, membership_id: str) -> bool:
    other = exists().where(
        col(Membership.account_id) == account_id,
        col(Membership.id) != membership_id,
        col(Membership.left_at).is_(None),
    )
    return session.exec(select(other)).one()


def warned(session: Session, settings: Settings, token: str) -> Membership:
    """Return the membership that a mailed link is about."""
    key = Signer(settings.key, "stay").read(token)
    member = session.get(Membership, key) if isinstance(key, str) else None
    if member is None or member.left_at is not None:
        raise Gone(_("This link is not complete, or the membership has ended."))
    return member


def stay(session: Session, settings: Settings, token: str) -> None:
    """Keep one's membership: it counts as a visit. Again does no harm."""
    membership_id = warned(session, settings, token).id
    with writing(session):
        member = lock(session, Membership, membership_id)
        account = lock(session, Account, member.account_id) if member else None
        if member is None or account is None:
            return
        member.warned_at = member.ends_at = None
        account.seen_at = clock.now()
        session.add_all((member, account))
