"""Inviting and reminding those whom an organizer chose: one mail, with the one next thing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from eventnet import audit, clock, i18n
from eventnet.accounts.links import WAY_IN_PATH, make_invitation, way_in_token
from eventnet.accounts.models import Account
from eventnet.arrivals.actions.invitations import NEXT, invitation_letter
from eventnet.communities.models import Community
from eventnet.database import writing
from eventnet.errors import Conflict
from eventnet.events.models import Attendance, Event, Phase
from eventnet.events.queries import phase
from eventnet.i18n import gettext as _
from eventnet.jobs import Ground, enqueue, job
from eventnet.mail.outbox import Letter, post
from eventnet.organize.roll import of_roll
from eventnet.organize.wanted import Condition
from eventnet.organize.whom import KIND, State, Whom, state
from eventnet.people.ahead import Next, missing, standings
from eventnet.people.models import Profile
from eventnet.settings import Settings

BATCH = 50
INVITED = (State.UNINVITED,)
REMINDED = (State.SILENT, State.MISSING)
PAGES = {
    "next-question": "/e/{event}/next",
    "attendance": "/e/{event}/attendance",
    "recommended": "/e/{event}/recommended",
}
"""Where what is missing is said, by the name of the page."""


@dataclass(frozen=True)
class Asked:
    """Whom an organizer wants to have written to, when they said so, and in which language."""

    whom: Whom
    states: Sequence[State]
    at: datetime
    language: str

    def to_json(self) -> dict[str, Any]:
        """Return it as the job keeps it."""
        states = [one.value for one in self.states]
        at = self.at.isoformat()
        return {"whom": self.whom.to_json(), "states": states, "at": at, "language": self.language}

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> "Asked":
        """Read what `to_json` wrote."""
        states = [State(word) for word in said["states"]]
        at = datetime.fromisoformat(said["at"])
        return cls(Whom.from_json(said["whom"]), states, at, said["language"])

    def due(self, event: Event) -> list[Condition]:
        """Return what has to be so of those who are written to.

        It is seen from when it was asked for, so that nobody becomes due while the job is at work.
        """
        words = [one.value for one in self.states]
        return [*self.whom.conditions(event.id), state(event, self.at).in_(words)]


def write_to(session: Session, event: Event, whom: Whom, states: Sequence[State], by: str) -> int:
    """Let a job write to those who stand so; return how many they are."""
    asked = Asked(whom, states, clock.now(), i18n.language())
    if phase(event, asked.at) is Phase.OVER:
        raise Conflict(_("This event is over, so there is nothing left to write about."))
    with writing(session):
        count = still_due(session, event, whom, states)
        if count:
            deed = "people.invited" if tuple(states) == INVITED else "people.reminded"
            audit.record(session, deed, account_id=by, event_id=event.id, people=count)
            enqueue(session, write_reminders, event.id, asked.to_json())
    return count


def still_due(session: Session, event: Event, whom: Whom, states: Sequence[State]) -> int:
    """Count those who stand so now."""
    now = Asked(whom, states, clock.now(), i18n.language())
    query = of_roll(select(func.count())).where(*now.due(event))
    return int(session.execute(query).scalar_one())


@job("slow")
def write_reminders(ground: Ground, event_id: str, said: dict[str, Any]) -> None:
    """Write the mails, some at a time; what a crash leaves undone is done when it resumes.

    Each is looked at again with their row held: two organizers who ask at once write once.
    """
    asked = Asked.from_json(said)
    while True:
        with ground.sessions() as session, writing(session):
            event = session.get(Event, event_id)
            if event is None or not _write_some(session, ground.settings, event, asked):
                return


def _write_some(session: Session, settings: Settings, event: Event, asked: Asked) -> int:
    query = of_roll(select(Attendance, Account, col(Profile.name)))
    batch = session.execute(
        query.where(*asked.due(event)).limit(BATCH).with_for_update(of=Attendance, skip_locked=True)
    ).all()
    office = Office(session, settings, event, [row[0].id for row in batch])
    for attendance, account, name in batch:
        i18n.use(account.language or asked.language)
        letter = office.letter(attendance, account.email, name or "")
        post(session, settings, account.email, letter)
        if attendance.confirmed_at is None:
            attendance.invited_at = clock.now()
        else:
            attendance.reminded_at = clock.now()
    return len(batch)


class Office:
    """What the mails of some attendees are written with."""

    def __init__(
        self, session: Session, settings: Settings, event: Event, ids: Sequence[str]
    ) -> None:
        self.session, self.settings, self.event = session, settings, event
        self.now = clock.now()
        self.community = session.get_one(Community, event.community_id)
        self.standings = standings(session, ids, self.now)

    def letter(self, attendance: Attendance, email: str, name: str) -> Letter:
        """Return the mail to one of them: an invitation until they come, then what is next."""
        if attendance.confirmed_at is None:
            path = NEXT.format(event=self.event.slug)
            address = make_invitation(self.session, self.settings, email, path)
            again = attendance.invited_at is not None
            return invitation_letter(self.event, self.community, address, name, again=again)
        return self._missing(attendance, email, name)

    def preview(self, attendance: Attendance, email: str, name: str) -> Letter:
        """Return the mail with an address that leads nowhere in place of a link that signs in."""
        if attendance.confirmed_at is None:
            again, address = attendance.invited_at is not None, f"{self.settings.origin}/…"
            return invitation_letter(self.event, self.community, address, name, again=again)
        return self._missing(attendance, email, name)

    def _missing(self, attendance: Attendance, email: str, name: str) -> Letter:
        step = missing(self.event, attendance, self.standings[attendance.id], self.now)
        step = step or Next(_("See how you attend."), _("See how you attend"), "attendance")
        path = PAGES.get(step.page, PAGES["next-question"]).format(event=self.event.slug)
        token = way_in_token(self.settings, email, path)
        return Letter(
            kind=KIND,
            subject=_("%(event)s: one thing is missing", event=self.event.name),
            template="mail/missing",
            why=_("You get this because you attend %(event)s.", event=self.event.name),
            context={
                "event": self.event,
                "community": self.community,
                "name": name,
                "step": step,
                "address": self.settings.origin + WAY_IN_PATH.format(token=token),
            },
            event_id=self.event.id,
        )
