"""The mail that says what an edit of the grid did to somebody's meetings and seats."""

from collections.abc import Sequence

from eventnet.dates import moment
from eventnet.edits.models import Edit, EditKind
from eventnet.events.queries import zone
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.mail.outbox import Letter
from eventnet.meetings.models import LIVE
from eventnet.meetings.queries import OwnMeeting
from eventnet.round_tables.models import SeatState
from eventnet.round_tables.queries import OwnSeat
from eventnet.schedule.letters import Desk


def edit_letter(
    desk: Desk, edit: Edit, meetings: Sequence[OwnMeeting], seats: Sequence[OwnSeat]
) -> Letter:
    """Return the mail about one edit; it says only what changed for its reader."""
    stand = [one for one in meetings if one.state in LIVE]
    off = [one for one in meetings if one.state not in LIVE]
    stays = [one for one in seats if one.state is not SeatState.OFF]
    ended = [one for one in seats if one.state is SeatState.OFF]
    subject, lead = _words(desk, edit, [*stand, *stays], [*off, *ended])
    return desk.letter(
        subject,
        "mail/edit",
        once=f"edit:{edit.id}",
        lead=lead,
        lines=desk.lines(stand, stays),
        gone=desk.lines(off, ended),
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
