"""Pages of a draft as a grid, and of one of its meetings."""

from typing import Any

from starlette.responses import Response

from eventnet.drafts.boards import board_of
from eventnet.drafts.editing import change_draft, edits_of, undo_last
from eventnet.drafts.forms import ChangeFields, UndoFields
from eventnet.drafts.grid import Asked, day_of, grid_of
from eventnet.drafts.history import history
from eventnet.drafts.options import OUT, change_of, option_of, options_of
from eventnet.drafts.planning import Board
from eventnet.errors import NotFound, Refused
from eventnet.events.policies import InsiderVisit
from eventnet.events.queries import slots_by_day
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.matching.changelist import names_of
from eventnet.matching.finding import Found, people_like
from eventnet.matching.models import Run, RunState
from eventnet.matching.queries import find_run
from eventnet.matching.setting import pair_id
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.templating import render

LONGEST_SEARCH = 100


def draft(visit: InsiderVisit) -> Response:
    """Show a draft as a grid, or the days of those who are looked for."""
    return _draft_page(visit, _run(visit))


def _draft_page(visit: InsiderVisit, run: Run, *, status: int = 200, refusal: str = "") -> Response:
    said = visit.request.query_params
    words = said.get("q", "").strip()[:LONGEST_SEARCH]
    board, shown = board_of(visit.session, run), _shown(visit, run)
    moved = {pair_id(one.a_id, one.b_id) for one in shown["edits"]}
    days, names = slots_by_day(visit.session, visit.event), shown["names"]
    asked = Asked(
        said.get("day", ""), said.get("slot", ""), said.get("page", ""), visit.request.url.path
    )
    known = [slot for day in days for slot in day.slots if slot.id in set(board.slots)]
    found = _found(visit, words)
    context = shown | {
        "form": Form({"q": [words]}),
        "words": words,
        "grid": grid_of(board, days, names, moved, asked),
        "found": [(one, day_of(board, one.attendance_id, known, names, moved)) for one in found],
        "history": history(
            visit.session, visit.event, shown["edits"], names, addresses=visit.organizes
        ),
        "refusal": refusal,
    }
    return render(visit, "drafts/draft.html", context, status=status)


def _found(visit: InsiderVisit, words: str) -> list[Found]:
    if not words:
        return []
    return people_like(visit.session, visit.event.id, words, addresses=visit.organizes)


def meeting(visit: InsiderVisit) -> Response:
    """Show one meeting of a draft: where it could go, and what each place would cost."""
    run = _run(visit)
    return _meeting_page(visit, run, chosen=visit.request.query_params.get("do", ""))


def _meeting_page(
    visit: InsiderVisit, run: Run, *, chosen: str = "", status: int = 200, refusal: str = ""
) -> Response:
    board, shown = board_of(visit.session, run), _shown(visit, run)
    pair, days = _pair(visit, board), slots_by_day(visit.session, visit.event)
    slots = {slot.id: slot for day in days for slot in day.slots}
    names = shown["names"]
    at = slots.get(board.meetings[pair].slot)
    context = shown | {
        "one": (visit.param("one"), names.get(visit.param("one"), "?")),
        "other": (visit.param("other"), names.get(visit.param("other"), "?")),
        "at": at,
        "days": options_of(board, pair, days, names),
        "out": option_of(board, pair, OUT, slots, names),
        "chosen": option_of(board, pair, chosen, slots, names) if chosen else None,
        "refusal": refusal,
    }
    return render(visit, "drafts/meeting.html", context, status=status)


def change(visit: InsiderVisit) -> Response:
    """Do with a meeting what the organizer chose."""
    form: Form[ChangeFields] = Form.read(ChangeFields, visit.form)
    run = _run(visit)
    if not form.valid:
        return _meeting_page(visit, run, status=422, refusal=_("Choose what to do with it."))
    board, do = board_of(visit.session, run), form.data.do
    wanted = change_of(board, _pair(visit, board), do)
    if wanted is None:
        sentence = _("That is where it is, or no place of this draft. Choose another.")
        return _meeting_page(visit, run, status=422, refusal=sentence)
    try:
        change_draft(
            visit.session,
            run.id,
            wanted,
            edition=form.data.edition,
            account_id=visit.account.id,
        )
    except Refused as refusal:
        return _again(visit, refusal)
    return with_notice(visit, _back(visit), _("Done. Nobody sees it until you publish."))


def _again(visit: InsiderVisit, refusal: Refused) -> Response:
    """Show the draft as it is now, with what was refused."""
    visit.session.rollback()
    return _draft_page(visit, _run(visit), status=refusal.status, refusal=refusal.sentence)


def undo(visit: InsiderVisit) -> Response:
    """Take the last change by hand back."""
    form: Form[UndoFields] = Form.read(UndoFields, visit.form)
    run = _run(visit)
    if not form.valid:
        return _draft_page(visit, run, status=422, refusal=_("Please try that again."))
    try:
        undo_last(visit.session, run.id, edition=form.data.edition, account_id=visit.account.id)
    except Refused as refusal:
        return _again(visit, refusal)
    return with_notice(visit, _back(visit), _("The last change is taken back."))


def _shown(visit: InsiderVisit, run: Run) -> dict[str, Any]:
    return {
        "event": visit.event,
        "run": run,
        "is_draft": run.state is RunState.DRAFT,
        "names": names_of(visit.session, visit.event.id),
        "edits": edits_of(visit.session, run.id),
    }


def _run(visit: InsiderVisit) -> Run:
    found = find_run(visit.session, visit.event.id, visit.param("number"))
    if found is None or found.report is None:
        raise NotFound(_("There is no such draft."))
    return found


def _pair(visit: InsiderVisit, board: Board) -> str:
    pair = pair_id(visit.param("one"), visit.param("other"))
    if pair not in board.meetings:
        raise NotFound(_("These two do not meet in this draft."))
    return pair


def _back(visit: InsiderVisit) -> Response:
    return see(visit.url("draft", event=visit.event.slug, number=visit.param("number")))
