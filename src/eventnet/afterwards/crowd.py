"""Whoever took part: how many meetings each had, with their role, and whether they are new."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from sqlalchemy import case
from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col, or_, select

from eventnet.accounts.models import Account
from eventnet.afterwards.evidence import HELD, Basis, Evidence, known
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Consent, Event, Role
from eventnet.events.queries import present
from eventnet.matching.newcomers import came_before
from eventnet.meetings.models import Meeting, MeetingSide, MeetingState
from eventnet.meetings.participants import may_be_planned

MISSED = MeetingState.MISSED
A, B = aliased(MeetingSide), aliased(MeetingSide)
"""The two sides of a meeting; made once, for that takes longer than most statements."""


Two = tuple[str, str]
"""Two people, in the order of their ids."""


class Met(NamedTuple):
    """The meetings whose time has passed."""

    evidence: Counter[Evidence]
    """Of how many what is known."""
    stood: list[Two]
    """Whose meeting was still to be when its time came; of others one waited in vain."""
    held: list[Two]


@dataclass(frozen=True)
class Crowd:
    """Everybody who took part, and who had a meeting with whom."""

    role_of: Mapping[str, str]
    floors: Mapping[str, int]
    """By role."""
    names: Mapping[str, str]
    """Of the roles, in their order."""
    before: frozenset[str]
    """Those who were at an earlier event of the community."""
    met: Met

    @cached_property
    def held(self) -> Counter[str]:
        """Return how many meetings of each were held."""
        return Counter(chain.from_iterable(self.met.held))

    @cached_property
    def with_meetings(self) -> set[str]:
        """Return whoever had a meeting that stood."""
        return set(chain.from_iterable(self.met.stood))


def read_crowd(session: Session, event: Event, basis: Basis) -> Crowd:
    """Read everybody who let others plan for them, or had a meeting; six statements."""
    met, waited = _met(session, basis)
    people = _people(session, event, {*waited, *chain.from_iterable(met.stood)})
    roles = session.exec(
        select(Role.id, Role.name, Role.floor)
        .where(Role.event_id == event.id)
        .order_by(col(Role.position), col(Role.name))
    ).all()
    return Crowd(
        role_of=people,
        floors={role_id: floor for role_id, _name, floor in roles},
        names={role_id: name for role_id, name, _floor in roles},
        before=frozenset(came_before(session, event, people.keys())),
        met=met,
    )


def _met(session: Session, basis: Basis) -> tuple[Met, set[str]]:
    """Return the meetings whose time has passed, and whoever waited or was waited for in vain."""
    state = col(Meeting.state)
    over = and_(state == MeetingState.CONFIRMED, col(Meeting.slot_id).in_(basis.over))
    query = (
        select(Meeting.id, A.attendance_id, B.attendance_id, case((state == MISSED, 1), else_=0))
        .select_from(Meeting)
        .join(A, col(A.meeting_id) == Meeting.id)
        .join(B, col(B.meeting_id) == Meeting.id)
        .where(
            Meeting.event_id == basis.event_id,
            or_(over, state == MISSED),
            col(A.attendance_id) < col(B.attendance_id),
        )
    )
    found, silent = known(session, basis), Evidence.SILENT
    rows = session.connection().execute(query).all()
    stood = [(meeting_id, (a, b)) for meeting_id, a, b, missed in rows if not missed]
    evidence = Counter([found.get(meeting_id, silent) for meeting_id, _two in stood])
    waited = {one for _id, a, b, missed in rows if missed for one in (a, b)}
    evidence[Evidence.MISSED] += len(rows) - len(stood)
    held = [two for meeting_id, two in stood if found.get(meeting_id, silent) in HELD]
    return Met(evidence, [two for _id, two in stood], held), waited


def _people(session: Session, event: Event, met: Collection[str]) -> dict[str, str]:
    """Return the role of each who takes part.

    Whoever had a meeting stays, also who has left since: else one could subtract what they had.
    """
    query = (
        select(
            Attendance.id,
            Attendance.role_id,
            case((present(), Attendance.consent), else_=Consent.OWN),
            Attendance.paused_at,
        )
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(Attendance.event_id == event.id)
    )
    return {
        one: role_id
        for one, role_id, consent, paused in session.connection().execute(query).all()
        if one in met or may_be_planned(event, consent, paused)
    }
