"""Who may have a file: whoever may read its group, and the post that it came with."""

from dataclasses import dataclass, field

from eventnet.discussions.holding import no_post
from eventnet.discussions.policies import PostVisit, writes_post
from eventnet.files.models import GroupFile
from eventnet.files.queries import file_of, no_file
from eventnet.groups import policies as groups
from eventnet.groups.policies import GroupVisit
from eventnet.routing import Visit


@dataclass(frozen=True)
class FileVisit(GroupVisit):
    """A member, at a file that they may have."""

    file: GroupFile = field(kw_only=True)


def reads_file(visit: Visit) -> FileVisit:
    """Let in whoever may have the file."""
    visitor = groups.reads(visit)
    here = visitor.session, visitor.access, visitor.membership.id
    file = file_of(*here, visitor.param("file"))
    if file is None:
        raise no_file()
    return FileVisit(**visitor.known(), file=file)


def moderates_file(visit: Visit) -> FileVisit:
    """Let in whoever keeps order in the group of the file."""
    visitor = reads_file(visit)
    if not visitor.access.moderates:
        raise no_file()
    return visitor


def removes_file(visit: Visit) -> FileVisit:
    """Let in whoever gave the file, or keeps order in its group."""
    visitor = reads_file(visit)
    if visitor.file.by_id != visitor.membership.id and not visitor.access.moderates:
        raise no_file()
    return visitor


def wrote_post(visit: Visit) -> PostVisit:
    """Let in whoever wrote the post, and may write in its group."""
    visitor = writes_post(visit)
    if visitor.post.by_id != visitor.membership.id or not visitor.post.is_shown:
        raise no_post()
    return visitor
