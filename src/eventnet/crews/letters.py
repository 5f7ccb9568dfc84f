"""The mails about crews: to whom a place is offered, and that somebody says yes."""

from dataclasses import dataclass
from typing import Any

from eventnet.communities.desk import MemberDesk
from eventnet.crews.models import CrewBrief
from eventnet.dates import day
from eventnet.i18n import gettext as _
from eventnet.mail.outbox import Letter

KIND = "crews"


@dataclass(frozen=True)
class Desk(MemberDesk):
    """To whom a letter is written, in which community."""

    def letter(self, brief: CrewBrief, subject: str, once: str, **context: Any) -> Letter:
        """Return a letter with the way to a crew."""
        return Letter(
            kind=KIND,
            subject=subject,
            template="mail/crew",
            why=_(
                "You get this because you are a member of %(name)s. Under “Crews” you say whether "
                "you may be suggested.",
                name=self.community.name,
            ),
            context={
                "page_url": self.way_to(f"/crews/{brief.id}"),
                **context,
            },
            once=once,
        )


def invited_letter(desk: Desk, brief: CrewBrief, name: str) -> Letter:
    """Return the mail to somebody to whom a place in a crew is offered."""
    return desk.letter(
        brief,
        _("%(name)s would like you in a crew: %(title)s", name=name, title=brief.title),
        f"crew:{brief.id}:{desk.reader.id}",
        words=brief.words,
        until=day(brief.until, "weekday"),
        button=_("Read it, and say yes or no"),
    )


def yes_letter(desk: Desk, brief: CrewBrief, who_id: str, name: str) -> Letter:
    """Return the mail to whoever wrote the brief, that somebody says yes."""
    return desk.letter(
        brief,
        _("%(name)s says yes to “%(title)s”", name=name, title=brief.title),
        f"crew-yes:{brief.id}:{who_id}",
        words="",
        until="",
        button=_("Look at the crew"),
    )
