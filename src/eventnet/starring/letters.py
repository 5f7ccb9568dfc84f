"""The mail about sessions that somebody starred: moved, in another room, or gone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.mail.outbox import Letter
from eventnet.programme.models import Talk
from eventnet.schedule.desk import Desk

KIND = "programme"


@dataclass(frozen=True)
class News:
    """A talk as it is now, and when and where it was."""

    talk: Talk
    was_at: datetime
    was_in: str


def programme_letter(desk: Desk, news: Sequence[News], name: str) -> Letter:
    """Return the mail with everything that an import changed for one person."""
    return desk.letter(
        ngettext(
            "%(event)s: a session that you starred has changed",
            "%(event)s: %(num)d sessions that you starred have changed",
            len(news),
            event=desk.event.name,
        ),
        "mail/programme",
        once=f"programme:{name}",
        lines=[_line(desk, one) for one in news],
        programme_url=desk.way_in(f"/e/{desk.event.slug}/programme?starred=yes"),
    )


def _line(desk: Desk, news: News) -> dict[str, str]:
    talk = news.talk
    when = desk.reader.when(talk.starts_at, desk.event)
    was = desk.reader.when(news.was_at, desk.event)
    if talk.gone_at is not None:
        words = _(
            "Is no longer in the programme; it was on %(was)s. You are free for meetings then.",
            was=was,
        )
    elif talk.starts_at != news.was_at:
        words = _(
            "Is on %(when)s now, not on %(was)s. Its time is kept free of new meetings, and the "
            "old one is free again.",
            when=when,
            was=was,
        )
    else:
        words = _("Is on %(when)s; its end or its room is another now.", when=when)
    return {"title": talk.title, "room": talk.room, "words": words}
