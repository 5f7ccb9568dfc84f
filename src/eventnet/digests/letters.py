"""The mail that gathers what is new."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from eventnet.accounts.links import WAY_IN_PATH, way_in_token
from eventnet.accounts.models import Account
from eventnet.communities.models import Community
from eventnet.digests.gathering import MOST_LINES, News, Talk
from eventnet.digests.models import Rhythm
from eventnet.discussions.markdown import as_text, excerpt
from eventnet.following.reading import Asked
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.introductions.showing import WaitingLine
from eventnet.mail.outbox import Letter
from eventnet.settings import Settings

KIND = "digests"
MOST_SAID, MOST_SAID_ALONE = 280, 2000
"""Characters of a post: where there are several things, and where it is the only one."""
MOST_NAMES = 3


@dataclass(frozen=True)
class Sender:
    """What every line of a digest needs: whose it is, and where its links lead."""

    settings: Settings
    account: Account
    community: Community

    def link(self, path: str) -> str:
        """Return the address of a page of the community, for whoever reads the mail."""
        token = way_in_token(self.settings, self.account.email, f"/c/{self.community.slug}{path}")
        return self.settings.origin + WAY_IN_PATH.format(token=token)


def digest_letter(
    sender: Sender, rhythm: Rhythm, news: News, *, once: str, reply_to: str | None
) -> Letter:
    """Return the mail about all that is new."""
    name = sender.community.name
    subject = ngettext(
        "%(num)d new thing in %(community)s",
        "%(num)d new things in %(community)s",
        len(news),
        community=name,
    )
    if talk := news.only_talk:
        subject = _("New in “%(title)s”", title=talk.first.title)
    often = {
        Rhythm.DAILY: _("once a day at most"),
        Rhythm.WEEKLY: _("once a week at most"),
    }[rhythm]
    return Letter(
        kind=KIND,
        subject=subject,
        template="mail/digest",
        why=_(
            "You get this %(often)s, as you are a member of %(community)s. Under “What reaches "
            "me” you choose how often, or never.",
            often=often,
            community=name,
        ),
        context={"parts": _parts(sender, news), "choice_url": sender.link("/reaching")},
        reply_to=reply_to,
        once=once,
    )


def _parts(sender: Sender, news: News) -> list[dict[str, Any]]:
    """Return the parts that have something in them: a title, lines, and how many more there are."""
    most = MOST_SAID_ALONE if news.only_talk else MOST_SAID
    meant = [one for one in news.talks if one.for_me]
    mine = [one for one in news.talks if not one.for_me and not one.followed]
    others = [one for one in news.talks if not one.for_me and one.followed]

    def talks(those: Sequence[Talk]) -> list[dict[str, str]]:
        return [_talk(sender, one, most) for one in those[:MOST_LINES]]

    parts = [
        (_("Meant for you"), talks(meant), len(meant)),
        (
            _("Introductions that wait for your word"),
            [_introduction(sender, one) for one in news.introductions[:MOST_LINES]],
            len(news.introductions),
        ),
        (
            _("Asks that you could answer"),
            [_ask(sender, one) for one in news.asks[:MOST_LINES]],
            len(news.asks),
        ),
        (_("In your groups"), talks(mine), len(mine)),
        (_("From people whom you follow"), talks(others), len(others)),
    ]
    return [
        {"title": title, "lines": lines, "more": count - len(lines)}
        for title, lines, count in parts
        if lines
    ]


def _talk(sender: Sender, talk: Talk, most: int) -> dict[str, str]:
    first, names = talk.first, talk.names
    called = ", ".join(names[:MOST_NAMES]) + (" …" if len(names) > MOST_NAMES else "")
    count = ngettext("%(num)d new post", "%(num)d new posts", len(talk.posts))
    there = f"/groups/{first.group.id}/threads/{first.thread.id}?post={first.post.number}"
    return {
        "words": first.title,
        "about": f"{first.group.name} · {count} · {called}",
        # Whose words they are is said too, so that they go when their writer is erased.
        "said": excerpt(as_text(first.post.words), most) if first.by.membership_id else "",
        "url": sender.link(there),
    }


def _ask(sender: Sender, asked: Asked) -> dict[str, str]:
    line = asked.line
    by = line.asker.name if line.asker else _("Somebody of the community")
    return {
        "words": line.ask.title,
        "about": " · ".join([by, *line.topics]),
        "said": excerpt(" ".join(line.ask.words.split()), MOST_SAID),
        "url": sender.link(f"/asks/{line.ask.id}"),
    }


def _introduction(sender: Sender, line: WaitingLine) -> dict[str, str]:
    asker = line.asker.name if line.asker else _("Somebody")
    if line.waiting.is_about_me:
        words = _("%(name)s would like to be introduced to you", name=asker)
    else:
        goal = line.goal.name if line.goal else _("somebody")
        words = _("%(name)s would like to be introduced to %(goal)s", name=asker, goal=goal)
    return {"words": words, "about": "", "said": "", "url": sender.link("/introductions")}
