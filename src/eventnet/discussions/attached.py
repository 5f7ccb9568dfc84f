"""What is shown below the words of posts besides them: a later feature brings files."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from eventnet.discussions.models import Post
from eventnet.discussions.policies import PostVisit
from eventnet.groups.policies import GroupVisit


@dataclass(frozen=True)
class Attached:
    """Something that came with a post."""

    name: str
    href: str
    words: str
    """What it is, and how large."""
    about: str
    """Where more is said of it, and the reader may report it."""
    is_hidden: bool
    """Whether the moderators hid it: only they have it, and whoever gave it."""
    is_picture: bool
    remove: str
    """Where the reader takes it away; empty where they may not."""


also_attached: list[Callable[[GroupVisit, Collection[Post]], Mapping[int, list[Attached]]]] = []
"""What came with posts of a group, by post; later features bring theirs."""
ways_to_attach: list[Callable[[PostVisit], tuple[str, str]]] = []
"""Ways to add something to one's own post: what the way is called, and its address."""


def attached(visit: GroupVisit, posts: Collection[Post]) -> dict[int, list[Attached]]:
    """Return what came with these posts."""
    found: dict[int, list[Attached]] = {}
    for bring in also_attached:
        for key, some in bring(visit, posts).items():
            found.setdefault(key, []).extend(some)
    return found
