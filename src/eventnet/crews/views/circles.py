"""Asking for a circle around oneself, and opening the group of a circle or a crew."""

from typing import Any

from starlette.responses import Response

from eventnet import clock
from eventnet.communities.policies import MemberVisit
from eventnet.crews.actions import grouping, writing
from eventnet.crews.forms import CircleFields, GroupDoorFields
from eventnet.crews.models import LARGEST, LONGEST, LONGEST_TITLE, SMALLEST
from eventnet.crews.views.briefs import USUALLY
from eventnet.errors import Refused
from eventnet.forms import Form
from eventnet.groups.haste import count_opening
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.ids import new_id
from eventnet.notices import with_notice
from eventnet.people.members import view_self
from eventnet.redirects import see
from eventnet.templating import render

USUAL_SIZE = 5


def new(visit: MemberVisit) -> Response:
    """Show the form for a circle, with what the reader would bring."""
    begun = CircleFields.model_construct(
        title=_("Partner circle"),
        words="",
        theme="",
        size=USUAL_SIZE,
        until=clock.now().date() + USUALLY,
        once=new_id(),
    )
    return _form(visit, Form.of(begun))


def write(visit: MemberVisit) -> Response:
    """Ask for a circle, and look for it."""
    form: Form[CircleFields] = Form.read(CircleFields, visit.form)
    if not form.valid:
        return _form(visit, form, 422)
    try:
        brief = writing.ask_for_circle(visit.session, visit.membership, form.data)
    except writing.UnknownSkills as refused:
        form.refuse("theme", refused.sentence)
        return _form(visit, form, 422)
    except (writing.NothingToBring, writing.TooManyBriefs) as refused:
        form.refuse("", refused.sentence)
        return _form(visit, form, refused.status)
    return see(visit.url("crew", community=visit.community.slug, brief=brief.id))


def _form(visit: MemberVisit, form: Form[CircleFields], status: int = 200) -> Response:
    context: dict[str, Any] = {
        "community": visit.community,
        "form": form,
        "me": view_self(visit.session, visit.membership),
        "sizes": [
            (size, ngettext("%(num)d person", "%(num)d people", size))
            for size in range(SMALLEST, LARGEST + 1)
        ],
        "longest": LONGEST,
        "longest_title": LONGEST_TITLE,
    }
    return render(visit, "crews/circle.html", context, status=status)


def open_group(visit: MemberVisit) -> Response:
    """Open a group with those who said yes, and go there."""
    form: Form[GroupDoorFields] = Form.read(GroupDoorFields, visit.form)
    if not form.valid:
        raise Refused(_("Please say who comes into the group."))
    count_opening(visit)
    key, door = visit.param("brief"), form.data.door
    made = grouping.open_group(visit.session, visit.membership, key, door)
    page = visit.url("group", community=visit.community.slug, group=made)
    return with_notice(visit, see(page), _("Open. Those who said yes are in it."))
