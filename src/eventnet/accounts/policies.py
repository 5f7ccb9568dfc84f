"""Who may, as far as the account decides it."""

from dataclasses import dataclass
from functools import cached_property

from eventnet.accounts.models import Account, Login
from eventnet.accounts.sessions import current_login
from eventnet.errors import NotFound, SignInNeeded
from eventnet.i18n import gettext as _
from eventnet.routing import Frame, Visit


@dataclass(frozen=True)
class Visitor(Visit):
    """Anyone, signed in or not."""

    account: Account | None
    login: Login | None

    @cached_property
    def frame(self) -> Frame:
        """Add who is signed in."""
        if self.account is None:
            return Frame()
        return Frame(account=self.account.email, operates=self.account.is_operator)


@dataclass(frozen=True)
class AccountVisit(Visitor):
    """Somebody who is signed in."""

    account: Account
    login: Login


def anyone(visit: Visit) -> Visitor:
    """Let everybody in."""
    found = current_login(visit)
    if found is None:
        return Visitor(**visit.known(), account=None, login=None)
    return AccountVisit(**visit.known(), login=found[0], account=found[1])


def signed_in(visit: Visit) -> AccountVisit:
    """Let in whoever is signed in; send others to the sign-in page."""
    visitor = anyone(visit)
    if not isinstance(visitor, AccountVisit):
        raise SignInNeeded
    return visitor


def operator(visit: Visit) -> AccountVisit:
    """Let in those who run this installation."""
    visitor = signed_in(visit)
    if not visitor.account.is_operator:
        raise NotFound(_("There is no such page."))
    return visitor
