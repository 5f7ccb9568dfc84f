"""Roles by the words on a ticket."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from eventnet.events.models import Role
from eventnet.events.roles import put_roles
from eventnet.i18n import gettext as _

LENGTH = 60


def role_name(said: str) -> str:
    """Return the role that a ticket's label stands for: the label, as long as a role's name is."""
    words = " ".join(said.split())
    return words if len(words) <= LENGTH else f"{words[: LENGTH - 1].rstrip()}…"


def roles_by_name(session: Session, event_id: str) -> dict[str, str]:
    """Return the ids of the event's roles by case-folded name, in the organizer's order."""
    found = select(Role.name, Role.id).where(Role.event_id == event_id)
    rows = session.exec(found.order_by(col(Role.position), col(Role.name))).all()
    return {name.casefold(): id_ for name, id_ in rows}


def roles_for(session: Session, event_id: str, labels: Iterable[str]) -> dict[str, str]:
    """Return the role's id for each label, making the roles that are missing.

    An empty label is the event's first role, which is called Attendee where there is none. Belongs
    inside the caller's transaction, which holds the event.
    """
    known = roles_by_name(session, event_id)
    first = next(iter(known), None)
    names = {label: role_name(label) for label in labels}
    if first is None:
        names = {label: name or _("Attendee") for label, name in names.items()}
    missing = {name.casefold(): name for name in names.values() if name.casefold() not in known}
    missing.pop("", None)
    if missing:
        places = enumerate(missing.values(), start=len(known))
        new = [Role(event_id=event_id, name=name, position=place) for place, name in places]
        put_roles(session, event_id, new, None)
        known = roles_by_name(session, event_id)
    return {label: known[name.casefold() or first or ""] for label, name in names.items()}
