"""What a group is, for its owners to change."""

from starlette.responses import Response

from eventnet.errors import Refused
from eventnet.forms import Form
from eventnet.groups.access import access
from eventnet.groups.actions import running
from eventnet.groups.forms import CloseFields, GroupFields
from eventnet.groups.holding import nowhere
from eventnet.groups.models import LONGEST_ABOUT, LONGEST_NAME, Group
from eventnet.groups.policies import GroupVisit
from eventnet.groups.words import doors
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.templating import render
from eventnet.versions import version_of


def settings(visit: GroupVisit) -> Response:
    """Show what the group is called, what it is about, and its door."""
    return _page(visit, visit.group, Form.of(_fields(visit.group)))


def change(visit: GroupVisit) -> Response:
    """Change it."""
    form: Form[GroupFields] = Form.read(GroupFields, visit.form)
    if not form.valid:
        return _page(visit, visit.group, form, 422)
    key = visit.param("group")
    try:
        running.change_group(visit.session, visit.membership, key, form.data)
    except Refused as refused:
        found = access(visit.session, visit.membership, key)
        if found is None or not found.owns:
            raise nowhere() from refused
        form.refuse("", refused.sentence)
        return _page(visit, found.group, form, refused.status)
    return with_notice(visit, see(_path(visit)), _("Saved."))


def close(visit: GroupVisit) -> Response:
    """Close the group, or open it again."""
    form: Form[CloseFields] = Form.read(CloseFields, visit.form)
    if not form.valid:
        raise Refused(_("Please say whether to close the group or to open it again."))
    closed = form.data.do == "close"
    running.close_group(visit.session, visit.membership, visit.param("group"), closed=closed)
    words = _("Closed: it is read, and nobody writes in it.") if closed else _("Open again.")
    return with_notice(visit, see(_path(visit)), words)


def _page(visit: GroupVisit, group: Group, form: Form[GroupFields], status: int = 200) -> Response:
    context = {
        "community": visit.community,
        "group": group,
        "form": form,
        "version": form.value("version")
        if status == 422 and form.value("version")
        else version_of(group, only=running.SHOWN),
        "doors": doors(),
        "longest_name": LONGEST_NAME,
        "longest_about": LONGEST_ABOUT,
    }
    return render(visit, "groups/settings.html", context, status=status)


def _fields(group: Group) -> GroupFields:
    return GroupFields.model_construct(name=group.name, about=group.about, door=group.door)


def _path(visit: GroupVisit) -> str:
    return visit.url("group-settings", community=visit.community.slug, group=visit.param("group"))
