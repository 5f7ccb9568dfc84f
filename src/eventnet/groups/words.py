"""How doors and roles of groups are called."""

from eventnet.groups.models import Door, GroupRole
from eventnet.i18n import gettext as _


def doors() -> list[tuple[str, str, str]]:
    """Return the doors that a group may have: value, name, and what it means."""
    return [
        (
            Door.OPEN.value,
            _("Open"),
            _("Every member of the community can read it, and comes in with a click."),
        ),
        (
            Door.REQUEST.value,
            _("By request"),
            _("Everybody sees that it is there; a moderator lets in who asks, and only they read."),
        ),
        (
            Door.HIDDEN.value,
            _("Hidden"),
            _("Only who is in it or invited knows of it."),
        ),
    ]


def door_in_words(door: Door) -> str:
    """Name a door in a word."""
    return {Door.OPEN: _("Open"), Door.REQUEST: _("By request"), Door.HIDDEN: _("Hidden")}[door]


def roles() -> list[tuple[str, str]]:
    """Return what somebody may be in a group."""
    return [(role.value, role_in_words(role)) for role in GroupRole]


def role_in_words(role: GroupRole) -> str:
    """Name a role."""
    return {
        GroupRole.MEMBER: _("Member"),
        GroupRole.MODERATOR: _("Moderator"),
        GroupRole.OWNER: _("Owner"),
    }[role]
