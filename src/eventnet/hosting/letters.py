"""Mails about round tables, to those who sit or wait there."""

from eventnet.events.models import Slot
from eventnet.i18n import gettext as _
from eventnet.mail.outbox import Letter
from eventnet.round_tables.models import RoundTable
from eventnet.round_tables.words import place_of
from eventnet.schedule.desk import Desk


def seat_letter(desk: Desk, table: RoundTable, slot: Slot, sequence: int, news: str) -> Letter:
    """Return the mail that says what became of a seat, or of a wish for one."""
    when = desk.reader.when(slot.starts_at, desk.event)
    subject, words = {
        "freed": (
            _("%(when)s: you have a seat at “%(title)s”"),
            _(
                "You waited for a seat, and one became free. It is yours, and in your days. If you "
                "cannot come any more, give it up, and it goes to the next."
            ),
        ),
        "off": (
            _("“%(title)s” is off: %(when)s"),
            _("This round table was called off. Your time is free again."),
        ),
        "moved": (
            _("“%(title)s” is at another time now: %(when)s"),
            _(
                "The host has moved this round table, and at another time you may not want to "
                "come: so your seat, or your wish for one, has ended. If the new time suits you, "
                "take a seat."
            ),
        ),
    }[news]
    return desk.letter(
        subject % {"when": when, "title": table.title},
        "mail/round_table",
        once=f"round-table:{table.id}:{sequence}:{news}",
        when=when,
        where=place_of(table.number),
        title=table.title,
        words=words,
        said=table.said if news == "off" else "",
        table_url=desk.way_in(f"/e/{desk.event.slug}/round-tables/{table.id}"),
    )
