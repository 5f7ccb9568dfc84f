"""What somebody runs of an event: everything, or some duties."""

from collections.abc import Collection
from dataclasses import dataclass, field

from eventnet.events.models import Duty, Helper
from eventnet.i18n import gettext as _


@dataclass(frozen=True)
class Charge:
    """What somebody runs: everything, or these duties."""

    everything: bool = True
    duties: frozenset[Duty] = field(default_factory=frozenset)

    @classmethod
    def of(cls, duties: Collection[Duty]) -> "Charge":
        """Return a charge of some duties."""
        return cls(False, frozenset(duties))

    @property
    def names(self) -> list[str]:
        """What the trail says of it."""
        return ["everything"] if self.everything else sorted(self.duties)

    def helper(self, event_id: str, account_id: str) -> Helper:
        """Return the row of somebody with these duties."""
        return Helper(
            event_id=event_id,
            account_id=account_id,
            door=Duty.DOOR in self.duties,
            content=Duty.CONTENT in self.duties,
            matching=Duty.MATCHING in self.duties,
        )

    def in_words(self) -> str:
        """Say what it is."""
        return ", ".join(charge_names().get(name, name) for name in self.names)


def charge_names() -> dict[str, str]:
    """Return what each is called, everything first."""
    return {
        "everything": _("Everything"),
        Duty.DOOR: _("Door"),
        Duty.CONTENT: _("Content"),
        Duty.MATCHING: _("Matching"),
    }


def charge_choices() -> list[tuple[str, str, str]]:
    """Return the choices of a form, each with what it lets somebody do."""
    words = {
        "everything": _("Imports, invitations, exports, phases, this team: all of these pages."),
        Duty.DOOR: _(
            "Who comes, by name and ticket, and the board of the day. No exports, no addresses."
        ),
        Duty.CONTENT: _("Name, place and texts of the event, its look, and the programme."),
        Duty.MATCHING: _("Slots, tables, room and roles, matching runs, and publishing them."),
    }
    return [(name, label, words[name]) for name, label in charge_names().items()]
