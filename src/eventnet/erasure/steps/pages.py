"""Shared pages: the versions that they saved are wiped."""

from sqlmodel import Session, col, select

from eventnet.communities.models import Membership
from eventnet.database import lock, writing
from eventnet.erasure.tracks import Tracks
from eventnet.groups.holding import hold_members
from eventnet.groups.models import Group
from eventnet.jobs import Ground
from eventnet.pages.actions.forgetting import forget_writers, pages_by
from eventnet.pages.index import pages


def erase_from_pages(_ground: Ground, session: Session, tracks: Tracks) -> None:
    """Let every page be as somebody else saved it last; one that nobody else wrote on is gone."""
    with writing(session):
        members = select(Membership.id).where(Membership.account_id == tracks.account_id)
        ids = session.exec(members.order_by(col(Membership.id))).all()
        hold_members(session, ids)
        for group_id in sorted({page.group_id for page in pages_by(session, ids)}):
            lock(session, Group, group_id)
        for page in pages_by(session, ids):
            forget_writers(session, page, ids)
        pages.merge(session)
