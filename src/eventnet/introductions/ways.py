"""The ways to a person: whom to ask, out of those whom one knows.

Who has not agreed to it stands on no way and at no end of one, so from what is offered, or not,
nobody learns of a tie whose two did not both agree. Whoever has enough to answer is spared.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from eventnet.introductions.consent import introduces, reachable
from eventnet.introductions.models import Introduction, IntroductionState, IntroductionStep
from eventnet.people.silence import unheard_members
from eventnet.ties.paths import is_near, paths

MOST_WAITING = 3
"""Nobody is asked to pass on more than so many at a time."""


@dataclass(frozen=True)
class Way:
    """Whom to ask, and whether they know the other themselves, or somebody who does."""

    first_id: str
    is_direct: bool


def ways(session: Session, from_id: str, to_id: str, now: datetime) -> list[Way]:
    """Return whom somebody can ask to be introduced to another, the best first."""
    if not session.scalar(select(reachable(to_id))):
        return []
    found = paths(session, (from_id, to_id), introduces, now)
    firsts = {path.steps[0] for path in found}
    spared = busy(session, firsts, now) | unheard_members(session, from_id, firsts)
    return [
        Way(path.steps[0], len(path.steps) == 1) for path in found if path.steps[0] not in spared
    ]


def way_on(
    session: Session, step: IntroductionStep, asked: Introduction, now: datetime
) -> str | None:
    """Return whose word it takes next if somebody passes on: the one asked for, or one between."""
    if not session.scalar(select(reachable(asked.to_id))):
        return None
    if is_near(session, step.membership_id, asked.to_id, now):
        return asked.to_id
    if step.number > 1:
        return None
    two = (step.membership_id, asked.to_id)
    found = paths(session, two, introduces, now, between=1, but=[asked.from_id])
    spared = busy(session, {path.steps[0] for path in found}, now)
    return next((path.steps[0] for path in found if path.steps[0] not in spared), None)


def busy(session: Session, ids: Collection[str], now: datetime) -> set[str]:
    """Return who of these has enough to pass on; what only seems to have been sent counts too."""
    query = (
        select(IntroductionStep.membership_id)
        .join(Introduction, col(Introduction.id) == IntroductionStep.introduction_id)
        .where(
            col(IntroductionStep.membership_id).in_(ids),
            col(IntroductionStep.membership_id) != Introduction.to_id,
            col(IntroductionStep.answered_at).is_(None),
            Introduction.state == IntroductionState.WAITING,
            Introduction.expires_at > now,
        )
        .group_by(col(IntroductionStep.membership_id))
        .having(func.count() >= MOST_WAITING)
    )
    return set(session.exec(query))
