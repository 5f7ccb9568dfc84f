"""The directory of an event: who appears to a viewer, narrowed by words and facets.

Everything is asked of the database in a fixed number of queries, however many people there are,
and of the narrow rows of the search index, which know to whom each name is shown.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, not_, or_, select
from sqlmodel import Session, col

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership, Topic
from eventnet.events.models import Attendance
from eventnet.events.queries import present
from eventnet.people.models import Profile, ProfileTopic, TopicKind
from eventnet.people.search.index import people_search
from eventnet.people.search.match import matches
from eventnet.people.viewers import Viewer
from eventnet.people.visibility import UNTIL_CHOSEN, Relation, reaching
from eventnet.people.worth import worth_meeting

PAGE = 24


class Order(StrEnum):
    """What comes first."""

    RECOMMENDED = "recommended"
    NAME = "name"


@dataclass(frozen=True)
class Wanted:
    """Whom the viewer looks for."""

    words: str = ""
    role_id: str = ""
    offers: str = ""
    """Id of a topic that they offer."""
    seeks: str = ""
    interests: str = ""
    organization: str = ""
    """For whom they work, as they write it."""
    order: Order = Order.RECOMMENDED
    hide_known: bool = False
    """Leave out those with whom the viewer has or had a meeting that was not called off."""

    def topics(self) -> dict[TopicKind, str]:
        """Return the id of the topic that is asked for, by kind; empty where any will do."""
        return {
            TopicKind.OFFER: self.offers,
            TopicKind.SEEK: self.seeks,
            TopicKind.INTEREST: self.interests,
        }

    def query(self) -> dict[str, str]:
        """Return the search as an address says it, without what says nothing."""
        said = {
            "q": self.words,
            "role": self.role_id,
            "offers": self.offers,
            "seeks": self.seeks,
            "interests": self.interests,
            "organization": self.organization,
            "order": "" if self.order is Order.RECOMMENDED else self.order.value,
            "known": "hide" if self.hide_known else "",
        }
        return {name: value for name, value in said.items() if value}

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Wanted":
        """Return the search that `query` gave; what cannot be read asks for nothing."""
        order = query.get("order", "")
        return cls(
            words=query.get("q", ""),
            role_id=query.get("role", ""),
            offers=query.get("offers", ""),
            seeks=query.get("seeks", ""),
            interests=query.get("interests", ""),
            organization=query.get("organization", ""),
            order=Order(order) if order in {*Order} else Order.RECOMMENDED,
            hide_known=query.get("known") == "hide",
        )

    @property
    def narrows(self) -> bool:
        """Whether it leaves anybody out."""
        return bool(self.query().keys() - {"order"})

    @property
    def filters(self) -> int:
        """How many ways to narrow are set beside the words; an order of one's own is one."""
        return len(self.query().keys() - {"q"})


@dataclass(frozen=True)
class Found:
    """The people who fit, in order."""

    attendance_ids: list[str]
    role_of: Mapping[str, str]
    """The id of the role of each."""

    def page(self, number: int) -> list[str]:
        """Return the attendances on one page; the first page is 1."""
        return self.attendance_ids[PAGE * (number - 1) : PAGE * number]

    @property
    def by_role(self) -> Counter[str]:
        """How many of them have each role, by its id."""
        return Counter(self.role_of.values())

    @property
    def total(self) -> int:
        """How many people fit."""
        return len(self.attendance_ids)

    @classmethod
    def nobody(cls) -> "Found":
        """Return what is found where nobody fits."""
        return cls([], {})


def find(session: Session, viewer: Viewer, wanted: Wanted) -> Found:
    """Return the people who appear to the viewer and fit what is wanted."""
    query = people(col(Attendance.id), col(Attendance.role_id))
    rows = (
        session.connection()
        .execute(
            query.where(*fits(session, viewer, wanted)).order_by(
                people_search.c.name_key, col(Attendance.id)
            )
        )
        .all()
    )
    ids = [row[0] for row in rows]
    if wanted.order is Order.RECOMMENDED and viewer.attendance_id is not None:
        worth = worth_meeting(session, viewer)
        ids.sort(key=lambda attendance_id: -worth.get(attendance_id, 0.0))
    return Found(ids, {row[0]: row[1] for row in rows})


def people(*columns: Any) -> Select[Any]:
    """Return a query over attendances with everything that the conditions below stand on."""
    return (
        select(*columns)
        .select_from(Attendance)
        .join(Membership, col(Membership.id) == col(Attendance.membership_id))
        .join(Account, col(Account.id) == col(Membership.account_id))
        .join(people_search, people_search.c.membership_id == col(Membership.id))
    )


def listed(viewer: Viewer) -> list[ColumnElement[bool]]:
    """Return the conditions of appearing to a viewer: their name reaches them, and they are here.

    Neither who looks appears, nor who takes a break.
    """
    return [
        col(Attendance.event_id) == viewer.event_id,
        present(),
        col(Attendance.paused_at).is_(None),
        col(Attendance.id) != (viewer.attendance_id or ""),
        or_(people_search.c.name_reach >= int(viewer.otherwise), _met(viewer)),
    ]


def fits(session: Session, viewer: Viewer, wanted: Wanted) -> list[ColumnElement[bool]]:
    """Return the conditions of appearing and fitting, as far as the viewer may see why."""
    conditions = listed(viewer)
    if wanted.words.strip():
        far = matches(session, wanted.words, reaching(viewer.otherwise))
        near = matches(session, wanted.words, reaching(Relation.MET))
        conditions.append(or_(far, and_(_met(viewer), near)) if viewer.met else far)
    if wanted.hide_known:
        conditions.append(not_(_met(viewer)))
    if wanted.role_id:
        conditions.append(col(Attendance.role_id) == wanted.role_id)
    if wanted.organization:
        of_theirs = select(col(Profile.id)).where(
            col(Profile.id) == people_search.c.profile_id,
            col(Profile.organization) == wanted.organization,
            organization_shown(viewer),
        )
        conditions.append(of_theirs.correlate(people_search, Membership).exists())
    for kind, topic_id in wanted.topics().items():
        if topic_id:
            conditions += [topics_shown(viewer), has(kind, topic_id)]
    return conditions


def topics_shown(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition that a person's topics are shown to the viewer."""
    reach = people_search.c.topics_reach
    met = and_(_met(viewer), reach >= int(Relation.MET))
    return or_(reach >= int(viewer.otherwise), met)


def organization_shown(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition that for whom a person works is shown to the viewer.

    The statement has to join `Profile` besides what `people` joins.
    """
    shown_to = func.coalesce(
        col(Profile.visibility)["organization"].as_string(), UNTIL_CHOSEN.value
    )
    far = shown_to.in_([option.value for option in reaching(viewer.otherwise)])
    near = shown_to.in_([option.value for option in reaching(Relation.MET)])
    return or_(far, and_(_met(viewer), near))


def has(kind: TopicKind, topic_id: str) -> ColumnElement[bool]:
    """Return the condition that somebody has a topic, whether or not it is shown.

    A former word, in an old address or a kept search, means the one that took its place.
    """
    meant = select(func.coalesce(col(Topic.same_as_id), col(Topic.id))).where(
        col(Topic.id) == topic_id
    )
    holders = select(col(ProfileTopic.profile_id)).where(
        col(ProfileTopic.kind) == kind, col(ProfileTopic.topic_id) == meant.scalar_subquery()
    )
    inside: ColumnElement[bool] = people_search.c.profile_id.in_(holders)
    return inside


def _met(viewer: Viewer) -> ColumnElement[bool]:
    return col(Membership.id).in_(sorted(viewer.met))
