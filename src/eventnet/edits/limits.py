"""A role changed: its name, its place in the list, and how many meetings its people get."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from eventnet.database import lock
from eventnet.edits.counting import (
    below,
    below_in_words,
    meetings_by_person,
    over,
    over_in_words,
)
from eventnet.edits.kinds import Detail, Inverse, Unchanged
from eventnet.edits.models import Edit, EditKind
from eventnet.edits.standing import members_of
from eventnet.edits.touched import Touched
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.events.models import Event, Role
from eventnet.events.queries import roles
from eventnet.events.roles import find_role, refuse_taken
from eventnet.i18n import gettext as _
from eventnet.versions import content, edition_of, merge

ROLE = ("name", "max_meetings", "floor", "position")


def edition(role: Role) -> str:
    """Return what stands for a role, field by field."""
    return edition_of(content(role, ROLE))


@dataclass(frozen=True)
class RoleChange:
    """What a form says of a role that it showed as `shown`."""

    role_id: str
    typed: Mapping[str, Any]
    shown: str
    theirs: frozenset[str] = frozenset()
    """The fields of which the other's value was chosen, where two changed them."""
    kind = EditKind.ROLE_CHANGED

    def touched(self, session: Session, event: Event) -> Touched:
        """Return what this does to whom, held."""
        role, after = self._held(session, event)
        counts = meetings_by_person(session, role.id)
        most, floor = after["max_meetings"], after["floor"]
        capped = over(counts, role.max_meetings, most)
        return Touched(
            [
                *changed_in_words(role.name, changes(content(role, ROLE), after)),
                *over_in_words(capped, most),
                *below_in_words(below(counts, role.floor, floor), floor),
            ],
            members=members_of(session, capped),
        )

    def carry_out(
        self, session: Session, event: Event, _cause_id: str, /
    ) -> tuple[Detail, Inverse]:
        """Change the role, in what differs."""
        role, after = self._held(session, event)
        capped = over(
            meetings_by_person(session, role.id), role.max_meetings, after["max_meetings"]
        )
        changed = changes(content(role, ROLE), after)
        detail = {"name": role.name, "changed": changed, "people": len(capped)}
        inverse = {
            "slots": [],
            "meetings": [],
            "tables": [],
            "role": {"id": role.id},
            "changed": changed,
            "capped": capped,
        }
        role.sqlmodel_update(after)
        session.add(role)
        return detail, inverse

    def _held(self, session: Session, event: Event) -> tuple[Role, dict[str, Any]]:
        """Return the role, and what becomes of it; refuse what cannot be."""
        role = find_role(session, event.id, self.role_id)
        now = content(role, ROLE)
        after = merge(self.shown, self.typed, now, theirs=self.theirs).values
        if after == now:
            raise Unchanged()
        most = after["max_meetings"]
        if most is not None and after["floor"] > most:
            raise Refused(
                _(
                    "Somebody else changed the limits meanwhile: at least %(floor)d meetings would "
                    "be more than the %(most)d at most. Please look again.",
                    floor=after["floor"],
                    most=most,
                )
            )
        refuse_taken([one for one in roles(session, event.id) if one.id != role.id], after["name"])
        return role, after


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Return what differs: by field, what it was and what it is."""
    return {name: [before[name], after[name]] for name in ROLE if before[name] != after[name]}


def changed_in_words(name: str, changed: Mapping[str, list[Any]]) -> list[str]:
    """Say how a role was changed, a sentence a field."""
    found = []
    for field, (was, now) in changed.items():
        if field == "name":
            found.append(_("“%(before)s” is called “%(after)s”", before=was, after=now))
        elif field == "max_meetings" and now is None:
            found.append(_("“%(role)s”: as many meetings as fit", role=name))
        elif field == "max_meetings":
            found.append(_("“%(role)s”: at most %(most)d meetings", role=name, most=now))
        elif field == "floor":
            found.append(_("“%(role)s”: at least %(least)d meetings", role=name, least=now))
        else:
            found.append(_("“%(role)s” has another place in the list", role=name))
    return found


def limit_as_before(session: Session, event: Event, edit: Edit) -> list[str]:
    """Let a role be as before, in what was not changed again since."""
    role = lock(session, Role, edit.inverse["role"]["id"])
    if role is None:
        raise NotFound(_("This role was removed since. Undo that first."))
    for name, (was, became) in edit.inverse["changed"].items():
        if getattr(role, name) == became:
            setattr(role, name, was)
    others = [one for one in roles(session, event.id) if one.id != role.id]
    refuse_taken(others, role.name)
    if role.max_meetings is not None and role.floor > role.max_meetings:
        raise Conflict(_("This role was changed again since. Undo that first."))
    session.add(role)
    return []
