"""What is new in a community since one of its members was here before."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, func, or_, select
from sqlmodel.sql.expression import Select

from eventnet.affinities.reasons import CommonGround
from eventnet.communities.models import Membership
from eventnet.people.common_ground import common_ground
from eventnet.people.members import view_members
from eventnet.people.models import Profile, ProfileTopic, TopicKind
from eventnet.people.queries import PersonView
from eventnet.people.silence import kept_apart

LATELY = timedelta(days=30)
"""Whoever joined within this time is shown, also to who was here since."""
LOOKED_AT = 100
MOST = 5


@dataclass(frozen=True)
class Newcomer:
    """Somebody who joined, with what makes them worth meeting for the reader."""

    person: PersonView
    common: CommonGround
    joined_at: datetime


@dataclass(frozen=True)
class Since:
    """What is new to the reader."""

    moment: datetime | None
    """When they were here before; None if never."""
    joined: int
    """How many joined since."""
    newcomers: list[Newcomer]
    """Who joined lately and offers what they look for, or looks for what they offer."""

    def is_new(self, one: Newcomer) -> bool:
        """Say whether somebody joined since the reader was here."""
        return self.moment is None or one.joined_at > self.moment


def since_then(
    session: Session, reader: Membership, moment: datetime | None, now: datetime
) -> Since:
    """Return what is new to a member who was here at a moment; eleven queries at most."""
    joined = 0
    if moment is not None:
        later = select(func.count()).where(_others(reader), col(Membership.joined_at) > moment)
        joined = session.exec(later).one()
    return Since(moment, joined, _newcomers(session, reader, min(moment or now, now - LATELY)))


def _newcomers(session: Session, reader: Membership, after: datetime) -> list[Newcomer]:
    joined = dict(session.exec(_fitting(reader, after)).all())
    if not joined:
        return []
    apart = kept_apart(session, reader.id, joined)
    people = view_members(session, reader, [reader.id, *joined])
    me = people.pop(reader.id, None)
    if me is None:
        return []
    found = [
        Newcomer(person, common, joined[key])
        for key, person in people.items()
        if key not in apart and person.name
        for common in [common_ground(me, person)]
        if common.they_offer or common.they_seek
    ]
    return sorted(found, key=_worth)[:MOST]


def _worth(one: Newcomer) -> tuple[int, int, float]:
    """Put those first who offer most of what the reader looks for, then the latest."""
    offered, sought = len(one.common.they_offer), len(one.common.they_seek)
    return (-offered, -sought, -one.joined_at.timestamp())


def _fitting(reader: Membership, after: datetime) -> Select[str, datetime]:
    """Return the latest who joined with a topic that answers one of the reader's."""
    mine = (
        select(ProfileTopic.kind, ProfileTopic.topic_id)
        .join(Profile, col(Profile.id) == ProfileTopic.profile_id)
        .where(Profile.membership_id == reader.id)
        .subquery()
    )
    answers = or_(
        and_(mine.c.kind == TopicKind.SEEK, col(ProfileTopic.kind) == TopicKind.OFFER),
        and_(mine.c.kind == TopicKind.OFFER, col(ProfileTopic.kind) == TopicKind.SEEK),
    )
    return (
        select(Membership.id, Membership.joined_at)
        .join(Profile, col(Profile.membership_id) == Membership.id)
        .join(ProfileTopic, col(ProfileTopic.profile_id) == Profile.id)
        .join(mine, and_(mine.c.topic_id == ProfileTopic.topic_id, answers))
        .where(_others(reader), col(Membership.joined_at) > after)
        .distinct()
        .order_by(col(Membership.joined_at).desc(), col(Membership.id))
        .limit(LOOKED_AT)
    )


def _others(reader: Membership) -> ColumnElement[bool]:
    return and_(
        Membership.community_id == reader.community_id,
        Membership.id != reader.id,
        col(Membership.left_at).is_(None),
    )
