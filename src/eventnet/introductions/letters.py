"""The mails about introductions: to whose word it takes, and to both once they are introduced."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from eventnet.communities.desk import MemberDesk
from eventnet.dates import day
from eventnet.i18n import gettext as _
from eventnet.introductions.models import Introduction
from eventnet.introductions.queries import Waiting
from eventnet.mail.outbox import Letter
from eventnet.people.queries import PersonView

KIND = "introductions"
OVER = "introduction-over:{}"


@dataclass(frozen=True)
class Desk(MemberDesk):
    """To whom a letter is written, in which community."""

    def letter(self, subject: str, template: str, once: str, path: str, **context: Any) -> Letter:
        """Return a letter with the way to a page of the community."""
        return Letter(
            kind=KIND,
            subject=subject,
            template=template,
            why=_("You get this because you are a member of %(name)s.", name=self.community.name),
            context={
                "community_name": self.community.name,
                "page_url": self.way_to(path),
                **context,
            },
            once=f"{once}:{self.reader.id}",
        )


def called(person: PersonView | None) -> str:
    """Return what the reader may call somebody."""
    return person.name if person is not None and person.name else _("somebody")


def about(person: PersonView | None) -> str:
    """Say in a line what the reader sees of what somebody does."""
    return ", ".join(filter(None, (person.headline, person.organization))) if person else ""


def asked_letter(desk: Desk, one: Waiting, people: Mapping[str, PersonView]) -> Letter:
    """Return the mail to somebody whose word it takes."""
    asked = one.introduction
    name, goal = called(people.get(asked.from_id)), called(people.get(asked.to_id))
    if one.is_about_me:
        by = called(people.get(one.by_id))
        subject = _("%(by)s would introduce %(name)s to you", by=by, name=name)
    else:
        subject = _("%(name)s asks you for an introduction to %(goal)s", name=name, goal=goal)
    return desk.letter(
        subject,
        "mail/introduction",
        once=f"introduction:{asked.id}:{one.step.number}",
        path=f"/introductions/{asked.id}",
        name=name,
        about=about(people.get(asked.from_id)),
        by=called(people.get(one.by_id)),
        message=asked.message,
        words=one.words,
        is_about_me=one.is_about_me,
        until=day(asked.expires_at.date(), "long"),
    )


def over_letter(desk: Desk, asked: Introduction, goal: PersonView | None) -> Letter:
    """Return the mail about what did not come about, the same for whatever reason."""
    name = called(goal)
    return desk.letter(
        _("An introduction to %(name)s did not come about", name=name),
        "mail/introduction_over",
        once=OVER.format(asked.id),
        path="/introductions",
        name=name,
        asked_on=day(asked.created_at.date(), "long"),
    )


def made_letter(desk: Desk, made: Introduction, other: PersonView | None, address: str) -> Letter:
    """Return the mail to one of two who are introduced."""
    name = called(other)
    asked = desk.reader.id == made.from_id
    subject = (
        _("%(name)s says yes: you are introduced", name=name)
        if asked
        else _("You and %(name)s are introduced", name=name)
    )
    return desk.letter(
        subject,
        "mail/introduced",
        once=f"introduced:{made.id}",
        path="/introductions",
        name=name,
        about=about(other),
        address=address,
        message="" if asked else made.message,
    )
