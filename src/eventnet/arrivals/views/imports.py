"""The organizer's pages of ticket imports."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from starlette.datastructures import UploadFile
from starlette.responses import Response

from eventnet import clock
from eventnet.arrivals import actions
from eventnet.arrivals.columns import columns_problem, sheet_of
from eventnet.arrivals.counting import ORDER, done_in_words, outcome, planned
from eventnet.arrivals.deeds import deed, nothing_to_do, question
from eventnet.arrivals.difference import Preview
from eventnet.arrivals.forms import Apply, Columns, Roles, Upload, get_field
from eventnet.arrivals.invitees import Standing, standings
from eventnet.arrivals.models import Stage, TicketImport
from eventnet.arrivals.queries import WITHOUT_FILES, changed_since, import_entries, role_names
from eventnet.arrivals.readers import Mapping, guess, labels, recognise
from eventnet.arrivals.reading import Choices
from eventnet.arrivals.sweeping import FILES_KEPT
from eventnet.arrivals.tables import table_of
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.events.policies import InsiderVisit
from eventnet.events.queries import zone
from eventnet.events.roles import TooManyRoles
from eventnet.exports import csv_response
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.templating import render

# With more kinds of tickets than that, the column that was taken for them holds something else.
MOST_LABELS = 60


def show_all(visit: InsiderVisit) -> Response:
    """Show what was uploaded so far, and where to upload."""
    return _list(visit, Form[Upload]())


def _list(visit: InsiderVisit, form: Form[Upload], status: int = 200) -> Response:
    context = {
        "form": form,
        "entries": import_entries(visit.session, visit.event.id),
        "local": _local(visit),
        "outcome": outcome,
        "kept": FILES_KEPT,
    }
    return render(visit, "arrivals/imports.html", context, status=status)


def _local(visit: InsiderVisit) -> Callable[[datetime], datetime]:
    here = zone(visit.event)
    return lambda moment: moment.astimezone(here)


def upload(visit: InsiderVisit) -> Response:
    """Keep an uploaded file, and go on to what it would change."""
    file = visit.form.get("file")
    form = Form[Upload]()
    if not isinstance(file, UploadFile) or not file.filename:
        form.refuse("file", _("Choose the file that your ticket shop or spreadsheet exported."))
        return _list(visit, form, 422)
    try:
        held = actions.start_import(
            visit.session, visit.event, visit.account.id, file.filename, file.file.read()
        )
    except Refused as refused:
        form.refuse("file", refused.sentence)
        return _list(visit, form, refused.status)
    return see(_path(visit, held.id))


def _path(visit: InsiderVisit, import_id: str, page: str = "import") -> str:
    return visit.url(page, event=visit.event.slug, **{"import": import_id})


def _held(visit: InsiderVisit) -> TicketImport:
    held = visit.session.get(TicketImport, visit.param("import"), options=WITHOUT_FILES)
    if held is None or held.event_id != visit.event.id:
        raise NotFound(_("There is no such file here. Perhaps somebody discarded it."))
    return held


def show(visit: InsiderVisit) -> Response:
    """Show how an upload stands: at work, its columns, its difference, or what it did."""
    held = _held(visit)
    if held.stage in {Stage.COMPARING, Stage.APPLYING}:
        return _working(visit, held)
    if "working" in visit.request.query_params:  # a page that watched the work: load it anew
        return Response(headers={"HX-Refresh": "true"})
    if held.stage is Stage.APPLIED:
        return _result(visit, held)
    choices = Choices.of(held.mapping)
    if held.failure and held.report is None:
        return render(visit, "arrivals/failed.html", {"held": held})
    found = Preview.of_stored(held.report) if held.report else None
    if found is None:  # a small file, or one whose columns have to be chosen
        found = actions.preview(visit.session, held)
    if found is None or "columns" in visit.request.query_params:
        return _columns(visit, held, choices, Form[Columns]())
    return _difference(visit, held, choices, found)


def _working(visit: InsiderVisit, held: TicketImport) -> Response:
    seconds = (clock.now() - (held.started_at or clock.now())).total_seconds()
    context = {
        "held": held,
        "applying": held.stage is Stage.APPLYING,
        "seconds": max(0, round(seconds)),
        "here": _path(visit, held.id),
    }
    return render(visit, "arrivals/working.html", context, block="work")


def _columns(
    visit: InsiderVisit,
    held: TicketImport,
    choices: Choices,
    form: Form[Columns],
    status: int = 200,
) -> Response:
    _table, sheet = sheet_of(held, choices)
    typed = form.values("column")
    context = {
        "held": held,
        "form": form,
        "sheet": sheet,
        "chosen": typed if len(typed) == len(sheet.columns) else [c.field for c in sheet.columns],
        "fields": [("", _("Leave this column out")), *labels().items()],
        "problem": form.error("column"),
    }
    return render(visit, "arrivals/columns.html", context, status=status)


def _difference(
    visit: InsiderVisit, held: TicketImport, choices: Choices, found: Preview
) -> Response:
    labels = found.labels if found.new_roles or choices.roles else ()
    context = {
        "held": held,
        "found": found,
        "deed": deed(found),
        "question": question(found),
        "idle": nothing_to_do(found),
        "table": table_of(visit, found, _path(visit, held.id)),
        "stale": bool(held.report) and changed_since(visit.session, held),
        "roles": role_names(visit.session, visit.event.id),
        "planned": planned,
        "order": ORDER,
        "labels": labels if len(labels) <= MOST_LABELS else (),
        "chosen_roles": choices.roles,
    }
    return render(visit, "arrivals/difference.html", context, block="rows")


def _result(visit: InsiderVisit, held: TicketImport) -> Response:
    found = Preview.of_stored(held.report or {})
    context = {
        "held": held,
        "found": found,
        "table": table_of(visit, found, _path(visit, held.id), done=True),
        "sentences": done_in_words(held.counts),
        "uninvited": standings(visit.session, visit.event.id, clock.now())[Standing.UNINVITED],
        "local": _local(visit),
    }
    return render(visit, "arrivals/result.html", context, block="rows")


def choose_columns(visit: InsiderVisit) -> Response:
    """Keep which column holds what, or which sheet of a workbook it is about."""
    held = _held(visit)
    form: Form[Columns] = Form.read(Columns, visit.form)
    choices = Choices.of(held.mapping)
    if not form.valid:
        return _columns(visit, held, choices, form, 422)
    if not form.data.column:
        other = Choices(sheet=form.data.sheet or None, roles=choices.roles)
        actions.choose(visit.session, held.id, other)
        return see(f"{_path(visit, held.id)}?columns=1")
    table, _sheet = sheet_of(held, choices)
    source = (recognise(table.header) or guess(table.header)).source
    fields = tuple(get_field(name) for name in form.data.column)
    problem = columns_problem(table, Mapping(source, fields))
    if problem:
        form.refuse("column", problem)
        return _columns(visit, held, choices, form, 422)
    chosen = choices.model_copy(update={"source": source, "columns": list(fields)})
    actions.choose(visit.session, held.id, chosen)
    return see(_path(visit, held.id))


def choose_roles(visit: InsiderVisit) -> Response:
    """Keep which role each label of tickets stands for."""
    held = _held(visit)
    form: Form[Roles] = Form.read(Roles, visit.form)
    choices = Choices.of(held.mapping)
    roles = choices.roles | _chosen(form, choices)
    choices = choices.model_copy(update={"roles": roles})
    actions.choose(visit.session, held.id, choices)
    return see(_path(visit, held.id))


def _chosen(form: Form[Any], choices: Choices) -> dict[str, str]:
    """Return what was chosen; a kind that nobody gave another role is left to its own name."""
    if not form.valid or len(form.data.label) != len(form.data.role):
        raise Refused(_("Give every kind of ticket a role, and try again."))
    named = dict(zip(form.data.label, form.data.role, strict=True))
    return {
        label: role
        for label, role in named.items()
        if role and (role != label or label in choices.roles)
    }


def compare_again(visit: InsiderVisit) -> Response:
    """Compare a file once more, after something else was brought in."""
    held = _held(visit)
    actions.choose(visit.session, held.id, Choices.of(held.mapping))
    return see(_path(visit, held.id))


def apply(visit: InsiderVisit) -> Response:
    """Bring the good rows in, with the roles that the form names, and what it agrees to lose."""
    held = _held(visit)
    path = _path(visit, held.id)
    form: Form[Apply] = Form.read(Apply, visit.form)
    roles = _chosen(form, Choices.of(held.mapping))
    try:
        done = actions.start_applying(
            visit.session, held.id, visit.account.id, agreed=form.data.ending, roles=roles
        )
    except (Conflict, TooManyRoles) as refused:
        return with_notice(visit, see(path), refused.sentence, "careful")
    return with_notice(visit, see(path), _("Done.")) if done else see(path)


def discard(visit: InsiderVisit) -> Response:
    """Throw an upload away that was not brought in."""
    held = _held(visit)
    try:
        actions.discard(visit.session, held.id, visit.account.id)
    except Conflict as conflict:
        return with_notice(visit, see(_path(visit, held.id)), conflict.sentence, "careful")
    everything = see(visit.url("imports", event=visit.event.slug))
    return with_notice(visit, everything, _("Discarded. Nothing was brought in from this file."))


def refusals(visit: InsiderVisit) -> Response:
    """Give out the refused rows with their reasons, as CSV."""
    held = _held(visit)
    found = Preview.of_stored(held.report) if held.report else None
    if found is None:
        found = actions.preview(visit.session, held)
    rows = [(row.number, row.field, row.words) for row in (found.refusals if found else ())]
    return csv_response("refused-rows.csv", [_("Row"), _("Field"), _("Reason")], rows)
