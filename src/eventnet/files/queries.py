"""Reads of files, for a reader who may read the group."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, or_, select, true

from eventnet.communities.models import Membership
from eventnet.discussions.models import Post
from eventnet.discussions.reporting import reasons_why
from eventnet.errors import NotFound
from eventnet.files.models import FileReport, GroupFile
from eventnet.groups.access import Access
from eventnet.groups.people import somebody_who_left, view_those_in
from eventnet.i18n import gettext as _
from eventnet.people.queries import PersonView


@dataclass(frozen=True)
class FileLine:
    """A file in a list, and who gave it."""

    file: GroupFile
    by: PersonView


def file_of(session: Session, found: Access, member_id: str, file_id: str) -> GroupFile | None:
    """Return a file of a group as a member may have it.

    One of a post only where the post is shown, or to moderators; one that they hid, to them and
    to whoever gave it.
    """
    file = session.get(GroupFile, file_id, populate_existing=True)
    if file is None or file.group_id != found.group.id:
        return None
    if file.hidden_at is not None and not (found.moderates or file.by_id == member_id):
        return None
    if file.post_id is not None:
        post = session.get(Post, file.post_id, populate_existing=True)
        if post is None or post.removed_at is not None:
            return None
        if post.hidden_at is not None and not found.moderates:
            return None
    return file


def file_count(session: Session, found: Access, member_id: str) -> int:
    """Return how many files a member finds on a group's own list."""
    query = select(func.count()).select_from(GroupFile)
    return session.exec(query.where(*_on_the_list(found, member_id))).one()


def room_used(session: Session, group_id: str) -> int:
    """Return how many bytes the files of a group take, those of posts too."""
    query = select(func.coalesce(func.sum(col(GroupFile.size)), 0))
    return int(session.exec(query.where(GroupFile.group_id == group_id)).one())


def file_lines(
    session: Session, reader: Membership, found: Access, offset: int, limit: int
) -> list[FileLine]:
    """Return files of a group's own list, the latest first."""
    query = (
        select(GroupFile)
        .where(*_on_the_list(found, reader.id))
        .order_by(col(GroupFile.added_at).desc(), col(GroupFile.id))
        .offset(offset)
        .limit(limit)
    )
    files = list(session.exec(query))
    names = view_those_in(session, reader, found.group.id, {one.by_id for one in files})
    return [FileLine(one, names.get(one.by_id) or somebody_who_left()) for one in files]


def files_at(
    session: Session, found: Access, member_id: str, post_ids: Collection[int]
) -> dict[int, list[GroupFile]]:
    """Return the files that came with posts, by post, as a member may have them."""
    files: dict[int, list[GroupFile]] = defaultdict(list)
    query = select(GroupFile).where(
        col(GroupFile.post_id).in_(post_ids), _not_hidden(found, member_id)
    )
    for file in session.exec(query.order_by(col(GroupFile.added_at), col(GroupFile.id))):
        if file.post_id is not None:
            files[file.post_id].append(file)
    return files


def open_file_reports(session: Session, group_id: str) -> int:
    """Return how many files of a group are reported, and wait for a moderator."""
    query = (
        select(func.count(func.distinct(FileReport.file_id)))
        .join(GroupFile, col(GroupFile.id) == FileReport.file_id)
        .where(*_waits(group_id))
    )
    return session.exec(query).one()


def reported_files(session: Session, group_id: str) -> list[tuple[GroupFile, list[str]]]:
    """Return the files of a group that wait for a moderator, and why; by whom, nobody is told."""
    query = (
        select(GroupFile, FileReport.reason)
        .join(FileReport, col(FileReport.file_id) == GroupFile.id)
        .where(*_waits(group_id))
        .order_by(col(FileReport.created_at).desc(), col(FileReport.by_id))
        .limit(200)
    )
    found: dict[str, tuple[GroupFile, list[str]]] = {}
    for file, reason in session.exec(query):
        found.setdefault(file.id, (file, []))[1].append(reason)
    return list(found.values())


def reasons_of(session: Session, file: GroupFile) -> list[str]:
    """Return why a file waits for a moderator."""
    return reasons_why(session, FileReport, col(FileReport.file_id) == file.id)


def _on_the_list(found: Access, member_id: str) -> tuple[ColumnElement[bool], ...]:
    here = col(GroupFile.group_id) == found.group.id
    return here, col(GroupFile.post_id).is_(None), _not_hidden(found, member_id)


def _not_hidden(found: Access, member_id: str) -> ColumnElement[bool]:
    if found.moderates:
        return true()
    return or_(col(GroupFile.hidden_at).is_(None), col(GroupFile.by_id) == member_id)


def _waits(group_id: str) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on a file, joined to its reports, to wait for a moderator.

    The file of a post that is removed goes with it, and waits for nobody.
    """
    removed = select(Post.id).where(col(Post.removed_at).is_not(None))
    return (
        col(GroupFile.group_id) == group_id,
        col(FileReport.settled_at).is_(None),
        or_(col(GroupFile.post_id).is_(None), col(GroupFile.post_id).not_in(removed)),
    )


def no_file() -> NotFound:
    """Return the one answer about files that are not there, or not for the reader."""
    return NotFound(_("There is no such file, or it is not open to you."))
