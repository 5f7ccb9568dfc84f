"""Mails of the day, for whoever does not look at the page: short, and with one way on."""

from enum import StrEnum

from eventnet.dates import time
from eventnet.day.models import MeetingSign, Proposal
from eventnet.events.models import Slot
from eventnet.events.queries import zone
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.mail.outbox import Letter
from eventnet.meetings.queries import OwnMeeting
from eventnet.meetings.words import place
from eventnet.people.queries import PersonView
from eventnet.schedule.desk import Desk

KIND = "day"


class SignNews(StrEnum):
    """What one of two said, and the other is told."""

    LATE = "late"
    MISSING = "missing"
    HERE = "here"


def sign_letter(desk: Desk, meeting: OwnMeeting, sign: MeetingSign, news: SignNews) -> Letter:
    """Return the mail about what the other said."""
    name, where = desk.name(meeting.other_id), place(meeting)
    subject, words, verb = {
        SignNews.LATE: (
            ngettext(
                "%(name)s is %(num)d minute late",
                "%(name)s is %(num)d minutes late",
                sign.late_minutes or 0,
                name=name,
            ),
            _("Your meeting stands. They are on their way."),
            _("See it"),
        ),
        SignNews.MISSING: (
            _("%(name)s waits for you: %(where)s", name=name, where=where),
            _(
                "They do not see you. If you are there or on your way, say so: until they have "
                "found somebody else, your meeting stands."
            ),
            _("I am here"),
        ),
        SignNews.HERE: (
            _("%(name)s is here: %(where)s", name=name, where=where),
            _("They are at the table after all, so your meeting stands."),
            _("See it"),
        ),
    }[news]
    return _letter(
        desk,
        subject,
        once=f"day:{news}:{sign.meeting_id}:{sign.late_minutes or 0}",
        person=desk.people.get(meeting.other_id),
        name=name,
        asked=f"{desk.reader.when(meeting.starts_at, desk.event)}, {where}",
        words=words,
        verb=verb,
    )


def proposal_letter(desk: Desk, proposal: Proposal, slot: Slot) -> Letter:
    """Return the mail that asks whether two who are free meet now."""
    person = desk.people.get(proposal.other(desk.reader.attendance_id))
    name = person.name if person and person.name else _("Somebody")
    ends = time(slot.ends_at.astimezone(zone(desk.event)))
    until = time(proposal.expires_at.astimezone(zone(desk.event)))
    return _letter(
        desk,
        _("Free now: meet %(name)s?", name=name)
        if person and person.name
        else _("Free now: meet somebody who is free too?"),
        once=f"proposal:{proposal.id}",
        person=person,
        name=name,
        asked=_("Now, until %(ends)s", ends=ends),
        words=_(
            "You are both free in this slot. Please answer until %(until)s; the meeting stands "
            "once you both said yes, and the page names the table.",
            until=until,
        ),
        verb=_("Answer"),
    )


def _letter(
    desk: Desk,
    subject: str,
    *,
    once: str,
    person: PersonView | None,
    name: str,
    asked: str,
    words: str,
    verb: str,
) -> Letter:
    return desk.letter(
        subject,
        "mail/day",
        once=once,
        name=name,
        about=", ".join(filter(None, (person.headline, person.organization))) if person else "",
        asked=asked,
        words=words,
        verb=verb,
    )
