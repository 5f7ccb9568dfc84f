"""Reads of ideas: their list, how many want each, and those that say something alike."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case
from sqlmodel import Session, and_, col, func, or_, select

from eventnet.communities.models import MemberRole, Membership
from eventnet.discussions.silence import all_folded
from eventnet.groups.people import somebody_who_left, view_present
from eventnet.ideas.forms import FindFields
from eventnet.ideas.models import Idea, IdeaPost, IdeaVote, Status
from eventnet.ideas.reading import FIRST, listed
from eventnet.people.queries import PersonView
from eventnet.people.search.kept import holds
from eventnet.people.search.words import words_of

SETTLED = (Status.DONE, Status.DECLINED)
"""What nobody votes for any more."""
IN_ORDER = (Status.UNDER_WAY, Status.PLANNED, Status.OPEN, Status.DONE, Status.DECLINED)
SHORT = 4
"""Letters below which a word says too little to compare by."""
MOST_COMPARED = 300
MOST_ALIKE = 3


@dataclass(frozen=True)
class IdeaLine:
    """An idea in a list, as one member has it."""

    idea: Idea
    words: str
    by: PersonView
    votes: int
    mine: bool
    """Whether the reader votes for it."""

    @property
    def comments(self) -> int:
        """How many comments were written."""
        return self.idea.latest - 1


def count(session: Session, member: Membership, wanted: FindFields) -> int:
    """Return how many ideas a member finds."""
    query = select(func.count()).select_from(Idea).join(FIRST, col(FIRST.idea_id) == Idea.id)
    return session.exec(query.where(*_wanted(session, member, wanted))).one()


def lines(
    session: Session, member: Membership, wanted: FindFields, offset: int, limit: int
) -> list[IdeaLine]:
    """Return a page of the ideas that a member finds, in the order that they wish."""
    votes = _votes()
    many = func.coalesce(votes.c.many, 0)
    query: Any = (
        select(Idea, FIRST, many)
        .join(FIRST, col(FIRST.idea_id) == Idea.id)
        .outerjoin(votes, votes.c.root_id == Idea.id)
        .where(*_wanted(session, member, wanted))
        .order_by(*_order(wanted, many), col(Idea.created_at).desc(), col(Idea.id))
        .offset(offset)
        .limit(limit)
    )
    return _lines(session, member, session.exec(query).all())


def alike(session: Session, member: Membership, title: str, besides: str = "") -> list[IdeaLine]:
    """Return the ideas that share half or more of the words of a title, the closest first."""
    stems = {word[: max(SHORT, len(word) - 2)] for word in words_of(title) if len(word) >= SHORT}
    if not stems:
        return []
    some = or_(*(col(Idea.found).contains(f" {one}", autoescape=True) for one in stems))
    votes = _votes()
    query: Any = (
        select(Idea, FIRST, func.coalesce(votes.c.many, 0))
        .join(FIRST, col(FIRST.idea_id) == Idea.id)
        .outerjoin(votes, votes.c.root_id == Idea.id)
        .where(*listed(session, member), some, Idea.id != besides)
        .order_by(col(Idea.created_at).desc(), col(Idea.id))
        .limit(MOST_COMPARED)
    )
    shares = [(_shared(stems, row[0].title), row) for row in session.exec(query).all()]
    close = sorted((one for one in shares if one[0] >= 0.5), key=lambda one: -one[0])
    return _lines(session, member, [row for _share, row in close[:MOST_ALIKE]])


def _shared(stems: Collection[str], title: str) -> float:
    words = words_of(title)
    return sum(any(word.startswith(one) for word in words) for one in stems) / len(stems)


def votes_of(session: Session, root_id: str) -> int:
    """Return how many members want an idea, or one that was merged into it."""
    query = (
        select(func.count(func.distinct(IdeaVote.member_id)))
        .join(Idea, col(Idea.id) == IdeaVote.idea_id)
        .where(Idea.root_id == root_id)
    )
    return session.exec(query).one()


def voted(session: Session, member_id: str, root_ids: Collection[str]) -> set[str]:
    """Return which of these ideas a member votes for."""
    query = (
        select(Idea.root_id)
        .join(IdeaVote, col(IdeaVote.idea_id) == Idea.id)
        .where(IdeaVote.member_id == member_id, col(Idea.root_id).in_(root_ids))
    )
    return set(session.exec(query))


def merged_into(session: Session, member: Membership, idea_id: str) -> list[Idea]:
    """Return the ideas that were merged into one, as far as a member reads their titles.

    Stewards read all of them, as it is they who may undo it.
    """
    query = select(Idea).join(FIRST, and_(FIRST.idea_id == col(Idea.id), FIRST.number == 1))
    query = query.where(Idea.merged_into_id == idea_id, col(FIRST.removed_at).is_(None))
    if member.role is not MemberRole.STEWARD:
        query = query.where(col(FIRST.hidden_at).is_(None))
        unread = all_folded(session, member.id)
        query = query.where(or_(col(Idea.by_id).is_(None), col(Idea.by_id).not_in(unread)))
    return list(session.exec(query.order_by(col(Idea.created_at), col(Idea.id))))


def posts_of(session: Session, idea_id: str, first: int, last: int) -> list[IdeaPost]:
    """Return the posts of an idea from one number to another."""
    query = select(IdeaPost).where(
        IdeaPost.idea_id == idea_id, col(IdeaPost.number) >= first, col(IdeaPost.number) <= last
    )
    return list(session.exec(query.order_by(col(IdeaPost.number))))


def _votes() -> Any:
    query = (
        select(Idea.root_id, func.count(func.distinct(IdeaVote.member_id)).label("many"))
        .join(IdeaVote, col(IdeaVote.idea_id) == Idea.id)
        .group_by(col(Idea.root_id))
    )
    return query.subquery()


def _wanted(session: Session, member: Membership, wanted: FindFields) -> list[Any]:
    conditions = listed(session, member)
    if wanted.q:
        conditions += [holds(Idea.found, wanted.q)]
    if wanted.status:
        conditions.append(Idea.status == wanted.status)
    if wanted.about:
        conditions.append(Idea.about == wanted.about)
    return conditions


def _order(wanted: FindFields, many: Any) -> list[Any]:
    if wanted.sort == "newest":
        return []
    if wanted.sort == "status":
        places = {one: place for place, one in enumerate(IN_ORDER)}
        return [case(places, value=col(Idea.status)), many.desc()]
    return [case((col(Idea.status).in_(SETTLED), 1), else_=0), many.desc()]


def _lines(session: Session, member: Membership, rows: Collection[Any]) -> list[IdeaLine]:
    names = view_present(session, member, {idea.by_id for idea, _first, _many in rows})
    mine = voted(session, member.id, [idea.id for idea, _first, _many in rows])
    return [
        IdeaLine(
            idea,
            first.words,
            names.get(idea.by_id or "") or somebody_who_left(),
            many,
            idea.id in mine,
        )
        for idea, first, many in rows
    ]
