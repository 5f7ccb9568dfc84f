"""The mail that says that somebody wrote: not what, and once until it is read."""

from eventnet.i18n import gettext as _
from eventnet.mail.outbox import Letter
from eventnet.messages.models import ConversationSide
from eventnet.schedule.desk import Desk

KIND = "messages"


def message_letter(desk: Desk, side: ConversationSide) -> Letter:
    """Return the mail about what is unread in a conversation."""
    name = desk.name(side.other_id)
    return desk.letter(
        _("%(name)s wrote to you", name=name),
        "mail/message",
        once=f"message:{side.conversation_id}:{side.heard}",
        name=name,
        conversation_url=desk.way_in(f"/e/{desk.event.slug}/messages/{side.other_id}"),
    )
