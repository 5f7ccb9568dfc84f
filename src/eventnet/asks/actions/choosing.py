"""Verbs about oneself: how often asks may reach me, and what I have helped with counts or not."""

from sqlmodel import Session

from eventnet.asks.holding import hold_members
from eventnet.asks.models import AskChoice, AskHelp, Willingness
from eventnet.database import writing
from eventnet.errors import NotFound
from eventnet.i18n import gettext as _


def choose(
    session: Session, member_id: str, willing: Willingness, *, shows_reliability: bool
) -> None:
    """Say how often asks may reach me, and whether others read that I answer."""
    with writing(session):
        hold_members(session, [member_id])
        choice = session.get(AskChoice, member_id) or AskChoice(member_id=member_id)
        choice.willing, choice.shows_reliability = willing, shows_reliability
        session.add(choice)


def switch_help(session: Session, member_id: str, topic_id: str, *, on: bool) -> None:
    """Let what I have helped with count, and be read, or not."""
    with writing(session):
        known = session.get(AskHelp, (member_id, topic_id), with_for_update=True)
        if known is None:
            raise NotFound(_("You have not helped with this, as far as is known here."))
        known.used = on
        session.add(known)
