"""Giving a file to a group, and taking it away."""

from collections.abc import Collection
from pathlib import Path

from sqlmodel import Session, col, func, select

from eventnet import audit
from eventnet.body_limit import MEGABYTE
from eventnet.communities.models import Membership
from eventnet.database import writing
from eventnet.discussions.holding import Place, held_post
from eventnet.errors import Conflict, NotFound
from eventnet.files.keeping import Sent, drop, store
from eventnet.files.models import MOST_AT_A_POST, MOST_FILES, MOST_OF_A_GROUP, GroupFile
from eventnet.files.queries import file_of, no_file
from eventnet.groups.holding import hold, who_reads, who_writes
from eventnet.i18n import gettext as _
from eventnet.ids import new_id
from eventnet.people.search.kept import kept_words


def add_file(
    session: Session,
    membership: Membership,
    where: str | Place,
    sent: Sent,
    folder: Path,
    *,
    once: str = "",
) -> GroupFile:
    """Give a file to a group's list, or to one's own post. The same form once more is the same."""
    stored, size = store(sent, folder)
    try:
        with writing(session):
            group_id, post_id = _held(session, membership, where)
            if known := _given(session, membership, once):
                drop(folder, stored)
                return known
            made = GroupFile(
                group_id=group_id,
                by_id=membership.id,
                post_id=post_id,
                name=sent.name,
                found=kept_words(sent.name),
                kind=sent.kind,
                size=size,
                stored=stored,
                once=once or new_id(),
            )
            _refuse_too_many(session, made)
            session.add(made)
            return made
    except BaseException:
        drop(folder, stored)
        raise


def _held(session: Session, membership: Membership, where: str | Place) -> tuple[str, int | None]:
    """Hold the group, and the post if it is for one; return which they are."""
    group_id = where.group_id if isinstance(where, Place) else where
    who_writes(hold(session, group_id, membership.id))
    if not isinstance(where, Place):
        return group_id, None
    post = held_post(session, membership, where)
    if post.by_id != membership.id or not post.is_shown:
        raise NotFound(_("There is no such post, or it is not yours."))
    return group_id, post.key


def _given(session: Session, membership: Membership, once: str) -> GroupFile | None:
    """Return the file that a member gave with the same form a moment ago."""
    query = select(GroupFile).where(GroupFile.by_id == membership.id, GroupFile.once == once)
    return session.exec(query).first() if once else None


def _refuse_too_many(session: Session, made: GroupFile) -> None:
    query = select(func.count(), func.coalesce(func.sum(col(GroupFile.size)), 0))
    number, used = session.exec(query.where(GroupFile.group_id == made.group_id)).one()
    if number >= MOST_FILES or used + made.size > MOST_OF_A_GROUP:
        raise Conflict(
            _(
                "This group has no more room: %(files)d files and %(most)d MB are the most. Take "
                "away what is not needed any more.",
                files=MOST_FILES,
                most=MOST_OF_A_GROUP // MEGABYTE,
            )
        )
    beside = select(func.count()).where(GroupFile.post_id == made.post_id)
    if made.post_id is not None and session.exec(beside).one() >= MOST_AT_A_POST:
        raise Conflict(
            _("A post has %(most)d files at most. Give it to the group.", most=MOST_AT_A_POST)
        )


def remove_file(
    session: Session, membership: Membership, group_id: str, file_id: str, folder: Path
) -> None:
    """Take a file away: whoever gave it, or whoever keeps order in the group."""
    with writing(session):
        found = who_reads(hold(session, group_id, membership.id))
        file = file_of(session, found, membership.id, file_id)
        if file is None or not (file.by_id == membership.id or found.moderates):
            raise no_file()
        stored = file.stored
        if file.by_id != membership.id:
            audit.record(
                session,
                "file.removed",
                account_id=membership.account_id,
                community_id=membership.community_id,
                subject=file.by_id,
                group=group_id,
            )
        session.delete(file)
    drop(folder, stored)


def erase_files_of(session: Session, member_ids: Collection[str], folder: Path) -> None:
    """Let go of everything that these gave to groups, on the disk and off it."""
    with writing(session):
        files = list(session.exec(select(GroupFile).where(col(GroupFile.by_id).in_(member_ids))))
        stored = [file.stored for file in files]
        for file in files:
            session.delete(file)
    for name in stored:
        drop(folder, name)
