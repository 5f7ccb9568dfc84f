"""Verbs of deleting an account: begin, and take it back as long as that can be done."""

from contextlib import suppress
from datetime import datetime

from sqlmodel import Session, col, delete, select

from eventnet import audit, clock
from eventnet.accounts.links import hold_links, void_links
from eventnet.accounts.models import TAKEN_BACK_WITHIN, Account, Login
from eventnet.communities.models import MemberRole, Membership
from eventnet.database import lock, writing
from eventnet.erasure.leaving import leave_everything
from eventnet.erasure.letters import post_farewell
from eventnet.erasure.standing import Hindrance, hindrances, hold_what_it_runs
from eventnet.erasure.words import in_words
from eventnet.errors import Conflict, Gone, NotFound, Refused
from eventnet.events.models import Attendance, Event, Helper, Organizer
from eventnet.groups.succession import hand_over_groups
from eventnet.i18n import gettext as _
from eventnet.jobs import enqueue
from eventnet.people.attending import take_leaving_back
from eventnet.settings import Settings
from eventnet.tokens import Signer


class StillNeeded(Conflict):
    """Nobody else would do what this account does."""

    def __init__(self, found: list[Hindrance]) -> None:
        super().__init__(" ".join(map(in_words, found)))


def delete_account(session: Session, settings: Settings, account: Account) -> None:
    """Put an account out of use, and let everything about it be erased in a while.

    From now on nobody can use or see it. Its events are left by a job, as its owner would leave
    them. A mail says until when this can be taken back. Doing so again changes nothing.
    """
    with writing(session):
        hold_links(session, [account.email])
        held = hold_what_it_runs(session, account)
        if held is None:
            raise NotFound(_("There is no such account any more."))
        if held.deactivated_at is not None:
            return
        if found := hindrances(session, held):
            raise StillNeeded(found)
        held.deactivated_at = clock.now()
        held.erase_at = held.deactivated_at + TAKEN_BACK_WITHIN
        session.add(held)
        void_links(session, held.email)
        session.exec(delete(Login).where(col(Login.account_id) == held.id))
        _hand_over(session, held.id)
        audit.record(session, "account.deleted", account_id=held.id, subject=held.id)
        post_farewell(session, settings, held.email, _token(settings, held), held.erase_at)
        enqueue(session, leave_everything, held.id)


def _hand_over(session: Session, account_id: str) -> None:
    """Let an account run nothing any more: others do."""
    offices: list[Organizer | Helper] = [
        *session.exec(select(Organizer).where(Organizer.account_id == account_id)),
        *session.exec(select(Helper).where(Helper.account_id == account_id)),
    ]
    for office in offices:
        audit.record(
            session,
            "organizer.removed",
            account_id=account_id,
            event_id=office.event_id,
            subject=account_id,
        )
        session.delete(office)
    stewards = select(Membership).where(
        Membership.account_id == account_id, Membership.role == MemberRole.STEWARD
    )
    for membership in session.exec(stewards):
        membership.role = MemberRole.MEMBER
        session.add(membership)
        audit.record(
            session,
            "steward.dismissed",
            account_id=account_id,
            community_id=membership.community_id,
            subject=account_id,
        )
    members = select(Membership.id).where(Membership.account_id == account_id)
    hand_over_groups(session, session.exec(members).all())


def deleted_account(session: Session, settings: Settings, token: str) -> Account:
    """Return the account whose deletion a mailed link takes back, if it still can."""
    content = Signer(settings.key, "erasure").read(token)
    if not isinstance(content, list):
        raise Gone(_("This link is not complete. Please copy all of it."))
    key, moment = content
    account = session.get(Account, key)
    if account is None or (account.erase_at is not None and account.erase_at <= clock.now()):
        raise Gone(
            _(
                "This can be taken back for %(num)d days, and they are over. You can begin anew "
                "with a new account: join an event, or ask its organizers.",
                num=TAKEN_BACK_WITHIN.days,
            )
        )
    if account.erase_at is None or _mark(account) != moment:
        raise Gone(_("This is taken back already. You can sign in as before."))
    return account


def take_back(session: Session, settings: Settings, token: str) -> list[str]:
    """Let an account be used again, and attend again what it attended; return those events.

    What cannot be attended any more stays left.
    """
    with writing(session):
        account = deleted_account(session, settings, token)
        held = lock(session, Account, account.id)
        if held is None or held.erase_at is None or held.erase_at <= clock.now():
            return []
        marked = held.erase_at
        held.deactivated_at = held.erase_at = None
        session.add(held)
        audit.record(session, "account.taken_back", account_id=held.id, subject=held.id)
        account_id = held.id
    back = []
    for event_id, attendance_id in _left(session, account_id, marked):
        event = session.get_one(Event, event_id)
        with suppress(Refused):  # an organizer ended it meanwhile
            take_leaving_back(session, event, attendance_id)
            back.append(session.get_one(Event, event_id).name)
    return back


def _left(session: Session, account_id: str, marked: datetime) -> list[tuple[str, str]]:
    """Return what was left because the account was deleted: it can be taken back until then."""
    query = (
        select(Attendance.event_id, Attendance.id)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .where(
            Membership.account_id == account_id,
            Attendance.may_return_until == marked,
            col(Attendance.left_at).is_not(None),
        )
        .order_by(col(Attendance.event_id))
    )
    return list(session.exec(query))


def _token(settings: Settings, account: Account) -> str:
    return Signer(settings.key, "erasure").sign([account.id, _mark(account)])


def _mark(account: Account) -> str:
    """Return what tells one deletion of an account from another."""
    return account.deactivated_at.isoformat() if account.deactivated_at else ""
