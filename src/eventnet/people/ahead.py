"""What an attendee does next at an event: one answer, for every page that leads there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlmodel import Session, and_, col, exists, func, select

from eventnet.dates import moment
from eventnet.events.models import Attendance, Consent, Event, Phase, Slot
from eventnet.events.queries import phase, wishes_open, zone
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.meetings.models import Meeting, MeetingSide, MeetingState
from eventnet.people.models import Profile, ProfileTopic, TopicKind
from eventnet.requests.queries import waiting_for
from eventnet.wishes.models import Wish, WishKind

# A meeting that is as near as this comes before what is to be told of those that are over.
SOON = timedelta(hours=2)

untold_counts: list[Callable[[Session, Sequence[str], datetime], dict[str, int]]] = []
"""What a later feature knows: of how many meetings that are over each attendance said nothing."""


@dataclass(frozen=True)
class Standing:
    """How far somebody has come at an event."""

    meetings: int = 0
    """In their schedule, those that took place with them."""
    first: datetime | None = None
    """When the next meeting ahead begins."""
    waiting: int = 0
    """Meetings ahead that wait for their answer."""
    described: bool = False
    """Whether a match could say why: they have a headline, and offer or look for something."""
    wants: bool = False
    """Whether they want to meet somebody."""
    requests: int = 0
    """Requests of others that wait for their answer."""
    untold: int = 0
    """Meetings that are over, of which they have said nothing yet."""


class Next(NamedTuple):
    """What is next: in a sentence, as the words of a button, and the name of its page."""

    words: str
    verb: str
    page: str


def coming(session: Session, event: Event, attendance: Attendance, now: datetime) -> Next:
    """Return what is next for one attendee."""
    standing = standings(session, [attendance.id], now)[attendance.id]
    return next_step(event, attendance, standing, now)


def next_step(event: Event, attendance: Attendance, standing: Standing, now: datetime) -> Next:
    """Return the most pressing thing only."""
    where = phase(event, now)
    if where is Phase.OVER:
        return _telling(standing) if standing.untold else _looking_back(standing)
    if standing.waiting:
        words = ngettext(
            "%(num)d meeting waits for your yes.",
            "%(num)d meetings wait for your yes.",
            standing.waiting,
        )
        return Next(words, _("Say yes or no"), "schedule")
    if standing.requests:
        words = ngettext(
            "%(num)d request waits for your answer.",
            "%(num)d requests wait for your answer.",
            standing.requests,
        )
        verb = ngettext("Answer the request", "Answer the requests", standing.requests)
        return Next(words, verb, "requests")
    if standing.untold and (standing.first is None or standing.first - now > SOON):
        return _telling(standing)
    if standing.first is not None:
        words = _("Your next meeting: %(when)s.", when=_there(event, standing.first))
        return Next(words, _("See your days"), "schedule")
    if attendance.paused_at is not None:
        words = _("You take a break: nothing new is planned for you, and nobody finds you.")
        return Next(words, _("See how you attend"), "attendance")
    if where is Phase.PREPARING:
        verb = _("See your profile") if standing.described else _("Fill in your profile")
        return Next(_opening(event), verb, "profile")
    if where is Phase.RUNNING and standing.meetings:
        words = _("You have no more meetings ahead of you.")
        return Next(words, _("See your days"), "schedule")
    return missing(event, attendance, standing, now) or _nothing_to_do(where)


def _telling(standing: Standing) -> Next:
    return Next(untold_in_words(standing.untold), _("Say how it went"), "tell")


def untold_in_words(count: int) -> str:
    """Say how many meetings wait for a word."""
    return ngettext(
        "%(num)d meeting is over: how did it go?",
        "%(num)d meetings are over: how did they go?",
        count,
    )


def _looking_back(standing: Standing) -> Next:
    if not standing.meetings:
        words = _("You had no planned meetings here.")
        return Next(words, _("See who was there"), "people")
    words = ngettext(
        "%(num)d meeting was planned for you.",
        "%(num)d meetings were planned for you.",
        standing.meetings,
    )
    return Next(words, _("Look back at your days"), "schedule")


def _opening(event: Event) -> str:
    if event.opens_at is None:
        return _("It is still being prepared.")
    return _("It opens on %(when)s.", when=_there(event, event.opens_at))


def missing(event: Event, attendance: Attendance, standing: Standing, now: datetime) -> Next | None:
    """Return what would get somebody meetings, or better ones; None if there is no such thing."""
    if attendance.consent is None:
        words = (
            _("Choose how your meetings come about; until then each one waits for your yes.")
            if event.ask_unchosen
            else _("Choose how your meetings come about; until then none are planned for you.")
        )
        if attendance.confirmed_at is None:
            return Next(words, _("Begin with three short pages"), "next-question")
        return Next(words, _("Choose how"), "attendance")
    if not standing.described:
        words = _("Say what you do, and what you offer or look for: by that you are found.")
        return Next(words, _("Answer a question or two"), "next-question")
    if attendance.consent is Consent.OWN:
        words = _("You want only meetings of your own making: ask whoever you want to meet.")
        return Next(words, _("See whom you could ask"), "people")
    if standing.wants or not wishes_open(event, now):
        return None
    words = _("Say whom you want to meet.")
    if event.wishes_until is not None:
        until = _there(event, event.wishes_until)
        words = _("Say whom you want to meet, until %(when)s.", when=until)
    return Next(words, _("Choose whom to meet"), "recommended")


def _nothing_to_do(where: Phase) -> Next:
    if where is Phase.RUNNING:
        words = _("No meetings are planned for you at the moment.")
        return Next(words, _("See who is here"), "people")
    words = _("Your schedule comes as soon as the organizers publish it, and a mail tells you.")
    return Next(words, _("See who is coming"), "people")


def _there(event: Event, when: datetime) -> str:
    return moment(when.astimezone(zone(event)))


def standings(session: Session, ids: Sequence[str], now: datetime) -> dict[str, Standing]:
    """Return how far each attendance has come: five statements, however many there are."""
    if not ids:
        return {}
    wanting = select(Wish.from_id).where(col(Wish.from_id).in_(ids), Wish.kind == WishKind.WANT)
    wants, described = set(session.exec(wanting)), _described(session, ids)
    ahead = col(Slot.starts_at) >= now
    unanswered = and_(col(Meeting.state) == MeetingState.WAITING, col(MeetingSide.answer).is_(None))
    booked = session.exec(
        select(
            MeetingSide.attendance_id,
            func.count(),
            func.min(Slot.starts_at).filter(ahead),
            func.count().filter(and_(ahead, unanswered)),
        )
        .join(Meeting, col(Meeting.id) == MeetingSide.meeting_id)
        .join(Slot, col(Slot.id) == MeetingSide.slot_id)
        .where(col(MeetingSide.attendance_id).in_(ids), col(MeetingSide.live))
        .group_by(col(MeetingSide.attendance_id))
    )
    found = {key: Standing(described=key in described, wants=key in wants) for key in ids}
    for key, meetings, first, waiting in booked:
        found[key] = replace(found[key], meetings=meetings, first=first, waiting=waiting)
    for key, waiting in waiting_for(session, ids, now).items():
        found[key] = replace(found[key], requests=waiting)
    for key, count in untold(session, ids, now).items():
        found[key] = replace(found[key], untold=count)
    return found


def untold(session: Session, ids: Sequence[str], now: datetime) -> dict[str, int]:
    """Return of how many meetings that are over each of these has said nothing yet."""
    counts: dict[str, int] = {}
    for known in untold_counts:
        counts |= known(session, ids, now)
    return counts


def _described(session: Session, ids: Sequence[str]) -> set[str]:
    said = exists().where(
        col(ProfileTopic.profile_id) == Profile.id,
        col(ProfileTopic.kind).in_((TopicKind.OFFER, TopicKind.SEEK)),
    )
    query = (
        select(Attendance.id)
        .join(Profile, col(Profile.membership_id) == Attendance.membership_id)
        .where(col(Attendance.id).in_(ids), Profile.headline != "", said)
    )
    return set(session.exec(query))
