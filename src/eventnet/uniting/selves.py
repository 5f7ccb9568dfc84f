"""Memberships and attendances: who is somewhere twice is there once."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, delete, select, update

from eventnet.accounts.models import Account
from eventnet.asks.models import Ask, AskAnswer, AskTurn
from eventnet.communities.models import Community, MemberRole, Membership
from eventnet.events.models import Attendance, Event, Helper, Organizer
from eventnet.introductions.models import Introduction, IntroductionStep
from eventnet.meetings.models import Meeting, MeetingSide
from eventnet.rounds.models import RoundTalk, RoundTalkSide
from eventnet.uniting.standing import Selves
from eventnet.waiting.models import WaitingGuest


def end_what_is_with_oneself(session: Session, selves: Selves) -> None:
    """End what the two had with each other, before it names one person twice."""
    _end_shared(session, Meeting, MeetingSide.meeting_id, MeetingSide.attendance_id, selves)
    _end_shared(session, RoundTalk, RoundTalkSide.talk_id, RoundTalkSide.membership_id, selves)


def _end_shared(session: Session, model: Any, key: Any, person: Any, selves: Selves) -> None:
    pairs = selves.attendances if model is Meeting else selves.memberships
    for goes, stays in pairs.items():
        theirs = select(key).where(person == goes)
        mine = select(key).where(person == stays, col(key).in_(theirs))
        session.exec(delete(model).where(col(model.id).in_(mine)))


def unite_selves(session: Session, selves: Selves, stays_id: str, goes_id: str) -> None:
    """Let one of two memberships, and of two attendances, be the other; then it is no more."""
    for goes, stays in selves.attendances.items():
        _unite_attendances(session, goes, stays)
    for goes, stays in selves.memberships.items():
        _unite_memberships(session, goes, stays)
    session.flush()
    for member in session.exec(select(Membership).where(Membership.account_id == goes_id)).all():
        member.account_id = stays_id
        session.add(member)
    session.flush()


def _unite_attendances(session: Session, goes_id: str, stays_id: str) -> None:
    """Keep what the one that stays has said, and of what it has not said what the other did."""
    stays, goes = (session.get_one(Attendance, key) for key in (stays_id, goes_id))
    for name in ("consent", "max_meetings", "stand", "confirmed_at", "invited_at"):
        if getattr(stays, name) is None:
            setattr(stays, name, getattr(goes, name))
    stays.created_at = min(stays.created_at, goes.created_at)
    stays.vip = stays.vip or goes.vip
    session.add(stays)
    session.delete(goes)
    session.flush()


def _unite_memberships(session: Session, goes_id: str, stays_id: str) -> None:
    stays, goes = (session.get_one(Membership, key) for key in (stays_id, goes_id))
    if goes.left_at is None and goes.role is MemberRole.STEWARD:
        stays.role = MemberRole.STEWARD
    stays.warned_at = stays.ends_at = None
    stays.joined_at = min(stays.joined_at, goes.joined_at)
    session.add(stays)
    rest = update(Attendance).where(col(Attendance.membership_id) == goes_id)
    session.exec(rest.values(membership_id=stays_id))
    session.delete(goes)
    session.flush()


def tidy_offices(session: Session, account_id: str) -> None:
    """Who organizes an event does not help there too; who attends one does not wait for a place."""
    organized = select(Organizer.event_id).where(Organizer.account_id == account_id)
    session.exec(
        delete(Helper).where(
            col(Helper.account_id) == account_id, col(Helper.event_id).in_(organized)
        )
    )
    attended = (
        select(Attendance.event_id)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .where(Membership.account_id == account_id, col(Attendance.left_at).is_(None))
    )
    session.exec(
        delete(WaitingGuest).where(
            col(WaitingGuest.account_id) == account_id, col(WaitingGuest.event_id).in_(attended)
        )
    )


def tidy_asks(session: Session, memberships: Mapping[str, str]) -> None:
    """Nobody is asked what they ask, nor suggested, nor introduced by themselves."""
    for key in set(memberships.values()):
        own = select(Ask.id).where(Ask.by_id == key)
        session.exec(
            delete(AskTurn).where(col(AskTurn.member_id) == key, col(AskTurn.ask_id).in_(own))
        )
        session.exec(
            delete(AskAnswer).where(col(AskAnswer.by_id) == key, col(AskAnswer.ask_id).in_(own))
        )
        session.exec(
            update(AskTurn)
            .where(col(AskTurn.member_id) == key, col(AskTurn.suggested_by_id) == key)
            .values(suggested_by_id=None)
        )
        _tidy_introductions(session, key)


def _tidy_introductions(session: Session, key: str) -> None:
    """An introduction over oneself, or over somebody twice, leads nowhere."""
    over = select(IntroductionStep.introduction_id).where(IntroductionStep.membership_id == key)
    asked = select(Introduction.id).where(
        Introduction.from_id == key, col(Introduction.id).in_(over)
    )
    twice = over.group_by(col(IntroductionStep.introduction_id)).having(sa.func.count() > 1)
    session.exec(
        delete(Introduction).where(
            sa.or_(col(Introduction.id).in_(asked), col(Introduction.id).in_(twice))
        )
    )


def events_of(session: Session, account_id: str) -> list[str]:
    """Return the events that an account attends, by id."""
    query = (
        select(Attendance.event_id)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .where(Membership.account_id == account_id)
        .order_by(col(Attendance.event_id))
    )
    return list(session.exec(query))


def hold_places(session: Session, account_ids: list[str]) -> None:
    """Hold communities, then events, then accounts, then all that they are there."""
    members = select(Membership.id).where(col(Membership.account_id).in_(account_ids))
    communities = select(Membership.community_id).where(col(Membership.account_id).in_(account_ids))
    attended = select(Attendance.event_id).where(col(Attendance.membership_id).in_(members))
    held = (
        (Community, col(Community.id).in_(communities)),
        (Event, col(Event.id).in_(attended)),
        (Account, col(Account.id).in_(account_ids)),
        (Membership, col(Membership.id).in_(members)),
        (Attendance, col(Attendance.membership_id).in_(members)),
    )
    for model, which in held:
        query = sa.select(model).where(which).order_by(model.id).with_for_update()
        session.execute(query.execution_options(populate_existing=True)).all()
