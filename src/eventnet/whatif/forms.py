"""What an organizer may ask: a form that is empty where nothing changes."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from eventnet.events.models import Role
from eventnet.events.roles import Pair
from eventnet.forms import Fields, Form, Line, none_if_empty
from eventnet.i18n import gettext as _
from eventnet.whatif.changes import TABLES, Changes

Floor = Annotated[Annotated[int, Field(ge=0, le=100)] | None, BeforeValidator(none_if_empty)]
Cap = Annotated[Annotated[int, Field(ge=0, le=500)] | None, BeforeValidator(none_if_empty)]
Day = Annotated[date | None, BeforeValidator(none_if_empty)]


def _tables(value: str) -> str:
    plain = value.replace(" ", "").replace("−", "-")
    if plain and not TABLES.fullmatch(plain):
        raise ValueError(_("Write +2 for two more, -2 for two fewer, or a number such as 10."))
    return plain


class ScenarioFields(Fields):
    """Changes to a set-up. `role`, `floor` and `cap` belong together, place by place.

    `pairs` is there where the form asked for pairs: none of them is ticked otherwise, too.
    """

    name: Annotated[Line, Field(max_length=60)] = ""
    tables: Annotated[Line, Field(max_length=6), AfterValidator(_tables)] = ""
    tables_on: Day = None
    slots: Annotated[
        Annotated[int, Field(ge=-50, le=24)] | None, BeforeValidator(none_if_empty)
    ] = None
    slots_on: Day = None
    most: Annotated[Annotated[int, Field(ge=1, le=500)] | None, BeforeValidator(none_if_empty)] = (
        None
    )
    role: list[Annotated[str, Field(max_length=60)]] = Field(default_factory=list, max_length=50)
    floor: list[Floor] = Field(default_factory=list, max_length=50)
    cap: list[Cap] = Field(default_factory=list, max_length=50)
    pair: list[Annotated[str, Field(max_length=80)]] = Field(default_factory=list)
    pairs: bool = False
    ask_unchosen: bool = False


def changes_of(
    fields: ScenarioFields, roles: Mapping[str, Role], allowed: set[Pair], *, asks: bool
) -> Changes:
    """Return what a form changes about an event that has these roles and rules, and `asks` those
    who have not chosen; what is as it is anyway is no change.
    """
    known = {f"{a}:{b}": (a, b) for a in roles for b in roles if a <= b}
    pairs = {known[pair] for pair in fields.pair if pair in known}
    floors = dict(zip(fields.role, fields.floor, strict=False))
    caps = dict(zip(fields.role, fields.cap, strict=False))
    return Changes(
        tables=fields.tables or None,
        tables_on=fields.tables_on if fields.tables else None,
        slots=fields.slots or None,
        slots_on=fields.slots_on if fields.slots else None,
        most=fields.most,
        floors={
            key: floor
            for key, floor in floors.items()
            if key in roles and floor is not None and floor != roles[key].floor
        },
        caps={
            key: cap
            for key, cap in caps.items()
            if key in roles and cap is not None and cap != roles[key].max_meetings
        },
        pairs=sorted(pairs) if fields.pairs and pairs != allowed else None,
        ask_unchosen=fields.ask_unchosen if fields.ask_unchosen != asks else None,
    )


def refuse_senseless(form: Form[ScenarioFields], changes: Changes) -> None:
    """Refuse what would change nothing, or leave nobody whom to meet."""
    if changes.is_empty:
        form.refuse("", _("This changes nothing. Fill in at least one field."))
    elif changes.pairs == []:
        form.refuse("pair", _("Then nobody could meet anybody. Please leave at least one pair."))


def form_of(
    changes: Changes, roles: Mapping[str, Role], allowed: set[Pair], *, asks: bool
) -> Form[ScenarioFields]:
    """Return a form that shows these changes, and the rules as they are where they stay."""
    pairs = allowed if changes.pairs is None else changes.pairs
    asked = asks if changes.ask_unchosen is None else changes.ask_unchosen
    shown = {
        "tables": changes.tables,
        "tables_on": changes.tables_on,
        "slots": changes.slots,
        "slots_on": changes.slots_on,
        "most": changes.most,
    }
    values = {name: [str(value)] for name, value in shown.items() if value is not None}
    values |= {
        "role": list(roles),
        "floor": [str(changes.floors.get(key, "")) for key in roles],
        "cap": [str(changes.caps.get(key, "")) for key in roles],
        "pair": [":".join(pair) for pair in sorted(pairs)],
        "ask_unchosen": ["on"] if asked else [],
    }
    return Form(values)
