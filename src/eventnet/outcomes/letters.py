"""Mails after meetings: one in the evening of a day, and reminders of promises."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from eventnet.dates import day
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.mail.outbox import Letter
from eventnet.meetings.queries import OwnMeeting
from eventnet.outcomes.models import Promise
from eventnet.schedule.desk import Desk

ASKING = "outcomes"
REMINDING = "promises"


def evening_letter(desk: Desk, meetings: Sequence[OwnMeeting], on: date) -> Letter:
    """Return the mail that asks how the meetings of a day went."""
    desk = replace(desk, kind=ASKING)
    count = len(meetings)
    return desk.letter(
        ngettext(
            "%(event)s: how did your meeting go?",
            "%(event)s: how did your %(num)d meetings go?",
            count,
            event=desk.event.name,
        ),
        "mail/outcomes",
        once=f"outcomes:{desk.event.id}:{on}",
        lines=[desk.line(one) for one in meetings],
        tell_url=desk.way_in(f"/e/{desk.event.slug}/tell"),
    )


def reminder(desk: Desk, promises: Sequence[Promise], on: date) -> Letter:
    """Return the mail that reminds somebody of what they are to do."""
    desk = replace(desk, kind=REMINDING)
    first = desk.name(promises[0].to_id)
    return desk.letter(
        _("What you promised %(name)s", name=first)
        if len({one.to_id for one in promises}) == 1
        else ngettext("%(num)d promise of yours", "%(num)d promises of yours", len(promises)),
        "mail/promises",
        once=f"promises:{desk.event.id}:{on}",
        lines=[
            {
                "words": one.read_by(one.by_id).words,
                "name": desk.name(one.to_id),
                "when": day(one.read_by(one.by_id).due_on, "long"),
                "overdue": one.read_by(one.by_id).due_on < on,
                "theirs": one.maker_id != one.by_id,
            }
            for one in promises
        ],
        agreed_url=desk.way_in(f"/e/{desk.event.slug}/agreed"),
    )
