"""What a reader does with a thread or a post: react, follow, note how far they read, report."""

from sqlmodel import Session, col, delete

from eventnet import clock
from eventnet.communities.models import Membership
from eventnet.database import insert_missing, writing
from eventnet.discussions.holding import Place, held_post, held_thread, may_read, may_write
from eventnet.discussions.models import (
    Following,
    MemberBlock,
    PostReport,
    Reaction,
    ReactionKind,
    Reading,
)
from eventnet.discussions.queries import reading_of
from eventnet.discussions.reporting import put_down
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.groups.holding import hold_members
from eventnet.i18n import gettext as _


def react(
    session: Session, membership: Membership, place: Place, kind: ReactionKind | None
) -> None:
    """Say something to a post with a click, or take it back. Again does no harm."""
    with writing(session):
        may_write(session, membership, place.group_id)
        post = held_post(session, membership, place)
        if not post.is_shown:
            raise Conflict(_("This post is not shown any more."))
        mine = (col(Reaction.post_id) == post.id, col(Reaction.member_id) == membership.id)
        session.exec(delete(Reaction).where(*mine))
        if kind is not None:
            session.add(Reaction(post_id=post.key, member_id=membership.id, kind=kind))


def follow(
    session: Session, membership: Membership, group_id: str, thread_id: str, wish: Following
) -> None:
    """Follow a thread, mute it, or neither."""
    with writing(session):
        may_read(session, membership, group_id)
        thread = held_thread(session, group_id, thread_id)
        reading = reading_of(session, thread_id, membership.id)
        if wish is Following.FOLLOWS and reading.following is not wish and not reading.read:
            reading.read = thread.latest  # what is there already is no news
        reading.following = wish
        session.add(reading)


def note_read(
    session: Session, membership: Membership, group_id: str, thread_id: str, up_to: int
) -> None:
    """Note how far somebody has read; it never goes back."""
    with writing(session):
        may_read(session, membership, group_id)
        thread = held_thread(session, group_id, thread_id)
        insert_missing(
            session,
            Reading,
            [
                {
                    "thread_id": thread_id,
                    "member_id": membership.id,
                    "read": 0,
                    "following": Following.NEITHER,
                }
            ],
        )
        reading = reading_of(session, thread_id, membership.id)
        reading.read = max(reading.read, min(up_to, thread.latest))
        session.add(reading)


def report(session: Session, membership: Membership, place: Place, reason: str) -> None:
    """Show a post to the moderators; once more changes the reason."""
    with writing(session):
        may_read(session, membership, place.group_id)
        post = held_post(session, membership, place)
        if not post.is_shown:
            raise Conflict(_("This post is not shown any more."))
        if post.by_id == membership.id:
            raise Refused(_("This is your own post: you can change or remove it."))
        key = {"post_id": post.key, "by_id": membership.id}
        put_down(session, PostReport, key, reason)


def block(session: Session, membership: Membership, of_id: str, *, blocked: bool) -> None:
    """Read nothing of a member any more, or again. They are not told."""
    with writing(session):
        held = hold_members(session, [membership.id, of_id])
        other = held.get(of_id) or session.get(Membership, of_id)
        if other is None or other.community_id != membership.community_id:
            raise NotFound(_("There is no such person in this community."))
        if of_id == membership.id:
            raise Refused(_("This is you."))
        if blocked:
            row = {"by_id": membership.id, "of_id": of_id, "since": clock.now()}
            insert_missing(session, MemberBlock, [row])
        else:
            pair = (col(MemberBlock.by_id) == membership.id, col(MemberBlock.of_id) == of_id)
            session.exec(delete(MemberBlock).where(*pair))
