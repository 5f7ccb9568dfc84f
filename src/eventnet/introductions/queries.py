"""Reads of introductions: those asked for, those that wait for a word, and those made."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, and_, col, func, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.introductions.models import Introduction, IntroductionState, IntroductionStep

MOST = 100
"""So many of a kind are listed, the latest."""
MINE_TO_SEE = (
    IntroductionState.WAITING,
    IntroductionState.DECLINED,
    IntroductionState.EXPIRED,
    IntroductionState.WITHDRAWN,
)


@dataclass(frozen=True)
class Asked:
    """A request as who made it has it, and whom they asked."""

    introduction: Introduction
    first_id: str | None
    """None once whom they asked is erased."""


@dataclass(frozen=True)
class Waiting:
    """A request as somebody has it for whose word it waits."""

    introduction: Introduction
    step: IntroductionStep
    by_id: str
    """Who brings it: the one who asks, or whoever passed it on."""
    words: str
    """With which they passed it on."""

    @property
    def is_about_me(self) -> bool:
        """Whether it is the reader who is asked for."""
        return self.step.membership_id == self.introduction.to_id


def asked_by(session: Session, membership_id: str) -> list[Asked]:
    """Return what somebody asked for and has not come about, the latest first."""
    query = (
        select(Introduction, IntroductionStep.membership_id)
        .outerjoin(
            IntroductionStep,
            and_(
                col(IntroductionStep.introduction_id) == Introduction.id,
                col(IntroductionStep.number) == 1,
            ),
        )
        .where(
            Introduction.from_id == membership_id,
            col(Introduction.state).in_(MINE_TO_SEE),
        )
        .order_by(col(Introduction.created_at).desc(), col(Introduction.id))
        .limit(MOST)
    )
    return [Asked(*row) for row in session.exec(query)]


def waiting_for(
    session: Session, membership_id: str, now: datetime, only: str | None = None
) -> list[Waiting]:
    """Return what waits for somebody's word, the oldest first; one only, if given."""
    before = IntroductionStep.__table__.alias()  # type: ignore[attr-defined]
    query = (
        select(Introduction, IntroductionStep, before.c.membership_id, before.c.words)
        .join(Introduction, col(Introduction.id) == IntroductionStep.introduction_id)
        .outerjoin(
            before,
            and_(
                before.c.introduction_id == IntroductionStep.introduction_id,
                before.c.number == IntroductionStep.number - 1,
            ),
        )
        .where(*_waits(membership_id, now))
        .order_by(col(IntroductionStep.asked_at), col(Introduction.id))
        .limit(MOST)
    )
    if only is not None:
        query = query.where(Introduction.id == only)
    return [
        Waiting(asked, step, by_id or asked.from_id, words or "")
        for asked, step, by_id, words in session.exec(query)
    ]


def waiting_count(session: Session, membership_id: str, now: datetime) -> int:
    """Return how many wait for somebody's word."""
    query = (
        select(func.count())
        .select_from(IntroductionStep)
        .join(Introduction, col(Introduction.id) == IntroductionStep.introduction_id)
    )
    return session.exec(query.where(*_waits(membership_id, now))).one()


def _waits(membership_id: str, now: datetime) -> tuple[Any, ...]:
    return (
        IntroductionStep.membership_id == membership_id,
        col(IntroductionStep.reached),
        col(IntroductionStep.answered_at).is_(None),
        Introduction.state == IntroductionState.WAITING,
        Introduction.expires_at > now,
        col(Introduction.from_id).in_(_there()),
    )


def _there() -> SelectOfScalar[str]:
    """Return the members who are in their community, with an account that is in use."""
    return (
        select(Membership.id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(col(Membership.left_at).is_(None), col(Account.deactivated_at).is_(None))
    )


def is_open(session: Session, asked: Introduction, now: datetime) -> bool:
    """Return whether it can still be answered: who asked is there, and its time is not over."""
    there = _there().where(Membership.id == asked.from_id)
    waits = asked.state is IntroductionState.WAITING and asked.expires_at > now
    return waits and session.exec(there).first() is not None


def made_with(session: Session, membership_id: str) -> list[Introduction]:
    """Return the introductions of somebody that were made and stand, the latest first."""
    query = (
        select(Introduction)
        .where(
            or_(Introduction.from_id == membership_id, Introduction.to_id == membership_id),
            Introduction.state == IntroductionState.MADE,
        )
        .order_by(col(Introduction.changed_at).desc(), col(Introduction.id))
        .limit(MOST)
    )
    return list(session.exec(query))


def addresses(
    session: Session, membership_id: str, made: Collection[Introduction]
) -> dict[str, str]:
    """Return the addresses that somebody was given by introductions, by the other's membership.

    Who asked gives theirs by asking; who was asked for, if they said so. Who left takes it along.
    """
    giving = {
        one.other(membership_id) for one in made if one.to_id == membership_id or one.gives_address
    }
    query = (
        select(Membership.id, Account.email)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(
            col(Membership.id).in_(giving),
            col(Membership.left_at).is_(None),
            col(Account.deactivated_at).is_(None),
        )
    )
    return dict(session.exec(query).all())
