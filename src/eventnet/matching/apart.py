"""Why wishes were not met: found out for everybody once, when a schedule is published.

What is kept about a pair rests on the grid, on when the two are there, and on what was planned;
never on a veto, on whether the other lets others plan for them, or on what anybody else wishes.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import delete
from sqlmodel import Session, col, select

from eventnet.absence.queries import away
from eventnet.accounts.models import Account
from eventnet.batches import batches
from eventnet.communities.models import Membership
from eventnet.database import lock, writing
from eventnet.events.models import Attendance, Event, Role
from eventnet.events.queries import present
from eventnet.events.roles import may_meet, ordered
from eventnet.logs import logger
from eventnet.matching.models import Hindrance, Run, RunState, UnmetWish
from eventnet.matching.planning import Document, InTheWay, what_stood_between
from eventnet.matching.publishing import files_of
from eventnet.matching.queries import published_run
from eventnet.matching.refreshing import Sessions
from eventnet.matching.setting import limit_of
from eventnet.meetings.models import MeetingSide
from eventnet.wishes.models import Wish, WishKind

log = logger(__name__)

SECONDS = 120.0
"""How long it may take for all wishes of an event; those that are left are told without a why."""
MOST_SLOTS = 3
BATCH = 500

Two = tuple[str, str]
Found = tuple[str, str, Hindrance, tuple[str, ...]]
"""Who wished, whom, what stood in the way, and in which slots."""


def explain_wishes(sessions: Sessions, run_id: str, *, seconds: float = SECONDS) -> None:
    """Keep why each wish was not met in a run that was published, in place of what was kept."""
    until = time.monotonic() + seconds
    with sessions() as session:
        run = session.get(Run, run_id)
        if run is None or run.state is not RunState.PUBLISHED or run.problem is None:
            return
        event = session.get_one(Event, run.event_id)
        roles = _roles(session, event.id)
        twos = [two for two in _wanted(session, event.id) if roles.keys() >= {*two}]
        allowed = may_meet(session, event.id)
        kept_apart = [
            two for two in twos if ordered(*(roles[one].id for one in two)) not in allowed
        ]
        others = _as_if_planned(session, event.id, roles, {other for _one, other in twos})
        with files_of(run) as (problem, plan):
            session.rollback()  # nothing is held while the engine looks
            rest = [two for two in twos if two not in set(kept_apart)]
            found: list[Found] = [(*two, Hindrance.ROLES, ()) for two in kept_apart]
            for one, other, ways in what_stood_between(problem, plan, rest, others):
                if time.monotonic() > until:
                    log.warning("wishes.cut", run_id=run_id, wishes=len(twos), told=len(found))
                    break
                found.append((one, other, *hindrance(ways)))
        _store(session, event.id, run_id, found)


def hindrance(ways: Sequence[InTheWay]) -> tuple[Hindrance, tuple[str, ...]]:
    """Return what kept two apart, and the first slots in which only that did.

    What the one who wished can free stands before what others can.
    """
    open_for_both = [one for one in ways if not one.theirs and not one.tables]
    if any(not one.mine for one in open_for_both):
        return Hindrance.THEIRS, ()
    groups = {
        Hindrance.LIMIT: [one for one in open_for_both if one.mine == {"limit"}],
        Hindrance.TIME: [one for one in open_for_both if one.mine],
        Hindrance.TABLES: [one for one in ways if one.tables and not one.mine and not one.theirs],
        Hindrance.THEIRS: [one for one in ways if one.mine <= {"limit"}],
    }
    for kind, slots in groups.items():
        if slots:
            told = () if kind is Hindrance.THEIRS else slots
            return kind, tuple(one.slot for one in told[:MOST_SLOTS])
    return Hindrance.NEVER, ()


def _wanted(session: Session, event_id: str) -> list[Two]:
    """Return who wants to meet whom: everybody's latest first, then everybody's second."""
    query = (
        select(Wish.from_id, Wish.to_id)
        .where(Wish.event_id == event_id, Wish.kind == WishKind.WANT)
        .order_by(col(Wish.created_at).desc(), col(Wish.to_id))
    )
    number: Counter[str] = Counter()
    ranked = []
    for from_id, to_id in session.exec(query):
        number[from_id] += 1
        ranked.append((number[from_id], from_id, to_id))
    return [(from_id, to_id) for _rank, from_id, to_id in sorted(ranked)]


def _roles(session: Session, event_id: str) -> dict[str, Role]:
    """Return the role of everybody who is there."""
    query = (
        select(Attendance.id, Role)
        .join(Role, col(Role.id) == Attendance.role_id)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(Attendance.event_id == event_id, present())
    )
    return dict(session.exec(query).all())


def _as_if_planned(
    session: Session, event_id: str, roles: dict[str, Role], ids: Collection[str]
) -> dict[str, Document]:
    """Return people as a problem writes them, as if they let others plan for them."""
    taken: dict[str, set[str]] = defaultdict(set)
    held: Counter[str] = Counter()
    people: dict[str, Attendance] = {}
    for some in batches(sorted(ids), BATCH):
        attendances = select(Attendance).where(col(Attendance.id).in_(some))
        people |= {one.id: one for one in session.exec(attendances)}
        for person, slot_id in away(session, event_id, some):
            taken[person].add(slot_id)
        busy = select(MeetingSide.attendance_id, MeetingSide.slot_id).where(
            col(MeetingSide.attendance_id).in_(some), col(MeetingSide.live)
        )
        for person, slot_id in session.exec(busy):
            taken[person].add(slot_id)
            held[person] += 1
    return {
        key: {
            "id": key,
            "max_meetings": limit_of(person.max_meetings, roles[key].max_meetings, held[key]),
            "unavailable": sorted(taken[key]),
            "own_table": bool(person.stand) or person.afar,
        }
        for key, person in people.items()
    }


def _store(
    session: Session,
    event_id: str,
    run_id: str,
    found: Sequence[Found],
) -> None:
    with writing(session):
        lock(session, Event, event_id)
        latest = published_run(session, event_id)
        if latest is None or latest.id != run_id:
            return  # somebody has published since; that run has its own
        session.execute(delete(UnmetWish).where(col(UnmetWish.event_id) == event_id))
        there = set(_roles(session, event_id))
        session.add_all(
            UnmetWish(
                from_id=one,
                to_id=other,
                event_id=event_id,
                run_id=run_id,
                kind=kind,
                slot_ids=list(slot_ids),
            )
            for one, other, kind, slot_ids in found
            if {one, other} <= there
        )
    log.info("wishes.explained", run_id=run_id, wishes=len(found))
