"""A group has an owner, whoever goes: leaves it, leaves the community, or is erased."""

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.actions import leave_community
from eventnet.communities.models import Community, Membership
from eventnet.erasure.actions import delete_account
from eventnet.erasure.erasing import erase
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.groups.actions.coming import join, leave, put_out, set_role
from eventnet.groups.actions.running import open_group
from eventnet.groups.forms import GroupFields
from eventnet.groups.models import Door, Group, GroupMember, GroupRole
from eventnet.jobs import Ground
from eventnet.settings import Settings
from tests.eventnet.erasure.conftest import LATER
from tests.eventnet.groups.people import a_group, a_post, a_thread, somebody
from tests.races import Deed, at_once


def owners(session: Session, group: Group) -> list[str]:
    session.rollback()
    query = select(GroupMember.member_id).where(
        GroupMember.group_id == group.id, GroupMember.role == GroupRole.OWNER
    )
    return list(session.exec(query))


def test_last_owner_who_leaves_is_followed_by_a_moderator(
    session: Session, ada: Membership, bo: Membership, dee: Membership
) -> None:
    group = a_group(session, ada, bo, dee)
    set_role(session, ada, group.id, dee.id, GroupRole.MODERATOR)
    leave(session, ada, group.id)
    assert owners(session, group) == [dee.id]
    leave(session, dee, group.id)
    assert owners(session, group) == [bo.id]


def test_open_group_without_anybody_is_closed_and_another_is_gone(
    session: Session, ada: Membership, bo: Membership
) -> None:
    there, hidden = a_group(session, ada), a_group(session, ada, door=Door.HIDDEN)
    thread = a_thread(session, ada, there)
    hidden_id = hidden.id
    for group in (there, hidden):
        leave(session, ada, group.id)
    session.expire_all()
    assert there.closed_at is not None
    assert session.get(Group, hidden_id) is None
    with pytest.raises(Conflict):
        join(session, bo, there.id)
    assert thread.latest == 1


def test_leaving_the_community_hands_over(
    session: Session, ada: Membership, bo: Membership
) -> None:
    group = a_group(session, ada, bo)
    leave_community(session, ada.community_id, ada.account_id)
    assert owners(session, group) == [bo.id]


def test_deleted_account_hands_over_at_once_and_leaves_no_word(
    session: Session, settings: Settings, ground: Ground, ada: Membership, bo: Membership
) -> None:
    group = a_group(session, ada, bo)
    thread = a_thread(session, ada, group, "Adas title", "Adas words")
    a_post(session, bo, thread, "Not hers", quotes="1")
    account_id = ada.account_id
    delete_account(session, settings, session.get_one(Account, account_id))
    assert owners(session, group) == [bo.id]
    with clock.at(clock.now() + LATER):
        erase(ground, account_id)
    session.rollback()
    assert (thread.title, thread.by_id, thread.latest) == ("", None, 2)
    assert owners(session, group) == [bo.id]


def test_only_owner_cannot_be_made_less(session: Session, ada: Membership, bo: Membership) -> None:
    group = a_group(session, ada, bo)
    with pytest.raises(Conflict, match="Nobody would own"):
        set_role(session, ada, group.id, ada.id, GroupRole.MEMBER)
    assert owners(session, group) == [ada.id]


def test_moderator_puts_out_members_and_no_owner(
    session: Session, ada: Membership, bo: Membership, dee: Membership
) -> None:
    group = a_group(session, ada, bo, dee)
    with pytest.raises(NotFound):
        put_out(session, bo, group.id, dee.id)
    set_role(session, ada, group.id, bo.id, GroupRole.MODERATOR)
    put_out(session, bo, group.id, dee.id)
    with pytest.raises(Refused, match="Only another owner"):
        put_out(session, bo, group.id, ada.id)
    with pytest.raises(NotFound):
        set_role(session, bo, group.id, bo.id, GroupRole.OWNER)


def opening(who: Membership) -> Deed:
    """Return how somebody opens a group, in a session of their own."""
    key, said = who.id, GroupFields(name="Pumps", door=Door.HIDDEN)
    return lambda own: open_group(own, own.get_one(Membership, key), said).id


def going(who: Membership) -> Deed:
    """Return how somebody leaves the community."""
    community_id, account_id = who.community_id, who.account_id
    return lambda own: leave_community(own, community_id, account_id)


def test_opening_a_group_and_leaving_the_community_at_once_come_to_an_end(
    session: Session, app: Starlette, community: Community
) -> None:
    for number in range(6):
        who = somebody(session, community, f"P{number} Person")
        deeds = opening(who), going(who)
        session.rollback()
        at_once(app, *deeds)
    session.rollback()
    assert session.exec(select(GroupMember)).all() == []
    assert session.exec(select(Group)).all() == []
