"""An event's people, each cut down to what the viewer may see of them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zlib import crc32

from sqlmodel import Session, col, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership, Topic
from eventnet.events.models import Attendance, Consent, Event, Role
from eventnet.people.models import Profile, ProfileTopic, TopicKind
from eventnet.people.viewers import Viewer, viewer_of, viewers_of
from eventnet.people.visibility import Relation, visible

Topics = dict[TopicKind, list[str]]

TINTS = 12
"""The inks that a face without a photo is printed in."""


@dataclass(frozen=True)
class PersonView:
    """A person as one viewer sees them; what is hidden from that viewer is empty."""

    attendance_id: str = ""
    """Theirs at the event at which they are seen; empty in the community."""
    name: str = ""
    tint: int = 0
    headline: str = ""
    organization: str = ""
    bio: str = ""
    links: list[str] = field(default_factory=list)
    photo_url: str | None = None
    interests: list[str] = field(default_factory=list)
    offers: list[str] = field(default_factory=list)
    seeks: list[str] = field(default_factory=list)
    role: str = ""
    relation: Relation = Relation.STRANGER
    shows_topics: bool = False
    shows_bio: bool = False
    has_page: bool = True
    """False where a name is all that is left of a meeting that is off."""
    membership_id: str = ""


def tint(name: str) -> int:
    """Return the ink, 0 to 11, in which a name's initials are printed: always the same."""
    return crc32(name.encode()) % TINTS


def view_people(
    session: Session,
    event_id: str,
    viewer_attendance_id: str | None,
    attendance_ids: Sequence[str],
    *,
    member: bool = False,
) -> dict[str, PersonView]:
    """Return the people behind these attendances of the event, as this viewer may see them.

    Without an attendance the viewer is a stranger, or, if `member`, one of the community. People
    who left, or who are not of the event, are not in the answer.
    """
    viewer = viewer_of(session, event_id, viewer_attendance_id, member=member)
    return as_seen_by(session, viewer, attendance_ids)


def view_each(
    session: Session, event_id: str, wanted: Mapping[str, Collection[str]]
) -> dict[str, dict[str, PersonView]]:
    """Return, for each of many attendees, the people they want to see, as `view_people` would.

    The statements are as many for one attendee as for all.
    """
    viewers = viewers_of(session, event_id, wanted)
    people = _people(session, event_id, {key for ids in wanted.values() for key in ids})
    return {
        viewer_id: {key: people[key].seen_by(viewer) for key in wanted[viewer_id] if key in people}
        for viewer_id, viewer in viewers.items()
    }


def as_seen_by(
    session: Session, viewer: Viewer, attendance_ids: Sequence[str]
) -> dict[str, PersonView]:
    """Return the people behind these attendances, as this viewer may see them."""
    people = _people(session, viewer.event_id, attendance_ids)
    return {key: person.seen_by(viewer) for key, person in people.items()}


@dataclass(frozen=True)
class _Person:
    """A person whole, before anybody looks."""

    attendance_id: str
    profile: Profile
    topics: Topics
    role: str
    event_slug: str

    def seen_by(self, viewer: Viewer) -> PersonView:
        return cut_down(
            self.profile,
            viewer.relation_to(self.profile.membership_id),
            self.topics,
            photos=f"/e/{self.event_slug}/people/{self.attendance_id}/photo",
            attendance_id=self.attendance_id,
            role=self.role,
        )


def _people(session: Session, event_id: str, attendance_ids: Collection[str]) -> dict[str, _Person]:
    rows = session.exec(
        select(Attendance.id, Profile, Role.name, Event.slug)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .join(Profile, col(Profile.membership_id) == Membership.id)
        .join(Role, col(Role.id) == Attendance.role_id)
        .join(Event, col(Event.id) == Attendance.event_id)
        .where(
            col(Attendance.id).in_(attendance_ids),
            Attendance.event_id == event_id,
            col(Attendance.left_at).is_(None),
            col(Membership.left_at).is_(None),
            col(Account.deactivated_at).is_(None),
        )
    ).all()
    topics = topics_of(session, [profile.id for _id, profile, _role, _slug in rows])
    return {
        attendance_id: _Person(attendance_id, profile, topics[profile.id], role, slug)
        for attendance_id, profile, role, slug in rows
    }


def topics_of(session: Session, profile_ids: Sequence[str]) -> dict[str, Topics]:
    """Return the labels of the topics in each profile, by kind, in the order of the alphabet."""
    found: dict[str, Topics] = defaultdict(lambda: {kind: [] for kind in TopicKind})
    for listed, label in session.exec(
        select(ProfileTopic, Topic.label)
        .join(Topic, col(Topic.id) == ProfileTopic.topic_id)
        .where(col(ProfileTopic.profile_id).in_(profile_ids))
        .order_by(col(Topic.key))
    ):
        found[listed.profile_id][listed.kind].append(label)
    return found


def cut_down(
    profile: Profile,
    relation: Relation,
    topics: Topics,
    *,
    photos: str,
    attendance_id: str = "",
    role: str = "",
) -> PersonView:
    """Return of a profile what somebody who stands so to its owner may see.

    Its photo is found below `photos`.
    """

    def sees(name: str) -> bool:
        return visible(profile.visibility, name, relation)

    named = sees("name")
    shown = topics if sees("topics") else {kind: [] for kind in TopicKind}
    photo = profile.photo if sees("photo") else None
    return PersonView(
        attendance_id=attendance_id,
        name=profile.name if named else "",
        tint=tint(profile.name if named else attendance_id or profile.membership_id),
        headline=profile.headline if sees("headline") else "",
        organization=profile.organization if sees("organization") else "",
        bio=profile.bio if sees("bio") else "",
        links=list(profile.links) if sees("links") else [],
        photo_url=f"{photos}/{photo}" if photo else None,
        interests=shown[TopicKind.INTEREST],
        offers=shown[TopicKind.OFFER],
        seeks=shown[TopicKind.SEEK],
        role=role,
        relation=relation,
        shows_topics=sees("topics"),
        shows_bio=sees("bio"),
        membership_id=profile.membership_id,
    )


@dataclass(frozen=True)
class RollEntry:
    """An attendee as the organizers must know them: from the ticket, not from the profile."""

    attendance_id: str
    account_id: str
    name: str
    email: str
    organization: str
    role: str
    consent: Consent | None
    invited_at: datetime | None
    confirmed_at: datetime | None
    left_at: datetime | None


def event_roll(session: Session, event_id: str) -> list[RollEntry]:
    """Return everyone of the event for its organizers, by name; those who left come with it."""
    return [
        RollEntry(*row)
        for row in session.exec(
            select(  # type: ignore[call-overload]
                Attendance.id,
                Account.id,
                Profile.name,
                Account.email,
                Profile.organization,
                Role.name,
                Attendance.consent,
                Attendance.invited_at,
                Attendance.confirmed_at,
                Attendance.left_at,
            )
            .join(Membership, col(Membership.id) == Attendance.membership_id)
            .join(Account, col(Account.id) == Membership.account_id)
            .join(Profile, col(Profile.membership_id) == Membership.id)
            .join(Role, col(Role.id) == Attendance.role_id)
            .where(Attendance.event_id == event_id)
            .order_by(col(Profile.name), col(Attendance.id))
        )
    ]
