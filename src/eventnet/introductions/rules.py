"""What stands between somebody and asking to be introduced to another, and how much one may ask.

It rests on the asker's own doings alone: a no and a silence count the same, and so does what never
reached anybody.
"""

from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from eventnet.dates import day
from eventnet.errors import Conflict, Refused
from eventnet.i18n import gettext as _
from eventnet.introductions.models import Introduction, IntroductionState
from eventnet.people.silence import unheard_members
from eventnet.ties.paths import know_each_other

PATIENCE = timedelta(days=21)
"""How long all of them together have for their words."""
AGAIN_AFTER = timedelta(days=30)
"""So long after one ended, or was taken back, the same person can be asked for again."""
MOST_OPEN = 5
"""So many somebody may have under way."""


def bar(session: Session, from_id: str, to_id: str, now: datetime) -> str:
    """Say what keeps somebody from asking for another, and the way out; nothing if nothing does."""
    if know_each_other(session, from_id, to_id):
        return _("The two of you know each other already. Write to them, or meet them again.")
    if unheard_members(session, from_id, [to_id]):
        return _(
            "You said that you would rather not hear of this person. Take that back at the event "
            "where you said it, and you can ask to be introduced."
        )
    last = _last(session, from_id, to_id)
    if last is None:
        return ""
    if last.state is IntroductionState.WAITING and last.expires_at > now:
        return _("You have asked already; that waits for an answer.")
    if last.state is IntroductionState.MADE:
        return _("You are introduced already. You find them under “Introductions”.")
    again = min(last.changed_at, last.expires_at) + AGAIN_AFTER
    if again > now:
        return _(
            "You asked to be introduced to them a while ago. You can ask again from %(day)s on.",
            day=day(again.date(), "long"),
        )
    return ""


def refuse_barred(session: Session, from_id: str, to_id: str, now: datetime) -> None:
    """Refuse what cannot be asked now."""
    words = bar(session, from_id, to_id, now)
    if words:
        raise Conflict(words)
    if open_of(session, from_id, now) >= MOST_OPEN:
        raise Refused(spent_in_words())


def spent_in_words() -> str:
    """Say that as many are under way as may be."""
    return _(
        "You have asked for %(most)d introductions that are still under way, which is as many as "
        "you can have at a time. Wait for a word, or take one back.",
        most=MOST_OPEN,
    )


def open_of(session: Session, from_id: str, now: datetime) -> int:
    """Return how many somebody has under way."""
    query = select(func.count()).select_from(Introduction)
    return session.exec(
        query.where(
            Introduction.from_id == from_id,
            Introduction.state == IntroductionState.WAITING,
            Introduction.expires_at > now,
        )
    ).one()


def _last(session: Session, from_id: str, to_id: str) -> Introduction | None:
    """Return what somebody asked for last with another; or what was made between the two."""
    two = (from_id, to_id)
    query = (
        select(Introduction)
        .where(
            col(Introduction.from_id).in_(two),
            col(Introduction.to_id).in_(two),
            (Introduction.from_id == from_id) | (Introduction.state == IntroductionState.MADE),
        )
        .order_by(
            (col(Introduction.state) == IntroductionState.MADE).desc(),
            col(Introduction.created_at).desc(),
        )
    )
    return session.exec(query).first()
