"""To whom a letter is written in a community: a member who is here, whose account is in use."""

from dataclasses import dataclass
from typing import TypeVar

from sqlmodel import Session, col, select

from eventnet.accounts.links import WAY_IN_PATH, way_in_token
from eventnet.accounts.models import Account
from eventnet.communities.models import Community, Membership
from eventnet.database import writing
from eventnet.jobs import Ground
from eventnet.mail.outbox import Letter, draw_up, post_all
from eventnet.settings import Settings


@dataclass(frozen=True)
class MemberDesk:
    """To whom a letter is written, in which community."""

    settings: Settings
    reader: Membership
    account: Account
    community: Community

    def way_to(self, path: str) -> str:
        """Return the address by which the reader gets to a page of the community."""
        there = f"/c/{self.community.slug}{path}"
        token = way_in_token(self.settings, self.account.email, there)
        return self.settings.origin + WAY_IN_PATH.format(token=token)


AnyDesk = TypeVar("AnyDesk", bound=MemberDesk)


def desk_of(kind: type[AnyDesk], ground: Ground, session: Session, key: str) -> AnyDesk | None:
    """Return the desk for a letter to a member; None if they have left, or are on the way out."""
    query = (
        select(Membership, Account, Community)
        .join(Account, col(Account.id) == Membership.account_id)
        .join(Community, col(Community.id) == Membership.community_id)
        .where(
            Membership.id == key,
            col(Membership.left_at).is_(None),
            col(Account.deactivated_at).is_(None),
        )
    )
    found = session.exec(query).one_or_none()
    return kind(ground.settings, *found) if found is not None else None


def send(session: Session, desk: MemberDesk, letter: Letter) -> None:
    """Post a letter to whom it is written, in a transaction of its own."""
    mail = draw_up(desk.settings, desk.account.email, letter)
    with writing(session):
        post_all(session, [mail])
