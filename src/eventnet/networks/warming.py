"""By night, once ties are counted anew: maps that take long are worked out before anybody looks.

What a process has worked out it keeps in memory, so this warms the process that runs the job; where
there are more of them, each works a map out beside its pages when somebody looks there first.
"""

from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from eventnet import clock
from eventnet.events.models import Attendance, Event
from eventnet.events.queries import not_deleted
from eventnet.groups.models import Group, GroupMember, State
from eventnet.jobs import Ground, job, one_by_one, stopping
from eventnet.networks.crowd import Crowd, event_crowd, group_crowd
from eventnet.networks.keeping import AT_ONCE, MOST, keep


@job("slow", cron="40 3 * * *")
def warm(ground: Ground) -> None:
    """Work out the maps of many people; one that fails keeps no other waiting.

    Begun anew it goes on with those that are not there yet.
    """
    with ground.sessions() as session:
        engine = session.get_bind()
        crowds = {crowd.key: crowd for crowd in large(session)}
    if isinstance(engine, Engine):
        one_by_one("network", crowds, lambda key: _keep(engine, crowds[key]))


def _keep(engine: Engine, crowd: Crowd) -> None:
    if not stopping.is_set():
        keep(engine, crowd, clock.now())


def large(session: Session) -> list[Crowd]:
    """Return the crowds that no page works out by itself: those of the latest events first."""
    people = func.count(col(Attendance.id))
    events = (
        select(Event)
        .join(Attendance, col(Attendance.event_id) == Event.id)
        .where(not_deleted(), col(Attendance.left_at).is_(None))
        .group_by(col(Event.id))
        .having(people > AT_ONCE)
        .order_by(col(Event.starts_on).desc(), col(Event.id))
        .limit(MOST)
    )
    found = [event_crowd(event) for event in session.exec(events)]
    members = func.count(col(GroupMember.member_id))
    groups = (
        select(Group)
        .join(GroupMember, col(GroupMember.group_id) == Group.id)
        .where(GroupMember.state == State.IN)
        .group_by(col(Group.id))
        .having(members > AT_ONCE)
        .order_by(members.desc(), col(Group.id))
        .limit(MOST - len(found))
    )
    return [*found, *map(group_crowd, session.exec(groups))]
