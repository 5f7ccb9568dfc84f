"""Who may see a thread or a post: whoever may read its group."""

from dataclasses import dataclass, field

from eventnet.discussions.forms import number
from eventnet.discussions.holding import no_post, no_thread
from eventnet.discussions.models import Post, Thread
from eventnet.discussions.reading import posts_from
from eventnet.groups import policies as groups
from eventnet.groups.policies import GroupVisit
from eventnet.routing import Visit


@dataclass(frozen=True)
class ThreadVisit(GroupVisit):
    """A member, at a thread that they may read."""

    thread: Thread = field(kw_only=True)


@dataclass(frozen=True)
class PostVisit(ThreadVisit):
    """A member, at a post that they may read, or whose place they may see."""

    post: Post = field(kw_only=True)


def _at_thread(visitor: GroupVisit) -> ThreadVisit:
    thread = visitor.session.get(Thread, visitor.param("thread"))
    if thread is None or thread.group_id != visitor.group.id:
        raise no_thread()
    return ThreadVisit(**visitor.known(), thread=thread)


def _at_post(visitor: GroupVisit) -> PostVisit:
    there = _at_thread(visitor)
    place = number(visitor.param("number"))
    posts = posts_from(there.session, there.thread.id, place, place) if place else []
    if not posts:
        raise no_post()
    return PostVisit(**there.known(), post=posts[0])


def reads_thread(visit: Visit) -> ThreadVisit:
    """Let in whoever may read the thread."""
    return _at_thread(groups.reads(visit))


def writes_thread(visit: Visit) -> ThreadVisit:
    """Let in whoever may write in the thread."""
    return _at_thread(groups.writes(visit))


def reads_post(visit: Visit) -> PostVisit:
    """Let in whoever may read the post."""
    return _at_post(groups.reads(visit))


def writes_post(visit: Visit) -> PostVisit:
    """Let in whoever may write where the post stands."""
    return _at_post(groups.writes(visit))


def moderates_post(visit: Visit) -> PostVisit:
    """Let in whoever keeps order where the post stands."""
    return _at_post(groups.moderates(visit))
