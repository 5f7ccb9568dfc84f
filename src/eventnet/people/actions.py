"""Change a profile: one transaction, with the search index and the affinities' state in it."""

from typing import TypedDict

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.affinities.actions import mark_stale
from eventnet.database import lock, writing
from eventnet.errors import NotFound
from eventnet.events.models import Attendance
from eventnet.i18n import gettext as _
from eventnet.people.models import Profile, ProfileTopic, TopicKind
from eventnet.people.search import index_profile
from eventnet.people.topics import set_topics
from eventnet.versions import expect, version_of

OWN = ("name", "headline", "organization", "bio", "links", "photo", "visibility")
KINDS = {"interests": TopicKind.INTEREST, "offers": TopicKind.OFFER, "seeks": TopicKind.SEEK}


class Changes(TypedDict, total=False):
    """What is to be changed of a profile; what is not named stays."""

    name: str
    headline: str
    organization: str
    bio: str
    links: list[str]
    photo: str | None
    visibility: dict[str, str]
    interests: list[str]
    offers: list[str]
    seeks: list[str]


def change_profile(
    session: Session, profile_id: str, changes: Changes, *, shown: str | None = None
) -> str | None:
    """Change a profile; return the name of the photo that it no longer has, if there is one.

    `shown` is the version that the form showed: if there is another by now, Conflict is raised.
    Who saves something for the first time has said who they are, and counts as confirmed.
    """
    with writing(session):
        profile = _hold(session, profile_id)
        if shown is not None:
            expect(shown, profile_version(session, profile))
        before = profile.photo
        for field in OWN:
            if field in changes:
                setattr(profile, field, changes[field])  # type: ignore[literal-required]
        chosen: dict[TopicKind, list[str]] = {
            kind: changes[field]  # type: ignore[literal-required]
            for field, kind in KINDS.items()
            if field in changes
        }
        if chosen:
            set_topics(session, profile, chosen)
        profile.updated_at = clock.now()
        session.add(profile)
        index_profile(session, profile)
        for attendance in _attendances(session, profile.membership_id):
            mark_stale(session, attendance.event_id)
            attendance.confirmed_at = attendance.confirmed_at or clock.now()
        return before if before != profile.photo else None


def skip_question(session: Session, profile_id: str, question: str) -> None:
    """Remember that somebody does not want to answer a question."""
    with writing(session):
        profile = _hold(session, profile_id)
        profile.skipped = [*(one for one in profile.skipped if one != question), question]
        session.add(profile)


def ask_again(session: Session, profile_id: str) -> None:
    """Forget which questions were skipped."""
    with writing(session):
        profile = _hold(session, profile_id)
        profile.skipped = []
        session.add(profile)


def profile_version(session: Session, profile: Profile) -> str:
    """Return what stands for the content of a profile with its topics."""
    topics = session.exec(
        select(ProfileTopic)
        .where(ProfileTopic.profile_id == profile.id)
        .order_by(col(ProfileTopic.kind), col(ProfileTopic.topic_id))
    ).all()
    return version_of(profile, only=OWN) + version_of(*topics)


def _hold(session: Session, profile_id: str) -> Profile:
    profile = lock(session, Profile, profile_id)
    if profile is None:
        raise NotFound(_("This profile is not there any more."))
    return profile


def _attendances(session: Session, membership_id: str) -> list[Attendance]:
    """Return the attendances that have not ended, in an order in which no two wait for another."""
    return list(
        session.exec(
            select(Attendance)
            .where(Attendance.membership_id == membership_id, col(Attendance.left_at).is_(None))
            .order_by(col(Attendance.event_id))
        )
    )
