"""Ten people, one at a time: want, maybe, rather not; and undo."""

from starlette.responses import Response

from eventnet import clock
from eventnet.events.models import Phase
from eventnet.events.policies import AttendeeVisit
from eventnet.events.queries import phase, wishes_open
from eventnet.notes.queries import bookmarked
from eventnet.people.common_ground import reasons_for
from eventnet.people.prospects import brought, prospects, worth_of
from eventnet.people.queries import as_seen_by
from eventnet.people.questions import progress
from eventnet.people.recommendations import ten_people
from eventnet.people.views.profile import my_profile
from eventnet.people.visits import viewer_for
from eventnet.templating import render
from eventnet.wishes.queries import wishes_of


def recommended(visit: AttendeeVisit) -> Response:
    """Show the rest of ten people, with what was said last to be undone."""
    viewer = viewer_for(visit)
    ten = ten_people(visit.session, viewer)
    last = visit.request.query_params.get("said", "")
    people = as_seen_by(visit.session, viewer, [*ten.attendance_ids, last, *viewer.own()])
    said = wishes_of(visit.session, visit.attendance.id, [last]).get(last)
    me = people.get(visit.attendance.id)
    state = progress(
        visit.session,
        my_profile(visit.session, visit.attendance.membership_id),
        visit.attendance,
    )
    numbers = prospects(visit.session, viewer, state.about.profile)
    context = {
        "event": visit.event,
        "ten": ten,
        "people": [people[key] for key in ten.attendance_ids if key in people],
        "reasons": reasons_for(visit.session, me, people),
        "said": said,
        "last": people.get(last) if said else None,
        "bookmarked": bookmarked(visit.session, visit.attendance.id, ten.attendance_ids),
        "open": wishes_open(visit.event, clock.now()),
        "over": phase(visit.event, clock.now()) is Phase.OVER,
        "question": state.question,
        "worth": worth_of(state.question, visit.event, numbers) if state.question else "",
        "brought": brought(numbers, state.about.profile),
    }
    return render(visit, "people/recommended.html", context, block="ten")
