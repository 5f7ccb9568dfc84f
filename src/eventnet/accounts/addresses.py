"""Another address for an account: asked for by whoever just signed in, confirmed at the new one.

The old address is told, and can object: before the change, so that it does not happen, and for a
week after it, so that it is taken back. What the site answers is the same for a new address that
is known here and for one that is not (decisions 8 and 22).
"""

from collections.abc import Callable, Sequence
from datetime import timedelta

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, select, update

from eventnet import audit, clock
from eventnet.accounts.links import hold_links, void_links
from eventnet.accounts.models import Account, AddressChange, Identity, Login, OtherAddress
from eventnet.accounts.queries import account_by_email
from eventnet.accounts.reserving import OBJECT_WITHIN, refuse_reserved
from eventnet.database import lock, writing
from eventnet.errors import Conflict, Gone, NotFound
from eventnet.i18n import gettext as _
from eventnet.mail.actions import forget_trouble, move_stops
from eventnet.settings import Settings
from eventnet.tokens import Signer, fingerprint, new_secret

FRESH = timedelta(minutes=10)
"""So long after signing in somebody may do what else asks for proof once more."""
CONFIRM_WITHIN = timedelta(hours=24)

on_address_changed: list[Callable[[Session, str, str, str], None]] = []
"""What later features do when an account has another address, inside the transaction, given the
account's id, its former address and the new one."""


def is_fresh(login: Login) -> bool:
    """Say whether somebody signed in so lately that it is surely still them."""
    return clock.now() - login.created_at < FRESH


def begin_change(session: Session, account: Account, new: str) -> tuple[AddressChange, str]:
    """Keep that a change was asked for, in the caller's transaction; return it and its secret.

    An earlier one that waits gives way to it.
    """
    session.exec(
        update(AddressChange)
        .where(
            col(AddressChange.account_id) == account.id,
            col(AddressChange.confirmed_at).is_(None),
            col(AddressChange.ended_at).is_(None),
        )
        .values(ended_at=clock.now())
    )
    secret = new_secret()
    change = AddressChange(
        fingerprint=fingerprint(secret),
        account_id=account.id,
        old_email=account.email,
        new_email=new,
        expires_at=clock.now() + CONFIRM_WITHIN,
    )
    session.add(change)
    session.flush()
    return change, secret


def find_change(session: Session, settings: Settings, account_id: str, token: str) -> AddressChange:
    """Return the change of this account that a mailed link confirms, if it still can."""
    secret = Signer(settings.key, "address").read(token)
    print_of = fingerprint(secret) if isinstance(secret, str) else ""
    change = session.exec(
        select(AddressChange).where(AddressChange.fingerprint == print_of)
    ).one_or_none()
    if change is None or change.account_id != account_id:
        raise NotFound(
            _("This link is not complete, or it belongs to another account than the one signed in.")
        )
    if not _waits(change):
        raise Gone(_("This link was used already, replaced by a newer one, stopped, or too old."))
    return change


def confirm_change(session: Session, change_id: str, login_id: str) -> str:
    """Give the account its new address; every other browser is signed out. Return the address."""
    taken = Conflict(
        _(
            "Another account here has this address by now, so yours keeps the one it has. Sign in "
            "with that address to use the other account."
        )
    )
    with writing(session):
        change, account = _hold(session, change_id)
        if not _waits(change) or account.email != change.old_email:
            raise Gone(_("This link was used already, replaced by a newer one, stopped, or old."))
        _readdress(session, account, change.new_email, taken)
        change.confirmed_at = clock.now()
        session.add(change)
        session.exec(
            delete(Login).where(col(Login.account_id) == account.id, col(Login.id) != login_id)
        )
        audit.record(session, "address.changed", account_id=account.id, subject=account.id)
        return change.new_email


def objectionable(session: Session, settings: Settings, token: str) -> AddressChange:
    """Return the change that a link in the mail to the old address stops, if it still can."""
    key = Signer(settings.key, "address-objection").read(token)
    change = session.get(AddressChange, key) if isinstance(key, str) else None
    if change is None:
        raise Gone(_("This link is not complete. Please copy all of it."))
    if clock.now() >= change.created_at + OBJECT_WITHIN:
        raise Gone(
            _(
                "A change can be stopped within %(num)d days, and they are over. Write to those "
                "who run this site.",
                num=OBJECT_WITHIN.days,
            )
        )
    return change


def object_to(session: Session, change_id: str) -> AddressChange:
    """Stop a change and what came after it, or take them back; every browser is signed out.

    Whoever had another's account for a moment may have asked more than once, or connected a
    provider: all of it ends. Doing so again does no harm.
    """
    with writing(session):
        change, account = _hold(session, change_id)
        if change.objected_at is not None:
            return change
        now, changes = clock.now(), _since(session, change)
        is_back = True
        if any(one.confirmed_at and one.objected_at is None for one in changes):
            is_back = _give_back(session, account, change.old_email)
        for one in changes:
            one.ended_at = one.ended_at or now
            if is_back:
                one.objected_at = one.objected_at or now
            session.add(one)
        if account.erase_at is not None:  # by whoever had the account meanwhile
            account.erase_at = account.deactivated_at = None
            session.add(account)
        session.exec(delete(Login).where(col(Login.account_id) == account.id))
        connected = col(Identity.created_at) >= change.created_at
        session.exec(delete(Identity).where(col(Identity.account_id) == account.id, connected))
        audit.record(session, "address.objected", account_id=account.id, subject=account.id)
    if not is_back:
        raise Conflict(
            _(
                "Every browser is signed out. Another account has the former address by now, so "
                "it cannot be given back. Write to those who run this site."
            )
        )
    return change


def _since(session: Session, change: AddressChange) -> Sequence[AddressChange]:
    """Return a change and those that were asked for after it."""
    return session.exec(
        select(AddressChange).where(
            AddressChange.account_id == change.account_id,
            col(AddressChange.created_at) >= change.created_at,
        )
    ).all()


def _give_back(session: Session, account: Account, old: str) -> bool:
    """Give the account its former address; return whether nobody else has it by now."""
    void_links(session, account.email)
    if account.email == old:
        return True
    try:
        _readdress(session, account, old, Conflict(""))
    except Conflict:
        session.refresh(account)
        return False
    return True


def former_addresses(session: Session, account_id: str) -> list[str]:
    """Return the addresses that an account had until lately."""
    query = select(AddressChange.old_email).where(
        AddressChange.account_id == account_id,
        col(AddressChange.confirmed_at).is_not(None),
        col(AddressChange.ended_at).is_(None),
    )
    return list(session.exec(query.order_by(col(AddressChange.created_at))))


def is_known(session: Session, email: str, but: str) -> bool:
    """Say whether another account than this one has the address."""
    account = account_by_email(session, email)
    return account is not None and account.id != but


def _waits(change: AddressChange) -> bool:
    unsettled = change.confirmed_at is None and change.ended_at is None
    return unsettled and clock.now() < change.expires_at


def _hold(session: Session, change_id: str) -> tuple[AddressChange, Account]:
    """Return a change and its account, held: links first and then the account, as in a sign-in."""
    found = session.get(AddressChange, change_id)
    if found is not None:
        hold_links(session, (found.old_email, found.new_email))
    account = lock(session, Account, found.account_id) if found else None
    change = lock(session, AddressChange, change_id)
    if account is None or change is None:
        raise NotFound(_("There is no such account any more."))
    return change, account


def _readdress(session: Session, account: Account, new: str, taken: Conflict) -> None:
    old = account.email
    also = lock(session, OtherAddress, new)
    if also is not None and also.account_id != account.id:
        raise taken
    try:
        with session.begin_nested():
            if also is not None:  # it is their own address again
                session.delete(also)
            account.email = new
            session.add(account)
    except IntegrityError as error:  # somebody else has it, perhaps since a moment ago
        raise taken from error
    refuse_reserved(session, [new], account.id)
    void_links(session, old)
    move_stops(session, old, new)
    forget_trouble(session, new)  # the link arrived
    for follow in on_address_changed:
        follow(session, account.id, old, new)
