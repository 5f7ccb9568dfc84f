"""Members of a community with names, and their groups."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Community, MemberRole, Membership
from eventnet.discussions.actions.writing import begin_thread, reply
from eventnet.discussions.forms import PostFields, ThreadFields
from eventnet.discussions.models import Post, Thread
from eventnet.groups.actions.coming import invite, join
from eventnet.groups.actions.running import open_group
from eventnet.groups.forms import GroupFields
from eventnet.groups.models import Door, Group
from eventnet.people.models import Profile
from eventnet.people.search import index_profile
from tests.browser import Browser
from tests.eventnet.people.person import Person
from tests.factories import a_member, an_account, save

Open = Callable[[], Browser]


def somebody(
    session: Session,
    community: Community,
    name: str,
    role: MemberRole = MemberRole.MEMBER,
    visibility: dict[str, str] | None = None,
) -> Membership:
    """Make a member who has a name."""
    account = an_account(session, f"{name.split(maxsplit=1)[0].lower()}@example.org")
    membership = a_member(session, community, account, role)
    profile = Profile(membership_id=membership.id, community_id=community.id, name=name)
    profile.visibility = visibility or {"name": "community"}
    save(session, profile)
    index_profile(session, profile)
    session.commit()
    return membership


def a_group(
    session: Session, owner: Membership, *others: Membership, door: Door = Door.OPEN
) -> Group:
    """Open a group, with others in it."""
    group = open_group(session, owner, GroupFields(name=f"{door.value} pumps", door=door))
    for one in others:
        if door is not Door.OPEN:
            invite(session, owner, group.id, one.id)
        join(session, one, group.id)
    return session.get_one(Group, group.id)


def a_thread(
    session: Session, by: Membership, group: Group, title: str = "Which pump?", words: str = "Well?"
) -> Thread:
    """Begin a thread."""
    return begin_thread(session, by, group.id, ThreadFields(title=title, words=words))


def a_post(session: Session, by: Membership, thread: Thread, words: str, **more: str) -> Post:
    """Answer in a thread."""
    return reply(session, by, thread.group_id, thread.id, PostFields(words=words, **more))


@dataclass
class Desk:
    """What tests of pages stand on."""

    browser: Open
    session: Session

    def sit(self, membership: Membership) -> Person:
        """Return a member at their browser."""
        query = select(Account.email).where(Account.id == membership.account_id)
        email = self.session.exec(query).one()
        self.session.commit()
        return Person(self.browser().sign_in(email), self.session)
