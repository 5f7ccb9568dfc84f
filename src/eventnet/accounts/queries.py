"""Accounts, found by their address."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Subquery, case, union_all
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from eventnet.accounts.models import Account, Identity, Login, OtherAddress


def account_by_email(session: Session, email: str) -> Account | None:
    """Return the account with this address (in its one form, see `address`), if there is one.

    Be it the one to which its mails go, or another one that signs in to it.
    """
    return session.exec(_with(email)).first()


def _with(email: str) -> SelectOfScalar[Account]:
    """Return whose an address is, first whose own it is."""
    also = select(OtherAddress.account_id).where(OtherAddress.email == email)
    found = select(Account).where(or_(col(Account.email) == email, col(Account.id).in_(also)))
    return found.order_by(case((col(Account.email) == email, 0), else_=1))


def every_address() -> Subquery:
    """Return the addresses by which accounts are found: `account_id` and `email`."""
    columns: list[Any] = [col(Account.id).label("account_id"), col(Account.email).label("email")]
    own = sa_select(*columns)
    others = sa_select(col(OtherAddress.account_id), col(OtherAddress.email))
    return union_all(own, others).subquery()


def accounts_by_email(session: Session, emails: Collection[str]) -> dict[str, str]:
    """Return the account of each address that has one: as many statements for all as for one."""
    known = every_address()
    query = sa_select(known.c.email, known.c.account_id).where(known.c.email.in_(list(emails)))
    return {row.email: row.account_id for row in session.execute(query)}


def other_addresses(session: Session, account_id: str) -> list[str]:
    """Return the further addresses that sign in to an account."""
    query = select(OtherAddress.email).where(OtherAddress.account_id == account_id)
    return list(session.exec(query.order_by(col(OtherAddress.email))))


def active_account(session: Session, email: str, *, hold: bool = False) -> Account | None:
    """Return the account with this address, unless it was deactivated.

    With `hold` it keeps this address until the transaction ends: for whoever signs it in.
    """
    query = _with(email)
    if hold:
        query = query.with_for_update().execution_options(populate_existing=True)
    account = session.exec(query).first()
    return account if account is not None and account.deactivated_at is None else None


def browsers(session: Session, account_id: str) -> list[Login]:
    """Return where the account is signed in, the browser seen last first."""
    query = select(Login).where(Login.account_id == account_id).order_by(col(Login.seen_at).desc())
    return list(session.exec(query))


def identities(session: Session, account_id: str) -> list[Identity]:
    """Return the accounts at identity providers that open this account, the oldest first."""
    query = select(Identity).where(Identity.account_id == account_id)
    return list(session.exec(query.order_by(col(Identity.created_at))))
