"""Those whom a round brings together, as they see each other: like people who meet.

A name that was told stays told, also when a talk is off, or its owner has left since.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlmodel import Session, col, or_, select

from eventnet.accounts.models import Account
from eventnet.batches import batches
from eventnet.communities.models import Community, Membership
from eventnet.people.common_ground import why_meet
from eventnet.people.models import Profile
from eventnet.people.queries import PersonView, Topics, cut_down, tint, topics_of
from eventnet.people.visibility import NAME, Relation, visible


@dataclass(frozen=True)
class Person:
    """A member whole, before one who talks with them looks."""

    profile: Profile
    topics: Topics
    slug: str
    is_here: bool

    def seen(self) -> PersonView:
        """Return them as somebody sees whom they meet."""
        key, name = self.profile.membership_id, ""
        if self.is_here:
            return self._cut(Relation.MET)
        if visible(self.profile.visibility, NAME, Relation.MET):
            name = self.profile.name
        return PersonView(
            name=name,
            tint=tint(name or key),
            relation=Relation.MET,
            has_page=False,
            membership_id=key,
        )

    def why(self, them: "Person") -> list[str]:
        """Return why they should meet another, in sentences that are true of what they may see."""
        return why_meet(self._cut(Relation.SELF), them.seen(), (), reader_is_a=True)

    def _cut(self, relation: Relation) -> PersonView:
        photos = f"/c/{self.slug}/people/{self.profile.membership_id}/photo"
        seen = cut_down(self.profile, relation, self.topics, photos=photos)
        return replace(seen, has_page=True)


def people_of(session: Session, membership_ids: Collection[str]) -> dict[str, Person]:
    """Return these members, by membership; whose account is erased is none."""
    found: dict[str, Person] = {}
    for some in batches(sorted(membership_ids)):
        rows = session.exec(
            select(Profile, Community.slug, Membership.left_at, Account.deactivated_at)
            .join(Membership, col(Membership.id) == Profile.membership_id)
            .join(Community, col(Community.id) == Membership.community_id)
            .join(Account, col(Account.id) == Membership.account_id)
            .where(
                col(Membership.id).in_(some),
                or_(col(Account.deactivated_at).is_(None), col(Account.erase_at).is_not(None)),
            )
        ).all()
        topics = topics_of(session, [row[0].id for row in rows])
        for profile, slug, left_at, deactivated_at in rows:
            here = left_at is None and deactivated_at is None
            found[profile.membership_id] = Person(profile, topics[profile.id], slug, here)
    return found
