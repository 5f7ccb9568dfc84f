"""Pages of briefs: the overview, the form, and one crew."""

from datetime import timedelta
from typing import Any

from starlette.responses import Response

from eventnet import clock
from eventnet.asks.topics import MOST
from eventnet.communities.policies import MemberVisit
from eventnet.crews.actions import writing
from eventnet.crews.forms import BriefFields, GroupDoorFields
from eventnet.crews.gifts import HEIGHT, WIDTH, Given, given, ring
from eventnet.crews.holding import no_such_crew
from eventnet.crews.models import (
    LIVE,
    LONGEST,
    LONGEST_TITLE,
    MOST_PEOPLE,
    BriefState,
    CrewBrief,
    Kind,
    SeatState,
)
from eventnet.crews.reading import find_brief, own_briefs, put_to
from eventnet.crews.showing import circle_of, crew, seated, skills, why_me
from eventnet.crews.words import proof
from eventnet.dates import day
from eventnet.forms import Form
from eventnet.groups.access import access
from eventnet.groups.models import Door, Group
from eventnet.groups.words import doors
from eventnet.i18n import gettext as _
from eventnet.ids import new_id
from eventnet.notices import with_notice
from eventnet.people.members import view_those_told
from eventnet.redirects import see
from eventnet.templating import render

USUALLY = timedelta(days=14)
"""How long those invited have, unless the brief says otherwise."""
ROWS = 4
"""Rows for skills that stand open from the start."""


def overview(visit: MemberVisit) -> Response:
    """Show which crews wait for the reader, which they are in, and what they wrote."""
    session, member = visit.session, visit.membership
    invited = put_to(session, member, SeatState.INVITED)
    inside = put_to(session, member, SeatState.YES)
    authors = {brief.by_id for brief, _seat in [*invited, *inside]}
    context = {
        "community": visit.community,
        "invited": invited,
        "inside": inside,
        "own": own_briefs(session, member),
        "people": view_those_told(session, member, authors),
        "live": LIVE,
        "day": day,
    }
    return render(visit, "crews/crews.html", context)


def new(visit: MemberVisit) -> Response:
    """Show an empty form."""
    begun = BriefFields.model_construct(
        title="",
        words="",
        skill=[],
        people=[],
        must=["0"],
        least=2,
        most=4,
        until=clock.now().date() + USUALLY,
        once=new_id(),
    )
    return _form(visit, Form.of(begun))


def write(visit: MemberVisit) -> Response:
    """Write a brief, and look for its team."""
    form: Form[BriefFields] = Form.read(BriefFields, visit.form)
    if not form.valid:
        return _form(visit, form, 422)
    try:
        brief = writing.write_brief(visit.session, visit.membership, form.data)
    except writing.UnknownSkills as refused:
        form.refuse("skill", refused.sentence)
        return _form(visit, form, 422)
    except writing.TooManyBriefs as refused:
        form.refuse("", refused.sentence)
        return _form(visit, form, refused.status)
    return see(visit.url("crew", community=visit.community.slug, brief=brief.id))


def _form(visit: MemberVisit, form: Form[BriefFields], status: int = 200) -> Response:
    rows = max(ROWS, len(form.values("skill")))
    context = {
        "community": visit.community,
        "form": form,
        "rows": min(rows, MOST),
        "most_skills": MOST,
        "most_people": MOST_PEOPLE,
        "longest": LONGEST,
        "longest_title": LONGEST_TITLE,
    }
    return render(visit, "crews/new.html", context, status=status)


def one(visit: MemberVisit) -> Response:
    """Show a crew: to whoever wrote its brief, to those invited, or to those in it."""
    found = find_brief(visit.session, visit.membership, visit.param("brief"))
    if found is None:
        raise no_such_crew()
    brief, seat = found
    me, is_circle = visit.membership.id, brief.kind is Kind.CIRCLE
    context: dict[str, Any] = {
        "community": visit.community,
        "brief": brief,
        "skills": skills(visit.session, brief, to_author=seat is None),
        "is_live": brief.state in LIVE,
        "is_late": brief.until < clock.now().date(),
        "is_circle": is_circle,
        "group": _group(visit, brief),
        "may_open": brief.group_id is None,
        "doors": [door for door in doors() if door[0] != Door.OPEN],
        "door": Form.of(GroupDoorFields()),
        "me": me,
        "day": day,
    }
    if seat is None:
        groups = seated(visit.session, visit.membership, brief)
        context |= {
            "proof": proof(brief),
            "picked": groups[SeatState.PICKED],
            "invited": groups[SeatState.INVITED],
            "yes": groups[SeatState.YES],
            "no": groups[SeatState.NO],
            "dropped": groups[SeatState.DROPPED],
            "is_looking": brief.state is BriefState.LOOKING,
            "is_broken": brief.state is BriefState.FAILED,
        }
        circle = circle_of(visit.session, visit.membership, groups) if is_circle else []
        context |= _drawn(circle, {one.seat.member_id for one in groups[SeatState.YES]} | {me})
        return render(visit, "crews/mine.html", context, block="team")
    people = crew(visit.session, visit.membership, brief) if seat.state is SeatState.YES else []
    context |= {
        "author": view_those_told(visit.session, visit.membership, [brief.by_id])[brief.by_id],
        "is_in": seat.state is SeatState.YES,
        "why": why_me(visit.session, visit.membership, seat, brief.kind),
        "people": people,
    }
    mine_first = sorted(people, key=lambda one: one.membership_id != me) if is_circle else []
    context |= _drawn(given(mine_first), {one.membership_id for one in people})
    return render(visit, "crews/put.html", context)


def _drawn(circle: list[Given], inside: set[str]) -> dict[str, Any]:
    """Return what a page needs to show who gives what to whom; no ring where nobody gives."""
    return {
        "circle": circle,
        "by_member": {one.person.membership_id: one for one in circle},
        "ring": ring(circle, inside) if any(one.gives for one in circle) else None,
        "width": WIDTH,
        "height": HEIGHT,
    }


def _group(visit: MemberVisit, brief: CrewBrief) -> Group | None:
    """Return the group of a crew, as far as the reader is in it, or may know of it."""
    found = access(visit.session, visit.membership, brief.group_id) if brief.group_id else None
    return found.group if found is not None and found.knows else None


def look_again(visit: MemberVisit) -> Response:
    """Look for a team again."""
    anew = visit.form.get("anew") == "yes"
    writing.look_again(visit.session, visit.membership.id, visit.param("brief"), anew=anew)
    return see(_path(visit))


def swap(visit: MemberVisit) -> Response:
    """Look for somebody else in the place of one."""
    key, who = visit.param("brief"), visit.param("membership")
    writing.swap(visit.session, visit.membership.id, key, who)
    return see(_path(visit))


def invite(visit: MemberVisit) -> Response:
    """Invite all who are picked."""
    number = writing.invite(visit.session, visit.membership.id, visit.param("brief"))
    if not number:
        return with_notice(
            visit, see(_path(visit)), _("There is nobody to invite who is not yet."), "careful"
        )
    return with_notice(
        visit, see(_path(visit)), _("They are invited, and read your brief and your name.")
    )


def end(visit: MemberVisit) -> Response:
    """End a brief."""
    writing.end(visit.session, visit.membership.id, visit.param("brief"))
    return with_notice(visit, see(_path(visit)), _("It has ended. The crew still reads its page."))


def _path(visit: MemberVisit) -> str:
    return visit.url("crew", community=visit.community.slug, brief=visit.param("brief"))
