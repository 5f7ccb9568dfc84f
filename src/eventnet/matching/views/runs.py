"""Pages of runs, for organizers."""

from starlette.responses import RedirectResponse, Response

from eventnet import i18n
from eventnet.affinities.learned import learned
from eventnet.errors import NotFound
from eventnet.events.policies import InsiderVisit
from eventnet.events.queries import slots, zone
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.live import stream
from eventnet.matching.changelist import changes, names_of
from eventnet.matching.forms import StartFields, choices_of_have, enough_options, limits
from eventnet.matching.freeing_words import Freed, in_freeing_words
from eventnet.matching.jobs import solve_run_apart
from eventnet.matching.models import Run, RunState
from eventnet.matching.planning import make_checkable
from eventnet.matching.progress import progress_of, reader
from eventnet.matching.publishing import files_of, preview
from eventnet.matching.queries import find_run, points_of, published_run, runs_of
from eventnet.matching.readiness import readiness
from eventnet.matching.runs import AlreadyRunning, discard_run, start_run, stop_run
from eventnet.matching.undo_list import undo_list
from eventnet.matching.window import SHORT_UNDO_TIME, UNDO_TIME, publication_of
from eventnet.matching.words import ended, in_words, why
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.templating import render


def runs(visit: InsiderVisit) -> Response:
    """Show the runs of an event, and the form that starts one."""
    return _runs_page(visit, Form.of(StartFields()))


def start(visit: InsiderVisit) -> Response:
    """Start a run."""
    form: Form[StartFields] = Form.read(StartFields, visit.form)
    longest = visit.settings.solver_seconds
    if form.valid and form.data.seconds > max(5.0, longest):
        form.refuse("seconds", _("Please choose one of the options."))
    if form.valid and not readiness(visit.session, visit.event).is_ready:
        form.refuse("seconds", _("There is nothing to plan yet; see what is missing above."))
    around = _around(visit, form) if form.valid else None
    if not form.valid:
        return _runs_page(visit, form, status=422)
    try:
        run = start_run(
            visit.session,
            visit.event,
            seconds=form.data.seconds,
            keeps=form.data.have == "keep",
            account_id=visit.account.id,
            job=solve_run_apart,
            enough=int(form.data.enough) / 100 or None,
            around_id=around,
        )
    except AlreadyRunning as refusal:
        return _runs_page(visit, form, status=refusal.status, refusal=refusal)
    return see_run(visit, run.number)


def _around(visit: InsiderVisit, form: Form[StartFields]) -> str | None:
    """Return the run around whose changes by hand another is to be made."""
    if form.data.around is None:
        return None
    found = find_run(visit.session, visit.event.id, str(form.data.around))
    if found is None:
        form.refuse("around", _("There is no such run."))
    return None if found is None else found.id


def _runs_page(
    visit: InsiderVisit,
    form: Form[StartFields],
    *,
    status: int = 200,
    refusal: AlreadyRunning | None = None,
) -> Response:
    context = {
        "event": visit.event,
        "form": form,
        "have": choices_of_have(),
        "limits": limits(visit.settings.solver_seconds),
        "enough": enough_options(),
        "readiness": readiness(visit.session, visit.event),
        "runs": runs_of(visit.session, visit.event.id),
        "published": published_run(visit.session, visit.event.id),
        "zone": zone(visit.event),
        "refusal": refusal,
        "learned": learned(visit.session, visit.event),
    }
    return render(visit, "matching/runs.html", context, status=status)


def run(visit: InsiderVisit) -> Response:
    """Show a run: live while it is under way, then its draft, then what became of it."""
    return run_page(visit, find(visit))


def run_page(visit: InsiderVisit, found: Run, *, status: int = 200, stop: str = "") -> Response:
    """Show a run, with a word on what did not happen to it."""
    names = names_of(visit.session, visit.event.id) if found.report else {}
    published = published_run(visit.session, visit.event.id)
    context = {
        "event": visit.event,
        "run": found,
        "zone": zone(visit.event),
        "progress": progress_of(found, points_of(visit.session, found.id)),
        "report": found.report,
        "sentences": in_words(found.report) if found.report else [],
        "ended": ended(found.report, found.time_limit) if found.report else "",
        "freeing": freeing(visit, found),
        "worst": [
            {**one, "name": names.get(one["attendance"], "?"), "words": why(one)}
            for one in (found.report or {}).get("worst", ())
        ],
        "changes": _changes(visit, found) if found.state == RunState.DRAFT else None,
        "published": published,
        "is_current": published is not None and published.id == found.id,
        "publication": publication_of(visit.session, found.id),
        "undo": undo_list(visit.session, visit.event, found),
        "undo_minutes": [int(one.total_seconds() // 60) for one in (UNDO_TIME, SHORT_UNDO_TIME)],
        "stop": stop,
    }
    return render(visit, "matching/run.html", context, status=status)


def freeing(visit: InsiderVisit, found: Run) -> list[Freed]:
    """Return what would let more meet who want to meet each other, in words."""
    told = (found.report or {}).get("freeing")
    if not told:
        return []
    here = zone(visit.event)
    grid = slots(visit.session, visit.event.id)
    return in_freeing_words(told, {slot.id: slot.starts_at.astimezone(here) for slot in grid})


def _changes(visit: InsiderVisit, found: Run) -> object:
    return changes(visit.session, visit.event, preview(visit.session, visit.event, found))


def follow(visit: InsiderVisit) -> Response:
    """Stream what happens in a run, until it ends."""
    found = find(visit)
    state = visit.request.app.state
    name = f"run:{found.id}:{i18n.language()}"
    return stream(state.live, name, reader(state.sessions, found.id))


def stop(visit: InsiderVisit) -> Response:
    """Ask a run for the best schedule it has."""
    found = find(visit)
    stop_run(visit.session, found.id)
    return see_run(visit, found.number)


def discard(visit: InsiderVisit) -> Response:
    """Put a draft away."""
    found = find(visit)
    discard_run(visit.session, found.id, visit.account.id)
    target = visit.url("runs", event=visit.event.slug)
    return with_notice(visit, see(target), _("Run %(number)d is put away.", number=found.number))


def problem_file(visit: InsiderVisit) -> Response:
    """Hand out what a check of the plan needs of what the solver was given."""
    found = find(visit)
    with files_of(found) as (problem, plan):
        make_checkable(problem, plan)
        return _file(visit, found, "problem", problem.read_bytes())


def plan_file(visit: InsiderVisit) -> Response:
    """Hand out what the solver answered, as it is published."""
    found = find(visit)
    with files_of(found) as (problem, plan):
        make_checkable(problem, plan)
        return _file(visit, found, "plan", plan.read_bytes())


def _file(visit: InsiderVisit, found: Run, kind: str, content: bytes) -> Response:
    name = f"{visit.event.slug}-run-{found.number}-{kind}.json.gz"
    return Response(
        content,
        media_type="application/gzip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def find(visit: InsiderVisit) -> Run:
    """Return the run of the address."""
    found = find_run(visit.session, visit.event.id, visit.param("number"))
    if found is None:
        raise NotFound(_("There is no such run."))
    return found


def see_run(visit: InsiderVisit, number: int) -> RedirectResponse:
    """Lead back to a run."""
    return see(visit.url("run", event=visit.event.slug, number=str(number)))
