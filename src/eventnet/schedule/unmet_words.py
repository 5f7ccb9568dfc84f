"""Why a wish was not met, and what would free it: the sentences, from the reader's own days."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from eventnet import clock
from eventnet.dates import moment
from eventnet.events.models import Event, Slot
from eventnet.events.queries import zone
from eventnet.i18n import gettext as _
from eventnet.matching.models import Hindrance, UnmetWish
from eventnet.meetings.models import MeetingState
from eventnet.meetings.queries import OwnMeeting
from eventnet.people.queries import PersonView
from eventnet.round_tables.models import RoundTable


@dataclass(frozen=True)
class Days:
    """What the reasons are said with: the reader's days as they are now."""

    event: Event
    slots: Mapping[str, Slot]
    meetings: Mapping[str, OwnMeeting]
    people: Mapping[str, PersonView]
    by_role: bool = False
    """Whether how many meetings the reader may have is their role's to say, not their own."""

    def when(self, slot_id: str) -> str:
        """Return the time of a slot in words."""
        return moment(self.slots[slot_id].starts_at.astimezone(zone(self.event)))

    def ahead(self, found: UnmetWish) -> list[str]:
        """Return those of the slots found that are still to come."""
        now = clock.now()
        known = (key for key in found.slot_ids if key in self.slots)
        return [key for key in known if self.slots[key].starts_at > now]

    def name(self, attendance_id: str) -> str:
        """Return what the reader may call somebody whom they meet."""
        person = self.people.get(attendance_id)
        return person.name if person and person.name else _("somebody else")


def why_no_seat(
    days: Days, table: RoundTable, absent: Collection[str], *, full: bool, late: bool
) -> tuple[str, str]:
    """Return why somebody has no seat at a round table, and the way out."""
    if (meeting := days.meetings.get(table.slot_id)) is not None:
        return (
            _("You meet %(name)s at that time.", name=days.name(meeting.other_id)),
            _("Move that meeting or call it off, and take a seat if one is left."),
        )
    if table.slot_id in absent:
        return (
            _("You are away at that time, at a session that you starred, or at another table."),
            _("If you want to come all the same, take a seat if one is left."),
        )
    if full:
        return (
            _("Every seat is taken."),
            _("You wait for one: who asked first and is free gets the next that becomes free."),
        )
    if late:
        return (
            _("You said so after the schedule was published."),
            _("There are seats left: take one, or leave it to the next schedule."),
        )
    return (
        _("A schedule weighs the wishes of all; this time it came to something else."),
        _("There is a seat left, and you are free. Take it."),
    )


def why_unmet(
    days: Days, found: UnmetWish | None, gone: OwnMeeting | None, *, planned: bool, late: bool
) -> tuple[str, str]:
    """Return why a wish was not met, and the way out."""
    if gone is not None and (ended := _ended(gone)):
        return ended, _("You can ask them for another time.")
    if not planned:
        return (
            _("No meetings are planned for you: you have not said that we may."),
            _(
                "Say “book me” or “ask me” on the page “How and when I attend”, "
                "or ask them yourself."
            ),
        )
    if late:
        return (
            _("You said so after the schedule was published."),
            _("The next schedule takes it into account. You can also ask them now."),
        )
    if found is None:
        return (
            _("The schedule that was published has no meeting of the two of you."),
            _("You can ask them yourself."),
        )
    if found.kind in {Hindrance.LIMIT, Hindrance.TIME, Hindrance.TABLES}:
        return _at_a_time(days, found)
    return {
        Hindrance.ROLES: (
            _("The two of you come in roles that are not brought together here."),
            _("The organizers decide that. If it looks wrong, ask them."),
        ),
        Hindrance.NEVER: (
            _("There was no time at which you were free: you are away, or have other meetings."),
            _(
                "Say that you can at more times, on the page “How and when I attend”, "
                "or call a meeting off."
            ),
        ),
    }.get(
        found.kind,
        (
            _("A schedule weighs the times and wishes of all; this one came to other meetings."),
            _(
                "Ask them, or say that you can at more times, on the page “How and when I attend”: "
                "times "
                "become free when somebody calls a meeting off."
            ),
        ),
    )


def _ended(gone: OwnMeeting) -> str:
    """Say what became of a meeting that there was; nothing where a later schedule took it away."""
    if gone.state is MeetingState.RELEASED:
        return _("A meeting was planned, and waited for a yes until its hour.")
    own = gone.cause_id == gone.attendance_id
    if gone.state is MeetingState.MISSED and own:
        return _("You had a meeting, did not find each other, and you met somebody else.")
    if gone.state is MeetingState.MISSED:
        return _("You had a meeting, did not find each other, and they met somebody else.")
    if gone.state is MeetingState.DECLINED:
        if own:
            return _("A meeting was planned, and you said no.")
        return _("A meeting was planned, and they said no.")
    if own:
        return _("You called the meeting off.")
    return _("They called the meeting off.") if gone.cause_id == gone.other_id else ""


def _at_a_time(days: Days, found: UnmetWish) -> tuple[str, str]:
    """Say what stood in the way in the one slot where nothing else did."""
    ahead = days.ahead(found)
    if not ahead:
        return (
            _("The schedule found no place for the two of you, and the time for it has passed."),
            _("You can ask them for another time."),
        )
    when = days.when(ahead[0])
    if found.kind is Hindrance.LIMIT and days.by_role:
        return (
            _("You have as many meetings as your role may have here."),
            _("The organizers set that number. Call another meeting off, and ask for this one."),
        )
    if found.kind is Hindrance.LIMIT:
        return (
            _("You have as many meetings as you may have."),
            _(
                "Raise your number on the page “How and when I attend”, "
                "or call another meeting off."
            ),
        )
    if found.kind is Hindrance.TABLES:
        return (
            _("On %(when)s you were both free, and every table was taken.", when=when),
            _("Ask them for that time: a table becomes free when somebody calls a meeting off."),
        )
    return _own_time(days, ahead)


def _own_time(days: Days, ahead: Sequence[str]) -> tuple[str, str]:
    """Say what the reader has at a time at which the other was free."""
    busy = next((key for key in ahead if key in days.meetings), None)
    if busy is None:
        return (
            _("On %(when)s you could not; they were free then.", when=days.when(ahead[0])),
            _("Say that you can, on the page “How and when I attend”, and ask them."),
        )
    name = days.name(days.meetings[busy].other_id)
    return (
        _("On %(when)s they were free, and you meet %(name)s.", when=days.when(busy), name=name),
        _("If that meeting moved or were called off, the two of you could have its time."),
    )
