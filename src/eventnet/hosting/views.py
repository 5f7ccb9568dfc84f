"""Pages of round tables: all of them, one of them, proposing one, taking a seat or giving it up."""

from starlette.responses import Response

from eventnet.absence.queries import blocked_by
from eventnet.dates import day, moment
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.events.models import Slot
from eventnet.events.policies import AttendeeVisit, InsiderVisit
from eventnet.events.queries import zone
from eventnet.forms import Form
from eventnet.hosting import actions, sitting
from eventnet.hosting.forms import OffFields, SeatFields, TableFields
from eventnet.hosting.holding import OnBreak
from eventnet.hosting.pages import by_day, rows, said_of
from eventnet.i18n import gettext as _
from eventnet.meetings.arranging import TimeTaken
from eventnet.notices import with_notice
from eventnet.redirects import safe_path, see
from eventnet.round_tables.models import LEAST_SEATS, RoundTable, SeatState
from eventnet.templating import render

USUAL_SEATS = 7


def show(visit: InsiderVisit) -> Response:
    """Show the round tables of an event by time."""
    _refuse_if_none(visit)
    context = {
        "event": visit.event,
        "days": by_day(visit),
        "zone": zone(visit.event).key,
        "own_zone": visit.account.time_zone,
    }
    return render(visit, "hosting/round_tables.html", context)


def _refuse_if_none(visit: InsiderVisit) -> None:
    if not visit.event.round_tables:
        raise NotFound(_("There are no round tables at this event."))


def one(visit: InsiderVisit) -> Response:
    """Show a round table."""
    return _one_page(visit, _table(visit), Form())


def _one_page(visit: InsiderVisit, table: RoundTable, form: Form[OffFields]) -> Response:
    slot = visit.session.get_one(Slot, table.slot_id)
    [row] = rows(visit, [(table, slot)])
    context = {
        "event": visit.event,
        "row": row,
        "day": day(slot.starts_at.astimezone(zone(visit.event)).date(), "weekday"),
        "form": form,
    }
    return render(visit, "hosting/round_table.html", context, status=422 if form.errors else 200)


def _table(visit: InsiderVisit) -> RoundTable:
    found = visit.session.get(RoundTable, visit.param("table"))
    if found is None or found.event_id != visit.event.id:
        raise NotFound(_("There is no such round table at this event."))
    return found


def new(visit: AttendeeVisit) -> Response:
    """Show the form that proposes a round table."""
    _refuse_if_none(visit)
    seats = str(min(USUAL_SEATS, visit.event.round_seats))
    return _form_page(visit, Form({"seats": [seats]}), None)


def _form_page(
    visit: AttendeeVisit, form: Form[TableFields], table: RoundTable | None, status: int = 200
) -> Response:
    """Show the form; times are named as the place says them."""
    here, session = zone(visit.event), visit.session
    free = actions.open_slots(session, visit.event, visit.attendance.id)
    if table is not None:
        free = sorted([*free, session.get_one(Slot, table.slot_id)], key=lambda one: one.starts_at)
    context = {
        "event": visit.event,
        "form": form,
        "table": table,
        "times": [(slot.id, moment(slot.starts_at.astimezone(here))) for slot in free],
        "least": LEAST_SEATS,
        "most": max(visit.event.round_seats, table.seats if table else 0),
    }
    return render(visit, "hosting/propose.html", context, status=status)


def propose(visit: AttendeeVisit) -> Response:
    """Propose a round table."""
    _refuse_if_none(visit)
    form: Form[TableFields] = Form.read(TableFields, visit.form)
    if not form.valid:
        return _form_page(visit, form, None, 422)
    try:
        made = actions.propose(visit.session, visit.event.id, visit.attendance.id, form.data)
    except (actions.FieldRefused, TimeTaken) as refused:
        return _refused(visit, form, None, refused)
    return _done(visit, made, said_of(SeatState.HOSTING, made.title))


def change_form(visit: AttendeeVisit) -> Response:
    """Show the form that changes a round table of one's own."""
    table = _own(visit)
    return _form_page(
        visit,
        Form.of(TableFields.model_validate(table.model_dump() | {"slot": table.slot_id})),
        table,
    )


def change(visit: AttendeeVisit) -> Response:
    """Change a round table of one's own."""
    table = _own(visit)
    form: Form[TableFields] = Form.read(TableFields, visit.form)
    if not form.valid:
        return _form_page(visit, form, table, 422)
    own, event_id = visit.attendance.id, visit.event.id
    try:
        table = actions.change(visit.session, event_id, own, table.id, form.data)
    except (actions.FieldRefused, TimeTaken) as refused:
        return _refused(visit, form, _own(visit), refused)
    return _done(visit, table, _("Saved."))


def _own(visit: AttendeeVisit) -> RoundTable:
    table = _table(visit)
    if table.host_id != visit.attendance.id or not table.live:
        raise NotFound(_("There is no such round table of yours."))
    return table


def _refused(
    visit: AttendeeVisit, form: Form[TableFields], table: RoundTable | None, refused: Refused
) -> Response:
    form.refuse(getattr(refused, "field", "slot"), refused.sentence)
    return _form_page(visit, form, table, refused.status)


def seat(visit: AttendeeVisit) -> Response:
    """Take a seat, wish for one, or give it up."""
    form: Form[SeatFields] = Form.read(SeatFields, visit.form)
    if not form.valid:
        raise Refused(_("A seat is taken, wished for or given up; this was none of it."))
    do = {"take": sitting.take_seat, "wish": sitting.wish_for_seat, "leave": sitting.give_up}
    own, table_id = visit.attendance.id, visit.param("table")
    page = visit.url("round-table", event=visit.event.slug, table=table_id)
    back = see(safe_path(form.data.next, page))
    try:
        table = do[form.data.do](visit.session, visit.event.id, own, table_id)
    except (Conflict, OnBreak) as refused:  # what stands in the way is seen, and ended, elsewhere
        return with_notice(visit, back, refused.sentence, "careful")
    state = {"take": SeatState.SEATED, "wish": SeatState.WISHED, "leave": SeatState.OFF}
    said = said_of(state[form.data.do], table.title)
    if form.data.do == "take" and (beside := _beside(visit, table)):
        return with_notice(visit, back, f"{said} {beside}", "careful")
    return with_notice(visit, back, said)


def _beside(visit: AttendeeVisit, table: RoundTable) -> str:
    """Say which sessions that somebody starred are on at the same time."""
    talks = blocked_by(visit.session, visit.event.id, visit.attendance.id).get(table.slot_id, ())
    names = ", ".join(_("“%(title)s”", title=talk.title) for talk in talks)
    return _("You starred a session that is on then: %(names)s.", names=names) if names else ""


def call_off(visit: InsiderVisit) -> Response:
    """Call a round table off, as its host or as an organizer."""
    table, own = _table(visit), visit.attendance.id if visit.attendance else None
    if table.host_id != own and not visit.organizes:
        raise NotFound(_("There is no such round table of yours."))
    form: Form[OffFields] = Form.read(OffFields, visit.form)
    if not form.valid:
        return _one_page(visit, table, form)
    host_id = own if table.host_id == own else None
    actions.call_off(
        visit.session,
        visit.event.id,
        table.id,
        form.data.said,
        host_id=host_id,
        by=visit.account.id,
    )
    return _done(visit, table, _("The round table is off, and everybody who had a seat is told."))


def _done(visit: InsiderVisit, table: RoundTable, said: str) -> Response:
    page = visit.url("round-table", event=visit.event.slug, table=table.id)
    return with_notice(visit, see(page), said)
