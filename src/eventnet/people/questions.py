"""What somebody is asked: three screens when they arrive, then one question at a time.

Everything may be skipped, everything has an address of its own to come back to, and whoever
returns goes on where they stopped.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session

from eventnet.event_questions.queries import questions_of, said_by
from eventnet.events.models import Attendance
from eventnet.people.models import Profile, TopicKind
from eventnet.people.queries import Topics, topics_of

CONFIRM = "confirm"
SCREENS = (CONFIRM, "offers", "seeks")
"""What everyone is shown when they arrive, in this order."""
ONCE_PER_EVENT = (CONFIRM, "consent", "further")
"""What is asked anew at each event; the rest is about the person."""


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
    "visibility": lambda about: bool(about.profile.visibility),
    "headline": lambda about: bool(about.profile.headline),
    "interests": lambda about: bool(about.topics[TopicKind.INTEREST]),
    "bio": lambda about: bool(about.profile.bio),
    "organization": lambda about: bool(about.profile.organization),
    "photo": lambda about: about.profile.photo is not None,
}
FURTHER = "further"
"""What stands for the questions of the event itself, all on one page."""
ASKED = (CONFIRM, *QUESTIONS)
"""Everything that has a page of its own."""


@dataclass(frozen=True)
class Progress:
    """How far somebody has come, and what to ask next."""

    about: About
    answered: int
    total: int
    question: str | None
    """None: nothing is left that they have not answered or skipped."""
    skipped: int
    owes: bool = False
    """Whether the event requires an answer that is not given yet."""


def progress(session: Session, profile: Profile, attendance: Attendance) -> Progress:
    """Return what to ask next: the screens first, then the question that is worth most."""
    about = About(profile, topics_of(session, [profile.id])[profile.id], attendance)
    missing = [key for key, is_answered in QUESTIONS.items() if not is_answered(about)]
    arriving = [CONFIRM] if attendance.confirmed_at is None else []
    asked = questions_of(session, attendance.event_id)
    said = said_by(session, attendance.id)
    required = [one for one in asked if one.required]
    unsaid = [one for one in required if one.id not in said]
    ahead = [*arriving, *(key for key in SCREENS if key in missing)]
    ahead += [FURTHER] if unsaid else []
    ahead += [key for key in missing if key not in ahead]
    ahead += [FURTHER] if not unsaid and any(one.id not in said for one in asked) else []
    left = [
        key
        for key in ahead
        if skip_key(key, attendance) not in profile.skipped or (key == FURTHER and unsaid)
    ]
    return Progress(
        about=about,
        answered=len(QUESTIONS) - len(missing) + len(required) - len(unsaid),
        total=len(QUESTIONS) + len(required),
        question=left[0] if left else None,
        skipped=sum(skip_key(key, attendance) in profile.skipped for key in missing),
        owes=bool(unsaid),
    )


def following(step: str) -> str | None:
    """Return the screen that comes after one; None after the last, and after a question."""
    after = SCREENS[SCREENS.index(step) + 1 :] if step in SCREENS else ()
    return after[0] if after else None


def before(step: str) -> str | None:
    """Return the screen that one goes back to."""
    place = SCREENS.index(step) if step in SCREENS else 0
    return SCREENS[place - 1] if place else None


def skip_key(question: str, attendance: Attendance) -> str:
    """Return under what a skipped question is remembered."""
    return f"{question}@{attendance.event_id}" if question in ONCE_PER_EVENT else question
