"""The groups of a community: mine, those that invite me, and those that I could come into."""

from starlette.responses import Response

from eventnet.communities.policies import MemberVisit
from eventnet.forms import Form
from eventnet.groups.actions import coming, running
from eventnet.groups.forms import GroupFields
from eventnet.groups.haste import count_opening
from eventnet.groups.models import LONGEST_ABOUT, LONGEST_NAME, Door, State
from eventnet.groups.policies import GroupVisit
from eventnet.groups.queries import lists
from eventnet.groups.words import door_in_words, doors
from eventnet.i18n import gettext as _
from eventnet.ids import new_id
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.templating import render


def groups(visit: MemberVisit) -> Response:
    """Show the groups that the reader may know of."""
    return _page(visit, Form.of(GroupFields.model_construct(name="", door=Door.OPEN)))


def open_one(visit: MemberVisit) -> Response:
    """Open a group, and go there."""
    form: Form[GroupFields] = Form.read(GroupFields, visit.form)
    if not form.valid:
        return _page(visit, form, 422)
    count_opening(visit)
    made = running.open_group(visit.session, visit.membership, form.data)
    page = visit.url("group", community=visit.community.slug, group=made.id)
    return with_notice(visit, see(page), _("Open. Begin a discussion, or invite somebody."))


def join(visit: GroupVisit) -> Response:
    """Come into a group, or ask to."""
    came = coming.join(visit.session, visit.membership, visit.param("group"))
    words = {
        State.IN: _("You are in."),
        State.ASKED: _("Asked. Once a moderator lets you in, you can read and write here."),
    }[came]
    return with_notice(visit, see(_group(visit)), words)


def leave(visit: GroupVisit) -> Response:
    """Be in a group no more, or no more ask to be."""
    coming.leave(visit.session, visit.membership, visit.param("group"))
    page = visit.url("groups", community=visit.community.slug)
    return with_notice(visit, see(page), _("Done: you are not in that group."))


def _group(visit: GroupVisit) -> str:
    return visit.url("group", community=visit.community.slug, group=visit.param("group"))


def _page(visit: MemberVisit, form: Form[GroupFields], status: int = 200) -> Response:
    context = {
        "community": visit.community,
        "lists": lists(visit.session, visit.membership),
        "form": form,
        "once": form.value("once") or new_id(),
        "doors": doors(),
        "door_in_words": door_in_words,
        "longest_name": LONGEST_NAME,
        "longest_about": LONGEST_ABOUT,
    }
    return render(visit, "groups/groups.html", context, status=status)
