"""Mails of rounds: with whom, another time, that it does not suit, nobody, and did you meet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from babel.lists import format_list

from eventnet import i18n
from eventnet.accounts.links import WAY_IN_PATH, way_in_token
from eventnet.i18n import gettext as _
from eventnet.mail.models import OutboxMail
from eventnet.mail.outbox import Letter, draw_up
from eventnet.people.queries import PersonView
from eventnet.rounds.models import RoundTalk
from eventnet.rounds.readers import Reader
from eventnet.settings import Settings

KIND = "rounds"


@dataclass(frozen=True)
class Other:
    """Somebody with whom the reader talks: as they see them, why, and how they are reached."""

    person: PersonView
    why: list[str]
    where: str = ""

    @property
    def name(self) -> str:
        """What the reader may call them."""
        return self.person.name or _("the other person")

    @property
    def about(self) -> str:
        """Who they are, in a line."""
        return ", ".join(filter(None, (self.person.headline, self.person.organization)))


def names(others: Sequence[Other]) -> str:
    """Name those with whom somebody talks."""
    return str(format_list([one.name for one in others], locale=i18n.language()))


def talk_letter(settings: Settings, to: Reader, talk: RoundTalk, others: Sequence[Other]) -> Letter:
    """Return the mail that says with whom somebody talks in this round, why and when."""
    subject = _("Your next talk: %(names)s", names=names(others))
    return _letter(
        settings,
        to,
        subject,
        once=f"round:{talk.id}",
        path=_path(to, talk),
        button=_("See your talk"),
        others=others,
        when=to.when(talk.starts_at),
        words=[
            _(
                "The time is a suggestion that fits what you all said of your hours. Say that it "
                "suits you, propose another, or say that it does not suit you this time."
            )
        ],
    )


def left_letter(settings: Settings, to: Reader, round_id: str) -> Letter:
    """Return the mail that says that there was nobody for somebody this time."""
    return _letter(
        settings,
        to,
        _("Nobody for you in this round; you are first in line in the next"),
        once=f"round-left:{round_id}",
        path=f"/c/{to.slug}/rounds",
        button=_("See your hours"),
        words=[
            _(
                "There was nobody whom you have not met yet and whose hours fit yours. In the next "
                "round you are first in line. More hours, or other ones, make it more likely."
            )
        ],
    )


def moved_letter(
    settings: Settings, to: Reader, talk: RoundTalk, others: Sequence[Other], by: Other
) -> Letter:
    """Return the mail that says that one of them proposes another time."""
    return _letter(
        settings,
        to,
        _("%(name)s proposes another time", name=by.name),
        once=f"round-moved:{talk.id}:{talk.sequence}",
        path=_path(to, talk),
        button=_("Say whether it suits you"),
        others=others,
        when=to.when(talk.starts_at),
        words=[_("Say that it suits you, or propose another.")],
    )


def off_letter(
    settings: Settings, to: Reader, talk: RoundTalk, by: Other, others: Sequence[Other]
) -> Letter:
    """Return the mail that says that it does not suit one of them this time."""
    off = _("You did nothing wrong: it happens. You are first in line in the next round.")
    goes_on = _("The talk goes on without them: %(names)s and you.", names=names(others))
    return _letter(
        settings,
        to,
        _("It does not suit %(name)s this time", name=by.name),
        once=f"round-off:{talk.id}:{by.person.membership_id}",
        path=_path(to, talk),
        button=_("See your talks"),
        words=[goes_on if others else off],
    )


def met_letter(settings: Settings, to: Reader, talk: RoundTalk, others: Sequence[Other]) -> Letter:
    """Return the mail that asks whether they met."""
    return _letter(
        settings,
        to,
        _("Did you meet %(names)s?", names=names(others)),
        once=f"round-met:{talk.id}",
        path=_path(to, talk),
        button=_("Say whether you met"),
        words=[_("Two taps are enough. What you say of it is yours alone.")],
    )


def drawn_up(settings: Settings, to: Reader, letter: Letter) -> OutboxMail:
    """Render a mail, to be posted; whoever calls speaks the language of its reader."""
    return draw_up(settings, to.email, letter)


def _letter(
    settings: Settings,
    to: Reader,
    subject: str,
    *,
    once: str,
    path: str,
    button: str,
    words: list[str],
    others: Sequence[Other] = (),
    when: str = "",
) -> Letter:
    token = way_in_token(settings, to.email, path)
    context: dict[str, Any] = {
        "community": to.community,
        "others": others,
        "when": when,
        "words": words,
        "button": button,
        "address": settings.origin + WAY_IN_PATH.format(token=token),
    }
    return Letter(
        kind=KIND,
        subject=subject,
        template="mail/rounds",
        why=_("You get this because you take part in the rounds of %(name)s.", name=to.community),
        context=context,
        once=f"{once}:{to.membership_id}",
    )


def _path(to: Reader, talk: RoundTalk) -> str:
    return f"/c/{to.slug}/rounds/talks/{talk.id}"
