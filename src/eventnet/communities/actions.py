"""Verbs of communities."""

from collections.abc import Callable

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, func, select

from eventnet import audit, clock
from eventnet.accounts.actions import ensure_account
from eventnet.communities.forms import SHORTEST_SLUG, NewCommunity
from eventnet.communities.letters import post_steward_invitation
from eventnet.communities.models import Community, MemberRole, Membership
from eventnet.database import lock, writing
from eventnet.errors import Conflict, NotFound
from eventnet.i18n import gettext as _
from eventnet.settings import Settings
from eventnet.slugs import free_slug


class SlugTaken(Conflict):
    """Another community has this address."""


class LastSteward(Conflict):
    """Nobody would be left to look after the community."""


def create_community(session: Session, account_id: str, new: NewCommunity) -> Community:
    """Make a community; whoever makes it is its first steward."""
    taken = SlugTaken(_("Another community has this address already. Please choose another."))
    with writing(session):
        slug = new.slug or _slug(session, new.name)
        community = Community(slug=slug, name=new.name, about=new.about)
        try:
            with session.begin_nested():
                session.add(community)
        except IntegrityError as error:
            raise taken from error
        ensure_membership(session, community.id, account_id).role = MemberRole.STEWARD
        audit.record(
            session,
            "community.created",
            account_id=account_id,
            community_id=community.id,
            slug=slug,
        )
    return community


def _slug(session: Session, name: str) -> str:
    def taken(words: str) -> set[str]:
        begin = col(Community.slug).startswith(words)
        return set(session.exec(select(Community.slug).where(begin)))

    return free_slug(name, taken, least=SHORTEST_SLUG, otherwise="community")


def ensure_membership(session: Session, community_id: str, account_id: str) -> Membership:
    """Return the membership of an account, made or taken up again, in the caller's transaction."""
    mine = (Membership.community_id == community_id, Membership.account_id == account_id)
    query = select(Membership).where(*mine)
    membership = session.exec(query).one_or_none()
    if membership is None:
        try:
            with session.begin_nested():
                membership = Membership(community_id=community_id, account_id=account_id)
                session.add(membership)
        except IntegrityError:  # somebody made it a moment ago
            membership = session.exec(query).one()
    if membership.removed_at is not None:
        raise Conflict(
            _(
                "A steward removed this person from the community. Let a steward take them back "
                "first."
            )
        )
    if membership.left_at is not None:
        membership.left_at, membership.joined_at = None, clock.now()
        membership.role = MemberRole.MEMBER
    return membership


def appoint_steward(
    session: Session, settings: Settings, community_id: str, email: str, *, by: str
) -> None:
    """Let somebody look after a community, known here or not; they are told by mail."""
    with writing(session):
        community = held(session, community_id)
        account = ensure_account(session, email)
        membership = ensure_membership(session, community_id, account.id)
        if membership.role is MemberRole.STEWARD:
            return
        membership.role = MemberRole.STEWARD
        audit.record(
            session,
            "steward.appointed",
            account_id=by,
            community_id=community_id,
            subject=account.id,
        )
        post_steward_invitation(session, settings, email, community)


def dismiss_steward(session: Session, community_id: str, membership_id: str, *, by: str) -> None:
    """Make a steward a member like all others; somebody must remain to look after the place."""
    with writing(session):
        held(session, community_id)
        membership = lock(session, Membership, membership_id)
        if membership is None or membership.community_id != community_id:
            raise NotFound(_("There is no such steward."))
        if membership.role is not MemberRole.STEWARD:
            return
        _refuse_to_lose_the_last(session, membership)
        membership.role = MemberRole.MEMBER
        audit.record(
            session,
            "steward.dismissed",
            account_id=by,
            community_id=community_id,
            subject=membership.account_id,
        )


on_left: list[Callable[[Session, str], None]] = []
"""What later features do when a membership ends, inside its transaction, given its id."""


def leave_community(session: Session, community_id: str, account_id: str) -> None:
    """End a membership; the profile and the attendances below it are seen by nobody from now on.

    But for the name: those who had a meeting keep the one that they knew.
    """
    with writing(session):
        held(session, community_id)
        membership = session.exec(
            select(Membership).where(
                Membership.community_id == community_id,
                Membership.account_id == account_id,
                col(Membership.left_at).is_(None),
            )
        ).one_or_none()
        if membership is None:
            return
        _refuse_to_lose_the_last(session, membership)
        end_membership(session, membership)
        audit.record(session, "community.left", account_id=account_id, community_id=community_id)


def end_membership(session: Session, membership: Membership) -> None:
    """End a membership in the caller's transaction, which holds its community."""
    membership.left_at, membership.role = clock.now(), MemberRole.MEMBER
    session.add(membership)
    for follow in on_left:
        follow(session, membership.id)


def held(session: Session, community_id: str) -> Community:
    """Return the community, held so that its stewards are counted and changed one at a time."""
    community = lock(session, Community, community_id)
    if community is None:
        raise NotFound(_("There is no such community."))
    return community


def _refuse_to_lose_the_last(session: Session, membership: Membership) -> None:
    if membership.role is not MemberRole.STEWARD:
        return
    others = session.exec(
        select(func.count())
        .select_from(Membership)
        .where(
            Membership.community_id == membership.community_id,
            Membership.role == MemberRole.STEWARD,
            Membership.id != membership.id,
            col(Membership.left_at).is_(None),
        )
    ).one()
    if not others:
        raise LastSteward(
            _(
                "This is the only steward of the community. Somebody has to look after it: "
                "let an operator appoint another first."
            )
        )
