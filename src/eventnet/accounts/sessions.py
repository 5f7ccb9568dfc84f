"""Sessions in the database: the cookie holds a secret, the row its fingerprint.

Because the row decides, signing out, deactivation and "sign out everywhere" kill copied cookies.
"""

from datetime import timedelta

from sqlmodel import Session, col, delete, select
from starlette.responses import Response

from eventnet import clock
from eventnet.accounts.models import Account, Login
from eventnet.database import lock, writing
from eventnet.errors import NotFound
from eventnet.i18n import gettext as _
from eventnet.routing import Visit
from eventnet.settings import Settings
from eventnet.tokens import fingerprint, new_secret

SEEN_EVERY = timedelta(minutes=10)


def cookie_name(settings: Settings) -> str:
    """Return the cookie's name; browsers guard `__Host-` ones, which need https."""
    return "__Host-session" if settings.secure else "session"


def current_login(visit: Visit) -> tuple[Login, Account] | None:
    """Return who is signed in with this request's cookie, if its session still lives."""
    secret = visit.request.cookies.get(cookie_name(visit.settings))
    if not secret:
        return None
    found = visit.session.exec(
        select(Login, Account)
        .join(Account, col(Account.id) == Login.account_id)
        .where(Login.fingerprint == fingerprint(secret))
    ).one_or_none()
    if found is None:
        return None
    login, account = found
    now = clock.now()
    idle = timedelta(days=visit.settings.session_idle_days)
    if account.deactivated_at or now >= login.expires_at or now - login.seen_at >= idle:
        return None
    if now - login.seen_at >= SEEN_EVERY:
        with writing(visit.session):
            login.seen_at = account.seen_at = now
            visit.session.add_all((login, account))
    return login, account


def start(session: Session, account: Account, settings: Settings, agent: str) -> str:
    """Sign the account in, inside the caller's transaction; return the secret for the cookie."""
    secret = new_secret()
    account.seen_at = clock.now()
    session.add(account)
    session.add(
        Login(
            fingerprint=fingerprint(secret),
            account_id=account.id,
            agent=agent[:300],
            expires_at=clock.now() + timedelta(days=settings.session_days),
        )
    )
    return secret


def end_this(visit: Visit) -> None:
    """Sign out the browser that asks, inside the caller's transaction."""
    secret = visit.request.cookies.get(cookie_name(visit.settings))
    if secret:
        gone = delete(Login).where(col(Login.fingerprint) == fingerprint(secret))
        visit.session.exec(gone)


def end(session: Session, account_id: str, login_id: str) -> None:
    """Sign one browser of the account out; somebody else's is not found."""
    with writing(session):
        login = lock(session, Login, login_id)
        if login is None or login.account_id != account_id:
            raise NotFound(_("That browser is signed out already, or is none of yours."))
        session.delete(login)


def end_all(session: Session, account_id: str) -> None:
    """Sign the account out everywhere."""
    with writing(session):
        session.exec(delete(Login).where(col(Login.account_id) == account_id))


def set_cookie(response: Response, settings: Settings, secret: str) -> None:
    """Give the browser the secret of its session."""
    response.set_cookie(
        cookie_name(settings),
        secret,
        max_age=settings.session_days * 86400,
        path="/",
        secure=settings.secure,
        httponly=True,
        samesite="lax",
    )


def clear_cookie(response: Response, settings: Settings) -> None:
    """Take the secret away from the browser."""
    response.delete_cookie(
        cookie_name(settings), path="/", secure=settings.secure, httponly=True, samesite="lax"
    )
