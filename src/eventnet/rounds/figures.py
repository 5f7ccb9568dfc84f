"""What came of a community's rounds, in figures off which nobody's answer can be read.

Answers are let in by whole hours and by five people at least, as those about meetings are; and of
each person figures know what they said first (`talks.tell`).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from eventnet.outcomes.counted import LEAST, full_hour
from eventnet.rounds.models import Met, RoundTalk, RoundTalkSide, TalkRound
from eventnet.rounds.queries import rounds_of


@dataclass(frozen=True)
class RoundLine:
    """A round, and how many of its talks were held, of those that were told of; None: too few."""

    held: TalkRound
    told: int | None
    took_place: int | None


def lines(session: Session, community_id: str, now: datetime) -> list[RoundLine]:
    """Return the rounds of a community with what came of them, the latest first."""
    answers = _answers(session, community_id, now)
    return [_line(one, answers[one.id]) for one in rounds_of(session, community_id)]


Answer = tuple[datetime, str, str, Met]
"""When it was said, by whom, of which talk, and what."""


def _answers(session: Session, community_id: str, now: datetime) -> dict[str, list[Answer]]:
    query = (
        select(
            RoundTalk.round_id,
            RoundTalkSide.told_at,
            RoundTalkSide.membership_id,
            RoundTalkSide.talk_id,
        )
        .add_columns(col(RoundTalkSide.counted))
        .join(RoundTalk, col(RoundTalk.id) == RoundTalkSide.talk_id)
        .where(
            col(RoundTalk.community_id) == community_id,
            col(RoundTalkSide.counted).is_not(None),
            col(RoundTalkSide.told_at) < full_hour(now),
        )
    )
    found: dict[str, list[Answer]] = defaultdict(list)
    for round_id, told_at, member, talk_id, said in session.execute(query):
        found[round_id].append((told_at, member, talk_id, said))
    return found


def _line(held: TalkRound, answers: Iterable[Answer]) -> RoundLine:
    counted = _let_in(answers)
    if not counted:
        return RoundLine(held, None, None)
    told = {talk_id for _at, _who, talk_id, _said in counted}
    took_place = {talk_id for _at, _who, talk_id, said in counted if said is Met.YES}
    return RoundLine(held, len(told), len(took_place))


def _let_in(answers: Iterable[Answer]) -> list[Answer]:
    """Return the answers that count: whole hours, together those of five people or more."""
    hours: dict[datetime, list[Answer]] = defaultdict(list)
    for answer in answers:
        hours[full_hour(answer[0])].append(answer)
    counted: list[Answer] = []
    waiting: list[Answer] = []
    for hour in sorted(hours):
        waiting += hours[hour]
        if len({who for _at, who, _talk, _said in waiting}) >= LEAST:
            counted, waiting = counted + waiting, []
    return counted
