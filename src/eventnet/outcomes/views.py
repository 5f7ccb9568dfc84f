"""Pages of what comes after a meeting: how it went."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from starlette.responses import Response

from eventnet import clock
from eventnet.dates import moment
from eventnet.events.policies import AttendeeVisit
from eventnet.events.queries import today, zone
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.outcomes import actions
from eventnet.outcomes.agreed import lines
from eventnet.outcomes.forms import OutcomeFields, as_told
from eventnet.outcomes.queries import likely, outcome_of, outcomes_of, promises_of, to_tell
from eventnet.people.partners import view_partners
from eventnet.redirects import see
from eventnet.schedule.days import Schedule
from eventnet.schedule.views.days import in_front
from eventnet.templating import render

# A date to begin with: soon enough to be done, late enough to be kept.
BY = timedelta(days=7)


def front(visit: AttendeeVisit, _schedule: Schedule) -> Mapping[str, Any]:
    """Say of which meetings the reader has told how they went."""
    return {"told": set(outcomes_of(visit.session, visit.attendance.id))}


def tell(visit: AttendeeVisit) -> Response:
    """Lead to the first meeting that somebody has said nothing of yet."""
    waiting = to_tell(visit.session, visit.attendance.id, clock.now())
    if waiting:
        return see(visit.url("outcome", event=visit.event.slug, meeting=waiting[0].id))
    return render(visit, "outcomes/told.html", {"event": visit.event})


def outcome(visit: AttendeeVisit) -> Response:
    """Show the form about one meeting, with what was said of it before."""
    meeting_id, me = visit.param("meeting"), visit.attendance.id
    told, guess = outcome_of(visit.session, meeting_id, me), likely(visit.session, meeting_id, me)
    due = today(visit.event, clock.now()) + BY
    return _outcome_page(visit, Form(as_told(told, due, guess)))


def save_outcome(visit: AttendeeVisit) -> Response:
    """Take what somebody says of a meeting, and lead to the next one."""
    form: Form[OutcomeFields] = Form.read(OutcomeFields, visit.form)
    event, meeting_id = visit.event, visit.param("meeting")
    due = form.data.due if form.valid and form.data.promise else None
    if due and due < today(event, clock.now()):
        form.refuse("due", _("This day has passed. Please choose today or a later one."))
    if not form.valid:
        return _outcome_page(visit, form, status=422)
    told = form.data.told()
    try:
        actions.tell(visit.session, event, meeting_id, visit.attendance.id, told)
    except actions.TooManyPromises as refused:
        form.refuse("promise", refused.sentence)
        return _outcome_page(visit, form, status=refused.status)
    said = (
        _("Saved. What you agreed, you both read under “What we agreed”.")
        if told.agreed
        else _("Saved. Thank you; only you read it.")
    )
    return with_notice(visit, see(visit.url("tell", event=event.slug)), said)


def _outcome_page(visit: AttendeeVisit, form: Form[OutcomeFields], status: int = 200) -> Response:
    session, event, me, now = visit.session, visit.event, visit.attendance.id, clock.now()
    meeting = actions.past_meeting(session, event, visit.param("meeting"), me)
    people = view_partners(session, event.id, {me: [meeting.other_id]}).get(me, {})
    others = [one for one in to_tell(session, me, now) if one.id != meeting.id]
    context = {
        "event": event,
        "meeting": meeting,
        "person": people.get(meeting.other_id),
        "when": moment(meeting.starts_at.astimezone(zone(event))),
        "form": form,
        "agreed": lines(session, event, me, promises_of(session, me, meeting.id), now),
        "left": len(others),
        "today": today(event, now).isoformat(),
    }
    return render(visit, "outcomes/outcome.html", context, status=status)


in_front.append(front)
