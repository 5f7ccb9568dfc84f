"""What people of the world have of rounds: how they take part, a talk ahead, one that is over."""

from datetime import date, timedelta

from sqlmodel import Session

from eventnet import clock
from eventnet.events.models import Event
from eventnet.rounds.models import (
    Met,
    RoundMember,
    RoundsSetting,
    RoundState,
    RoundTalk,
    RoundTalkSide,
    TalkRound,
    Value,
)
from eventnet.rounds.policies import calendar_token
from eventnet.settings import Settings
from tests.eventnet.world.building import Facts
from tests.eventnet.world.cast import Persona
from tests.eventnet.world.marks import mark
from tests.factories import save

ME = Persona.ATTENDEE.value


def rounds(
    session: Session, settings: Settings, facts: Facts, spring: Event, winter: Event
) -> None:
    """Let both communities hold rounds; the attendee has a talk ahead, and one behind them."""
    for event in (spring, winter):
        rule = {name: mark(event.slug, f"across{name}") for name in ("one", "other")}
        setting = RoundsSetting(
            community_id=event.community_id,
            is_on=True,
            starts_on=date(2027, 1, 1),
            across=[{"kind": "organization", **rule}],
        )
        save(session, setting)
    for name in (ME, "near0", "near1", "far2"):
        one = RoundMember(
            membership_id=facts.memberships[name],
            community_id=spring.community_id,
            where=f"https://calls.example/{mark(name, 'roundwhere')}",
        )
        save(session, one)
    here = _a_round(session, spring, 30), _a_round(session, spring, 1)
    facts.ids["round_talk"] = _a_talk(session, facts, here[1], 3, ME, "near0")
    facts.ids["talk-past"] = _a_talk(session, facts, here[0], -20, ME, "near1")
    facts.foreign["round_talk"] = _a_talk(session, facts, here[1], 3, "near1", "far2")
    mine = session.get_one(RoundMember, facts.memberships[ME])
    facts.tokens["rounds-calendar"] = calendar_token(settings.key, mine)


def _a_round(session: Session, event: Event, days: int) -> TalkRound:
    """Make a round of so many days ago."""
    at = clock.now() - timedelta(days=days)
    held = TalkRound(
        community_id=event.community_id,
        due_on=at.date(),
        state=RoundState.DONE,
        begun_at=at,
        done_at=at,
        people=4,
        talks=2,
    )
    save(session, held)
    return held


def _a_talk(session: Session, facts: Facts, held: TalkRound, days: int, *names: str) -> str:
    """Make a talk in so many days; of one that is over, all say how it went."""
    at, now = clock.now() + timedelta(days=days), clock.now()
    talk = RoundTalk(
        round_id=held.id, community_id=held.community_id, starts_at=at, minutes=30, asked_at=now
    )
    save(session, talk)
    for name in names:
        side = RoundTalkSide(talk_id=talk.id, membership_id=facts.memberships[name])
        if days < 0:
            side.met = side.counted = Met.YES
            side.worth, side.told_at = Value.MUCH, now - timedelta(days=1)
            side.memory = mark(name, "talkmemory")
            side.promise, side.due_on = mark(name, "talkpromise"), at.date()
        save(session, side)
    return talk.id
