"""What can be done to several people at once: whom a deed touches, whom not and why, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.organize.reminding import INVITED, REMINDED
from eventnet.organize.whom import Named, State


class Deed(StrEnum):
    """What is done."""

    REMIND = "remind"
    INVITE = "invite"
    ROLE = "role"
    VIP = "vip"
    UNVIP = "unvip"


MAILS: dict[Deed, Sequence[State]] = {Deed.INVITE: INVITED, Deed.REMIND: REMINDED}
"""To whom mails are written."""


@dataclass(frozen=True)
class Touched:
    """Whom a deed touches, and whom it leaves out, by the reason."""

    those: Sequence[Named]
    left_out: Sequence[tuple[str, Sequence[Named]]]


def touched(deed: Deed, chosen: Sequence[Named]) -> Touched:
    """Sort those chosen into whom a deed touches and whom it leaves out."""
    if deed not in MAILS:
        return Touched(chosen, ())
    those = [one for one in chosen if one.state in MAILS[deed]]
    rest = [one for one in chosen if one.state not in MAILS[deed]]
    order = list(State)
    rest.sort(key=lambda one: order.index(one.state))
    reasons = groupby(rest, key=lambda one: one.state)
    return Touched(those, [(reason(state), list(some)) for state, some in reasons])


def choices() -> list[tuple[str, str]]:
    """Return the deeds, each as the words of its button begin."""
    return [
        (Deed.REMIND, _("Remind them")),
        (Deed.INVITE, _("Invite them")),
        (Deed.ROLE, _("Give them another role")),
        (Deed.VIP, _("Mark them as VIPs")),
        (Deed.UNVIP, _("No longer mark them as VIPs")),
    ]


def title(deed: Deed, count: int) -> str:
    """Name a deed and how many it touches."""
    return {
        Deed.REMIND: ngettext("Remind %(num)d person", "Remind %(num)d people", count),
        Deed.INVITE: ngettext("Invite %(num)d person", "Invite %(num)d people", count),
        Deed.ROLE: ngettext(
            "Give %(num)d person another role", "Give %(num)d people another role", count
        ),
        Deed.VIP: ngettext("Mark %(num)d person as VIP", "Mark %(num)d people as VIPs", count),
        Deed.UNVIP: ngettext(
            "Take the VIP mark from %(num)d person",
            "Take the VIP mark from %(num)d people",
            count,
        ),
    }[deed]


def lede(deed: Deed) -> str:
    """Say what a deed does, before it is done."""
    mark = _(
        "Organizers see the mark beside a name, and find people by it. Nobody else sees it, and it "
        "changes no plan."
    )
    return {
        Deed.REMIND: _(
            "Each gets one mail with the one thing that is missing next. Nobody is written to "
            "twice in two days, whoever asks for it."
        ),
        Deed.INVITE: _("Each gets a mail with a link that signs them in once, within 14 days."),
        Deed.ROLE: _(
            "The role decides whom they may meet, and how many meetings they get at most and at "
            "least. Meetings that stand already stay."
        ),
        Deed.VIP: mark,
        Deed.UNVIP: mark,
    }[deed]


def reason(state: State) -> str:
    """Say why somebody is left out."""
    return {
        State.UNINVITED: _("Not invited yet: invite them instead"),
        State.SILENT: _("Invited already: remind them instead"),
        State.MISSING: _("Came already: remind them of what is missing instead"),
        State.RECENT: _("Written to in the last two days"),
        State.COMPLETE: _("Nothing is missing: they have said all that brings meetings"),
        State.BREAK: _("Take a break"),
        State.BOUNCED: _("Mail to them came back"),
        State.STOPPED: _("Want no such mails"),
    }[state]


def done(deed: Deed, count: int) -> str:
    """Say what was done."""
    if deed in MAILS:
        return ngettext(
            "%(num)d mail is being written. You may leave this page.",
            "%(num)d mails are being written. You may leave this page.",
            count,
        )
    return ngettext("Done for %(num)d person.", "Done for %(num)d people.", count)
