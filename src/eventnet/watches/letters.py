"""The mail about who newly fits what somebody watches."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from eventnet import clock
from eventnet.accounts.links import WAY_IN_PATH, way_in_token
from eventnet.accounts.models import Account
from eventnet.events.models import Event
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.mail.outbox import Letter
from eventnet.people.queries import PersonView
from eventnet.settings import Settings
from eventnet.watches.models import SavedSearch

KIND = "watches"
NAMED = 5
"""People of one search whom a mail names; the page has the rest."""


@dataclass(frozen=True)
class Section:
    """What there is to tell of one search."""

    search: SavedSearch
    event: Event
    people: Sequence[PersonView]


@dataclass(frozen=True)
class Digest:
    """What somebody is told today."""

    account: Account
    sections: Sequence[Section]

    def search_ids(self) -> list[str]:
        """Return the searches that it is about."""
        return [section.search.id for section in self.sections]

    def told_of(self) -> list[tuple[str, str]]:
        """Return (search, attendance) of each whom it names, or counts with those it names."""
        return [
            (section.search.id, person.attendance_id)
            for section in self.sections
            for person in section.people
        ]


def digest_letter(settings: Settings, digest: Digest) -> Letter:
    """Return the mail; there is one a day at most."""
    return Letter(
        kind=KIND,
        subject=_subject(digest.sections),
        template="mail/watches",
        why=_("You get this because you asked to be told when somebody new fits your searches."),
        context={"sections": [_section(settings, digest, one) for one in digest.sections]},
        once=f"watches:{digest.account.id}:{clock.now().date()}",
    )


def _subject(sections: Sequence[Section]) -> str:
    n = len({person.attendance_id for section in sections for person in section.people})
    if len(sections) == 1:
        (section,) = sections
        if n == 1:
            name = section.people[0].name
            return _("%(name)s fits “%(search)s”", name=name, search=section.search.name)
        return ngettext(
            "%(num)d new person fits “%(search)s”",
            "%(num)d new people fit “%(search)s”",
            n,
            search=section.search.name,
        )
    return ngettext(
        "%(num)d new person fits your searches", "%(num)d new people fit your searches", n
    )


def _section(settings: Settings, digest: Digest, section: Section) -> dict[str, Any]:
    path = f"/e/{section.event.slug}/searches/{section.search.id}"
    token = way_in_token(settings, digest.account.email, path)
    return {
        "name": section.search.name,
        "event": section.event.name,
        "people": [
            {"name": one.name, "about": ", ".join(filter(None, (one.headline, one.organization)))}
            for one in section.people[:NAMED]
        ],
        "more": max(0, len(section.people) - NAMED),
        "url": settings.origin + WAY_IN_PATH.format(token=token),
    }
