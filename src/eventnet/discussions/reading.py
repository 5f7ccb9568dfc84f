"""Posts of a thread, as one member reads them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from eventnet.communities.models import Membership
from eventnet.discussions.models import Mention, Post, Reaction, ReactionKind
from eventnet.discussions.silence import folded
from eventnet.groups.people import somebody_who_left, view_those_in
from eventnet.people.queries import PersonView


@dataclass(frozen=True)
class PostView:
    """A post as one member reads it."""

    post: Post
    by: PersonView
    is_mine: bool
    is_folded: bool
    quoted: "PostView | None" = None
    meant_for: list[PersonView] = field(default_factory=list)
    for_me: bool = False
    reactions: Mapping[ReactionKind, int] = field(default_factory=dict)
    my_reaction: ReactionKind | None = None

    @property
    def can_be_read(self) -> bool:
        """Whether its words are shown without asking for them."""
        return self.post.is_shown and not self.is_folded


def posts_from(session: Session, thread_id: str, first: int, last: int) -> list[Post]:
    """Return the posts of a thread from one number to another."""
    query = select(Post).where(
        Post.thread_id == thread_id, col(Post.number) >= first, col(Post.number) <= last
    )
    return list(session.exec(query.order_by(col(Post.number))))


def view_posts(
    session: Session, membership: Membership, group_id: str, posts: Collection[Post]
) -> list[PostView]:
    """Return posts of a group as a member reads them; as many statements for one as for 20."""
    quoted = _quoted(session, posts)
    keys = [post.id for post in posts if post.id is not None]
    meant = _meant(session, keys)
    reactions = _reactions(session, keys)
    writers = {post.by_id for post in [*posts, *quoted.values()] if post.by_id}
    people = writers | {one for ids in meant.values() for one in ids}
    names = view_those_in(session, membership, group_id, people)
    unread = folded(session, membership.id, writers)

    def seen(post: Post, quote: PostView | None) -> PostView:
        given = reactions.get(post.id or 0, {})
        return PostView(
            post=post,
            by=names.get(post.by_id or "") or somebody_who_left(),
            is_mine=post.by_id == membership.id,
            is_folded=post.by_id in unread,
            quoted=quote,
            meant_for=[names[one] for one in meant.get(post.id or 0, []) if one in names],
            for_me=membership.id in meant.get(post.id or 0, []),
            reactions=Counter(given.values()),
            my_reaction=given.get(membership.id),
        )

    quotes = {place: seen(post, None) for place, post in quoted.items()}
    return [seen(post, quotes.get((post.thread_id, post.quotes or 0))) for post in posts]


def _quoted(session: Session, posts: Collection[Post]) -> dict[tuple[str, int], Post]:
    threads = {post.thread_id for post in posts}
    numbers = {post.quotes for post in posts if post.quotes}
    query = select(Post).where(
        col(Post.thread_id).in_(threads), col(Post.number).in_([one for one in numbers if one])
    )
    return {(post.thread_id, post.number): post for post in session.exec(query)}


def _meant(session: Session, post_ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    query = select(Mention).where(col(Mention.post_id).in_(post_ids))
    for one in session.exec(query.order_by(col(Mention.post_id), col(Mention.member_id))):
        found[one.post_id].append(one.member_id)
    return found


def _reactions(session: Session, post_ids: list[int]) -> dict[int, dict[str, ReactionKind]]:
    found: dict[int, dict[str, ReactionKind]] = defaultdict(dict)
    for one in session.exec(select(Reaction).where(col(Reaction.post_id).in_(post_ids))):
        found[one.post_id][one.member_id] = one.kind
    return found
