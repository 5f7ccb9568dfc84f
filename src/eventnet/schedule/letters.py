"""Mails about meetings: all of somebody's, as planned, or what became of one."""

from collections.abc import Sequence

from eventnet.dates import moment
from eventnet.events.queries import zone
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.mail.outbox import Letter
from eventnet.meetings.models import MeetingState
from eventnet.meetings.queries import OwnMeeting
from eventnet.meetings.words import place
from eventnet.round_tables.queries import OwnSeat
from eventnet.schedule.desk import Desk
from eventnet.schedule.since import Changed
from eventnet.tokens import fingerprint


def plan_letter(desk: Desk, changed: Changed, name: str) -> Letter:
    """Return the mail with all meetings of one person, and with those that they no longer have.

    `name` is of the publication, of which nobody gets two.
    """
    gone = len(changed.gone) + len(changed.seats_gone)

    def news(one: OwnMeeting | OwnSeat) -> str:
        key = one.id if isinstance(one, OwnMeeting) else one.table_id
        if changed.is_first or key not in changed.new | changed.moved:
            return ""
        return _("New") if key in changed.new else _("Changed")

    return desk.letter(
        _plan_subject(
            desk.event.name,
            len(changed.live) + len(changed.seats),
            gone,
            is_first=changed.is_first,
        ),
        "mail/plan",
        once=f"plan:{name}",
        lead="",
        lines=desk.lines(changed.live, changed.seats, news),
        gone=desk.lines(changed.gone, changed.seats_gone),
        waiting=sum(one.needs_answer for one in changed.live),
    )


def moved_letter(
    desk: Desk, meetings: Sequence[OwnMeeting], version: int, seats: Sequence[OwnSeat] = ()
) -> Letter:
    """Return the mail with the meetings of one person, which are all at other moments now."""
    return desk.letter(
        _("%(event)s: your meetings are at other times", event=desk.event.name),
        "mail/plan",
        once=f"moved:{desk.event.id}:{version}",
        lead=_(
            "The organizers have set the time zone of the event to %(zone)s. Your meetings keep "
            "their hour on the clocks there, which is another moment than before.",
            zone=desk.event.time_zone,
        ),
        lines=desk.lines(meetings, seats),
        gone=[],
        waiting=sum(one.needs_answer for one in meetings),
    )


def _plan_subject(event: str, live: int, gone: int, *, is_first: bool) -> str:
    if not live:
        return ngettext(
            "%(event)s: your meeting is off",
            "%(event)s: your %(num)d meetings are off",
            gone,
            event=event,
        )
    if not is_first:
        return _("%(event)s: your schedule has changed", event=event)
    return ngettext(
        "%(event)s: you have %(num)d meeting",
        "%(event)s: you have %(num)d meetings",
        live,
        event=event,
    )


def restored_letter(desk: Desk, meeting: OwnMeeting) -> Letter:
    """Return the mail that says that a meeting which was called off stands again."""
    when = moment(meeting.starts_at.astimezone(zone(desk.event)))
    subject = _(
        "%(when)s, %(where)s: %(name)s comes after all",
        when=when,
        where=place(meeting),
        name=desk.name(meeting.other_id),
    )
    words = _("They had left the event and are back, so the meeting stands again.")
    if meeting.state is MeetingState.WAITING:
        words = _("They had left the event and are back, so the meeting waits for its yes again.")
    return desk.letter(
        subject,
        "mail/change",
        once=f"meeting:{meeting.id}:{meeting.sequence}",
        line=desk.line(meeting),
        words=words,
        said="",
    )


def placed_letter(desk: Desk, meeting: OwnMeeting) -> Letter:
    """Return the mail that says that a meeting is online now, or in the room again."""
    when = moment(meeting.starts_at.astimezone(zone(desk.event)))
    name = desk.name(meeting.other_id)
    words = _("%(name)s takes part in the room now. Its time stays as it is.", name=name)
    if meeting.is_online:
        words = _("%(name)s takes part from afar now. Its time stays as it is.", name=name)
    return desk.letter(
        _("%(when)s, %(where)s now: %(name)s", when=when, where=place(meeting), name=name),
        "mail/change",
        once=f"placed:{meeting.id}:{meeting.sequence}",
        line=desk.line(meeting),
        words=words,
        said="",
    )


def change_letter(desk: Desk, meeting: OwnMeeting) -> Letter:
    """Return the mail that says what became of a meeting."""
    name = desk.name(meeting.other_id)
    when = moment(meeting.starts_at.astimezone(zone(desk.event)))
    if meeting.state is MeetingState.CANCELLED and meeting.cause_id is None:
        subject = _("%(when)s is off: the organizers took this time out")
        words = _("The time is no longer planned, so the meeting is off. Neither of you did that.")
        return desk.letter(
            subject % {"when": when},
            "mail/change",
            once=f"meeting:{meeting.id}:{meeting.sequence}",
            line=desk.line(meeting),
            words=words,
            said="",
        )
    subject, words = {
        MeetingState.CONFIRMED: (
            _("%(when)s, %(where)s: %(name)s says yes"),
            _("You both said yes, so the meeting stands."),
        ),
        MeetingState.MISSED: (
            _("%(when)s: you and %(name)s did not find each other"),
            _(
                "They waited for you, and then met somebody else at that time. If you still want "
                "to meet, ask them for another time."
            ),
        ),
        MeetingState.RELEASED: (
            _("%(when)s is free again: no yes in time"),
            _("The meeting waited for a yes until its hour. Its time and table are free again."),
        ),
    }.get(
        meeting.state,
        (
            _("%(when)s is free again: %(name)s can't come"),
            _("The meeting is off. Its time is free for somebody else."),
        ),
    )
    return desk.letter(
        subject % {"when": when, "where": place(meeting), "name": name},
        "mail/change",
        once=f"meeting:{meeting.id}:{meeting.sequence}",
        line=desk.line(meeting),
        words=words,
        said=meeting.said if meeting.state is MeetingState.CANCELLED else "",
    )


def clash_letter(desk: Desk, meetings: Sequence[OwnMeeting], given: str) -> Letter:
    """Return the mail about meetings at which the reader's own calendar says that they are busy."""
    clashing = "+".join(sorted(f"{one.id}:{one.slot_id}" for one in meetings))
    return desk.letter(
        ngettext(
            "%(event)s: a meeting of yours clashes with your calendar",
            "%(event)s: %(num)d of your meetings clash with your calendar",
            len(meetings),
            event=desk.event.name,
        ),
        "mail/clash",
        once=f"clash:{given}:{fingerprint(clashing)}",
        lines=[desk.line(one) for one in meetings],
        attendance_url=desk.way_in(f"/e/{desk.event.slug}/attendance"),
    )
