"""Which column of a table holds what."""

from dataclasses import dataclass
from typing import Literal, get_args

from eventnet.i18n import gettext as _

Source = Literal["pretix", "eventbrite", "sheet"]
Field = Literal[
    "name",
    "given_name",
    "family_name",
    "email",
    "organization",
    "headline",
    "country",
    "ticket",
    "reference",
    "status",
    "stand",
    "website",
    "topics",
    "language",
    "order",
    "buyer_name",
    "buyer_given_name",
    "buyer_family_name",
    "buyer_email",
    "buyer_organization",
]
FIELDS: tuple[Field, ...] = get_args(Field)

# Fields that may be spread over several columns: order and position, product and variation.
SEVERAL: frozenset[Field] = frozenset({"reference", "ticket", "topics"})

# What a form may ask beside the ticket itself; looked for under any header, in any source.
ANSWERS: frozenset[Field] = frozenset({"headline", "organization", "stand", "website", "topics"})


@dataclass(frozen=True)
class Mapping:
    """A field for each column of a header, in its order; None for a column that isn't read."""

    source: Source
    columns: tuple[Field | None, ...]

    def of(self, field: Field) -> tuple[int, ...]:
        """Return the places of the columns that hold ``field``."""
        return tuple(place for place, held in enumerate(self.columns) if held == field)

    def problem(self) -> str | None:
        """Return in words what keeps this mapping from being used, or None."""
        for field in FIELDS:
            if field not in SEVERAL and len(self.of(field)) > 1:
                return _(
                    "%(field)s is chosen for %(columns)d columns; choose one.",
                    field=labels()[field],
                    columns=len(self.of(field)),
                )
        if not any(self.of(field) for field in ("name", "given_name", "family_name")):
            return _("Choose the column that holds the attendee's name.")
        if not self.of("email") and not self.of("buyer_email"):
            return _("Choose the column that holds the attendee's e-mail address.")
        return None


def labels() -> dict[Field, str]:
    """Return what each field is called on screen."""
    return {
        "name": _("Name"),
        "given_name": _("Given name"),
        "family_name": _("Family name"),
        "email": _("E-mail"),
        "organization": _("Organisation"),
        "headline": _("Headline or job title"),
        "country": _("Country"),
        "ticket": _("Ticket type"),
        "reference": _("Ticket number"),
        "status": _("Status"),
        "stand": _("Stand"),
        "website": _("Website"),
        "topics": _("Topics"),
        "language": _("Language"),
        "order": _("Order number"),
        "buyer_name": _("Buyer's name"),
        "buyer_given_name": _("Buyer's given name"),
        "buyer_family_name": _("Buyer's family name"),
        "buyer_email": _("Buyer's e-mail"),
        "buyer_organization": _("Buyer's organisation"),
    }
