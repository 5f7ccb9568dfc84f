"""The page of whoever is asked to come again: what is still here of them, yes and no."""

from starlette.responses import Response

from eventnet import clock
from eventnet.arrivals.actions.invitations import NEXT
from eventnet.arrivals.actions.joining import LINE, refuse_removed, said_before
from eventnet.dates import span
from eventnet.errors import BadRequest
from eventnet.events.models import Event, Phase
from eventnet.events.policies import AttendeeVisit, find_attendance
from eventnet.events.queries import phase
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.members.record import record
from eventnet.notices import with_notice
from eventnet.people.queries import topics_of
from eventnet.people.views.profile import my_profile
from eventnet.people.visits import viewer_for
from eventnet.redirects import see
from eventnet.returning import actions
from eventnet.returning.policies import AskedVisit
from eventnet.returning.unmet import want_all
from eventnet.templating import render
from eventnet.waiting.queries import place_of

NAMED = 6
"""Whom one wanted to meet, by name; the others as a number."""


def show(visit: AskedVisit) -> Response:
    """Show what event it is, what is still here from last time, and two buttons."""
    session, event = visit.session, visit.event
    if visit.attendance is not None:
        return see(NEXT.format(event=event.slug))
    if place_of(session, event.id, visit.account.id) is not None:
        return see(LINE.format(event=event.slug))
    refuse_removed(session, event, visit.account.email)
    profile = my_profile(session, visit.membership.id)
    mine = record(session, visit.membership, clock.now())
    source_id = visit.invitation.from_event_id
    context = {
        "event": event,
        "community": visit.community,
        "source": session.get(Event, source_id) if source_id else None,
        "dates": span(event.starts_on, event.ends_on),
        "place": ", ".join(part for part in (event.venue, event.city) if part),
        "over": phase(event, clock.now()) is Phase.OVER,
        "declined": visit.invitation.declined_at is not None,
        "role": actions.role_again(session, event.id, visit.invitation),
        "profile": profile,
        "topics": topics_of(session, [profile.id])[profile.id],
        "unmet": [known.person for known in mine.unmet[:NAMED]],
        "more": len(mine.unmet) - NAMED,
        "promised": len(mine.promised()),
        "notes": [words for say in said_before if (words := say(session, event))],
    }
    return render(visit, "returning/again.html", context)


def answer(visit: AskedVisit) -> Response:
    """Take the answer; whoever comes goes on to the next thing to say, or to their place."""
    session, event, slug = visit.session, visit.event, visit.event.slug
    here = visit.url("again", event=slug)
    said = visit.form.get("do")
    if said == "come":
        event_id, account_id = event.id, visit.account.id
        actions.come(session, event, visit.account, visit.membership)
        came = find_attendance(session, event_id, account_id) is not None
        return see((NEXT if came else LINE).format(event=slug))
    if said == "no":
        actions.decline(session, event, visit.membership)
        return with_notice(visit, see(here), _("Noted. Nobody asks you about this event again."))
    if said == "undo":
        actions.think_again(session, event, visit.membership)
        return with_notice(visit, see(here), _("Taken back."))
    raise BadRequest(_("The form did not say what you answer. Please use its buttons."))


def want(visit: AttendeeVisit) -> Response:
    """Wish for all whom the attendee wanted to meet before, in one step."""
    there = see(visit.url("wishes", event=visit.event.slug))
    count = want_all(visit.session, visit.event, viewer_for(visit))
    words = ngettext(
        "You want to meet %(num)d of them again. Here is all that you said.",
        "You want to meet %(num)d of them again. Here is all that you said.",
        count,
    )
    return with_notice(visit, there, words)
