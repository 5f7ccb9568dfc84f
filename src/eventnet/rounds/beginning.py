"""Beginning rounds: by the clock, once a day of the rhythm, or by a steward at any time."""

from datetime import date, timedelta

from sqlmodel import Session, col, select

from eventnet import audit, clock
from eventnet.communities.models import Community
from eventnet.database import lock, writing
from eventnet.errors import Conflict, NotFound
from eventnet.i18n import gettext as _
from eventnet.jobs import Ground, enqueue, job, one_by_one
from eventnet.logs import logger
from eventnet.matching.processes import apart
from eventnet.rounds.calendar import latest_due
from eventnet.rounds.models import RoundsSetting, RoundState, TalkRound

log = logger(__name__)

PROCESS = "eventnet.rounds.solving"
SILENCE = timedelta(minutes=15)
"""A round that has come to nothing for so long is held anew."""


class RoundBegun(Conflict):
    """There is a round already."""


@job("slow")
def hold_apart(ground: Ground, round_id: str) -> None:
    """Hold a round in a process of its own."""
    status = apart(ground, PROCESS, round_id, clock.now().isoformat())
    if status:
        log.error("round.died", round_id=round_id, status=status)


@job(cron="*/10 * * * *")
def begin_due(ground: Ground) -> None:
    """Begin each round whose day has come; of days that were missed only the last."""
    with ground.sessions() as session:
        now = clock.now()
        settings = session.exec(select(RoundsSetting).where(RoundsSetting.is_on)).all()
        due = {one.community_id: latest_due(one, now) for one in settings}
        one_by_one("community", due, lambda key: _begin_on(session, key, due[key]))
        one_by_one("round", _silent(session), lambda key: _again(session, key))


def begin_now(session: Session, community_id: str, by: str) -> TalkRound:
    """Begin a round at once, as a steward wants it; there is one a day at most."""
    today = clock.now().date()
    with writing(session):
        if lock(session, Community, community_id) is None:
            raise NotFound(_("There is no such community."))
        if session.get(RoundsSetting, community_id) is None:
            raise Conflict(_("Rounds are not set up here yet. Set them up first."))
        latest = _latest(session, community_id)
        if latest is not None and latest.state is RoundState.UNDER_WAY:
            raise RoundBegun(_("A round is under way already. It takes a minute at most."))
        if latest is not None and latest.due_on >= today:
            raise RoundBegun(_("There was a round today already. The next can be held tomorrow."))
        begun = _begin(session, community_id, today)
        audit.record(session, "rounds.begun", account_id=by, community_id=community_id)
        return begun


def _begin_on(session: Session, community_id: str, day: date | None) -> None:
    """Begin the round of a day, unless there was one then or since."""
    if day is None:
        return
    with writing(session):
        if lock(session, Community, community_id) is None:
            return
        setting = session.get(RoundsSetting, community_id, populate_existing=True)
        latest = _latest(session, community_id)
        if setting is None or not setting.is_on or (latest is not None and latest.due_on >= day):
            return
        _begin(session, community_id, day)


def _begin(session: Session, community_id: str, day: date) -> TalkRound:
    begun = TalkRound(community_id=community_id, due_on=day)
    session.add(begun)
    session.flush()
    enqueue(session, hold_apart, begun.id)
    return begun


def _latest(session: Session, community_id: str) -> TalkRound | None:
    query = select(TalkRound).where(TalkRound.community_id == community_id)
    query = query.order_by(col(TalkRound.due_on).desc()).limit(1)
    return session.exec(query.execution_options(populate_existing=True)).first()


def _silent(session: Session) -> list[str]:
    """Return the rounds that nobody works on any more."""
    query = select(TalkRound.id).where(
        TalkRound.state == RoundState.UNDER_WAY, TalkRound.begun_at < clock.now() - SILENCE
    )
    return list(session.exec(query))


def _again(session: Session, round_id: str) -> None:
    with writing(session):
        held = lock(session, TalkRound, round_id)
        if held is not None and held.state is RoundState.UNDER_WAY:
            held.begun_at = clock.now()
            session.add(held)
            enqueue(session, hold_apart, round_id)
