"""Who lets themselves be asked, as a condition and as a choice. Whoever chose nothing does not."""

from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, exists

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.database import lock, writing
from eventnet.errors import NotFound
from eventnet.i18n import gettext as _
from eventnet.introductions.models import IntroductionChoice

# Whoever asks may read these tables too.
CHOICE, MEMBER, ACCOUNT = aliased(IntroductionChoice), aliased(Membership), aliased(Account)


def introduces(member: Any) -> ColumnElement[bool]:
    """Return the condition that somebody introduces people whom they know."""
    return _chose(member, col(CHOICE.introduces))


def reachable(member: Any) -> ColumnElement[bool]:
    """Return the condition that somebody may be reached over those who know them."""
    return _chose(member, col(CHOICE.reachable))


def _chose(member: Any, what: Any) -> ColumnElement[bool]:
    return exists().where(
        col(CHOICE.membership_id) == member,
        what,
        col(MEMBER.id) == CHOICE.membership_id,
        col(MEMBER.left_at).is_(None),
        col(ACCOUNT.id) == MEMBER.account_id,
        col(ACCOUNT.deactivated_at).is_(None),
    )


def choice_of(session: Session, membership_id: str) -> IntroductionChoice:
    """Return what somebody chose; nothing, if they have not."""
    found = session.get(IntroductionChoice, membership_id, populate_existing=True)
    return found or IntroductionChoice(membership_id=membership_id)


def choose(session: Session, membership_id: str, *, introduces: bool, reachable: bool) -> None:
    """Say what others may ask; what is under way already goes on."""
    with writing(session):
        held = lock(session, Membership, membership_id)
        if held is None or held.left_at is not None:
            raise NotFound(_("You are not a member of this community any more."))
        choice = choice_of(session, membership_id)
        choice.introduces, choice.reachable = introduces, reachable
        choice.changed_at = clock.now()
        session.add(choice)
