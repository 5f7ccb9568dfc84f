"""Accounts, found by their address."""

from sqlmodel import Session, col, select

from eventnet.accounts.models import Account, Identity, Login


def account_by_email(session: Session, email: str) -> Account | None:
    """Return the account with this address (in its one form, see `address`), if there is one."""
    return session.exec(select(Account).where(Account.email == email)).one_or_none()


def active_account(session: Session, email: str, *, hold: bool = False) -> Account | None:
    """Return the account with this address, unless it was deactivated.

    With `hold` it keeps this address until the transaction ends: for whoever signs it in.
    """
    query = select(Account).where(Account.email == email)
    if hold:
        query = query.with_for_update().execution_options(populate_existing=True)
    account = session.exec(query).one_or_none()
    return account if account is not None and account.deactivated_at is None else None


def browsers(session: Session, account_id: str) -> list[Login]:
    """Return where the account is signed in, the browser seen last first."""
    query = select(Login).where(Login.account_id == account_id).order_by(col(Login.seen_at).desc())
    return list(session.exec(query))


def identities(session: Session, account_id: str) -> list[Identity]:
    """Return the accounts at identity providers that open this account, the oldest first."""
    query = select(Identity).where(Identity.account_id == account_id)
    return list(session.exec(query.order_by(col(Identity.created_at))))
