"""When rounds are due."""

import calendar
from datetime import date, datetime, time, timedelta

from sqlmodel import Session, col, select

from eventnet.rounds.models import Rhythm, RoundsSetting, TalkRound

DUE_AT = time(6)
"""When on its day a round is held, in UTC."""
WEEK = timedelta(days=7)
DAYS = {Rhythm.WEEKLY: 6, Rhythm.FORTNIGHTLY: 12, Rhythm.MONTHLY: 14}
"""In how many days the talks of a round are to take place."""


def latest_due(setting: RoundsSetting, now: datetime) -> date | None:
    """Return the day of the last round that should have been held by now; None where none is."""
    today = now.date() if now.time() >= DUE_AT else now.date() - timedelta(days=1)
    first = first_day(setting)
    if today < first:
        return None
    if setting.rhythm is Rhythm.MONTHLY:
        this = _in_month(setting, today)
        if this > today:
            this = _in_month(setting, today.replace(day=1) - timedelta(days=1))
        return this if this >= first else None
    step = WEEK * (2 if setting.rhythm is Rhythm.FORTNIGHTLY else 1)
    return first + ((today - first) // step) * step


def next_due(setting: RoundsSetting, now: datetime) -> date:
    """Return the day of the next round."""
    latest = latest_due(setting, now)
    if latest is None:
        return first_day(setting)
    if setting.rhythm is Rhythm.MONTHLY:
        return _in_month(setting, latest.replace(day=28) + timedelta(days=4))
    return latest + WEEK * (2 if setting.rhythm is Rhythm.FORTNIGHTLY else 1)


def first_day(setting: RoundsSetting) -> date:
    """Return the day of the first round."""
    start = setting.starts_on
    if setting.rhythm is not Rhythm.MONTHLY:
        return start + timedelta(days=(setting.weekday - start.weekday()) % 7)
    this = _in_month(setting, start)
    return this if this >= start else _in_month(setting, start.replace(day=28) + timedelta(days=4))


def _in_month(setting: RoundsSetting, day: date) -> date:
    """Return the first day of the setting's name in the month of a day."""
    names = calendar.Calendar().itermonthdates(day.year, day.month)
    return next(one for one in names if one.month == day.month and one.weekday() == setting.weekday)


def previous_round(session: Session, held: TalkRound) -> TalkRound | None:
    """Return the round that was held before another."""
    query = select(TalkRound).where(
        TalkRound.community_id == held.community_id, TalkRound.due_on < held.due_on
    )
    return session.exec(query.order_by(col(TalkRound.due_on).desc()).limit(1)).first()
