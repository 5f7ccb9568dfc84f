"""Pages of mail: stop one kind of it with a click, and have it again; the demo's mailbox."""

from sqlmodel import col, func, select, true
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from eventnet.accounts.policies import AccountVisit, Visitor
from eventnet.errors import Gone, NotFound
from eventnet.i18n import gettext as _
from eventnet.mail.actions import resume_mail, stop_mail
from eventnet.mail.models import MailStop, OutboxMail
from eventnet.mail.outbox import STOP
from eventnet.mailbox.kinds import KINDS, kind_in_words
from eventnet.notices import with_notice
from eventnet.paging import pager
from eventnet.redirects import see
from eventnet.templating import render
from eventnet.tokens import Signer

MAILBOX_PAGE = 50
MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; sandbox"


def _read_stop(visit: Visitor) -> tuple[str, str]:
    content = Signer(visit.settings.key, STOP).read(visit.param("token"))
    if content is None:
        raise Gone(_("This link is incomplete. Please use the one at the foot of the mail."))
    email, kind = content
    return email, kind


def ask_to_stop(visit: Visitor) -> Response:
    """Show what would be stopped, with one button; opening the link alone changes nothing."""
    email, kind = _read_stop(visit)
    return render(
        visit, "mailbox/stop.html", {"email": email, "kind": kind_in_words(kind), "done": False}
    )


def stop(visit: Visitor) -> Response:
    """Stop one kind of mail; mail programs post here by themselves (RFC 8058)."""
    email, kind = _read_stop(visit)
    stop_mail(visit.session, email, kind)
    if visit.form.get("List-Unsubscribe") == "One-Click":
        return PlainTextResponse(_("Stopped."))
    return render(
        visit, "mailbox/stop.html", {"email": email, "kind": kind_in_words(kind), "done": True}
    )


def mails(visit: AccountVisit) -> Response:
    """Show which kinds of mail come to the account's address, and which it stopped."""
    stopped = _stopped(visit)
    kinds = [*KINDS, *sorted(stopped - set(KINDS))]
    lines = [(kind, kind_in_words(kind), kind not in stopped) for kind in kinds]
    return render(visit, "mailbox/mails.html", {"lines": lines})


def stop_kind(visit: AccountVisit) -> Response:
    """Let one kind of mail come no more."""
    kind = _known(visit)
    stop_mail(visit.session, visit.account.email, kind)
    said = _("Stopped: you get no more %(kind)s.", kind=kind_in_words(kind))
    return with_notice(visit, see(visit.url("mails")), said)


def resume_kind(visit: AccountVisit) -> Response:
    """Let one kind of mail come again."""
    kind = _known(visit)
    resume_mail(visit.session, visit.account.email, kind)
    said = _("You get %(kind)s again.", kind=kind_in_words(kind))
    return with_notice(visit, see(visit.url("mails")), said)


def _stopped(visit: AccountVisit) -> set[str]:
    """Return the kinds that come no more; one of an older release may be among them."""
    query = select(MailStop.kind).where(MailStop.email == visit.account.email)
    return set(visit.session.exec(query))


def _known(visit: AccountVisit) -> str:
    kind = visit.param("kind")
    if kind not in KINDS and kind not in _stopped(visit):
        raise NotFound(_("There is no such kind of mail."))
    return kind


def mailbox(visit: Visitor) -> Response:
    """Show the mails of the demo, the latest first; those to one address if `to` says which."""
    said = visit.request.query_params
    to = said.get("to", "").strip().lower()
    wanted = OutboxMail.to == to if to else true()
    page = pager(
        visit.session.exec(select(func.count()).select_from(OutboxMail).where(wanted)).one(),
        said.get("page", ""),
        size=MAILBOX_PAGE,
        path=visit.url("mailbox"),
        query={"to": to},
    )
    query = select(OutboxMail).where(wanted).offset(page.offset).limit(MAILBOX_PAGE)
    latest = query.order_by(col(OutboxMail.created_at).desc(), col(OutboxMail.id))
    mails = visit.session.exec(latest).all()
    return render(visit, "mailbox/mailbox.html", {"mails": mails, "to": to, "pager": page})


def _mail(visit: Visitor) -> OutboxMail:
    mail = visit.session.get(OutboxMail, visit.param("mail"))
    if mail is None:
        raise NotFound(_("There is no such mail."))
    return mail


def letter(visit: Visitor) -> Response:
    """Show one mail of the demo as text, with its links."""
    return render(visit, "mailbox/letter.html", {"mail": _mail(visit)})


def letter_html(visit: Visitor) -> Response:
    """Show one mail of the demo as a mail program would."""
    return HTMLResponse(_mail(visit).html, headers={"Content-Security-Policy": MAIL_POLICY})
