"""Beginning a thread, answering in it, and changing or removing what one wrote."""

from sqlmodel import Session, col, delete, select

from eventnet import clock
from eventnet.communities.models import Membership
from eventnet.database import writing
from eventnet.discussions.forms import EditFields, PostFields, ThreadFields, number
from eventnet.discussions.holding import Place, held_post, held_thread, may_write
from eventnet.discussions.index import index_posts
from eventnet.discussions.models import Following, Mention, Post, Reaction, Thread
from eventnet.discussions.queries import reading_of
from eventnet.errors import Conflict, NotFound
from eventnet.groups.access import is_in
from eventnet.groups.holding import hold_members
from eventnet.i18n import gettext as _
from eventnet.ids import new_id
from eventnet.people.silence import unheard_members


def begin_thread(
    session: Session, membership: Membership, group_id: str, said: ThreadFields
) -> Thread:
    """Begin a thread with its first post. The same form once more is the same thread."""
    with writing(session):
        may_write(session, membership, group_id)
        query = select(Thread).where(Thread.by_id == membership.id, Thread.once == said.once)
        if said.once and (known := session.exec(query).first()):
            return known
        thread = Thread(
            group_id=group_id, title=said.title, by_id=membership.id, once=said.once or new_id()
        )
        session.add(thread)
        session.flush()
        _add(session, membership, thread, said)
        return thread


def reply(
    session: Session, membership: Membership, group_id: str, thread_id: str, said: PostFields
) -> Post:
    """Answer in a thread. The same form once more is the same post."""
    with writing(session):
        may_write(session, membership, group_id)
        query = select(Post).where(Post.by_id == membership.id, Post.once == said.once)
        if said.once and (known := session.exec(query).first()):
            return known
        return _add(session, membership, held_thread(session, group_id, thread_id), said)


def edit(session: Session, membership: Membership, place: Place, said: EditFields) -> None:
    """Put what one wrote another way; it says from then on that it was edited."""
    with writing(session):
        may_write(session, membership, place.group_id)
        post = _own(session, membership, place)
        if post.hidden_at is not None:
            raise Conflict(
                _("The moderators hid this post, so it stays as it is. Below is what you typed.")
            )
        if str(post.version) != said.version:
            raise Conflict(
                _(
                    "This post was changed while you had it open, so nothing was saved. Below is "
                    "what you typed; save again to put it in place of that."
                )
            )
        if post.words == said.words:
            return
        post.words, post.edited_at, post.version = said.words, clock.now(), post.version + 1
        session.add(post)
        index_posts(session, [post.key])


def remove(session: Session, membership: Membership, place: Place) -> None:
    """Remove what one wrote: its words are gone, and its place says so."""
    with writing(session):
        hold_members(session, [membership.id])
        post = _own(session, membership, place, removed=True)
        if post.removed_at is None:
            wipe(session, post)


def wipe(session: Session, post: Post) -> None:
    """Let go of a post's words, and of what others said to it with a click."""
    post.words, post.removed_at, post.version = "", clock.now(), post.version + 1
    session.add(post)
    for model in (Reaction, Mention):
        session.exec(delete(model).where(col(model.post_id) == post.key))
    index_posts(session, [post.key])


def _add(session: Session, membership: Membership, thread: Thread, said: PostFields) -> Post:
    quotes = number(said.quotes)
    post = Post(
        thread_id=thread.id,
        number=thread.latest + 1,
        by_id=membership.id,
        words=said.words,
        quotes=quotes if quotes and quotes <= thread.latest else None,
        once=said.once or new_id(),
    )
    session.add(post)
    thread.latest, thread.latest_at = post.number, post.posted_at
    session.add(thread)
    session.flush()
    _mention(session, membership, thread.group_id, post, said.meant_for)
    reading = reading_of(session, thread.id, membership.id)
    if reading.read >= post.number - 1:
        reading.read = post.number
    if reading.following is Following.NEITHER:
        reading.following = Following.FOLLOWS
    session.add(reading)
    index_posts(session, [post.key])
    return post


def _mention(session: Session, membership: Membership, group_id: str, post: Post, who: str) -> None:
    """Let a post be meant for somebody, if they are in the group and want to hear of its writer.

    Whether they do is told to nobody: it is as if it were so, and no mail comes.
    """
    if not who or who == membership.id:
        return
    here = select(Membership.id).where(Membership.id == who, is_in(group_id, who))
    if session.exec(here).first() is None:
        raise NotFound(_("Whom this is meant for is not in the group any more."))
    heard = not unheard_members(session, who, [membership.id])
    session.add(Mention(post_id=post.key, member_id=who, heard=heard))


def _own(session: Session, membership: Membership, place: Place, *, removed: bool = False) -> Post:
    post = held_post(session, membership, place)
    if post.by_id != membership.id or (post.removed_at is not None and not removed):
        raise NotFound(_("There is no such post, or it is not yours."))
    return post
