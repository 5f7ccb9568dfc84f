"""Whose ties may be drawn. Whoever chose nothing is an unnamed dot, and their ties are in sums."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.batches import batches
from eventnet.communities.models import Membership
from eventnet.database import lock, writing
from eventnet.errors import NotFound
from eventnet.i18n import gettext as _
from eventnet.networks.models import NetworkChoice


def is_drawn(session: Session, membership_id: str) -> bool:
    """Return whether somebody lets their ties be drawn."""
    found = session.get(NetworkChoice, membership_id, populate_existing=True)
    return found is not None and found.drawn


def drawn_of(session: Session, membership_ids: Collection[str]) -> set[str]:
    """Return who of these lets their ties be drawn."""
    found: set[str] = set()
    for some in batches(sorted(membership_ids)):
        query = select(NetworkChoice.membership_id).where(
            col(NetworkChoice.membership_id).in_(some), col(NetworkChoice.drawn)
        )
        found |= set(session.exec(query))
    return found


def choose(session: Session, membership_id: str, *, drawn: bool) -> None:
    """Say whether one's ties may be drawn; it holds for every map from the next look on."""
    with writing(session):
        held = lock(session, Membership, membership_id)
        if held is None or held.left_at is not None:
            raise NotFound(_("You are not a member of this community any more."))
        choice = session.get(NetworkChoice, membership_id, populate_existing=True)
        choice = choice or NetworkChoice(membership_id=membership_id)
        choice.drawn, choice.changed_at = drawn, clock.now()
        session.add(choice)
