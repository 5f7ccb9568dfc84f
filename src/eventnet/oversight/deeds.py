"""Every deed that the trail of an event may hold: of which kind it is, and how it is told."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.oversight import phrases
from eventnet.oversight.phrases import Detail


class Kind(StrEnum):
    """What deeds are about, to choose from."""

    PEOPLE = "people"
    TICKETS = "tickets"
    SETTING_UP = "setting-up"
    ROOM = "room"
    MATCHING = "matching"
    TEAM = "team"
    LOOKS = "looks"


class About(StrEnum):
    """Whose id the subject of a deed is."""

    NOTHING = "nothing"
    ATTENDANCE = "attendance"
    ACCOUNT = "account"
    RUN = "run"
    IMPORT = "import"
    ROLE = "role"
    REPORT = "report"


@dataclass(frozen=True)
class Deed:
    """A deed: its words complete a sentence that begins with who did it."""

    kind: Kind
    about: About
    words: Callable[[Detail], str]
    details: frozenset[str] = frozenset()
    """What its entry says beside who and to whom; anything else is in no trail."""


def deed_words(deed: str, detail: Detail) -> str:
    """Tell a deed; one of another release by its name."""
    known = DEEDS.get(deed)
    return known.words(detail) if known else _("did: %(deed)s", deed=deed)


def kind_names() -> dict[Kind, str]:
    """Return what the kinds are called."""
    return {
        Kind.PEOPLE: _("People"),
        Kind.TICKETS: _("Tickets and invitations"),
        Kind.SETTING_UP: _("The event itself"),
        Kind.ROOM: _("Slots, tables, room, roles"),
        Kind.MATCHING: _("Matching"),
        Kind.TEAM: _("Team"),
        Kind.LOOKS: _("Looks and exports"),
    }


def deeds_of(kind: Kind) -> list[str]:
    """Return the deeds of a kind."""
    return [name for name, deed in DEEDS.items() if deed.kind is kind]


def deeds_told_with(word: str) -> list[str]:
    """Return the deeds in whose words, or in whose kind, this one stands."""
    names, found = kind_names(), word.casefold()
    return [
        name
        for name, deed in DEEDS.items()
        if found in f"{deed.words({})} {names[deed.kind]}".casefold()
    ]


DEEDS: dict[str, Deed] = {
    "event.joined": Deed(
        Kind.PEOPLE,
        About.ATTENDANCE,
        lambda _detail: _("let somebody in by the link for joining"),
        frozenset({"how"}),
    ),
    "attendance.changed": Deed(
        Kind.PEOPLE, About.ATTENDANCE, phrases.seat, frozenset({"role", "stand"})
    ),
    "attendance.removed": Deed(
        Kind.PEOPLE, About.ATTENDANCE, lambda _detail: _("removed somebody from the event")
    ),
    "attendance.returned": Deed(
        Kind.PEOPLE, About.ATTENDANCE, lambda _detail: _("let somebody come after all")
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
    "event.created": Deed(
        Kind.SETTING_UP,
        About.NOTHING,
        lambda _detail: _("made the event"),
        frozenset({"slug"}),
    ),
    "event.changed": Deed(Kind.SETTING_UP, About.NOTHING, phrases.changed, frozenset({"fields"})),
    "event.rules": Deed(
        Kind.SETTING_UP, About.NOTHING, phrases.phase, frozenset({"phase", "before"})
    ),
    "event.look": Deed(Kind.SETTING_UP, About.NOTHING, lambda _detail: _("changed colour or logo")),
    "event.join_link": Deed(
        Kind.SETTING_UP,
        About.NOTHING,
        lambda detail: (
            _("made a link for joining")
            if detail.get("on", True)
            else _("took the link for joining away")
        ),
        frozenset({"on"}),
    ),
    "programme.imported": Deed(
        Kind.SETTING_UP,
        About.NOTHING,
        lambda detail: _(
            "brought the programme in (%(new)d new, %(changed)d changed, %(gone)d gone)",
            new=phrases.count(detail, "new"),
            changed=phrases.count(detail, "changed"),
            gone=phrases.count(detail, "gone"),
        ),
        frozenset({"new", "changed", "gone"}),
    ),
    "round_tables.set": Deed(
        Kind.ROOM,
        About.NOTHING,
        lambda detail: _(
            "set the round tables: %(tables)d in a slot, %(seats)d seats",
            tables=phrases.count(detail, "tables"),
            seats=phrases.count(detail, "seats"),
        ),
        frozenset({"tables", "seats"}),
    ),
    "grid.added": Deed(
        Kind.ROOM,
        About.NOTHING,
        lambda detail: ngettext(
            "added %(num)d slot", "added %(num)d slots", phrases.count(detail, "slots")
        ),
        frozenset({"slots"}),
    ),
    "grid.removed": Deed(
        Kind.ROOM,
        About.NOTHING,
        lambda detail: ngettext(
            "took out %(num)d slot", "took out %(num)d slots", phrases.count(detail, "slots")
        ),
        frozenset({"slots"}),
    ),
    "grid.tables": Deed(
        Kind.ROOM,
        About.NOTHING,
        lambda detail: ngettext(
            "gave %(num)d slot %(tables)d tables",
            "gave %(num)d slots %(tables)d tables",
            phrases.count(detail, "slots"),
            tables=phrases.count(detail, "tables"),
        ),
        frozenset({"slots", "tables"}),
    ),
    "room.changed": Deed(Kind.ROOM, About.NOTHING, lambda _detail: _("changed the room")),
    "online.changed": Deed(
        Kind.ROOM, About.NOTHING, lambda _detail: _("changed where people meet online")
    ),
    "role.added": Deed(Kind.ROOM, About.ROLE, lambda _detail: _("added a role")),
    "role.changed": Deed(Kind.ROOM, About.ROLE, lambda _detail: _("changed a role")),
    "role.removed": Deed(
        Kind.ROOM,
        About.ROLE,
        lambda detail: _("removed the role %(name)s", name=detail.get("name", "")),
        frozenset({"name"}),
    ),
    "roles.may_meet": Deed(
        Kind.ROOM,
        About.NOTHING,
        lambda _detail: _("set which roles may meet"),
        frozenset({"pairs"}),
    ),
    "run.started": Deed(
        Kind.MATCHING,
        About.RUN,
        lambda detail: _("started run %(number)s", number=detail.get("number", "")),
        frozenset({"number", "seconds"}),
    ),
    "run.discarded": Deed(
        Kind.MATCHING,
        About.RUN,
        lambda detail: _("discarded run %(number)s", number=detail.get("number", "")),
        frozenset({"number"}),
    ),
    "plan.published": Deed(
        Kind.MATCHING,
        About.RUN,
        phrases.published,
        frozenset({"number", "meetings", "added", "moved", "cancelled", "seats"}),
    ),
    "weights.standard": Deed(
        Kind.MATCHING, About.NOTHING, lambda _detail: _("chose the standard weights")
    ),
    "weights.learned": Deed(
        Kind.MATCHING, About.NOTHING, lambda _detail: _("chose the learned weights")
    ),
    "organizer.added": Deed(
        Kind.TEAM,
        About.ACCOUNT,
        lambda detail: _(
            "added somebody to the team (%(part)s)", part=phrases.duties(detail, "duties")
        ),
        frozenset({"duties"}),
    ),
    "organizer.changed": Deed(
        Kind.TEAM,
        About.ACCOUNT,
        lambda detail: _(
            "changed what somebody may do (%(part)s; before: %(before)s)",
            part=phrases.duties(detail, "duties"),
            before=phrases.duties(detail, "before"),
        ),
        frozenset({"duties", "before"}),
    ),
    "organizer.removed": Deed(
        Kind.TEAM, About.ACCOUNT, lambda _detail: _("took somebody out of the team")
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
}
