"""Whom a post is meant for: those who are listed to choose from, and anybody else by their name."""

from typing import NamedTuple, TypeVar

from eventnet.discussions.forms import PostFields
from eventnet.discussions.queries import in_the_group
from eventnet.forms import Form
from eventnet.groups.people import find_in_group, view_those_in
from eventnet.groups.policies import GroupVisit
from eventnet.i18n import gettext as _
from eventnet.people.queries import PersonView

MOST_NAMES = 200
Said = TypeVar("Said", bound=PostFields)


class Names(NamedTuple):
    """Whom a post may be meant for."""

    listed: list[tuple[str, str]]
    is_cut: bool
    """More people are in the group than are listed."""


def names_for(visit: GroupVisit, form: Form[Said]) -> Names:
    """Return those in the group by name, with those whom somebody typed that could be meant."""
    keys = in_the_group(visit.session, visit.membership, visit.group.id, MOST_NAMES + 1)
    is_cut = len(keys) > MOST_NAMES
    people = view_those_in(visit.session, visit.membership, visit.group.id, keys[:MOST_NAMES])
    if is_cut and (typed := form.value("meant_name")):
        people |= {one.membership_id: one for one in _called(visit, typed) if one.membership_id}
    named = sorted((one.name.casefold(), key, one.name) for key, one in people.items())
    listed = [("", _("Everybody in the group")), *((key, name) for _low, key, name in named)]
    return Names(listed, is_cut)


def meant(visit: GroupVisit, form: Form[Said]) -> Said | None:
    """Return what was said, for whom it is meant; None where that cannot be told."""
    if not form.valid:
        return None
    said = form.data
    if said.meant_for or not said.meant_name:
        return said
    found = _called(visit, said.meant_name)
    whole = [one for one in found if one.name.casefold() == said.meant_name.casefold()]
    match whole or found:
        case [one]:
            return said.model_copy(update={"meant_for": one.membership_id})
        case []:
            words = _("Nobody else in this group is called so.")
        case _:
            words = _("Several people are called so. They are listed above now: choose one there.")
    form.refuse("meant_name", words)
    return None


def _called(visit: GroupVisit, typed: str) -> list[PersonView]:
    found = find_in_group(visit.session, visit.membership, visit.group.id, typed)
    return [one for one in found if one.membership_id != visit.membership.id]
