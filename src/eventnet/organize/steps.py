"""What comes next: the steps from an empty event to published schedules, each done or not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from eventnet.dates import moment
from eventnet.events.models import Event, Phase
from eventnet.events.queries import phase, zone
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.organize.queries import Numbers


@dataclass(frozen=True)
class Step:
    """One step: whether it is done, what it is, how it stands, and the page where it is taken."""

    done: bool
    title: str
    words: str
    page: str
    optional: bool = False
    """Whether an event may well do without it, so that nothing waits for it."""


also_with_people: list[Callable[[Session, Event, str], Step | None]] = []
"""Steps of later features that bring people in, for one organizer, by account; None: not here."""


def more_steps(session: Session, event: Event, account_id: str) -> list[Step]:
    """Return the steps of later features."""
    found = [look(session, event, account_id) for look in also_with_people]
    return [step for step in found if step is not None]


def steps(event: Event, numbers: Numbers, now: datetime, more: Sequence[Step] = ()) -> list[Step]:
    """Return the steps in the order in which they are best taken, `more` with those of people."""
    return [
        _describe(event),
        _grid(numbers),
        _programme(numbers),
        _people(numbers),
        *more,
        _open(event, now),
        _deadline(event, now),
        _inviting(numbers),
        _matching(event, numbers, now),
        _publishing(numbers),
    ]


def next_step(of: list[Step]) -> Step | None:
    """Return the first step that is not done, or None at the end of the road."""
    return next((step for step in of if not step.done and not step.optional), None)


def _describe(event: Event) -> Step:
    done = bool(event.tagline and event.about and (event.venue or event.city))
    words = (
        _("People can read what it is and where.")
        if done
        else _("Say in a sentence and a few paragraphs what it is, and where.")
    )
    return Step(done, _("Describe the event"), words, "details")


def _grid(numbers: Numbers) -> Step:
    if not numbers.slots:
        words = _("Without slots and tables there is no time or place for a meeting.")
        return Step(False, _("Set the slots and tables"), words, "grid")
    words = ngettext(
        "%(num)d slot; its tables have room for %(places)d meetings, beside those at stands.",
        "%(num)d slots; their tables have room for %(places)d meetings, beside those at stands.",
        numbers.slots,
        places=numbers.places,
    )
    return Step(True, _("Set the slots and tables"), words, "grid")


def _programme(numbers: Numbers) -> Step:
    words = (
        ngettext(
            "%(num)d session; who stars it is not planned while it is on.",
            "%(num)d sessions; who stars one is not planned while it is on.",
            numbers.talks,
        )
        if numbers.talks
        else _("If there are sessions: people star them, and are not planned while they are on.")
    )
    title = _("Bring the programme in")
    return Step(numbers.talks > 0, title, words, "programme-source", optional=True)


def _people(numbers: Numbers) -> Step:
    words = (
        ngettext("%(num)d person attends.", "%(num)d people attend.", numbers.attendees)
        if numbers.attendees
        else _("Import the export of your ticket shop, or let people join by a link.")
    )
    return Step(numbers.attendees > 0, _("Bring the people in"), words, "imports")


def _open(event: Event, now: datetime) -> Step:
    done = phase(event, now) is not Phase.PREPARING
    words = (
        _("People can fill in who they are and choose whom to meet.")
        if done
        else _("Until then nobody can choose whom to meet. Set a date, or open it by hand.")
    )
    return Step(done, _("Open the event"), words, "phase")


def _deadline(event: Event, now: datetime) -> Step:
    if event.wishes_until is None:
        words = _("A deadline brings the wishes in, and gives you time to match.")
    elif now < event.wishes_until:
        words = _("Wishes are taken until %(when)s.", when=_until(event))
    else:
        words = _("Wishes were taken until %(when)s.", when=_until(event))
    return Step(event.wishes_until is not None, _("Set a deadline for wishes"), words, "phase")


def _until(event: Event) -> str:
    return moment(event.wishes_until.astimezone(zone(event))) if event.wishes_until else ""


def _inviting(numbers: Numbers) -> Step:
    done = numbers.attendees > 0 and not numbers.uninvited
    if done:
        words = _("Everybody who attends has an invitation, or has been here.")
    elif numbers.attendees:
        words = ngettext(
            "%(num)d person has no invitation, and has not been here.",
            "%(num)d people have no invitation, and have not been here.",
            numbers.uninvited,
        )
    else:
        words = _("Each gets a mail with a link that signs them in.")
    return Step(done, _("Invite them"), words, "invite")


def _matching(event: Event, numbers: Numbers, now: datetime) -> Step:
    brought = ngettext(
        "%(num)d run has brought a schedule.", "%(num)d runs have brought a schedule.", numbers.runs
    )
    early = _is_early(event, numbers, now)
    if early:
        words = _("Wishes come in until %(when)s; then a run knows them all.", when=_until(event))
        words = f"{brought} {words}" if numbers.runs else words
    elif numbers.runs:
        words = brought
    else:
        words = _("Once people have said whom they want to meet, find the best schedule for all.")
    return Step(numbers.runs > 0 and not early, _("Run the matching"), words, "runs")


def _is_early(event: Event, numbers: Numbers, now: datetime) -> bool:
    """Say whether wishes still come in for the first schedule."""
    return event.wishes_until is not None and now < event.wishes_until and not numbers.published


def _publishing(numbers: Numbers) -> Step:
    words = (
        _in_the_schedule(numbers)
        if numbers.published
        else _("A draft is yours alone until you publish it.")
    )
    return Step(numbers.published > 0, _("Publish the schedule"), words, "runs")


def _in_the_schedule(numbers: Numbers) -> str:
    return ngettext(
        "%(num)d meeting is in the schedule.",
        "%(num)d meetings are in the schedule.",
        numbers.meetings,
    )


@dataclass(frozen=True)
class Headline:
    """What the console puts first, and the page it leads to."""

    title: str
    words: str
    verb: str = ""
    page: str = ""


def headline(
    event: Event, numbers: Numbers, now: datetime, road: list[Step], *, helps: bool = False
) -> Headline:
    """Return what an organizer should know first: the next step, or that there is none to take.

    Whoever `helps` with a part of the event has only the steps of that part on the road.
    """
    where, step = phase(event, now), next_step(road)
    if where is Phase.OVER:
        words = ngettext(
            "%(num)d meeting was in the schedule.",
            "%(num)d meetings were in the schedule.",
            numbers.meetings,
        )
        return Headline(_("The event is over"), words)
    words = _in_the_schedule(numbers)
    if where is Phase.RUNNING and numbers.published:  # the rest of the road stands below
        return Headline(_("The event takes place"), words)
    if step is None:
        if helps:
            return Headline(_("Nothing waits for you"), _("Your part of the event is in order."))
        words += " " + _("What remains are the days themselves.")
        return Headline(_("Everything is in place"), words)
    if step.page == "runs" and _is_early(event, numbers, now):
        words = _(
            "%(num)d of %(all)d have said whom. Wishes come in until %(when)s; match after that.",
            num=numbers.wishing,
            all=numbers.attendees,
            when=_until(event),
        )
        return Headline(_("People choose whom to meet"), words, _("Try a run"), "runs")
    return Headline(step.title, step.words, step.title, step.page)
