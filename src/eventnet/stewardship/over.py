"""What a community keeps no longer, by its rule: found, counted, and deleted some at a time."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlmodel import Session, and_, col, delete, func, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from eventnet.accounts.models import Account
from eventnet.asks.models import Ask
from eventnet.audit import AuditEntry
from eventnet.communities.models import MemberRole, Membership
from eventnet.database import writing
from eventnet.events.models import Event
from eventnet.introductions.models import Introduction, IntroductionState
from eventnet.rounds.models import RoundTalk
from eventnet.stewardship.models import KeepingRule
from eventnet.stewardship.quiet import forget_quiet, quiet_threads

AT_A_TIME = 200
YEAR = timedelta(days=365.25)


class Years(NamedTuple):
    """For how many years what is kept; None: without end."""

    members: int | None
    asks: int | None
    introductions: int | None
    talks: int | None
    trail: int | None
    discussions: int | None = None
    event_trails: int | None = None


def years_of(rule: KeepingRule) -> Years:
    """Return what a rule says."""
    return Years(*(getattr(rule, name) for name in Years._fields))


def rule_of(session: Session, community_id: str) -> KeepingRule:
    """Return the rule of a community; where no steward has said anything, the one by default."""
    return session.get(KeepingRule, community_id) or KeepingRule(community_id=community_id)


def counts(session: Session, community_id: str, years: Years, now: datetime) -> dict[str, int]:
    """Return how much would go by now, of each kind that does not stay without end."""
    found = {
        name: session.exec(select(func.count()).select_from(query.subquery())).one()
        for name, (_model, query) in _over(community_id, years, now).items()
    }
    if years.discussions is not None:
        quiet = quiet_threads(community_id, now - years.discussions * YEAR)
        found["discussions"] = session.exec(
            select(func.count()).select_from(quiet.subquery())
        ).one()
    if years.members is not None:
        idle = idle_members(community_id, now - years.members * YEAR)
        found["members"] = session.exec(select(func.count()).select_from(idle.subquery())).one()
    return found


def _over(
    community_id: str, years: Years, now: datetime
) -> Mapping[str, tuple[Any, SelectOfScalar[str]]]:
    """Return, by kind, its table and the query for what is over for longer than it is kept."""
    found: dict[str, tuple[Any, SelectOfScalar[str]]] = {}
    if years.asks is not None:
        ended = col(Ask.ended_at) < now - years.asks * YEAR
        found["asks"] = Ask, select(Ask.id).where(Ask.community_id == community_id, ended)
    if years.introductions is not None:
        found["introductions"] = (
            Introduction,
            select(Introduction.id).where(
                Introduction.community_id == community_id,
                Introduction.state != IntroductionState.WAITING,
                col(Introduction.changed_at) < now - years.introductions * YEAR,
            ),
        )
    if years.talks is not None:
        held = col(RoundTalk.starts_at) < now - years.talks * YEAR
        found["talks"] = (
            RoundTalk,
            select(RoundTalk.id).where(RoundTalk.community_id == community_id, held),
        )
    if years.trail is not None:
        found["trail"] = (
            AuditEntry,
            select(AuditEntry.id).where(
                AuditEntry.community_id == community_id,
                col(AuditEntry.event_id).is_(None),
                col(AuditEntry.at) < now - years.trail * YEAR,
            ),
        )
    if years.event_trails is not None:
        found["event_trails"] = (
            AuditEntry,
            select(AuditEntry.id).where(
                _is_of_an_event_that_is_over(community_id, now),
                col(AuditEntry.at) < now - years.event_trails * YEAR,
            ),
        )
    return found


def _is_of_an_event_that_is_over(community_id: str, now: datetime) -> Any:
    """Return the condition of a deed at an event of the community that has ended, or is erased."""
    events = select(Event.id).where(Event.community_id == community_id)
    to_come = events.where(col(Event.ends_on) >= now.date())
    return and_(
        or_(
            col(AuditEntry.event_id).in_(events),
            and_(
                col(AuditEntry.community_id) == community_id,
                col(AuditEntry.event_id).is_not(None),
            ),
        ),
        col(AuditEntry.event_id).not_in(to_come),
    )


def idle_members(community_id: str, since: datetime) -> SelectOfScalar[str]:
    """Return the query for members who have not been seen since then and were not told yet.

    Stewards are needed, and whoever came later than that has not been away so long.
    """
    return (
        select(Membership.id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(
            Membership.community_id == community_id,
            col(Membership.left_at).is_(None),
            Membership.role != MemberRole.STEWARD,
            col(Membership.joined_at) < since,
            col(Account.deactivated_at).is_(None),
            func.coalesce(Account.seen_at, Account.created_at) < since,
            col(Membership.ends_at).is_(None),
        )
        .order_by(col(Membership.id))
    )


def forget_what_is_over(
    session: Session, community_id: str, years: Years, now: datetime
) -> dict[str, int]:
    """Delete what is over, some in each transaction; return of each kind how many they were."""
    gone: dict[str, int] = {}
    for name, (model, query) in _over(community_id, years, now).items():
        while True:
            with writing(session):
                some = session.exec(query.limit(AT_A_TIME)).all()
                session.exec(delete(model).where(col(model.id).in_(some)))
            gone[name] = gone.get(name, 0) + len(some)
            if len(some) < AT_A_TIME:
                break
    if years.discussions is not None:
        gone["discussions"] = forget_quiet(session, community_id, now - years.discussions * YEAR)
    return {name: number for name, number in gone.items() if number}
