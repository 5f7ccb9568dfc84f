"""Keeping order among files: reports of them, hiding one, and showing it again."""

from typing import Literal

from sqlmodel import Session, col

from eventnet import audit, clock
from eventnet.communities.models import Membership
from eventnet.database import writing
from eventnet.discussions.reporting import put_down, settle
from eventnet.errors import Conflict, Refused
from eventnet.files.models import FileReport, GroupFile
from eventnet.files.queries import file_of, no_file
from eventnet.groups.holding import hold, who_moderates, who_reads
from eventnet.i18n import gettext as _

Verdict = Literal["hide", "restore", "keep"]
DEEDS = {"hide": "file.hidden", "restore": "file.restored", "keep": "file.kept"}


def report(
    session: Session, membership: Membership, group_id: str, file_id: str, reason: str
) -> None:
    """Show a file to the moderators; once more changes the reason."""
    with writing(session):
        file = _held(session, membership, group_id, file_id)
        if file.by_id == membership.id:
            raise Refused(_("This is your own file: you can remove it."))
        if file.hidden_at is not None:
            raise Conflict(_("This file is hidden already."))
        key = {"file_id": file.id, "by_id": membership.id}
        put_down(session, FileReport, key, reason)


def judge(
    session: Session, membership: Membership, group_id: str, file_id: str, verdict: Verdict
) -> None:
    """Hide a file, show it again, or let it stand; its reports are settled by that."""
    with writing(session):
        file = _held(session, membership, group_id, file_id, moderates=True)
        hidden = file.hidden_at is not None
        if (verdict == "hide") != hidden and verdict != "keep":
            file.hidden_at = clock.now() if verdict == "hide" else None
            session.add(file)
        settle(session, FileReport, col(FileReport.file_id) == file.id)
        audit.record(
            session,
            DEEDS[verdict],
            account_id=membership.account_id,
            community_id=membership.community_id,
            subject=file.by_id,
            group=group_id,
        )


def _held(
    session: Session,
    membership: Membership,
    group_id: str,
    file_id: str,
    *,
    moderates: bool = False,
) -> GroupFile:
    """Hold the group, and return a file of it that the member may have, or keeps order over."""
    found = who_reads(hold(session, group_id, membership.id))
    if moderates:
        who_moderates(found)
    file = file_of(session, found, membership.id, file_id)
    if file is None:
        raise no_file()
    return file
