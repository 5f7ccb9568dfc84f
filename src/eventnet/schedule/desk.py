"""The desk at which mails to attendees are written, and one such mail drawn up there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec

from sqlmodel import Session

from eventnet import clock, i18n
from eventnet.accounts.links import WAY_IN_PATH, way_in_token
from eventnet.database import writing
from eventnet.events.models import Event
from eventnet.i18n import gettext as _
from eventnet.mail.models import OutboxMail
from eventnet.mail.outbox import Letter, draw_up, post_all
from eventnet.meetings import online
from eventnet.meetings.queries import OwnMeeting
from eventnet.meetings.words import place
from eventnet.people.queries import PersonView
from eventnet.round_tables.queries import OwnSeat
from eventnet.round_tables.words import place_of
from eventnet.schedule.days import why_for_reader
from eventnet.schedule.policies import answer_token
from eventnet.schedule.readers import Reader
from eventnet.settings import Settings

KIND = "schedule"
Said = ParamSpec("Said")


@dataclass(frozen=True)
class Desk:
    """What a letter is written with: to whom, about which event, and whom it may name."""

    settings: Settings
    event: Event
    reader: Reader
    people: Mapping[str, PersonView]
    kind: str = KIND

    def letter(self, subject: str, template: str, once: str, **context: Any) -> Letter:
        """Return a letter to the reader."""
        return Letter(
            kind=self.kind,
            subject=subject,
            template=template,
            why=_("You get this because you attend %(event)s.", event=self.event.name),
            context={
                "event_name": self.event.name,
                "clocks": self.reader.clocks(self.event),
                "schedule_url": self.way_in(f"/e/{self.event.slug}/schedule"),
                **context,
            },
            event_id=self.event.id,
            once=f"{once}:{self.reader.attendance_id}",
        )

    def way_in(self, path: str) -> str:
        """Return an address that opens the page, or lets its reader have a fresh link mailed."""
        token = way_in_token(self.settings, self.reader.email, path)
        return self.settings.origin + WAY_IN_PATH.format(token=token)

    def name(self, attendance_id: str) -> str:
        """Return what the reader may call somebody."""
        person = self.people.get(attendance_id)
        return person.name if person and person.name else _("the other person")

    def join_url(self, meeting: OwnMeeting) -> str:
        """Return where a meeting online is: its own address once it is open, before that ours."""
        address = online.address(self.event, meeting)
        if address is None:
            return ""
        if online.is_open(meeting, clock.now()):
            return address
        return self.way_in(f"/e/{self.event.slug}/meetings/{meeting.id}/join")

    def line(self, meeting: OwnMeeting, news: str = "") -> dict[str, Any]:
        """Return one meeting as the templates show it."""
        person = self.people.get(meeting.other_id)
        token = answer_token(self.settings.key, meeting.id, meeting.attendance_id)
        until = meeting.answer_until
        about = (person.headline, person.organization) if person else ()
        return {
            "when": self.reader.when(meeting.starts_at, self.event),
            "where": place(meeting),
            "join_url": self.join_url(meeting),
            "news": news,
            "name": self.name(meeting.other_id),
            "about": ", ".join(filter(None, about)),
            "reason": next(iter(why_for_reader(meeting, self.people)), ""),
            "answer_url": f"{self.settings.origin}/answer/{token}"
            if meeting.needs_answer
            else None,
            "until": self.reader.when(until, self.event) if until else None,
        }

    def seat_line(self, seat: OwnSeat, news: str = "") -> dict[str, Any]:
        """Return a seat at a round table as the templates show it, beside meetings."""
        return {
            "when": self.reader.when(seat.starts_at, self.event),
            "where": place_of(seat.table_number),
            "join_url": "",
            "news": news,
            "name": seat.title,
            "about": _("You host this round table") if seat.hosts else _("A round table"),
            "reason": "",
            "answer_url": None,
            "until": None,
        }

    def lines(
        self,
        meetings: Sequence[OwnMeeting],
        seats: Sequence[OwnSeat],
        news: Callable[[OwnMeeting | OwnSeat], str] = lambda _one: "",
    ) -> list[dict[str, Any]]:
        """Return meetings and seats in order of time."""
        told = [(one.starts_at, self.line(one, news(one))) for one in meetings]
        told += [(one.starts_at, self.seat_line(one, news(one))) for one in seats]
        return [line for _at, line in sorted(told, key=lambda one: one[0])]


def drawn_up(
    desk: Desk,
    letter: Callable[Concatenate[Desk, Said], Letter],
    *args: Said.args,
    **kw: Said.kwargs,
) -> OutboxMail:
    """Render a letter that is written at a desk, in its reader's language, to be posted."""
    with i18n.speaking(desk.reader.language):
        return draw_up(desk.settings, desk.reader.email, letter(desk, *args, **kw))


def write_at(
    session: Session,
    desk: Desk,
    letter: Callable[Concatenate[Desk, Said], Letter],
    *args: Said.args,
    **kw: Said.kwargs,
) -> None:
    """Write one mail at a desk, in a transaction of its own that begins once it is rendered."""
    mail = drawn_up(desk, letter, *args, **kw)
    with writing(session):
        post_all(session, [mail])
