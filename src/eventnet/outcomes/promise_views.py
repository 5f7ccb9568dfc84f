"""Pages of what two people agreed, and what became of it."""

from starlette.responses import Response

from eventnet import clock
from eventnet.errors import Conflict
from eventnet.events.policies import AttendeeVisit
from eventnet.events.queries import today
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.outcomes import promising, rewording
from eventnet.outcomes.agreed import Line, lines
from eventnet.outcomes.forms import RewordingFields, as_read
from eventnet.outcomes.queries import promise_of, promises_of
from eventnet.redirects import see
from eventnet.templating import render


def agreed(visit: AttendeeVisit) -> Response:
    """Show what somebody agreed with others at an event."""
    own = promises_of(visit.session, visit.attendance.id)
    found = lines(visit.session, visit.event, visit.attendance.id, own, clock.now())
    context = {
        "event": visit.event,
        "overdue": [one for one in found if one.is_overdue],
        "ahead": [one for one in found if one.is_open and not one.is_overdue],
        "closed": [one for one in found if not one.is_open][::-1],
    }
    return render(visit, "outcomes/agreed.html", context)


def _changed(visit: AttendeeVisit, change: promising.Change, said: str) -> Response:
    change(visit.session, visit.event, visit.param("promise"), visit.attendance.id)
    return with_notice(visit, see(visit.url("agreed", event=visit.event.slug)), said)


def done(visit: AttendeeVisit) -> Response:
    """Mark a promise as kept."""
    return _changed(visit, promising.mark_done, _("Marked as done, for both of you."))


def reopen(visit: AttendeeVisit) -> Response:
    """Undo what was said last of a promise."""
    return _changed(visit, promising.reopen, _("It is open again, for both of you."))


def deny(visit: AttendeeVisit) -> Response:
    """Say that a promise was not agreed like that."""
    said = _("They read that it is not so, and nobody is reminded of it.")
    return _changed(visit, promising.deny, said)


def take_back(visit: AttendeeVisit) -> Response:
    """Strike a promise that one wrote down."""
    return _changed(visit, promising.take_back, _("Taken back: neither of you reads it any more."))


def let_go(visit: AttendeeVisit) -> Response:
    """Let a promise go."""
    return _changed(visit, promising.drop, _("Let go, for both of you. Nobody is reminded of it."))


def put_back(visit: AttendeeVisit) -> Response:
    """Let a promise say again what it said before the other changed it."""
    said = _("It says again what it said before, for both of you.")
    return _changed(visit, rewording.put_back, said)


def change(visit: AttendeeVisit) -> Response:
    """Show the form that puts a promise otherwise."""
    line = _line(visit)
    if not line.is_open:
        raise Conflict(_("This is no longer open. Open it again first, then change it."))
    return _change_page(visit, line, Form(as_read(line.said)))


def save_change(visit: AttendeeVisit) -> Response:
    """Put a promise otherwise."""
    line = _line(visit)
    form: Form[RewordingFields] = Form.read(RewordingFields, visit.form)
    passed = form.valid and form.data.due < today(visit.event, clock.now())
    if passed and form.data.due != line.said.due_on:
        form.refuse("due", _("This day has passed. Please choose today or a later one."))
    if not form.valid:
        return _change_page(visit, line, form, status=422)
    wanted, me = form.data.rewording(), visit.attendance.id
    try:
        rewording.reword(visit.session, visit.event, line.promise.id, me, wanted)
    except Conflict as late:
        form.refuse("", late.sentence)
        return _change_page(visit, _line(visit), form, status=late.status)
    said = _("Changed. You both read it, and what it said before.")
    return with_notice(visit, see(visit.url("agreed", event=visit.event.slug)), said)


def _line(visit: AttendeeVisit) -> Line:
    session, me = visit.session, visit.attendance.id
    promise = promise_of(session, visit.param("promise"), me)
    found = lines(session, visit.event, me, [promise] if promise else [], clock.now())
    if not found:
        raise promising.no_such_promise()
    return found[0]


def _change_page(
    visit: AttendeeVisit, line: Line, form: Form[RewordingFields], status: int = 200
) -> Response:
    context = {
        "event": visit.event,
        "line": line,
        "form": form,
        "version": rewording.version_of(line.said),
    }
    return render(visit, "outcomes/change.html", context, status=status)
