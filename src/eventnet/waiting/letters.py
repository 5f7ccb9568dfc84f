"""The mails of the waiting list: you wait, you have a place, you are off the list."""

from eventnet import i18n
from eventnet.accounts.models import Account
from eventnet.events.models import Event
from eventnet.i18n import gettext as _
from eventnet.mail.outbox import Letter
from eventnet.waiting.models import WaitingGuest

KIND = "waiting"


def waiting_letter(event: Event, number: int, page: str, once: str) -> Letter:
    """Return the mail that says where somebody stands in the line."""
    return _letter(
        event,
        _(
            "%(event)s: you are number %(number)d on the waiting list",
            event=event.name,
            number=number,
        ),
        [
            _("All places of %(event)s are taken at the moment.", event=event.name),
            _(
                "When one becomes free, the first in the line gets it at once, and a mail says so. "
                "You need not do anything."
            ),
        ],
        once,
        button=(_("My place in the line"), page),
    )


def up_letter(event: Event, page: str, once: str) -> Letter:
    """Return the mail that says that somebody has a place now."""
    return _letter(
        event,
        _("%(event)s: you have a place", event=event.name),
        [
            _("A place at %(event)s is yours now.", event=event.name),
            _("Say whom you would like to meet. If you cannot come, please leave the event there."),
        ],
        once,
        button=(_("Open the event"), page),
    )


def removed_letter(event: Event, account: Account, row: WaitingGuest, said: str) -> Letter:
    """Return the mail that says that organizers took somebody off the list."""
    with i18n.speaking(account.language):
        return _letter(
            event,
            _("%(event)s: you are not on the waiting list any more", event=event.name),
            [_("The organizers of %(event)s took you off its waiting list.", event=event.name)],
            f"waiting:{row.id}:off",
            said=said,
        )


def _letter(
    event: Event,
    subject: str,
    words: list[str],
    once: str,
    *,
    button: tuple[str, str] | None = None,
    said: str = "",
) -> Letter:
    return Letter(
        kind=KIND,
        subject=subject,
        template="mail/waiting",
        why=_("You get this because you asked to join %(event)s.", event=event.name),
        context={"words": words, "said": said, "button": button},
        event_id=event.id,
        once=once,
    )
