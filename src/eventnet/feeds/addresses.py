"""Addresses of feeds: each holds whose it is, what it gathers, and a generation; all is signed."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session, select

from eventnet import audit, clock
from eventnet.communities.models import Membership
from eventnet.database import lock, writing
from eventnet.feeds.models import FeedAddress, FeedKind
from eventnet.tokens import Signer

FEED = "feed"
FIRST = 1

called_now: list[Callable[[Session, str], str | None]] = []
"""Where somebody whom a feed is about once had another id; a later feature knows."""


@dataclass(frozen=True)
class Wanted:
    """What a feed gathers: its kind, and which group, member or topic it is about, if any."""

    kind: FeedKind
    about_id: str = ""

    @property
    def name(self) -> str:
        """What it is called in addresses of pages."""
        return f"{self.kind}-{self.about_id}" if self.about_id else self.kind.value


def tokens_of(session: Session, key: str, member_id: str, wanted: list[Wanted]) -> list[str]:
    """Return what the addresses of a member's feeds hold, in as many statements for one as all."""
    query = select(FeedAddress).where(FeedAddress.member_id == member_id)
    renewed = {(one.kind, one.about_id): one.generation for one in session.exec(query)}
    signer = Signer(key, FEED)
    return [
        signer.seal(
            [member_id, one.kind, one.about_id, renewed.get((one.kind, one.about_id), FIRST)]
        )
        for one in wanted
    ]


def read_token(session: Session, key: str, token: str) -> tuple[str, Wanted] | None:
    """Return whose feed an address is, and what it gathers; None if it was renewed, or is none."""
    content = Signer(key, FEED).unseal(token)
    if content is None:
        return None
    member_id, kind, about_id, generation = content
    address = session.get(FeedAddress, (member_id, FeedKind(kind), about_id))
    if generation != (FIRST if address is None else address.generation):
        return None
    wanted = _as_called_now(session, member_id, Wanted(FeedKind(kind), about_id))
    return (member_id, wanted) if wanted else None


def _as_called_now(session: Session, member_id: str, wanted: Wanted) -> Wanted | None:
    """Return what a feed gathers, where whom it is about is called otherwise by now.

    Where the feed by their name of now was renewed, older addresses do not stand in for it.
    """
    for asked in called_now if wanted.kind is FeedKind.MEMBER else ():
        about_id = asked(session, wanted.about_id)
        if about_id is not None:
            renewed = session.get(FeedAddress, (member_id, wanted.kind, about_id))
            return None if renewed else Wanted(wanted.kind, about_id)
    return wanted


def renew(session: Session, member: Membership, wanted: Wanted) -> None:
    """Make a new address for a feed; older ones stop working at once."""
    with writing(session):
        lock(session, Membership, member.id)  # two renewals follow one another
        key = (member.id, wanted.kind, wanted.about_id)
        address = session.get(FeedAddress, key, populate_existing=True) or FeedAddress(
            member_id=member.id,
            kind=wanted.kind,
            about_id=wanted.about_id,
            generation=FIRST,
        )
        address.generation += 1
        address.renewed_at = clock.now()
        session.add(address)
        audit.record(
            session,
            "feed.renewed",
            account_id=member.account_id,
            community_id=member.community_id,
            subject=member.id,
            kind=wanted.kind.value,
        )
