"""Coming into a group, and going: join, ask, invite, let in, leave, put out."""

from sqlmodel import Session

from eventnet import audit, clock
from eventnet.communities.models import Membership
from eventnet.database import writing
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.groups.access import Access
from eventnet.groups.holding import hold, nowhere, refuse_closed, standing
from eventnet.groups.models import Door, Group, GroupMember, GroupRole, State
from eventnet.groups.queries import standing_in
from eventnet.groups.succession import go, succeed
from eventnet.i18n import gettext as _


def join(session: Session, membership: Membership, group_id: str) -> State:
    """Come in, or ask to; return how one stands to the group now. Again does no harm."""
    with writing(session):
        found = hold(session, group_id, membership.id)
        if found.state is State.IN:
            return State.IN
        refuse_closed(found)
        if found.state is State.REMOVED:
            raise Refused(_("The moderators put you out of this group. They can invite you again."))
        open_to = found.group.door is Door.OPEN or found.state is State.INVITED
        state = State.IN if open_to else State.ASKED
        _put(session, found, membership.id, state)
        return state


def come_along(session: Session, group: Group, member_id: str) -> None:
    """Let somebody be in who said yes to that elsewhere, in the caller's transaction.

    Who was put out stays out, and a group that is closed stays as it is.
    """
    known = standing(session, group.id, member_id)
    if group.closed_at is None and (known is None or known.state in (State.ASKED, State.INVITED)):
        own = known or GroupMember(group_id=group.id, member_id=member_id)
        own.state, own.role, own.since = State.IN, GroupRole.MEMBER, clock.now()
        session.add(own)


def leave(session: Session, membership: Membership, group_id: str) -> None:
    """Be in a group no more, or want to come in no more; another owns it if one owned it alone."""
    with writing(session):
        found = hold(session, group_id, membership.id)
        if found.own is not None and found.state is not State.REMOVED:
            go(session, found.own)


def invite(session: Session, membership: Membership, group_id: str, who: str) -> None:
    """Let somebody of the community come in if they like; whoever asked already is in at once."""
    with writing(session):
        found = moderated(session, membership, group_id, who)
        refuse_closed(found)
        known = standing(session, group_id, who)
        if known is not None and known.state is State.IN:
            return
        asked = known is not None and known.state is State.ASKED
        _put(session, found, who, State.IN if asked else State.INVITED)
        _record(session, "group.invited", found, membership, who)


def let_in(session: Session, membership: Membership, group_id: str, who: str) -> None:
    """Say yes to somebody who asks to come in."""
    with writing(session):
        found = moderated(session, membership, group_id, who)
        refuse_closed(found)
        known = standing(session, group_id, who)
        if known is None or known.state is State.REMOVED:
            raise Conflict(_("They no longer ask to come in. You can invite them."))
        if known.state is State.ASKED:
            _put(session, found, who, State.IN)
            _record(session, "group.let_in", found, membership, who)


def put_out(session: Session, membership: Membership, group_id: str, who: str) -> None:
    """Put somebody out, decline what they ask, or take their invitation back."""
    with writing(session):
        found = moderated(session, membership, group_id, who)
        known = standing(session, group_id, who)
        if known is None or known.state is State.REMOVED:
            return
        if who == membership.id:
            raise Refused(_("This is you. To go, leave the group."))
        was_in = known.state is State.IN
        if known.role is GroupRole.OWNER and was_in and not found.owns:
            raise Refused(_("They own this group. Only another owner can put them out."))
        if not was_in:
            session.delete(known)
        else:
            known.state, known.role, known.since = State.REMOVED, GroupRole.MEMBER, clock.now()
            session.add(known)
            succeed(session, group_id)
        _record(session, "group.put_out", found, membership, who)


def moderated(session: Session, membership: Membership, group_id: str, *others: str) -> Access:
    """Hold a group for one of its moderators; to others there is no such page."""
    found = hold(session, group_id, membership.id, *others)
    if not found.moderates:
        raise nowhere()
    return found


def owned(session: Session, membership: Membership, group_id: str, *others: str) -> Access:
    """Hold a group for one of its owners; to others there is no such page."""
    found = hold(session, group_id, membership.id, *others)
    if not found.owns:
        raise nowhere()
    return found


def set_role(
    session: Session, membership: Membership, group_id: str, who: str, role: GroupRole
) -> None:
    """Let somebody be an owner, a moderator or a member like all others."""
    with writing(session):
        found = owned(session, membership, group_id, who)
        known = standing(session, group_id, who)
        if known is None or known.state is not State.IN:
            raise NotFound(_("They are not in this group any more."))
        if known.role is role:
            return
        known.role = role
        session.add(known)
        _record(session, "group.role_given", found, membership, who, role=role.value)
        if who == membership.id:
            _refuse_ownerless(session, group_id)


def _refuse_ownerless(session: Session, group_id: str) -> None:
    session.flush()
    if not any(one.role is GroupRole.OWNER for one in standing_in(session, group_id, State.IN)):
        raise Conflict(_("Nobody would own this group. Make somebody else an owner first."))


def _put(session: Session, found: Access, who: str, state: State) -> None:
    own = standing(session, found.group.id, who) or GroupMember(
        group_id=found.group.id, member_id=who
    )
    own.state, own.role, own.since = state, GroupRole.MEMBER, clock.now()
    session.add(own)


def _record(
    session: Session, deed: str, found: Access, by: Membership, who: str, **detail: str
) -> None:
    audit.record(
        session,
        deed,
        account_id=by.account_id,
        community_id=by.community_id,
        subject=who,
        group=found.group.id,
        **detail,
    )
