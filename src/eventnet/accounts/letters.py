"""The mails that sign people in, written by jobs.

A job does the same for a known address and for an unknown one until the moment of writing, and
nobody waits for it: what the site answers, and how fast, does not tell who is known here. To an
unknown address nothing is written, so that nobody can be mailed through us by being named.
"""

from sqlmodel import Session

from eventnet import i18n
from eventnet.accounts.links import make_link
from eventnet.accounts.models import LinkPurpose
from eventnet.accounts.queries import active_account
from eventnet.database import writing
from eventnet.i18n import gettext as _
from eventnet.jobs import Ground, enqueue, job
from eventnet.mail.outbox import Letter, post
from eventnet.settings import Settings


@job()
def mail_sign_in(ground: Ground, email: str, next_path: str, language: str) -> None:
    """Mail a link that signs in, if the address is known."""
    i18n.use(language)
    with ground.sessions() as session, writing(session):
        if active_account(session, email) is not None:
            post_sign_in(session, ground.settings, email, next_path)


def post_sign_in(session: Session, settings: Settings, email: str, next_path: str) -> None:
    """Write the mail with a link that signs in, inside the caller's transaction."""
    site = settings.site_name
    letter = Letter(
        kind="sign_in",
        subject=_("Your link to sign in to %(site)s", site=site),
        template="mail/sign_in",
        why=_("Somebody, probably you, asked for this link at %(site)s.", site=site),
        context={"address": make_link(session, settings, email, next_path), "email": email},
        secret=True,
    )
    post(session, settings, email, letter)


@job()
def mail_identity(
    ground: Ground, email: str, identity: list[str], next_path: str, language: str
) -> None:
    """Mail a link that connects an account at an identity provider, if the address is known."""
    i18n.use(language)
    settings, (issuer, subject) = ground.settings, identity
    provider = next((one.name for one in settings.oidc if one.issuer == issuer), issuer)
    with ground.sessions() as session, writing(session):
        if active_account(session, email) is None:
            return
        address = make_link(
            session,
            settings,
            email,
            next_path,
            LinkPurpose.IDENTITY,
            issuer=issuer,
            subject=subject,
        )
        letter = Letter(
            kind="identity",
            subject=_("Connect %(provider)s with your account", provider=provider),
            template="mail/identity",
            why=_("Somebody signed in with %(provider)s and your address.", provider=provider),
            context={"address": address, "email": email, "provider": provider},
            secret=True,
        )
        post(session, settings, email, letter)


def ask_for_link(session: Session, email: str, next_path: str) -> None:
    """Let a link that signs in be mailed to the address, if it is known here."""
    with writing(session):
        enqueue(session, mail_sign_in, email, next_path, i18n.language())


def ask_to_connect(session: Session, email: str, issuer: str, subject: str, next_path: str) -> None:
    """Let a link be mailed that connects an identity with the account of the address, if any."""
    with writing(session):
        enqueue(session, mail_identity, email, [issuer, subject], next_path, i18n.language())
