"""What is done to people, to their tickets, on the day, and with what is known of them."""

from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.oversight import phrases
from eventnet.oversight.deed import About, Deed, Kind

DEEDS: dict[str, Deed] = {
    "event.joined": Deed(
        Kind.PEOPLE,
        About.ATTENDANCE,
        lambda detail: (
            _("let somebody in who was asked to come again")
            if detail.get("how") == "again"
            else _("let somebody in by the link for joining")
        ),
        frozenset({"how"}),
    ),
    "attendance.changed": Deed(
        Kind.PEOPLE, About.ATTENDANCE, phrases.seat, frozenset({"role", "stand", "fields"})
    ),
    "attendance.removed": Deed(
        Kind.PEOPLE, About.ATTENDANCE, lambda _detail: _("removed somebody from the event")
    ),
    "attendance.returned": Deed(
        Kind.PEOPLE, About.ATTENDANCE, lambda _detail: _("let somebody come after all")
    ),
    "waiting.moved_up": Deed(
        Kind.PEOPLE,
        About.ATTENDANCE,
        lambda _detail: _("let somebody in from the waiting list before their turn"),
    ),
    "waiting.removed": Deed(
        Kind.PEOPLE, About.ACCOUNT, lambda _detail: _("took somebody off the waiting list")
    ),
    "exhibitors.member_added": Deed(
        Kind.PEOPLE,
        About.ATTENDANCE,
        lambda detail: _(
            "put somebody into the exhibitor team %(name)s", name=detail.get("name", "")
        ),
        frozenset({"name"}),
    ),
    "exhibitors.member_removed": Deed(
        Kind.PEOPLE,
        About.ATTENDANCE,
        lambda detail: _(
            "took somebody out of the exhibitor team %(name)s", name=detail.get("name", "")
        ),
        frozenset({"name"}),
    ),
    "attendance.viewed": Deed(
        Kind.LOOKS, About.ATTENDANCE, lambda _detail: _("looked at the event as somebody sees it")
    ),
    "address.retried": Deed(
        Kind.PEOPLE,
        About.ATTENDANCE,
        lambda _detail: _("let mail be tried again at an address that sent it back"),
    ),
    "meetings.cancelled": Deed(
        Kind.PEOPLE, About.ATTENDANCE, phrases.called_off, frozenset({"meetings", "why"})
    ),
    "round_table.called_off": Deed(
        Kind.PEOPLE, About.ATTENDANCE, lambda _detail: _("called off a round table")
    ),
    "report.settled": Deed(
        Kind.PEOPLE, About.REPORT, lambda _detail: _("settled a report of messages")
    ),
    "report.reopened": Deed(
        Kind.PEOPLE, About.REPORT, lambda _detail: _("opened a report of messages again")
    ),
    "people.invited": Deed(
        Kind.TICKETS,
        About.NOTHING,
        lambda detail: ngettext(
            "invited %(num)d person", "invited %(num)d people", phrases.count(detail, "people")
        ),
        frozenset({"people"}),
    ),
    "people.reminded": Deed(
        Kind.TICKETS,
        About.NOTHING,
        lambda detail: ngettext(
            "reminded %(num)d person", "reminded %(num)d people", phrases.count(detail, "people")
        ),
        frozenset({"people"}),
    ),
    "people.asked_again": Deed(
        Kind.TICKETS,
        About.NOTHING,
        lambda detail: ngettext(
            "asked %(num)d person of an earlier event to come again",
            "asked %(num)d people of an earlier event to come again",
            phrases.count(detail, "people"),
        ),
        frozenset({"people"}),
    ),
    "people.asked_once_more": Deed(
        Kind.TICKETS,
        About.NOTHING,
        lambda detail: ngettext(
            "reminded %(num)d person of an earlier event who had not said whether they come",
            "reminded %(num)d people of an earlier event who had not said whether they come",
            phrases.count(detail, "people"),
        ),
        frozenset({"people"}),
    ),
    "tickets.uploaded": Deed(
        Kind.TICKETS,
        About.IMPORT,
        phrases.file(lambda: _("uploaded a ticket file")),
        frozenset({"file", "bytes"}),
    ),
    "tickets.imported": Deed(
        Kind.TICKETS, About.IMPORT, phrases.imported, frozenset({"file", "counts"})
    ),
    "tickets.discarded": Deed(
        Kind.TICKETS,
        About.IMPORT,
        phrases.file(lambda: _("discarded a ticket file")),
        frozenset({"file"}),
    ),
    "roll.exported": Deed(
        Kind.LOOKS,
        About.NOTHING,
        lambda detail: ngettext(
            "exported the list of %(num)d person",
            "exported the list of %(num)d people",
            phrases.count(detail, "people"),
        ),
        frozenset({"people"}),
    ),
    "trail.exported": Deed(
        Kind.LOOKS,
        About.NOTHING,
        lambda detail: ngettext(
            "exported %(num)d entry of this trail",
            "exported %(num)d entries of this trail",
            phrases.count(detail, "entries"),
        ),
        frozenset({"entries", "file"}),
    ),
    "badges.printed": Deed(
        Kind.LOOKS,
        About.ATTENDANCE,
        lambda detail: ngettext(
            "printed %(num)d badge", "printed %(num)d badges", phrases.count(detail, "people")
        ),
        frozenset({"people"}),
    ),
    "schedules.printed": Deed(
        Kind.LOOKS,
        About.ATTENDANCE,
        lambda detail: ngettext(
            "printed the schedule of %(num)d person",
            "printed the schedules of %(num)d people",
            phrases.count(detail, "people"),
        ),
        frozenset({"people"}),
    ),
    "attendances.changed": Deed(
        Kind.PEOPLE,
        About.NOTHING,
        lambda detail: ngettext(
            "gave %(num)d person the role %(role)s",
            "gave %(num)d people the role %(role)s",
            phrases.count(detail, "people"),
            role=detail.get("role", ""),
        ),
        frozenset({"people", "role"}),
    ),
    "attendances.marked": Deed(
        Kind.PEOPLE,
        About.NOTHING,
        lambda detail: ngettext(
            "marked %(num)d person as VIP",
            "marked %(num)d people as VIP",
            phrases.count(detail, "people"),
        ),
        frozenset({"people"}),
    ),
    "attendances.unmarked": Deed(
        Kind.PEOPLE,
        About.NOTHING,
        lambda detail: ngettext(
            "took the VIP mark from %(num)d person",
            "took the VIP mark from %(num)d people",
            phrases.count(detail, "people"),
        ),
        frozenset({"people"}),
    ),
    "meetings.added": Deed(
        Kind.PEOPLE,
        About.ATTENDANCE,
        lambda detail: ngettext(
            "found %(num)d meeting beside the plan",
            "found %(num)d meetings beside the plan",
            phrases.count(detail, "meetings"),
        ),
        frozenset({"meetings"}),
    ),
    "door.in": Deed(Kind.DAY, About.ATTENDANCE, lambda _detail: _("let somebody in at the door")),
    "door.back": Deed(
        Kind.DAY, About.ATTENDANCE, lambda _detail: _("took back that somebody came in")
    ),
    "day.repaired": Deed(
        Kind.DAY, About.ATTENDANCE, lambda _detail: _("asked for somebody who waited alone")
    ),
    "day.repair_undone": Deed(
        Kind.DAY, About.NOTHING, lambda _detail: _("took back what two were asked")
    ),
    "day.marked_missing": Deed(
        Kind.DAY, About.NOTHING, lambda _detail: _("noted that somebody did not come to a meeting")
    ),
    "day.marked_come": Deed(
        Kind.DAY, About.NOTHING, lambda _detail: _("took back that somebody did not come")
    ),
    "announcement.made": Deed(
        Kind.DAY,
        About.NOTHING,
        lambda _detail: _("announced something"),
        frozenset({"to", "role", "urgent"}),
    ),
    "announcement.taken_back": Deed(
        Kind.DAY, About.NOTHING, lambda _detail: _("took an announcement back")
    ),
}
