"""The clockwork of digests: each comes once in its time, whoever starts it how often."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, func, or_, select

from eventnet import clock, i18n
from eventnet.accounts.models import Account
from eventnet.communities.models import Community, Membership
from eventnet.database import lock, writing
from eventnet.digests.gathering import gather
from eventnet.digests.letters import KIND, Sender, digest_letter
from eventnet.digests.models import Digest, Rhythm
from eventnet.digests.rhythm import is_due, latest_morning, new_since
from eventnet.discussions.mailing import reply_address
from eventnet.events.models import Attendance, Event
from eventnet.jobs import Ground, job, one_by_one
from eventnet.mail.models import MailStop, MailTrouble
from eventnet.mail.outbox import post
from eventnet.settings import Settings
from eventnet.time_zones import zone_named

UTC_NAME = "UTC"
LATELY = timedelta(hours=12)
"""Whoever was told since then is due in no time zone."""


@job(cron="*/15 * * * *")
def send_digests(ground: Ground) -> None:
    """Write to everybody whose morning it is, and who was not told since."""
    with ground.sessions() as session:
        members = to_tell(session, clock.now())

    def write(member_id: str) -> None:
        with ground.sessions() as session:
            tell(session, ground.settings, member_id)

    one_by_one("membership", members, write)


def to_tell(session: Session, now: datetime) -> list[str]:
    """Return the members whose digest is due, of those whose address takes such mails."""
    stopped = select(MailStop.email).where(MailStop.kind == KIND)
    query = (
        select(Membership, Digest, zone_name())
        .join(Account, col(Account.id) == Membership.account_id)
        .outerjoin(Digest, col(Digest.member_id) == Membership.id)
        .where(
            col(Membership.left_at).is_(None),
            col(Account.deactivated_at).is_(None),
            or_(col(Digest.rhythm).is_(None), col(Digest.rhythm) != Rhythm.NEVER),
            or_(col(Digest.told_at).is_(None), col(Digest.told_at) < now - LATELY),
            col(Account.email).not_in(stopped),
            col(Account.email).not_in(select(MailTrouble.email)),
        )
        .order_by(col(Membership.id))
    )
    return [
        member.id
        for member, digest, zone in session.exec(query)
        if is_due(*_standing(digest), _zone(zone), member.joined_at, now)
    ]


def _standing(digest: Digest | None) -> tuple[Rhythm, datetime | None]:
    """Return how often somebody wants a digest, and until when they were told."""
    return (digest.rhythm, digest.told_at) if digest else (Rhythm.WEEKLY, None)


def zone_name() -> Any:
    """Return the time zone of a member as a column: theirs, else that of their latest event."""
    event = (
        select(Event.time_zone)
        .join(Attendance, col(Attendance.event_id) == Event.id)
        .where(Attendance.membership_id == Membership.id)
        .order_by(col(Event.starts_on).desc(), col(Event.id))
        .limit(1)
        .correlate(Membership)
        .scalar_subquery()
    )
    return func.coalesce(Account.time_zone, event, UTC_NAME)


def _zone(name: str) -> ZoneInfo:
    return zone_named(name) or ZoneInfo(UTC_NAME)


@dataclass(frozen=True)
class Reader:
    """Whose digest it is, as they stood before it."""

    account: Account
    member: Membership
    rhythm: Rhythm
    told_at: datetime | None
    zone: ZoneInfo

    def is_due(self, now: datetime) -> bool:
        """Say whether they are to get one now."""
        if self.account.deactivated_at is not None or self.member.left_at is not None:
            return False
        return is_due(self.rhythm, self.told_at, self.zone, self.member.joined_at, now)


def tell(session: Session, settings: Settings, member_id: str) -> None:
    """Write one member's digest and note that they were told, both or neither.

    Whoever comes second finds them held, and then told.
    """
    now = clock.now()
    with writing(session):
        member = lock(session, Membership, member_id)
        if member is None:
            return
        account = session.get_one(Account, member.account_id, populate_existing=True)
        digest = session.get(Digest, member_id, populate_existing=True)
        digest = digest or Digest(member_id=member_id)
        zone = _zone_of(session, member_id)
        reader = Reader(account, member, digest.rhythm, digest.told_at, zone)
        if not reader.is_due(now):
            return
        digest.told_at = now
        session.add(digest)
        with i18n.speaking(account.language):
            _write(session, settings, reader, now)


def _zone_of(session: Session, member_id: str) -> ZoneInfo:
    query = select(zone_name()).select_from(Membership)
    query = query.join(Account, col(Account.id) == Membership.account_id)
    return _zone(session.exec(query.where(Membership.id == member_id)).one())


def _write(session: Session, settings: Settings, reader: Reader, now: datetime) -> None:
    """Post what is new, if anything is."""
    member, rhythm = reader.member, reader.rhythm
    news = gather(session, member, new_since(rhythm, member.joined_at, reader.told_at, now))
    if not len(news):
        return
    talk = news.only_talk
    letter = digest_letter(
        Sender(settings, reader.account, session.get_one(Community, member.community_id)),
        rhythm,
        news,
        once=f"digest:{member.id}:{latest_morning(rhythm, reader.zone, now):%Y-%m-%d}",
        reply_to=reply_address(session, settings, member.id, talk.first.thread.id)
        if talk
        else None,
    )
    post(session, settings, reader.account.email, letter)
