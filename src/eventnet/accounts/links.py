"""Links that sign in: a signed random secret in the mail, its fingerprint in the database.

Opening one spends nothing; only the button on its page does. A link that is used, replaced or too
old leads to a page whose one button mails a fresh one. The address that the button posts to is a
*way in*: it holds whom to mail and where to go on, and signs nobody in by itself.
"""

from collections.abc import Iterable
from datetime import timedelta

from sqlmodel import Session, col, select, update

from eventnet import clock
from eventnet.accounts.models import LinkPurpose, SignInLink
from eventnet.redirects import safe_path
from eventnet.settings import Settings
from eventnet.tokens import Signer, fingerprint, new_secret

PATH = "/sign-in/link/{token}"
WAY_IN_PATH = "/sign-in/way-in/{token}"
LIFETIME = {
    LinkPurpose.SIGN_IN: timedelta(minutes=10),
    LinkPurpose.IDENTITY: timedelta(minutes=10),
    LinkPurpose.PROOF: timedelta(minutes=10),
    LinkPurpose.INVITATION: timedelta(days=14),
}


def make_link(
    session: Session,
    settings: Settings,
    email: str,
    next_path: str,
    purpose: LinkPurpose = LinkPurpose.SIGN_IN,
    *,
    issuer: str | None = None,
    subject: str | None = None,
) -> str:
    """Return the full address of a new link, inside the caller's transaction.

    Older links to the same address for the same purpose end.
    """
    void_links(session, email, purpose)
    secret = new_secret()
    session.add(
        SignInLink(
            fingerprint=fingerprint(secret),
            email=email,
            purpose=purpose,
            next=safe_path(next_path, "/"),
            issuer=issuer,
            subject=subject,
            expires_at=clock.now() + LIFETIME[purpose],
        )
    )
    return settings.origin + PATH.format(token=_signer(settings).sign(secret))


def make_invitation(session: Session, settings: Settings, email: str, next_path: str) -> str:
    """Return a link for an invitation: it signs in once within 14 days, and goes on to a page."""
    return make_link(session, settings, email, next_path, LinkPurpose.INVITATION)


def void_links(session: Session, email: str, purpose: LinkPurpose | None = None) -> None:
    """End the links to an address (for one purpose, or all), inside the caller's transaction."""
    ending = update(SignInLink).where(
        col(SignInLink.email) == email,
        col(SignInLink.used_at).is_(None),
        col(SignInLink.voided_at).is_(None),
    )
    if purpose is not None:
        ending = ending.where(col(SignInLink.purpose) == purpose)
    session.exec(ending.values(voided_at=clock.now()))


def hold_links(session: Session, emails: Iterable[str]) -> None:
    """Hold the live links to some addresses, before the accounts that have them.

    A sign-in holds its link before the account: whoever held them the other way round could wait
    for it while it waits for them. So this comes first wherever an account is held to end them.
    """
    session.exec(
        select(SignInLink.id)
        .where(
            col(SignInLink.email).in_(sorted(set(emails))),
            col(SignInLink.used_at).is_(None),
            col(SignInLink.voided_at).is_(None),
        )
        .order_by(col(SignInLink.id))
        .with_for_update()
    ).all()


def find_link(session: Session, settings: Settings, token: str) -> SignInLink | None:
    """Return the link that a token of ours stands for, live or not."""
    secret = _signer(settings).read(token)
    if not isinstance(secret, str):
        return None
    query = select(SignInLink).where(SignInLink.fingerprint == fingerprint(secret))
    return session.exec(query).one_or_none()


def is_live(link: SignInLink) -> bool:
    """Say whether the link can still be used."""
    return link.used_at is None and link.voided_at is None and clock.now() < link.expires_at


def way_in_token(settings: Settings, email: str, next_path: str) -> str:
    """Return a token that only lets its holder have a fresh link mailed to the address in it."""
    return Signer(settings.key, "way-in").sign([email, safe_path(next_path, "/")])


def read_way_in(settings: Settings, token: str) -> tuple[str, str] | None:
    """Return the address and the path of a way in, or None if it is not one of ours."""
    content = Signer(settings.key, "way-in").read(token)
    return None if content is None else (content[0], content[1])


def _signer(settings: Settings) -> Signer:
    return Signer(settings.key, "sign-in")
