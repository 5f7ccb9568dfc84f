"""The mail that gathers what there is to tell somebody about asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from eventnet.accounts.links import WAY_IN_PATH, way_in_token
from eventnet.accounts.models import Account
from eventnet.asks.models import Ask, AskNews, AskState, NewsKind
from eventnet.communities.models import Community
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.mail.outbox import Letter
from eventnet.settings import Settings

KIND = "asks"


@dataclass(frozen=True)
class Told:
    """Something to tell: the news, its ask, and who is behind it, where the reader may know."""

    news: AskNews
    ask: Ask
    name: str = ""


@dataclass(frozen=True)
class Gathered:
    """What somebody is told today."""

    account: Account
    community: Community
    told: Sequence[Told]


def letter(settings: Settings, gathered: Gathered) -> Letter:
    """Return the mail; there is one in 24 hours at most."""
    lines = [_line(settings, gathered, one) for one in gathered.told]
    subject = lines[0]["words"]
    if len(lines) > 1:
        subject = ngettext(
            "%(num)d piece of news about asks in %(community)s",
            "%(num)d pieces of news about asks in %(community)s",
            len(lines),
            community=gathered.community.name,
        )
    return Letter(
        kind=KIND,
        subject=subject,
        template="mail/asks",
        why=_(
            "You get this because you are a member of %(community)s, and these asks are yours, or "
            "were put to you. There is one such mail a day at most; under “Asks” you say how many "
            "may reach you.",
            community=gathered.community.name,
        ),
        context={"lines": lines},
        once=f"asks:{gathered.told[0].news.id}",
    )


def _line(settings: Settings, gathered: Gathered, one: Told) -> dict[str, Any]:
    gone = one.ask.state is AskState.TAKEN_BACK
    path = f"/c/{gathered.community.slug}/asks" + ("" if gone else f"/{one.ask.id}")
    token = way_in_token(settings, gathered.account.email, path)
    return {"words": _words(one), "url": settings.origin + WAY_IN_PATH.format(token=token)}


def _words(one: Told) -> str:
    title, name = one.ask.title, one.name or _("Somebody")
    if one.news.kind is NewsKind.ENDED and one.ask.state is AskState.TAKEN_BACK:
        return _("An ask that was put to you was taken back")
    return {
        NewsKind.ASKED: _("%(name)s asks: “%(title)s”", name=name, title=title),
        NewsKind.ANSWER: _("%(name)s answered “%(title)s”", name=name, title=title),
        NewsKind.REPLY: _("%(name)s wrote more about “%(title)s”", name=name, title=title),
        NewsKind.THANKS: _("%(name)s thanks you for “%(title)s”", name=name, title=title),
        NewsKind.HELPED: _("Your answer helped with “%(title)s”", title=title),
        NewsKind.ENDED: _("“%(title)s” needs no answer any more", title=title),
        NewsKind.UNANSWERED: _("Nobody has answered “%(title)s” so far", title=title),
        NewsKind.LAPSED: _("“%(title)s” has ended, as its day has passed", title=title),
    }[one.news.kind]
