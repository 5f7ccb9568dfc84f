"""Verbs of the team: who runs an event, or a part of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from eventnet import audit
from eventnet.accounts.actions import ensure_account
from eventnet.accounts.models import Account
from eventnet.database import writing
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.events.actions import held
from eventnet.events.charges import Charge
from eventnet.events.models import Event, Helper, Organizer
from eventnet.i18n import gettext as _
from eventnet.mail.outbox import Letter, post
from eventnet.settings import Settings

MOST_ORGANIZERS = 50
WHOLE = Charge()


@dataclass(frozen=True)
class Teammate:
    """Somebody who runs the event, or a part of it."""

    account_id: str
    email: str
    since: datetime
    charge: Charge = WHOLE


def team(session: Session, event_id: str) -> list[Teammate]:
    """Return who runs the event, the longest first, and then who helps with a part of it."""
    organizers = (
        select(Organizer, Account.email)
        .join(Account, col(Account.id) == Organizer.account_id)
        .where(Organizer.event_id == event_id)
        .order_by(col(Organizer.since), col(Account.email))
    )
    helpers = (
        select(Helper, Account.email)
        .join(Account, col(Account.id) == Helper.account_id)
        .where(Helper.event_id == event_id)
        .order_by(col(Helper.since), col(Account.email))
    )
    return [
        *(Teammate(row.account_id, email, row.since) for row, email in session.exec(organizers)),
        *(
            Teammate(row.account_id, email, row.since, Charge.of(row.duties))
            for row, email in session.exec(helpers)
        ),
    ]


def teammate(session: Session, event_id: str, account_id: str) -> Teammate:
    """Return one of them."""
    for one in team(session, event_id):
        if one.account_id == account_id:
            return one
    raise NotFound(_("They do not run this event; perhaps somebody else removed them."))


def add_organizer(
    session: Session,
    settings: Settings,
    event_id: str,
    email: str,
    *,
    by: Account,
    page: str,
    charge: Charge = WHOLE,
) -> bool:
    """Let the account of an address, made if need be, run the event, and tell it where (`page`).

    Return whether that is new; what somebody runs already stays as it is.
    """
    by_id, by_email = by.id, by.email
    with writing(session):
        event = held(session, event_id)
        _refuse_others(session, event_id, by_id)
        account = ensure_account(session, email)
        known = team(session, event_id)
        if account.id in {one.account_id for one in known}:
            return False
        if len(known) >= MOST_ORGANIZERS:
            raise Refused(_("An event has at most %(most)d organizers.", most=MOST_ORGANIZERS))
        _put(session, event_id, account.id, charge)
        post(session, settings, email, _letter(event, by_email, page, charge))
        audit.record(
            session,
            "organizer.added",
            account_id=by_id,
            event_id=event_id,
            subject=account.id,
            duties=charge.names,
        )
        return True


def change_charge(
    session: Session,
    settings: Settings,
    event_id: str,
    account_id: str,
    charge: Charge,
    *,
    by: Account,
    page: str,
) -> None:
    """Let somebody run more or less of the event, unless nobody would run all of it; tell them."""
    by_id, by_email = by.id, by.email
    with writing(session):
        event = held(session, event_id)  # two who demote each other come one after the other
        before = _held_by(session, event_id, account_id, by_id)
        if before.charge == charge:
            return
        if not charge.everything:
            _refuse_last(session, event_id, before)
        _take(session, event_id, account_id)
        session.flush()
        _put(session, event_id, account_id, charge)
        post(session, settings, before.email, _letter(event, by_email, page, charge))
        audit.record(
            session,
            "organizer.changed",
            account_id=by_id,
            event_id=event_id,
            subject=account_id,
            duties=charge.names,
            before=before.charge.names,
        )


def remove_organizer(session: Session, event_id: str, account_id: str, by: str) -> None:
    """Let somebody run nothing of the event any longer, unless nobody else would run it."""
    with writing(session):
        held(session, event_id)  # two who remove each other come one after the other
        _refuse_last(session, event_id, _held_by(session, event_id, account_id, by))
        _take(session, event_id, account_id)
        audit.record(
            session, "organizer.removed", account_id=by, event_id=event_id, subject=account_id
        )


def _held_by(session: Session, event_id: str, account_id: str, by: str) -> Teammate:
    """Return a teammate as they are now, to somebody who still runs the event."""
    session.expire_all()
    found = teammate(session, event_id, account_id)
    _refuse_others(session, event_id, by)
    return found


def _refuse_others(session: Session, event_id: str, by: str) -> None:
    if session.get(Organizer, (event_id, by), populate_existing=True) is None:
        raise NotFound(_("There is no such page."))


def _refuse_last(session: Session, event_id: str, one: Teammate) -> None:
    organizers = session.exec(select(Organizer).where(Organizer.event_id == event_id)).all()
    if one.charge.everything and len(organizers) == 1:
        raise Conflict(
            _("Nobody else runs this event. Add another organizer before this one leaves.")
        )


def _put(session: Session, event_id: str, account_id: str, charge: Charge) -> None:
    if charge.everything:
        session.add(Organizer(event_id=event_id, account_id=account_id))
    else:
        session.add(charge.helper(event_id, account_id))


def _take(session: Session, event_id: str, account_id: str) -> None:
    for row in (
        session.get(Organizer, (event_id, account_id)),
        session.get(Helper, (event_id, account_id)),
    ):
        if row is not None:
            session.delete(row)


def _letter(event: Event, by: str, page: str, charge: Charge) -> Letter:
    return Letter(
        kind="organizing",
        subject=_("You now help to run %(event)s", event=event.name),
        template="mail/organizing",
        why=_("%(who)s added your address to the organizers.", who=by),
        context={
            "event": event.name,
            "by": by,
            "page": page,
            "part": "" if charge.everything else charge.in_words(),
        },
        event_id=event.id,
    )
