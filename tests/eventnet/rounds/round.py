"""Rounds with people in them, for tests."""

from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session, col, select

from eventnet.communities.models import Community, Membership
from eventnet.events.models import Attendance
from eventnet.jobs import Ground
from eventnet.rounds import beginning
from eventnet.rounds.actions import take_part
from eventnet.rounds.forms import TakingPart
from eventnet.rounds.holding import hold
from eventnet.rounds.models import RoundMember, RoundsSetting, RoundTalk, RoundTalkSide, TalkRound
from tests.factories import save

MONDAY = datetime(2027, 9, 6, 7, 0, tzinfo=UTC)


def a_setting(session: Session, community: Community, **fields: Any) -> RoundsSetting:
    """Let a community hold rounds every Monday."""
    said: dict[str, Any] = {"rhythm": "weekly", "weekday": 0, "starts_on": MONDAY.date()} | fields
    setting = RoundsSetting(community_id=community.id, is_on=True, **said)
    save(session, setting)
    return setting


def joins(session: Session, *people: Attendance, **said: Any) -> None:
    """Let these take part, at all hours unless said otherwise."""
    fields = {"time_zone": "UTC", "days": list(range(7)), "from_hour": 8, "to_hour": 18} | said
    for one in people:
        membership = session.get_one(Membership, one.membership_id)
        take_part(session, membership.community_id, membership.id, TakingPart(**fields))


def a_round(session: Session, ground: Ground) -> TalkRound | None:
    """Do what the clock does: begin the round that is due, and hold it; return the latest."""
    beginning.begin_due.work(ground)
    session.rollback()
    for key in session.exec(select(TalkRound.id).where(TalkRound.state == "under_way")).all():
        hold(ground.sessions, key)
    session.rollback()
    return session.exec(select(TalkRound).order_by(col(TalkRound.due_on).desc()).limit(1)).first()


def who_talks(session: Session, held: TalkRound | None = None) -> list[set[str]]:
    """Return who talks with whom, by membership; in one round, or in all."""
    session.rollback()
    query = select(RoundTalk).where(RoundTalk.live)
    if held is not None:
        query = query.where(RoundTalk.round_id == held.id)
    sides = select(RoundTalkSide.membership_id)
    return [
        set(session.exec(sides.where(RoundTalkSide.talk_id == talk.id)))
        for talk in session.exec(query.order_by(col(RoundTalk.id))).all()
    ]


def the_talk(session: Session) -> RoundTalk:
    """Return the one talk that there is."""
    session.rollback()
    return session.exec(select(RoundTalk)).one()


def is_first(session: Session, one: Attendance) -> bool:
    """Return whether somebody is first in line."""
    session.rollback()
    mine = session.get(RoundMember, one.membership_id)
    return mine is not None and mine.first_since is not None
