"""What two accounts have in common, what would come together, and what stands against it."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, or_, select

from eventnet import clock
from eventnet.accounts.models import Account, AddressChange
from eventnet.accounts.reserving import OBJECT_WITHIN
from eventnet.communities.models import Community, Membership
from eventnet.events.models import Attendance, Event, Phase, Slot
from eventnet.events.queries import phase
from eventnet.matching.models import Publication, Run, RunState
from eventnet.meetings.models import Meeting, MeetingSide
from eventnet.people.models import Profile
from eventnet.round_tables.models import RoundSeat
from eventnet.rounds.models import RoundTalk, RoundTalkSide
from eventnet.uniting.obstacles import Obstacle, Why


@dataclass(frozen=True)
class Selves:
    """Where somebody stands twice: of each table of people, the one that goes → the one that stays.

    Who is in a community, or at an event, as one of the two alone is there as before.
    """

    memberships: dict[str, str]
    attendances: dict[str, str]


@dataclass(frozen=True)
class Place:
    """A community, or an event, of one of the two or of both."""

    id: str
    name: str
    slug: str
    both: bool


@dataclass(frozen=True)
class Standing:
    """What would come together, and what stands against it."""

    selves: Selves
    communities: list[Place]
    events: list[Place]
    obstacles: list[Obstacle]


def standing(session: Session, stays: Account, goes: Account) -> Standing:
    """Return how two accounts stand to each other."""
    members = _memberships(session, (stays.id, goes.id))
    attending = _attendances(session, [one.id for one, _community in members])
    selves = Selves(
        _doubled([(one.community_id, one, one.account_id) for one, _place in members], stays.id),
        _doubled(
            [
                (one.event_id, one, _account_of(one, [member for member, _place in members]))
                for one, _place in attending
            ],
            stays.id,
        ),
    )
    shared = [(one, event) for one, event in attending if one.id in selves.attendances]
    return Standing(
        selves,
        _places([place for _one, place in members]),
        _places([event for _one, event in attending]),
        [
            *_of_accounts(session, stays, goes),
            *_removed(attending, selves),
            *(
                Obstacle(Why.PUT_OUT, place.name)
                for one, place in members
                if one.removed_at is not None
            ),
            *_met(session, members, attending),
            *_busy(session, shared, selves),
        ],
    )


def _memberships(
    session: Session, account_ids: Collection[str]
) -> list[tuple[Membership, Community]]:
    query = (
        select(Membership, Community)
        .join(Community, col(Community.id) == Membership.community_id)
        .where(col(Membership.account_id).in_(account_ids))
        .order_by(func.lower(Community.name), col(Membership.id))
    )
    return list(session.exec(query))


def _attendances(
    session: Session, membership_ids: Collection[str]
) -> list[tuple[Attendance, Event]]:
    query = (
        select(Attendance, Event)
        .join(Event, col(Event.id) == Attendance.event_id)
        .where(col(Attendance.membership_id).in_(membership_ids))
        .order_by(col(Event.starts_on), col(Attendance.id))
    )
    return list(session.exec(query))


def _account_of(attendance: Attendance, members: list[Membership]) -> str:
    return next(one.account_id for one in members if one.id == attendance.membership_id)


def _doubled(rows: list[tuple[str, Membership | Attendance, str]], stays_id: str) -> dict[str, str]:
    """Return, of those who are somewhere twice, the one that goes → the one that stays.

    Whoever is still there stays; else the one of the account that stays.
    """
    found: dict[str, str] = {}
    first: dict[str, tuple[Membership | Attendance, str]] = {}
    for place, one, account_id in rows:
        if place not in first:
            first[place] = one, account_id
            continue
        two = [first[place], (one, account_id)]
        two.sort(key=lambda each: (each[0].left_at is not None, each[1] != stays_id))
        found[two[1][0].id] = two[0][0].id
    return found


def _places(rows: list[Community] | list[Event]) -> list[Place]:
    times = Counter(one.id for one in rows)
    return [
        Place(one.id, one.name, one.slug, times[one.id] > 1)
        for one in {one.id: one for one in rows}.values()
    ]


def _of_accounts(session: Session, stays: Account, goes: Account) -> list[Obstacle]:
    found = []
    if goes.is_operator and not stays.is_operator:
        found.append(Obstacle(Why.OPERATOR, goes.email))
    since = clock.now() - OBJECT_WITHIN
    lately = select(AddressChange.account_id).where(
        col(AddressChange.account_id).in_((stays.id, goes.id)),
        col(AddressChange.confirmed_at).is_not(None),
        col(AddressChange.objected_at).is_(None),
        AddressChange.created_at > since,
    )
    changed = set(session.exec(lately))
    found += [Obstacle(Why.CHANGED, one.email) for one in (stays, goes) if one.id in changed]
    return found


def _removed(attending: list[tuple[Attendance, Event]], selves: Selves) -> list[Obstacle]:
    """Whoever was removed as one of the two does not come back as the other."""
    by_id = {one.id: (one, event) for one, event in attending}
    return [
        Obstacle(Why.REMOVED, by_id[goes][1].name)
        for goes, stays in selves.attendances.items()
        if by_id[goes][0].removed != by_id[stays][0].removed
    ]


def _met(
    session: Session,
    members: list[tuple[Membership, Community]],
    attending: list[tuple[Attendance, Event]],
) -> list[Obstacle]:
    """Whoever sat opposite each other are two."""
    one, other = aliased(MeetingSide), aliased(MeetingSide)
    ids = [attendance.id for attendance, _event in attending]
    meetings = (
        select(Event.name)
        .join(Meeting, col(Meeting.event_id) == Event.id)
        .join(one, col(one.meeting_id) == Meeting.id)
        .join(other, col(other.meeting_id) == Meeting.id)
        .where(
            col(one.attendance_id).in_(ids),
            col(other.attendance_id).in_(ids),
            col(one.attendance_id) < col(other.attendance_id),
            col(Meeting.live),
        )
        .distinct()
    )
    mine, theirs = aliased(RoundTalkSide), aliased(RoundTalkSide)
    keys = [member.id for member, _community in members]
    talks = (
        select(Community.name)
        .join(RoundTalk, col(RoundTalk.community_id) == Community.id)
        .join(mine, col(mine.talk_id) == RoundTalk.id)
        .join(theirs, col(theirs.talk_id) == RoundTalk.id)
        .where(
            col(mine.membership_id).in_(keys),
            col(theirs.membership_id).in_(keys),
            col(mine.membership_id) < col(theirs.membership_id),
            col(RoundTalk.live),
        )
        .distinct()
    )
    names = [*session.exec(meetings), *session.exec(talks)]
    return [Obstacle(Why.MET, name) for name in names]


def _busy(
    session: Session, shared: list[tuple[Attendance, Event]], selves: Selves
) -> list[Obstacle]:
    """What stands against it where both attend: plans under way, and two things at once."""
    found = []
    now = clock.now()
    for attendance, event in shared:
        if _under_way(session, event.id, now):
            found.append(Obstacle(Why.PLANNING, event.name))
        elif phase(event, now) is not Phase.OVER and (
            at := _clash(session, (attendance.id, selves.attendances[attendance.id]))
        ):
            found.append(Obstacle(Why.CLASH, event.name, at, event.time_zone))
    return found


def _under_way(session: Session, event_id: str, now: datetime) -> bool:
    """Say whether a plan is being worked out, or was published and can still be undone."""
    runs = select(Run.id).where(
        Run.event_id == event_id, col(Run.state).in_((RunState.QUEUED, RunState.SOLVING))
    )
    publications = select(Publication.id).where(
        Publication.event_id == event_id,
        Publication.undo_until > now,
        col(Publication.undone_at).is_(None),
    )
    return bool(session.exec(runs).first() or session.exec(publications).first())


def _clash(session: Session, two: tuple[str, str]) -> datetime | None:
    """Return when both have a meeting, or a seat at a round table, at the same time."""
    times = [
        {
            *session.exec(
                select(MeetingSide.slot_id).where(
                    MeetingSide.attendance_id == key, col(MeetingSide.live)
                )
            ),
            *session.exec(
                select(RoundSeat.slot_id).where(RoundSeat.attendance_id == key, col(RoundSeat.live))
            ),
        }
        for key in two
    ]
    both = select(func.min(Slot.starts_at)).where(col(Slot.id).in_(times[0] & times[1]))
    return session.exec(both).one()


def profiles(session: Session, selves: Selves) -> dict[str, Profile]:
    """Return the profiles of the memberships that come together, by membership."""
    ids = [*selves.memberships, *selves.memberships.values()]
    query = select(Profile).where(or_(col(Profile.membership_id).in_(ids)))
    return {one.membership_id: one for one in session.exec(query)}
