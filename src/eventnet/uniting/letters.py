"""Mails about two accounts that are to become one, and that did."""

from sqlmodel import Session

from eventnet import i18n
from eventnet.accounts.models import Account
from eventnet.accounts.queries import active_account
from eventnet.database import lock, writing
from eventnet.i18n import gettext as _
from eventnet.jobs import Ground, enqueue, job
from eventnet.mail.outbox import Letter, post
from eventnet.settings import Settings
from eventnet.tokens import Signer
from eventnet.uniting.keeping import begin_union


@job()
def mail_union(ground: Ground, account_id: str, email: str, language: str) -> None:
    """Mail a link to the other address, if an account has it; to an unknown one nothing."""
    i18n.use(language)
    settings, site = ground.settings, ground.settings.site_name
    with ground.sessions() as session, writing(session):
        stays = lock(session, Account, account_id)
        goes = active_account(session, email)
        if stays is None or stays.deactivated_at is not None:
            return
        if goes is None or goes.id == stays.id or goes.email != email:
            return
        secret = begin_union(session, stays.id, goes.id)
        letter = Letter(
            kind="address",
            subject=_("Two accounts at %(site)s are to become one", site=site),
            template="mail/address",
            why=_(
                "Somebody who is signed in at %(site)s as %(email)s asked for this.",
                site=site,
                email=stays.email,
            ),
            context={
                "title": _("Two accounts are to become one"),
                "words": [
                    _(
                        "The account of %(email)s is to take over this one, with all that is in "
                        "it. If both are yours, open the link within a day, in a browser in which "
                        "you are signed in as %(email)s. You see everything before it is done.",
                        email=stays.email,
                    ),
                    _("If they are not both yours, do nothing, and pass the link on to nobody."),
                ],
                "button": _("See what comes together"),
                "address": f"{settings.origin}/account/unite/{_token(settings, secret)}",
            },
            secret=True,
        )
        post(session, settings, email, letter)


def ask_to_unite(session: Session, account_id: str, email: str) -> None:
    """Let the other address be written to; what happens here does not tell who is known."""
    with writing(session):
        enqueue(session, mail_union, account_id, email, i18n.language())


def _token(settings: Settings, secret: str) -> str:
    return Signer(settings.key, "union").sign(secret)


def post_united(session: Session, settings: Settings, stays: str, former: str) -> None:
    """Tell both addresses, inside the caller's transaction."""
    for email in (stays, former):
        letter = Letter(
            kind="address",
            subject=_("Your two accounts at %(site)s are one", site=settings.site_name),
            template="mail/address",
            why=_("Somebody who reads the mail of both addresses asked for this."),
            context={
                "title": _("Your two accounts are one"),
                "words": [
                    _(
                        "What was in the account of %(former)s is in that of %(email)s now. You "
                        "can sign in with either address; mails go to %(email)s.",
                        former=former,
                        email=stays,
                    ),
                    _(
                        "If you do not want %(former)s to sign in any longer, take it off on the "
                        "page of your account. If it was not you who did this, write to those who "
                        "run this site.",
                        former=former,
                    ),
                ],
                "button": _("My account"),
                "address": f"{settings.origin}/account",
            },
        )
        post(session, settings, email, letter)
