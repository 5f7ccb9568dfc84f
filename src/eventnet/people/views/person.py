"""A person's page: what this viewer may see of them, and what the two have in common."""

from collections.abc import Callable, Mapping
from typing import Any

from starlette.responses import Response

from eventnet import clock
from eventnet.dates import moment
from eventnet.events.policies import InsiderVisit
from eventnet.events.queries import wishes_open, zone
from eventnet.forms import Form
from eventnet.meetings.queries import meetings_of
from eventnet.meetings.words import place
from eventnet.messages import rules as messages
from eventnet.notes.queries import notes_of
from eventnet.people.common_ground import common_ground, reasons_for
from eventnet.people.forms import NoteFields
from eventnet.people.further import shown_answers
from eventnet.people.queries import PersonView, as_seen_by
from eventnet.people.visibility import Relation
from eventnet.people.visits import nobody_here, viewer_for
from eventnet.requests.queries import OwnRequest, waiting_between
from eventnet.requests.rules import Bar, bars
from eventnet.round_tables.queries import hosted_by
from eventnet.templating import render
from eventnet.wishes.queries import wishes_of

also_shown: list[Callable[[InsiderVisit, PersonView], Mapping[str, Any]]] = []
"""What later features put on the page of somebody else, as a part of its context."""


def person(visit: InsiderVisit) -> Response:
    """Show somebody, if their name is shown to the viewer."""
    return show(visit)


def show(
    visit: InsiderVisit, note_form: Form[NoteFields] | None = None, status: int = 200
) -> Response:
    """Show somebody, with the viewer's note on them as it is kept, or as it came back."""
    viewer = viewer_for(visit)
    key = visit.param("attendance")
    people = as_seen_by(visit.session, viewer, [key, *viewer.own()])
    them, me = people.get(key), people.get(viewer.attendance_id or "")
    if them is None or not them.name:
        raise nobody_here()
    other = me if me and them.relation is not Relation.SELF else None
    note = notes_of(visit.session, other.attendance_id, [key]).get(key) if other else None
    bar = _bar(visit, key) if other else None
    context = {
        "event": visit.event,
        "community": visit.community,
        "person": them,
        "is_me": them.relation is Relation.SELF,
        "common": common_ground(other, them) if other else None,
        "reasons": reasons_for(visit.session, other, {key: them})[key],
        "meeting": _next_meeting(visit, key) if other else None,
        "wish": wishes_of(visit.session, other.attendance_id, [key]).get(key) if other else None,
        "note": note,
        "note_form": note_form or Form.of(NoteFields(note=note.words if note else "")),
        "attends": other is not None,
        "open": wishes_open(visit.event, clock.now()),
        "may_ask": other is not None and bar is None,
        "on_break": bar is Bar.PAUSED,
        "request": _request(visit, key) if other else None,
        "may_write": other is not None and _may_write(visit, key),
        "answers": shown_answers(visit.session, visit.event.id, key, them.relation),
        "hosts": [
            (table, moment(slot.starts_at.astimezone(zone(visit.event))))
            for table, slot in hosted_by(visit.session, key)
        ],
        "team_list": None,
    }
    if other is not None:
        for show_it in also_shown:
            context.update(show_it(visit, them))
    return render(visit, "people/person.html", context, status=status)


def _bar(visit: InsiderVisit, other_id: str) -> Bar | None:
    """Return what keeps the viewer from asking this person to meet."""
    if visit.attendance is None:
        return None
    return bars(visit.session, visit.event, visit.attendance, [other_id]).get(other_id)


def _may_write(visit: InsiderVisit, other_id: str) -> bool:
    """Say whether the viewer may write to this person."""
    return visit.attendance is not None and not messages.bars(
        visit.session, visit.attendance, [other_id]
    )


def _request(visit: InsiderVisit, other_id: str) -> OwnRequest | None:
    """Return the request that waits between the viewer and this person."""
    if visit.attendance is None:
        return None
    return waiting_between(visit.session, visit.attendance.id, other_id)


def _next_meeting(visit: InsiderVisit, other_id: str) -> str | None:
    """Say when and where the viewer meets this person next."""
    if visit.attendance is None:
        return None
    for meeting in meetings_of(visit.session, visit.attendance.id):
        if meeting.other_id == other_id and meeting.ends_at > clock.now():
            when = moment(meeting.starts_at.astimezone(zone(visit.event)))
            return f"{when}, {place(meeting)}"
    return None
