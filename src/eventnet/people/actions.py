"""Change a profile: one transaction, with the search index and the affinities' state in it."""

from typing import Any, TypedDict

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.affinities.actions import mark_stale
from eventnet.database import lock, writing
from eventnet.errors import NotFound
from eventnet.events.models import Attendance, Consent
from eventnet.i18n import gettext as _
from eventnet.people.attending import choose_consent
from eventnet.people.models import Profile, ProfileTopic, TopicKind
from eventnet.people.queries import topics_of
from eventnet.people.search import index_profile
from eventnet.people.topics import set_topics, topic_key
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

    `shown` is the version that the form showed: if there is another by now, Conflict is raised,
    but not at a second tap, which asks for what there is already.
    Who saves something for the first time has said who they are, and counts as confirmed.
    """
    with writing(session):
        profile = _hold(session, profile_id)
        if shown is not None and not _is_so(session, profile, changes):
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


def confirm(
    session: Session,
    profile_id: str,
    attendance_id: str,
    changes: Changes,
    *,
    consent: Consent | None,
    shown: str | None = None,
) -> None:
    """Say that one is who the ticket says, or who else; and how meetings may be planned."""
    with writing(session):
        change_profile(session, profile_id, changes, shown=shown)
        if consent is not None:
            choose_consent(session, attendance_id, consent)


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


def _is_so(session: Session, profile: Profile, changes: Changes) -> bool:
    """Return whether a profile holds already what it is to be changed to."""
    topics = topics_of(session, [profile.id])[profile.id]

    def is_so(field: str, value: Any) -> bool:
        if field not in KINDS:
            return bool(value == getattr(profile, field))
        return set(map(topic_key, value)) == set(map(topic_key, topics[KINDS[field]]))

    return all(is_so(field, value) for field, value in changes.items())


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
