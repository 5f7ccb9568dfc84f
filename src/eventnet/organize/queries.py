"""How far an event has come, in numbers that say what they count."""

from dataclasses import dataclass

import sqlalchemy
from sqlalchemy import ColumnElement, ScalarSelect, exists, func
from sqlmodel import Session, col

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Slot
from eventnet.events.queries import present
from eventnet.mail.models import MailTrouble
from eventnet.matching.models import Run, RunState
from eventnet.meetings.models import Meeting, MeetingState
from eventnet.people.models import Profile, ProfileTopic
from eventnet.programme.models import Talk
from eventnet.wishes.models import Wish, WishKind

SOLVED = (RunState.DRAFT, RunState.PUBLISHED)


@dataclass(frozen=True)
class Numbers:
    """What there is of an event."""

    attendees: int
    uninvited: int
    """Attendees without an invitation who have not come by themselves."""
    came: int
    """Attendees who have come to the site and said who they are."""
    consented: int
    """Attendees who have chosen how planned meetings come about."""
    filled: int
    """Attendees with a headline and at least one topic."""
    wishing: int
    """Attendees who want to meet somebody."""
    wishes: int
    troubled: int
    """Attendees whose mail came back."""
    talks: int
    """Sessions of the programme."""
    slots: int
    places: int
    """Tables of all slots together: so many meetings can take place at them."""
    stands: int
    """Attendees with a stand, where meetings take place beside those at tables."""
    runs: int
    """Those that brought a schedule."""
    published: int
    """Those of them whose schedule is, or was, everybody's."""
    meetings: int
    """In the schedule: agreed, or waiting for a yes."""
    at_tables: int
    """Those of them at tables; the others are at stands, or online."""
    online: int
    waiting: int
    """Those of them that wait for a yes."""


def numbers(session: Session, event_id: str) -> Numbers:
    """Count everything, in one walk through the attendees and one statement for the rest."""
    topics = exists().where(col(ProfileTopic.profile_id) == col(Profile.id))
    bounced = exists().where(col(MailTrouble.email) == col(Account.email))
    attending = (
        sqlalchemy.select(
            func.count(),
            func.count().filter(
                col(Attendance.invited_at).is_(None) & col(Attendance.confirmed_at).is_(None)
            ),
            func.count().filter(col(Attendance.confirmed_at).is_not(None)),
            func.count().filter(col(Attendance.consent).is_not(None)),
            func.count().filter((col(Profile.headline) != "") & topics),
            func.count().filter(bounced),
            func.count().filter(func.coalesce(Attendance.stand, "") != ""),
        )
        .select_from(Attendance)
        .join(Membership, col(Membership.id) == col(Attendance.membership_id))
        .join(Account, col(Account.id) == col(Membership.account_id))
        .outerjoin(Profile, col(Profile.membership_id) == col(Membership.id))
        .where(
            col(Attendance.event_id) == event_id,
            present(),
        )
    )
    people = session.execute(attending).one()
    attendees, uninvited, came, consented, filled, troubled, stands = people
    rest = session.execute(_rest(event_id)).one()
    slots, places, wishing, wishes, runs, published, *of_plan = rest
    meetings, at_tables, online, waiting, talks = of_plan
    return Numbers(
        attendees=attendees,
        uninvited=uninvited,
        came=came,
        consented=consented,
        filled=filled,
        wishing=wishing,
        wishes=wishes,
        troubled=troubled,
        talks=talks,
        slots=slots,
        places=places,
        stands=stands,
        runs=runs,
        published=published,
        meetings=meetings,
        at_tables=at_tables,
        online=online,
        waiting=waiting,
    )


def _rest(event_id: str) -> sqlalchemy.Select[*tuple[int, ...]]:
    def of(what: ColumnElement[int], *conditions: ColumnElement[bool]) -> ScalarSelect[int]:
        return sqlalchemy.select(what).where(*conditions).scalar_subquery()

    slots = (col(Slot.event_id) == event_id, col(Slot.removed_at).is_(None))
    meetings = (col(Meeting.event_id) == event_id, col(Meeting.live).is_(True))
    solved = (col(Run.event_id) == event_id, col(Run.state).in_(SOLVED))
    wants = (col(Wish.event_id) == event_id, col(Wish.kind) != WishKind.AVOID)
    return sqlalchemy.select(
        of(func.count(col(Slot.id)), *slots),
        of(func.coalesce(func.sum(col(Slot.tables)), 0), *slots),
        of(func.count(col(Wish.from_id).distinct()), *wants),
        of(func.count(col(Wish.from_id)), *wants),
        of(func.count(col(Run.id)), *solved),
        of(func.count(col(Run.published_at)), *solved),
        of(func.count(col(Meeting.id)), *meetings),
        of(func.count(col(Meeting.table_number)), *meetings),
        of(func.count(col(Meeting.room)), *meetings),
        of(func.count(col(Meeting.id)), *meetings, col(Meeting.state) == MeetingState.WAITING),
        of(func.count(col(Talk.id)), col(Talk.event_id) == event_id, col(Talk.gone_at).is_(None)),
    )
