"""Everybody at an event as the engine reads them, to find who should meet: eventnet-people/1."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.models import Membership, Topic
from eventnet.events.models import Attendance, Event, MayMeet, Slot
from eventnet.events.queries import present
from eventnet.meetings.models import Meeting, MeetingSide, MeetingState
from eventnet.people.models import Profile, ProfileTopic, TopicKind
from eventnet.people.visibility import Relation, visible
from eventnet.wishes.models import Wish, WishKind

Document = dict[str, Any]
FIELDS = {TopicKind.INTEREST: "interests", TopicKind.OFFER: "offers", TopicKind.SEEK: "seeks"}


@dataclass(frozen=True)
class Documents:
    """Those who are at an event, for the engine.

    Those who are not to be planned are among them: people are recommended to them all the same.
    """

    everything: Document
    """Profiles, wishes and vetoes whole: to plan with, and for no page."""
    as_shown: Document
    """What each shows to everybody who attends with them, without wishes and vetoes."""


also_met: list[Callable[[Session, str, datetime], Iterable[tuple[str, str]]]] = []
"""What tells of a community who met whom before a moment, elsewhere than at an event.

Both ways: each pair of memberships is there as (one, other) and as (other, one).
"""


def people_documents(session: Session, event: Event, before: datetime | None = None) -> Documents:
    """Return the people of an event, in order of their ids.

    With `before`, wishes and meetings of later are left out: they may follow from how it went.
    """
    rows = session.exec(
        select(Attendance.id, Attendance.role_id, Attendance.membership_id, Profile)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .join(Profile, col(Profile.membership_id) == Membership.id)
        .where(Attendance.event_id == event.id, present())
        .order_by(col(Attendance.id))
    ).all()
    topics = _topics(session, event)
    by_profile = {profile.id: attendance_id for attendance_id, _role, _member, profile in rows}
    here = set(by_profile.values())
    wishes = _wishes(session, event, here, before)
    met = _met(session, event, {member: key for key, _role, member, _profile in rows}, before)
    whole, shown = [], []
    for attendance_id, role_id, _member, profile in rows:
        person = {
            "id": attendance_id,
            "role": role_id,
            "organization": profile.organization.casefold().strip() or None,
            **{name: topics[profile.id, kind] for kind, name in FIELDS.items()},
            "texts": [text for text in (profile.headline, profile.bio) if text],
            "met": sorted(met[attendance_id]),
        }
        whole.append(
            person
            | {
                "wants": wishes[attendance_id, WishKind.WANT],
                "avoids": wishes[attendance_id, WishKind.AVOID],
            }
        )
        shown.append(person | _hidden(profile))
    meets = _meets(session, event)
    return Documents(_document(whole, meets), _document(shown, meets))


def _document(people: list[Document], meets: list[list[str]] | None) -> Document:
    return {
        "format": "eventnet-people/1",
        "people": people,
        "meets": meets,
        "same_organization": False,
    }


def _hidden(profile: Profile) -> Document:
    """Return what takes the place of the fields that not every fellow attendee may see."""

    def shows(field: str) -> bool:
        return visible(profile.visibility, field, Relation.FELLOW)

    texts = {"headline": profile.headline, "bio": profile.bio}
    found: Document = {"texts": [text for field, text in texts.items() if text and shows(field)]}
    if not shows("organization"):
        found["organization"] = None
    if not shows("topics"):
        found |= {name: [] for name in FIELDS.values()}
    return found


def _topics(session: Session, event: Event) -> dict[tuple[str, TopicKind], list[str]]:
    found: dict[tuple[str, TopicKind], list[str]] = defaultdict(list)
    query = (
        select(ProfileTopic.profile_id, ProfileTopic.kind, Topic.label)
        .join(Topic, col(Topic.id) == ProfileTopic.topic_id)
        .where(Topic.community_id == event.community_id)
        .order_by(col(Topic.key))
    )
    for profile_id, kind, label in session.exec(query):
        found[profile_id, TopicKind(kind)].append(label)
    return found


def _wishes(
    session: Session, event: Event, here: set[str], before: datetime | None
) -> dict[tuple[str, WishKind], list[str]]:
    found: dict[tuple[str, WishKind], list[str]] = defaultdict(list)
    query = select(Wish.from_id, Wish.to_id, Wish.kind).where(Wish.event_id == event.id)
    if before is not None:
        query = query.where(Wish.created_at <= before)
    for from_id, to_id, kind in session.exec(query.order_by(col(Wish.to_id))):
        if to_id in here:
            found[from_id, WishKind(kind)].append(to_id)
    return found


def _meets(session: Session, event: Event) -> list[list[str]] | None:
    """Return the pairs of roles that may meet; None where everyone may."""
    query = select(MayMeet.a_role_id, MayMeet.b_role_id).where(MayMeet.event_id == event.id)
    return [list(roles) for roles in session.exec(query)] or None


def _met(
    session: Session, event: Event, by_member: dict[str, str], before: datetime | None
) -> dict[str, set[str]]:
    """Return whom somebody here has met before, in the community."""
    one, other = aliased(MeetingSide), aliased(MeetingSide)
    first, second = aliased(Attendance), aliased(Attendance)
    query = (
        select(first.membership_id, second.membership_id)
        .join(one, col(one.attendance_id) == first.id)
        .join(Meeting, col(Meeting.id) == one.meeting_id)
        .join(Slot, col(Slot.id) == Meeting.slot_id)
        .join(Event, col(Event.id) == Meeting.event_id)
        .join(other, col(other.meeting_id) == Meeting.id)
        .join(second, col(second.id) == other.attendance_id)
        .where(
            Event.community_id == event.community_id,
            Meeting.state == MeetingState.CONFIRMED,
            Slot.starts_at < before if before else col(Slot.starts_at) <= clock.now(),
            col(one.attendance_id) != other.attendance_id,
        )
    )
    found: dict[str, set[str]] = defaultdict(set)
    others = (ask(session, event.community_id, before or clock.now()) for ask in also_met)
    for mine, theirs in chain(session.exec(query), *others):
        if mine in by_member and theirs in by_member:
            found[by_member[mine]].add(by_member[theirs])
    return found
