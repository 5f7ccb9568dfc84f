"""The mails that sign people in, written by jobs.

A job does the same for a known address and for an unknown one until the moment of writing, and
nobody waits for it: what the site answers, and how fast, does not tell who is known here. To an
unknown address nothing is written, so that nobody can be mailed through us by being named.
"""

from datetime import datetime

from sqlmodel import Session

from eventnet import i18n
from eventnet.accounts.addresses import begin_change, is_known
from eventnet.accounts.links import make_link
from eventnet.accounts.models import Account, LinkPurpose
from eventnet.accounts.queries import active_account
from eventnet.accounts.reserving import OBJECT_WITHIN, in_words, reserved
from eventnet.database import lock, writing
from eventnet.i18n import gettext as _
from eventnet.jobs import Ground, enqueue, job
from eventnet.mail.outbox import Letter, post
from eventnet.settings import Settings
from eventnet.tokens import Signer


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
def mail_proof(ground: Ground, email: str, next_path: str, language: str) -> None:
    """Mail a link by which somebody confirms that it is still them."""
    i18n.use(language)
    settings = ground.settings
    with ground.sessions() as session, writing(session):
        if active_account(session, email) is None:
            return
        letter = Letter(
            kind="sign_in",
            subject=_("Your link to confirm that it is you"),
            template="mail/sign_in",
            why=_("You asked for this link at %(site)s.", site=settings.site_name),
            context={
                "address": make_link(session, settings, email, next_path, LinkPurpose.PROOF),
                "email": email,
            },
            secret=True,
        )
        post(session, settings, email, letter)


def ask_to_prove(session: Session, email: str, next_path: str) -> None:
    """Let a link be mailed by which somebody who is signed in confirms themselves."""
    with writing(session):
        enqueue(session, mail_proof, email, next_path, i18n.language())


@job()
def mail_address_change(ground: Ground, account_id: str, new: str, language: str) -> None:
    """Write to the new address of an account, and to its old one.

    The owner of a new address that is known here is told that nothing changes.
    """
    i18n.use(language)
    settings, site = ground.settings, ground.settings.site_name
    with ground.sessions() as session, writing(session):
        account = lock(session, Account, account_id)
        if account is None or account.deactivated_at is not None or account.email == new:
            return
        kept = reserved(session).get(new)
        held = kept.until if kept and kept.account_id != account.id else None
        known = is_known(session, new, account.id)
        takes = not known and held is None
        change, secret = begin_change(session, account, new)
        confirming = Signer(settings.key, "address").sign(secret)
        objecting = Signer(settings.key, "address-objection").sign(change.id)
        asked = _("Somebody who was signed in at %(site)s asked for this.", site=site)
        to_new = Letter(
            kind="address",
            subject=_("Your new address at %(site)s", site=site),
            template="mail/address",
            why=asked,
            context={
                "title": _("Is this your new address?"),
                "words": [_words_to_new(new, held, known=known)],
                "button": _("Look and confirm") if takes else None,
                "address": f"{settings.origin}/account/address/confirm/{confirming}",
            },
            secret=takes,
        )
        to_old = Letter(
            kind="address",
            subject=_("Your address at %(site)s is to change", site=site),
            template="mail/address",
            why=asked,
            context={
                "title": _("Your address is to change"),
                "words": [
                    _(
                        "The account with this address is to have the address %(new)s, as soon as "
                        "that is confirmed there. If that was you, there is nothing to do here.",
                        new=new,
                    ),
                    _(
                        "If it was not you, stop it within %(num)d days: the account keeps this "
                        "address or gets it back, and every browser is signed out.",
                        num=OBJECT_WITHIN.days,
                    ),
                ],
                "button": _("It was not me"),
                "address": f"{settings.origin}/account/address/object/{objecting}",
            },
            secret=True,
        )
        post(session, settings, new, to_new)
        post(session, settings, account.email, to_old)


def _words_to_new(new: str, held: datetime | None, *, known: bool) -> str:
    if known:
        return _known_words()
    if held:
        return in_words(new, held)
    return _(
        "Somebody wants to use this address for their account here. If that is you, open the "
        "link within a day in a browser in which you are signed in, and press its button. If it "
        "is not, do nothing."
    )


def _known_words() -> str:
    return _(
        "Somebody wants to use this address for their account here, but you have an account "
        "with it already, so nothing changes. If that was you, sign in with this address."
    )


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


def ask_to_change(session: Session, account: Account, new: str) -> None:
    """Let both addresses be written to; what happens here does not tell who is known."""
    account_id = account.id
    with writing(session):
        enqueue(session, mail_address_change, account_id, new, i18n.language())
