"""Verbs of accounts."""

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from eventnet import audit, clock
from eventnet.accounts import entry
from eventnet.accounts.attempts import identity_in_hand
from eventnet.accounts.links import find_link, hold_links, is_live, make_link, void_links
from eventnet.accounts.models import Account, Identity, LinkPurpose, OtherAddress, SignInLink
from eventnet.accounts.policies import Visitor
from eventnet.accounts.queries import account_by_email, active_account
from eventnet.accounts.reserving import refuse_reserved
from eventnet.database import lock, writing
from eventnet.errors import Conflict, Forbidden, Gone, NotFound
from eventnet.i18n import gettext as _
from eventnet.logs import logger
from eventnet.mail.actions import forget_trouble
from eventnet.settings import Settings

log = logger("eventnet.security")


def ensure_account(session: Session, email: str) -> Account:
    """Return the account of an address, made if there is none, inside the caller's transaction.

    The address is in its one form (`address.email_address`).
    """
    account = account_by_email(session, email)
    if account is not None:
        return account
    refuse_reserved(session, [email])
    try:
        with session.begin_nested():
            account = Account(email=email)
            session.add(account)
    except IntegrityError:  # somebody made it a moment ago
        return session.exec(select(Account).where(Account.email == email)).one()
    return account


def first_operator(session: Session, settings: Settings, email: str) -> str:
    """Make the account that runs this installation; return a link that signs it in.

    The link is for printing, since mail may not work yet. It can be asked for again. The address
    is in its one form.
    """
    with writing(session):
        account = ensure_account(session, email)
        if not account.is_operator:
            account.is_operator = True
            audit.record(session, "operator.appointed", subject=account.id)
        return make_link(session, settings, email, "/communities")


def use_link(visit: Visitor, token: str) -> tuple[str, str]:
    """Sign in by a mailed link, which is spent; return the cookie's secret and where to go on."""
    session = visit.session
    found = find_link(session, visit.settings, token)
    link_id = found.id if found else ""
    with writing(session):
        link = lock(session, SignInLink, link_id)
        if link is None or not is_live(link):
            log.info("sign_in.refused", why="link used, replaced or expired", link=link_id)
            raise Gone(_("This link was used already, replaced by a newer one, or is too old."))
        account = active_account(session, link.email, hold=True)
        if account is None:
            log.info("sign_in.refused", why="no such account", link=link_id)
            raise Gone(_("There is no account for this link any more."))
        link.used_at = clock.now()
        session.add(link)
        if link.purpose is LinkPurpose.IDENTITY:
            if identity_in_hand(visit) != (link.issuer, link.subject):
                log.info("sign_in.refused", why="identity from another browser", link=link_id)
                raise Forbidden(_("Please open this link in the browser that you started in."))
            _connect(session, account, link)
        forget_trouble(session, link.email)  # the link arrived
        return entry.enter(visit, account, link.purpose.value), link.next


def _connect(session: Session, account: Account, link: SignInLink) -> None:
    """Let the identity that the link names open the account from now on."""
    known = session.exec(
        select(Identity).where(Identity.issuer == link.issuer, Identity.subject == link.subject)
    ).one_or_none()
    if known is not None and known.account_id != account.id:
        raise Conflict(_("This identity opens another account here already."))
    if known is None:
        session.add(
            Identity(account_id=account.id, issuer=link.issuer or "", subject=link.subject or "")
        )
        audit.record(session, "identity.connected", account_id=account.id, issuer=link.issuer)


def choose_time_zone(session: Session, account_id: str, zone: str) -> None:
    """Show times in this zone from now on; an empty one follows each event's."""
    with writing(session):
        account = lock(session, Account, account_id)
        if account is not None:
            account.time_zone = zone or None


def disconnect(session: Session, account_id: str, identity_id: str) -> None:
    """Let an identity at a provider open the account no longer."""
    with writing(session):
        identity = lock(session, Identity, identity_id)
        if identity is None or identity.account_id != account_id:
            raise NotFound(_("There is no such connection, or it has ended already."))
        session.delete(identity)
        audit.record(
            session, "identity.disconnected", account_id=account_id, issuer=identity.issuer
        )


def give_up_address(session: Session, account_id: str, email: str) -> None:
    """Let a further address sign in to the account no longer; links that went there end."""
    with writing(session):
        hold_links(session, [email])
        address = lock(session, OtherAddress, email)
        if address is None or address.account_id != account_id:
            raise NotFound(_("This address does not sign in to your account, or no longer."))
        session.delete(address)
        void_links(session, email)
        audit.record(session, "address.given_up", account_id=account_id, subject=account_id)
