"""What was asked: which two accounts are to become one, by the link mailed to one of them."""

from datetime import timedelta

from sqlmodel import Session, col, delete, or_, select

from eventnet import clock
from eventnet.accounts.addresses import on_address_changed
from eventnet.errors import Gone, NotFound
from eventnet.i18n import gettext as _
from eventnet.settings import Settings
from eventnet.tokens import Signer, fingerprint, new_secret
from eventnet.uniting.models import AccountUnion

CONFIRM_WITHIN = timedelta(hours=24)


def begin_union(session: Session, account_id: str, other_id: str) -> str:
    """Keep that two accounts are to be one, in the caller's transaction; return the link's secret.

    What was asked before gives way to it.
    """
    session.exec(delete(AccountUnion).where(col(AccountUnion.account_id) == account_id))
    secret = new_secret()
    session.add(
        AccountUnion(
            fingerprint=fingerprint(secret),
            account_id=account_id,
            other_id=other_id,
            expires_at=clock.now() + CONFIRM_WITHIN,
        )
    )
    return secret


def find_union(session: Session, settings: Settings, account_id: str, token: str) -> AccountUnion:
    """Return what a link that was mailed to the other address stands for, if it still can be."""
    secret = Signer(settings.key, "union").read(token)
    print_of = fingerprint(secret) if isinstance(secret, str) else ""
    found = session.exec(
        select(AccountUnion).where(AccountUnion.fingerprint == print_of)
    ).one_or_none()
    if found is None:
        raise NotFound(
            _("This link is not complete, was used already, or a newer one replaced it.")
        )
    if found.account_id != account_id:
        raise NotFound(
            _(
                "This link belongs to another account than the one that you are signed in with. "
                "Sign in with the account from which you asked for it, and open it again."
            )
        )
    if clock.now() >= found.expires_at:
        raise Gone(_("This link is older than a day. Ask for a new one."))
    return found


def forget_unions(session: Session, account_id: str, _old: str, _new: str) -> None:
    """Forget what was asked about an account that has another address now.

    The link went to whoever read the mail of the former one, which may have been a thief's.
    """
    about = or_(AccountUnion.account_id == account_id, AccountUnion.other_id == account_id)
    session.exec(delete(AccountUnion).where(about))


on_address_changed.append(forget_unions)
