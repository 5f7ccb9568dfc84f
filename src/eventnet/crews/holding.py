"""Holding a brief: before it all whom it concerns, in the order of their ids, as everybody does."""

from sqlmodel import Session, select

from eventnet.asks.holding import hold_members
from eventnet.crews.models import LIVE, CrewBrief, CrewSeat
from eventnet.database import lock
from eventnet.errors import Conflict, NotFound
from eventnet.i18n import gettext as _


def hold_brief(session: Session, brief_id: str, *besides: str) -> CrewBrief | None:
    """Return a brief as it is now, held; None if there is none."""
    author = session.exec(select(CrewBrief.by_id).where(CrewBrief.id == brief_id)).all()
    seated = session.exec(select(CrewSeat.member_id).where(CrewSeat.brief_id == brief_id)).all()
    hold_members(session, {*author, *seated, *besides})
    return lock(session, CrewBrief, brief_id)


def hold_own(session: Session, member_id: str, brief_id: str) -> CrewBrief:
    """Return a live brief of a member, held."""
    brief = hold_brief(session, brief_id)
    if brief is None or brief.by_id != member_id:
        raise no_such_crew()
    if brief.state not in LIVE:
        raise Conflict(_("This brief has ended. Write another, if you still need people."))
    return brief


def no_such_crew() -> NotFound:
    """Return the one answer about briefs that are not theirs, or not any more."""
    return NotFound(_("There is no such crew for you; perhaps it has ended."))
