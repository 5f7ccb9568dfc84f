"""The page of the grid: slots made from a pattern, taken out, and given tables."""

from datetime import date, timedelta

from starlette.responses import Response

from eventnet.edits.deciding import decide
from eventnet.edits.kinds import Plan
from eventnet.edits.moving import Moving
from eventnet.edits.tables import Tables
from eventnet.edits.taking_out import TakingOut
from eventnet.errors import Refused
from eventnet.events import grid as grids
from eventnet.events.policies import InsiderVisit
from eventnet.events.queries import slots_by_day
from eventnet.forms import Form
from eventnet.hosting.actions import set_round_tables
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.notices import with_notice
from eventnet.organize.forms import Chosen, PatternFields, RoundFields
from eventnet.redirects import see
from eventnet.templating import render

USUAL = {
    "first": ["09:00"],
    "until": ["17:00"],
    "minutes": ["20"],
    "gap": ["5"],
    "tables": ["10"],
    "breaks": ["12:30-13:30"],
}


def grid(visit: InsiderVisit) -> Response:
    """Show the slots, day by day, and a pattern to add more."""
    days = [day.isoformat() for day in _days(visit)]
    return _grid(visit, Form({**USUAL, "days": days}), Form())


def _grid(
    visit: InsiderVisit,
    pattern: Form[PatternFields],
    chosen: Form[Chosen],
    status: int = 200,
    *,
    rounds: Form[RoundFields] | None = None,
) -> Response:
    event = visit.event
    as_it_is = RoundFields(round_tables=event.round_tables, round_seats=event.round_seats)
    context = {
        "rounds": rounds or Form.of(as_it_is),
        "pattern": pattern,
        "chosen": chosen,
        "grid": slots_by_day(visit.session, visit.event),
        "days": _days(visit),
        "event": visit.event,
    }
    return render(visit, "organize/grid.html", context, status=status)


def _days(visit: InsiderVisit) -> list[date]:
    event = visit.event
    number = (event.ends_on - event.starts_on).days + 1
    return [event.starts_on + timedelta(days=after) for after in range(number)]


def add(visit: InsiderVisit) -> Response:
    """Add the slots of a pattern."""
    form = Form.read(PatternFields, visit.form)
    if form.valid and not set(form.data.days) <= set(_days(visit)):
        form.refuse("days", _("Please choose among the days of the event."))
    if not form.valid:
        return _grid(visit, form, Form(), 422)
    try:
        added = grids.add_slots(
            visit.session, visit.event.id, form.data.pattern(), visit.account.id
        )
    except Refused as refused:
        form.refuse(getattr(refused, "field", ""), refused.sentence)
        return _grid(visit, form, Form(), refused.status)
    words = ngettext("%(num)d slot is added.", "%(num)d slots are added.", added.new)
    if added.there_already:
        there = ngettext(
            "%(num)d was there already and stays as it is.",
            "%(num)d were there already and stay as they are.",
            added.there_already,
        )
        words = f"{words} {there}"
    return _done(visit, words)


def change(visit: InsiderVisit) -> Response:
    """Take the ticked slots out, move them, or set their tables."""
    form = Form.read(Chosen, visit.form)
    if form.valid and form.data.do == "tables" and form.data.new_tables == "":
        form.refuse("new_tables", _("Please say how many tables these slots have."))
    if form.valid and form.data.do == "move" and not form.data.minutes_later:
        form.refuse("minutes_later", _("Please say by how many minutes they move."))
    if not form.valid:
        return _grid(visit, Form(), form, 422)
    chosen = form.data
    typed: dict[str, list[str]] = {
        "slot": list(chosen.slot),
        "do": [chosen.do],
        "new_tables": [str(chosen.new_tables)],
        "minutes_later": [str(chosen.minutes_later)],
    }
    back = visit.url("grid", event=visit.event.slug)
    try:
        return decide(visit, _meant(chosen), typed, agreed=chosen.agreed, back=back)
    except Refused as refused:
        form.refuse("slot", refused.sentence)
        return _grid(visit, Form(), form, refused.status)


def _meant(chosen: Chosen) -> Plan:
    """Return the edit that the ticked slots and the pressed button mean."""
    slots = tuple(chosen.slot)
    if chosen.do == "tables":
        return Tables(slots, int(chosen.new_tables))
    if chosen.do == "move":
        return Moving(slots, int(chosen.minutes_later))
    return TakingOut(slots)


def set_rounds(visit: InsiderVisit) -> Response:
    """Say how many round tables fit in a slot."""
    form: Form[RoundFields] = Form.read(RoundFields, visit.form)
    if not form.valid:
        return _grid(visit, Form(), Form(), 422, rounds=form)
    wanted, by = form.data, visit.account.id
    try:
        set_round_tables(visit.session, visit.event.id, wanted.round_tables, wanted.round_seats, by)
    except Refused as refused:
        form.refuse("round_tables", refused.sentence)
        return _grid(visit, Form(), Form(), refused.status, rounds=form)
    return _done(visit, _("Saved."))


def _done(visit: InsiderVisit, sentence: str) -> Response:
    return with_notice(visit, see(visit.url("grid", event=visit.event.slug)), sentence)
