"""Verbs of stewards: giving and taking the role, removing a member, and letting them back."""

from sqlmodel import Session, col, select

from eventnet import audit, clock
from eventnet.accounts.models import Account
from eventnet.communities.actions import appoint_steward, end_membership, held
from eventnet.communities.models import MemberRole, Membership
from eventnet.database import lock, writing
from eventnet.errors import Conflict, NotFound
from eventnet.i18n import gettext as _
from eventnet.settings import Settings
from eventnet.stewardship.letters import post_removed, post_returned
from eventnet.stewardship.roll import MemberLine, one_member


def make_steward(
    session: Session, settings: Settings, community_id: str, membership_id: str, *, by: str
) -> None:
    """Let a member look after the community too; they are told by mail."""
    with writing(session):
        held(session, community_id)
        member = _held_member(session, community_id, membership_id)
        if member.left_at is not None:
            raise _nobody()
        email = session.get_one(Account, member.account_id).email
        appoint_steward(session, settings, community_id, email, by=by)


def remove_member(
    session: Session,
    settings: Settings,
    community_id: str,
    membership_id: str,
    reason: str,
    *,
    by: str,
) -> None:
    """End somebody's membership, and tell them why; doing so again changes nothing.

    What they leave behind is what whoever leaves by themselves leaves: meetings and talks ahead are
    called off, what they wrote keeps its place, and nobody sees their profile.
    """
    with writing(session):
        community = held(session, community_id)
        member = _held_member(session, community_id, membership_id)
        if member.removed_at is not None:
            return
        if member.left_at is not None:
            raise _nobody()
        if member.role is MemberRole.STEWARD:
            raise Conflict(_("They are a steward. Make them a member like all others first."))
        end_membership(session, member)
        member.removed_at = member.left_at
        session.add(member)
        audit.record(
            session,
            "member.removed",
            account_id=by,
            community_id=community_id,
            subject=member.account_id,
        )
        email = session.get_one(Account, member.account_id).email
        post_removed(session, settings, email, community, reason)


def take_back(
    session: Session, settings: Settings, community_id: str, membership_id: str, *, by: str
) -> None:
    """Let somebody who was removed be a member again; they are told by mail."""
    with writing(session):
        community = held(session, community_id)
        member = _held_member(session, community_id, membership_id)
        if member.removed_at is None:
            return
        member.left_at = member.removed_at = None
        member.joined_at = clock.now()
        session.add(member)
        audit.record(
            session,
            "member.returned",
            account_id=by,
            community_id=community_id,
            subject=member.account_id,
        )
        email = session.get_one(Account, member.account_id).email
        post_returned(session, settings, email, community)


def _held_member(session: Session, community_id: str, membership_id: str) -> Membership:
    member = lock(session, Membership, membership_id)
    if member is None or member.community_id != community_id:
        raise _nobody()
    account = session.exec(
        select(Account.id).where(
            Account.id == member.account_id, col(Account.deactivated_at).is_(None)
        )
    ).first()
    if account is None:
        raise _nobody()
    return member


def _nobody() -> NotFound:
    return NotFound(_("There is no such member, or no longer."))


def member_line(session: Session, community_id: str, membership_id: str) -> MemberLine:
    """Return a member of the community, as a steward reads of them."""
    found = one_member(session, community_id, membership_id)
    if found is None:
        raise _nobody()
    return found
