"""Verbs of roles: what people come as, how many meetings they get, and whom they may meet."""

from collections.abc import Callable, Sequence
from itertools import combinations_with_replacement

from sqlmodel import Session, col, delete, select

from eventnet import audit
from eventnet.database import writing
from eventnet.errors import NotFound, Refused
from eventnet.events import queries
from eventnet.events.actions import held
from eventnet.events.forms import RoleFields
from eventnet.events.models import MayMeet, Role
from eventnet.i18n import gettext as _

MOST_ROLES = 30

Pair = tuple[str, str]

on_who_meets: list[Callable[[Session, str], None]] = []
"""What later features do, in the same transaction, when it changes who may meet at an event."""


class NameTaken(Refused):
    """Another role of the event is called so."""


class TooManyRoles(Refused):
    """The event has as many roles as one can have."""


def find_role(session: Session, event_id: str, role_id: str) -> Role:
    """Return a role of this event."""
    role = session.get(Role, role_id)
    if role is None or role.event_id != event_id:
        raise NotFound(_("There is no such role; perhaps it was removed."))
    return role


def add_role(session: Session, event_id: str, fields: RoleFields, by: str | None) -> Role:
    """Add a role. Where it is set who may meet whom, the new one may meet everybody."""
    with writing(session):
        held(session, event_id)
        refuse_taken(queries.roles(session, event_id), fields.name)
        role = Role(event_id=event_id, **fields.model_dump(exclude={"version"}))
        put_roles(session, event_id, [role], by)
    return role


def put_roles(session: Session, event_id: str, new: Sequence[Role], by: str | None) -> None:
    """Put roles beside those there are, each free to meet everybody until somebody says otherwise.

    Belongs inside the caller's transaction, which holds the event and has seen to the names.
    """
    there = queries.roles(session, event_id)
    if len(there) + len(new) > MOST_ROLES:
        raise TooManyRoles(
            _(
                "An event has at most %(most)d roles, and this would make %(num)d. Let people who "
                "come for the same share one.",
                most=MOST_ROLES,
                num=len(there) + len(new),
            )
        )
    session.add_all(new)
    session.flush()
    if pairs_set(session, event_id):
        everyone = [*there, *new]
        pairs = {ordered(role.id, other.id) for role in new for other in everyone}
        session.add_all(_may_meet(event_id, pairs))
    for role in new:
        audit.record(session, "role.added", account_id=by, event_id=event_id, subject=role.id)


def refuse_taken(others: list[Role], name: str) -> None:
    """Refuse a name that one of these other roles has, whatever its case."""
    if any(other.name.casefold() == name.casefold() for other in others):
        raise NameTaken(_("Another role is called “%(name)s” already.", name=name))


def ordered(a: str, b: str) -> Pair:
    """Return a pair of roles the way it is stored."""
    return (a, b) if a <= b else (b, a)


def every_pair(roles: list[Role]) -> set[Pair]:
    """Return all pairs of roles, each with itself too."""
    ids = sorted(role.id for role in roles)
    return set(combinations_with_replacement(ids, 2))


def pairs_set(session: Session, event_id: str) -> set[Pair]:
    """Return the pairs that an organizer allowed; none at all means that everyone may meet."""
    rows = session.exec(select(MayMeet).where(MayMeet.event_id == event_id))
    return {ordered(row.a_role_id, row.b_role_id) for row in rows}


def may_meet(session: Session, event_id: str) -> set[Pair]:
    """Return the pairs of roles that may meet, each pair `ordered`."""
    return pairs_set(session, event_id) or every_pair(queries.roles(session, event_id))


def put_pairs(session: Session, event_id: str, pairs: set[Pair]) -> None:
    """Say which roles may meet, each pair `ordered`; belongs inside the caller's transaction.

    Where all may, nothing is kept: so may the roles to come.
    """
    possible = every_pair(queries.roles(session, event_id))
    pairs = pairs & possible
    if not pairs:
        raise Refused(_("Then nobody could meet anybody. Please leave at least one pair."))
    session.exec(delete(MayMeet).where(col(MayMeet.event_id) == event_id))
    if pairs != possible:
        session.add_all(_may_meet(event_id, pairs))
    session.flush()
    for follow in on_who_meets:
        follow(session, event_id)


def _may_meet(event_id: str, pairs: set[Pair]) -> list[MayMeet]:
    return [MayMeet(event_id=event_id, a_role_id=a, b_role_id=b) for a, b in sorted(pairs)]
