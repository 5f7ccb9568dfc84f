"""The mail that says what an edit did to somebody's meetings, seats and requests."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eventnet.dates import moment
from eventnet.edits.models import Edit, EditKind
from eventnet.events.queries import zone
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.mail.outbox import Letter
from eventnet.meetings.models import LIVE
from eventnet.meetings.queries import OwnMeeting
from eventnet.requests.queries import OwnRequest
from eventnet.round_tables.models import SeatState
from eventnet.round_tables.queries import OwnSeat
from eventnet.schedule.desk import Desk

OF_ROLES = (EditKind.WHO_MEETS, EditKind.ROLE_CHANGED, EditKind.ROLE_OUT)


@dataclass(frozen=True)
class Share:
    """What an edit did to one person."""

    meetings: Sequence[OwnMeeting] = ()
    seats: Sequence[OwnSeat] = ()
    requests: Sequence[OwnRequest] = ()
    role: str | None = None
    """The role as which they come from now on, where that is another."""
    most: int | None = None
    """How many meetings they may have, where they have more."""


def edit_letter(desk: Desk, edit: Edit, share: Share) -> Letter:
    """Return the mail about one edit; it says only what changed for its reader."""
    stand = [one for one in share.meetings if one.state in LIVE]
    off = [one for one in share.meetings if one.state not in LIVE]
    stays = [one for one in share.seats if one.state is not SeatState.OFF]
    ended = [one for one in share.seats if one.state is SeatState.OFF]
    if edit.kind in OF_ROLES:
        subject, lead = _rule_words(desk, edit, share, off)
    else:
        subject, lead = _words(desk, edit, [*stand, *stays], [*off, *ended])
    return desk.letter(
        subject,
        "mail/edit",
        once=f"edit:{edit.id}",
        lead=lead,
        lines=desk.lines(stand, stays),
        gone=desk.lines(off, ended),
        closed=[desk.name(one.other_id) for one in share.requests],
    )


def _words(
    desk: Desk,
    edit: Edit,
    stand: Sequence[OwnMeeting | OwnSeat],
    off: Sequence[OwnMeeting | OwnSeat],
) -> tuple[str, str]:
    name = desk.event.name
    if edit.kind is EditKind.SLOTS_MOVED:
        if not stand:
            return (
                _("%(event)s: a time at which you cannot come has moved", event=name),
                _(
                    "The organizers moved times in which you said that you cannot come. Look at "
                    "“How and when I attend” whether that still holds."
                ),
            )
        return (
            ngettext(
                "%(event)s: your meeting is at another time",
                "%(event)s: %(num)d of your meetings are at other times",
                len(stand),
                event=name,
            ),
            _("The organizers moved these times, and what stands in them goes along."),
        )
    if edit.kind is EditKind.TABLES and not off:
        return (
            ngettext(
                "%(event)s: you meet at another table",
                "%(event)s: %(num)d of your meetings are at other tables",
                len(stand),
                event=name,
            ),
            _("The organizers need some tables otherwise. The times stay as they are."),
        )
    lead = _("The organizers took these times or tables out, so what stood there is off.")
    if len(off) == 1:
        when = moment(off[0].starts_at.astimezone(zone(desk.event)))
        return _("%(when)s is off: the organizers took this time out", when=when), lead
    subject = _("%(event)s: %(num)d of your meetings are off", event=name, num=len(off))
    return subject, lead


def _rule_words(desk: Desk, edit: Edit, share: Share, off: Sequence[OwnMeeting]) -> tuple[str, str]:
    """Return subject and lead of a mail about a change of roles and their rules."""
    return _rule_subject(desk, share, off), " ".join(_rule_lead(edit, share))


def _rule_subject(desk: Desk, share: Share, off: Sequence[OwnMeeting]) -> str:
    name = desk.event.name
    if len(off) == 1:
        when = moment(off[0].starts_at.astimezone(zone(desk.event)))
        return _("%(when)s is off: the organizers changed who meets whom", when=when)
    if off:
        return _("%(event)s: %(num)d of your meetings are off", event=name, num=len(off))
    if share.role is not None:
        return _("%(event)s: you come as “%(role)s” now", event=name, role=share.role)
    if share.most is not None:
        return ngettext(
            "%(event)s: at most %(num)d meeting for you",
            "%(event)s: at most %(num)d meetings for you",
            share.most,
            event=name,
        )
    return ngettext(
        "%(event)s: a request of yours is closed",
        "%(event)s: %(num)d requests of yours are closed",
        len(share.requests),
        event=name,
    )


def _rule_lead(edit: Edit, share: Share) -> Iterator[str]:
    if share.role is not None:
        yield _(
            "The organizers made “%(role)s” part of “%(into)s”, so that is as what you come now.",
            role=edit.detail["name"],
            into=share.role,
        )
    if share.meetings or share.requests:
        yield _("The organizers changed which roles meet at this event.")
    if share.most is not None:
        yield ngettext(
            "Whoever comes as you do may have at most %(num)d meeting from now on. Those that you "
            "have stay, and none can be added.",
            "Whoever comes as you do may have at most %(num)d meetings from now on. Those that "
            "you have stay, and none can be added.",
            share.most,
        )
