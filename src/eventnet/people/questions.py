"""One question at a time: what a half-empty profile lacks, the most valuable first."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session

from eventnet.events.models import Attendance
from eventnet.people.models import Profile, TopicKind
from eventnet.people.queries import Topics, topics_of


@dataclass(frozen=True)
class About:
    """What is known of somebody when a question is chosen."""

    profile: Profile
    topics: Topics
    attendance: Attendance


# Each question with whether it is answered, in the order of what an answer is worth to matching.
QUESTIONS: dict[str, Callable[[About], bool]] = {
    "consent": lambda about: about.attendance.consent is not None,
    "offers": lambda about: bool(about.topics[TopicKind.OFFER]),
    "seeks": lambda about: bool(about.topics[TopicKind.SEEK]),
    "headline": lambda about: bool(about.profile.headline),
    "interests": lambda about: bool(about.topics[TopicKind.INTEREST]),
    "visibility": lambda about: bool(about.profile.visibility),
    "bio": lambda about: bool(about.profile.bio),
    "organization": lambda about: bool(about.profile.organization),
    "photo": lambda about: about.profile.photo is not None,
}


@dataclass(frozen=True)
class Progress:
    """How far somebody has come, and what to ask next."""

    answered: int
    total: int
    question: str | None
    """None: nothing is left that they have not answered or skipped."""
    skipped: int


def progress(session: Session, profile: Profile, attendance: Attendance) -> Progress:
    """Return the most valuable question that is neither answered nor skipped."""
    about = About(profile, topics_of(session, [profile.id])[profile.id], attendance)
    missing = [key for key, is_answered in QUESTIONS.items() if not is_answered(about)]
    skipped = [key for key in missing if skip_key(key, attendance) in profile.skipped]
    left = [key for key in missing if key not in skipped]
    return Progress(
        answered=len(QUESTIONS) - len(missing),
        total=len(QUESTIONS),
        question=left[0] if left else None,
        skipped=len(skipped),
    )


def skip_key(question: str, attendance: Attendance) -> str:
    """Return under what a skipped question is remembered; the consent is asked once per event."""
    return f"consent@{attendance.event_id}" if question == "consent" else question
