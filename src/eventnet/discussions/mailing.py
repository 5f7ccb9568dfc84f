"""The clockwork that mails those whom posts are meant for, a few times a day at most."""

from collections.abc import Callable
from datetime import timedelta

from sqlmodel import Session, and_, col, func, or_, select

from eventnet import clock, i18n
from eventnet.accounts.models import Account
from eventnet.communities.models import Community, Membership
from eventnet.database import lock, writing
from eventnet.discussions.letters import KIND, Meant, mention_letter
from eventnet.discussions.models import Following, Mention, Post, Reading, Thread
from eventnet.groups.access import readable
from eventnet.groups.models import Group
from eventnet.groups.people import somebody_who_left, view_those_in
from eventnet.jobs import Ground, job
from eventnet.mail.models import OutboxMail
from eventnet.mail.outbox import post
from eventnet.people.silence import unheard_members
from eventnet.settings import Settings

PATIENCE = timedelta(minutes=10)
"""So long a mail waits, since many read it on the page meanwhile."""
QUIET = timedelta(hours=6)
"""So long no other mail of this kind comes."""
OLD = timedelta(days=2)
"""What was not told of by then is read on the page."""
MOST_LINES = 10
BATCH = 500
answered_at: list[Callable[[Session, Settings, str, str], str | None]] = []
"""Where a member may send an answer to a mail about a thread, of the two; later features say it."""


@job(cron="*/5 * * * *")
def tell_meant(ground: Ground) -> None:
    """Write to those whom posts are meant for, which they have not read."""
    with ground.sessions() as session:
        due = (
            select(Mention.member_id)
            .join(Post, col(Post.id) == Mention.post_id)
            .where(
                col(Mention.heard),
                col(Mention.told_at).is_(None),
                Post.posted_at <= clock.now() - PATIENCE,
            )
            .distinct()
            .limit(BATCH)
        )
        for member_id in session.exec(due).all():
            with writing(session):
                _tell(session, ground.settings, member_id)


def _tell(session: Session, settings: Settings, member_id: str) -> None:
    membership = lock(session, Membership, member_id)
    if membership is None:
        return
    account = session.get_one(Account, membership.account_id)
    if _told_lately(session, account.email):
        return
    found = _unread(session, membership)
    for mention in _due(session, member_id):
        mention.told_at = clock.now()
        session.add(mention)
    if not found or account.deactivated_at is not None or membership.left_at is not None:
        return
    community = session.get_one(Community, membership.community_id)
    threads = {one.thread.id for one in found}
    reply_to = reply_address(session, settings, member_id, *threads) if len(threads) == 1 else None
    with i18n.speaking(account.language):
        letter = mention_letter(settings, account, community, found, reply_to=reply_to)
        post(session, settings, account.email, letter)


def reply_address(
    session: Session, settings: Settings, member_id: str, thread_id: str
) -> str | None:
    """Return where a member may send an answer to a mail about a thread; None: nowhere."""
    ways = (where(session, settings, member_id, thread_id) for where in answered_at)
    return next((way for way in ways if way), None)


def _due(session: Session, member_id: str) -> list[Mention]:
    query = (
        select(Mention)
        .join(Post, col(Post.id) == Mention.post_id)
        .where(
            Mention.member_id == member_id,
            col(Mention.heard),
            col(Mention.told_at).is_(None),
            Post.posted_at <= clock.now() - PATIENCE,
        )
    )
    return list(session.exec(query.execution_options(populate_existing=True)))


def _unread(session: Session, membership: Membership) -> list[Meant]:
    """Return what a member may read, and has not: not muted, hidden, or of whom they hear not."""
    query = (
        select(Post, Thread, Group)
        .join(Mention, col(Mention.post_id) == Post.id)
        .join(Thread, col(Thread.id) == Post.thread_id)
        .join(Group, col(Group.id) == Thread.group_id)
        .outerjoin(
            Reading,
            and_(col(Reading.thread_id) == Thread.id, col(Reading.member_id) == membership.id),
        )
        .where(
            Mention.member_id == membership.id,
            col(Mention.heard),
            col(Mention.told_at).is_(None),
            col(Post.posted_at) <= clock.now() - PATIENCE,
            col(Post.posted_at) > clock.now() - OLD,
            col(Post.removed_at).is_(None),
            col(Post.hidden_at).is_(None),
            col(Post.number) > func.coalesce(col(Reading.read), 0),
            or_(col(Reading.following).is_(None), col(Reading.following) != Following.MUTED),
            readable(membership),
        )
        .order_by(col(Post.posted_at), col(Post.id))
        .limit(MOST_LINES)
    )
    rows = session.exec(query).all()
    writers = {one.by_id for one, _thread, _group in rows if one.by_id}
    silent = unheard_members(session, membership.id, writers)
    found = []
    for one, thread, group in rows:
        if one.by_id in silent:
            continue
        names = view_those_in(session, membership, group.id, [one.by_id] if one.by_id else [])
        by = names.get(one.by_id or "") or somebody_who_left()
        found.append(Meant(by.name, thread, one.number))
    return found


def _told_lately(session: Session, email: str) -> bool:
    query = select(func.count()).where(
        OutboxMail.to == email,
        OutboxMail.kind == KIND,
        OutboxMail.created_at > clock.now() - QUIET,
    )
    return bool(session.exec(query).one())
