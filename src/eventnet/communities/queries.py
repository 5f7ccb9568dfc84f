"""What others ask of communities: who belongs where, and in which role."""

from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Community, MemberRole, Membership


def community_by_slug(session: Session, slug: str) -> Community | None:
    """Return the community that an address names."""
    return session.exec(select(Community).where(Community.slug == slug)).one_or_none()


def communities_of(session: Session, account_id: str) -> list[tuple[Community, Membership]]:
    """Return where an account is a member, by name."""
    query = (
        select(Community, Membership)
        .join(Membership, col(Membership.community_id) == Community.id)
        .where(Membership.account_id == account_id, col(Membership.left_at).is_(None))
        .order_by(func.lower(Community.name), col(Community.id))
    )
    return list(session.exec(query))


def member_count(session: Session, community_id: str) -> int:
    """Return how many people belong to a community now."""
    query = select(func.count()).select_from(Membership)
    return session.exec(
        query.where(Membership.community_id == community_id, col(Membership.left_at).is_(None))
    ).one()


def stewards(session: Session, community_id: str) -> list[tuple[Membership, str]]:
    """Return the memberships of the stewards of a community, with their addresses."""
    query = (
        select(Membership, Account.email)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(
            Membership.community_id == community_id,
            Membership.role == MemberRole.STEWARD,
            col(Membership.left_at).is_(None),
        )
        .order_by(col(Account.email))
    )
    return list(session.exec(query))


@dataclass(frozen=True)
class CommunityLine:
    """A community in the operator's list."""

    slug: str
    name: str
    members: int
    stewards: int


def all_communities(session: Session) -> list[CommunityLine]:
    """Return every community, by name, with how many people belong to it."""
    here = col(Membership.left_at).is_(None)
    leads = col(Membership.role) == MemberRole.STEWARD
    rows = session.exec(
        select(
            Community.slug,
            Community.name,
            func.count(col(Membership.id)).filter(here),
            func.count(col(Membership.id)).filter(here, leads),
        )
        .outerjoin(Membership, col(Membership.community_id) == Community.id)
        .group_by(col(Community.id))
        .order_by(func.lower(Community.name), col(Community.id))
    )
    return [CommunityLine(*row) for row in rows]
