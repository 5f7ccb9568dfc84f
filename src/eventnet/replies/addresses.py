"""Addresses that answers by mail go to: made for a mail, and read when one comes."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.models import Community, Membership
from eventnet.database import insert_missing
from eventnet.discussions.mailing import answered_at
from eventnet.discussions.models import Thread
from eventnet.ids import new_id
from eventnet.replies.models import ReplyAddress
from eventnet.settings import Settings
from eventnet.tokens import Signer

REPLY = "reply"
LASTS = timedelta(days=90)
"""So long after the last mail about a thread it can be answered."""


@dataclass(frozen=True)
class Answerer:
    """Who answers by an address, and where."""

    address: ReplyAddress
    account: Account
    membership: Membership
    thread: Thread
    community: Community


def address_for(session: Session, settings: Settings, member_id: str, thread_id: str) -> str | None:
    """Return where a member answers in a thread, inside the caller's transaction.

    None where the installation takes no answers.
    """
    if settings.reply_address is None:
        return None
    lasts = clock.now() + LASTS
    row = {"id": new_id(), "member_id": member_id, "thread_id": thread_id}
    insert_missing(session, ReplyAddress, [row | {"expires_at": lasts, "taken": 0}])
    mine = (ReplyAddress.member_id == member_id, ReplyAddress.thread_id == thread_id)
    found = session.exec(select(ReplyAddress).where(*mine)).one()
    found.expires_at = lasts
    session.add(found)
    name, _at, host = settings.reply_address.partition("@")
    return f"{name}+{Signer(settings.key, REPLY).stamp(found.id)}@{host}"


def find_answerer(session: Session, settings: Settings, address: str) -> Answerer | None:
    """Return who answers at an address, and where; None if it is forged, foreign or over."""
    key = _key(settings, address)
    if key is None:
        return None
    query = (
        select(ReplyAddress, Account, Membership, Thread)
        .join(Membership, col(Membership.id) == ReplyAddress.member_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .join(Thread, col(Thread.id) == ReplyAddress.thread_id)
        .where(
            ReplyAddress.id == key,
            ReplyAddress.expires_at > clock.now(),
            col(Account.deactivated_at).is_(None),
        )
    )
    found = session.exec(query).one_or_none()
    if found is None:
        return None
    community = session.get_one(Community, found[2].community_id)
    return Answerer(*found, community=community)


def _key(settings: Settings, address: str) -> str | None:
    name, _at, host = (settings.reply_address or "").lower().partition("@")
    local, at, domain = address.strip().strip("<>").rpartition("@")
    given, plus, token = local.partition("+")
    if not (name and at and plus) or (given.lower(), domain.lower()) != (name, host):
        return None
    return Signer(settings.key, REPLY).stamped(token)


answered_at.append(address_for)
