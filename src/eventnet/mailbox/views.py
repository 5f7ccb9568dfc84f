"""Pages of mail: stop one kind of it with a click; and, in the demo, everybody's mailbox."""

from sqlmodel import col, func, select, true
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from eventnet.accounts.policies import Visitor
from eventnet.errors import Gone, NotFound
from eventnet.i18n import gettext as _
from eventnet.mail.actions import stop_mail
from eventnet.mail.models import OutboxMail
from eventnet.mail.outbox import STOP
from eventnet.paging import pager
from eventnet.templating import render
from eventnet.tokens import Signer

MAILBOX_PAGE = 50
MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; sandbox"


def kind_in_words(kind: str) -> str:
    """Name a kind of mail to the person who may stop it."""
    return {
        "invitation": _("invitations"),
        "schedule": _("mails about your meetings"),
        "reminders": _("reminders of your meetings"),
        "requests": _("mails about requests to meet"),
        "messages": _("mails about messages"),
        "outcomes": _("mails that ask how meetings went"),
        "promises": _("reminders of what you promised"),
        "watches": _("mails about your saved searches"),
        "programme": _("mails about sessions that you starred"),
        "day": _("mails on the day, about who is late, missing or free"),
    }.get(kind, _("mails of this kind"))


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
