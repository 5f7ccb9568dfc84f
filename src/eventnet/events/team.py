"""Verbs of the team: who runs an event."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from eventnet import audit
from eventnet.accounts.actions import ensure_account
from eventnet.accounts.models import Account
from eventnet.database import writing
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.events.actions import held
from eventnet.events.models import Organizer
from eventnet.i18n import gettext as _
from eventnet.mail.outbox import Letter, post
from eventnet.settings import Settings

MOST_ORGANIZERS = 50


@dataclass(frozen=True)
class Teammate:
    """Somebody who runs the event."""

    account_id: str
    email: str
    since: datetime


def team(session: Session, event_id: str) -> list[Teammate]:
    """Return who runs the event, the longest first."""
    query = (
        select(Organizer.account_id, Account.email, Organizer.since)
        .join(Account, col(Account.id) == Organizer.account_id)
        .where(Organizer.event_id == event_id)
        .order_by(col(Organizer.since), col(Account.email))
    )
    return [Teammate(*row) for row in session.exec(query)]


def add_organizer(
    session: Session, settings: Settings, event_id: str, email: str, *, by: Account, page: str
) -> bool:
    """Let the account of an address, made if need be, run the event, and tell it where (`page`).

    Return whether that is new.
    """
    by_id, by_email = by.id, by.email
    with writing(session):
        event = held(session, event_id)
        account = ensure_account(session, email)
        if session.get(Organizer, (event_id, account.id)) is not None:
            return False
        if len(team(session, event_id)) >= MOST_ORGANIZERS:
            raise Refused(_("An event has at most %(most)d organizers.", most=MOST_ORGANIZERS))
        session.add(Organizer(event_id=event_id, account_id=account.id))
        letter = Letter(
            kind="organizing",
            subject=_("You now help to run %(event)s", event=event.name),
            template="mail/organizing",
            why=_("%(who)s added your address to the organizers.", who=by_email),
            context={"event": event.name, "by": by_email, "page": page},
            event_id=event_id,
        )
        post(session, settings, email, letter)
        audit.record(
            session, "organizer.added", account_id=by_id, event_id=event_id, subject=account.id
        )
        return True


def remove_organizer(session: Session, event_id: str, account_id: str, by: str) -> None:
    """Let somebody run the event no longer, unless nobody else would."""
    with writing(session):
        held(session, event_id)  # two who remove each other come one after the other
        row = session.get(Organizer, (event_id, account_id), populate_existing=True)
        if row is None:
            raise NotFound(_("They do not run this event; perhaps somebody else removed them."))
        if session.get(Organizer, (event_id, by), populate_existing=True) is None:
            raise NotFound(_("There is no such page."))
        if len(team(session, event_id)) == 1:
            raise Conflict(
                _("Nobody else runs this event. Add another organizer before this one leaves.")
            )
        session.delete(row)
        audit.record(
            session, "organizer.removed", account_id=by, event_id=event_id, subject=account_id
        )
