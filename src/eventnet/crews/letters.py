"""The mails about crews: a place that is offered, a yes, and the group that was opened."""

from dataclasses import dataclass
from typing import Any

from eventnet.communities.desk import MemberDesk
from eventnet.crews.models import CrewBrief
from eventnet.dates import day
from eventnet.groups.models import Group
from eventnet.i18n import gettext as _
from eventnet.mail.outbox import Letter

KIND = "crews"


@dataclass(frozen=True)
class Desk(MemberDesk):
    """To whom a letter is written, in which community."""

    def letter(self, path: str, subject: str, once: str, **context: Any) -> Letter:
        """Return a letter with the way to a page, as a crew's."""
        return Letter(
            kind=KIND,
            subject=subject,
            template="mail/crew",
            why=_(
                "You get this because you are a member of %(name)s. Under “Crews” you say whether "
                "you may be suggested.",
                name=self.community.name,
            ),
            context={"page_url": self.way_to(path), **context},
            once=once,
        )


def invited_letter(desk: Desk, brief: CrewBrief, name: str) -> Letter:
    """Return the mail to somebody to whom a place in a crew is offered."""
    return desk.letter(
        f"/crews/{brief.id}",
        _("%(name)s would like you in a crew: %(title)s", name=name, title=brief.title),
        f"crew:{brief.id}:{desk.reader.id}",
        words=brief.words,
        until=day(brief.until, "weekday"),
        button=_("Read it, and say yes or no"),
    )


def yes_letter(desk: Desk, brief: CrewBrief, who_id: str, name: str) -> Letter:
    """Return the mail to whoever wrote the brief, that somebody says yes."""
    return desk.letter(
        f"/crews/{brief.id}",
        _("%(name)s says yes to “%(title)s”", name=name, title=brief.title),
        f"crew-yes:{brief.id}:{who_id}",
        words="",
        until="",
        button=_("Look at the crew"),
    )


def group_letter(desk: Desk, brief: CrewBrief, group: Group, name: str) -> Letter:
    """Return the mail to those who said yes that they have a group now, in which they are."""
    return desk.letter(
        f"/groups/{group.id}",
        _("%(name)s opened a group with you: %(group)s", name=name, group=group.name),
        f"crew-group:{brief.id}:{desk.reader.id}",
        words=_("Whoever said yes to the crew is in the group at once, and can leave it."),
        until="",
        button=_("Look at the group"),
    )
