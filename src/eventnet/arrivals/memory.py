"""What was chosen for earlier files of the same shop, so that nobody has to choose it again.

A file that is brought in leaves its columns behind, and which role each kind of ticket became: by
the role's id, since organizers rename roles. The next file of that source starts from there.
"""

from sqlmodel import Session, col, select

from eventnet.arrivals.models import Stage, TicketImport
from eventnet.arrivals.readers import Field, Table, recognise
from eventnet.arrivals.reading import Choices, Reading
from eventnet.arrivals.roles import role_name, roles_by_name
from eventnet.events.models import Role


def recall(session: Session, event_id: str, table: Table, choices: Choices) -> Choices:
    """Return the choices, with what was chosen before wherever nothing is chosen yet."""
    if choices.recalled:
        return choices
    memory = _last(session, event_id, table)
    if memory is None:
        return choices.model_copy(update={"recalled": True})
    now = dict(session.exec(select(Role.id, Role.name).where(Role.event_id == event_id)).all())
    roles = {
        label: now[id_]
        for label, id_ in memory.role_ids.items()
        if id_ in now and now[id_].casefold() != role_name(label).casefold()
    }
    renamed = {
        name: now[id_]
        for name, id_ in memory.names.items()
        if id_ in now and now[id_].casefold() != name
    }
    same = memory.header == list(table.header)
    asked = choices.columns is not None
    return choices.model_copy(
        update={
            "recalled": True,
            "source": memory.source if same and not asked else choices.source,
            "columns": memory.columns if same and not asked else choices.columns,
            "titles": _titles(memory),
            "roles": roles | choices.roles,
            "renamed": renamed,
            "role_ids": memory.role_ids,
            "names": memory.names,
        }
    )


def remember(session: Session, event_id: str, reading: Reading, choices: Choices) -> Choices:
    """Return what the next file shall start from; the roles of this one are there by now."""
    ids = roles_by_name(session, event_id)
    labels = {ticket.ticket for ticket in reading.tickets if ticket.ticket}
    called = {label: role_name(choices.roles.get(label, label)).casefold() for label in labels}
    there = {label: name for label, name in called.items() if name in ids}
    return choices.model_copy(
        update={
            "source": reading.mapping.source,
            "columns": list(reading.mapping.columns),
            "header": list(reading.header),
            "role_ids": choices.role_ids | {label: ids[name] for label, name in there.items()},
            "names": choices.names | ids,
        }
    )


def _last(session: Session, event_id: str, table: Table) -> Choices | None:
    """Return the memory of the last file like this one, or else of the last of the same source."""
    known = recognise(table.header)
    source = known.source if known else "sheet"
    mine = [one for one in _all(session, event_id) if one.source == source]
    alike = (one for one in mine if one.header == list(table.header))
    return next(alike, next(iter(mine), None))


def _all(session: Session, event_id: str) -> list[Choices]:
    query = (
        select(TicketImport.mapping)
        .where(TicketImport.event_id == event_id, TicketImport.stage == Stage.APPLIED)
        .order_by(col(TicketImport.applied_at).desc())
    )
    return [Choices.of(dict(one)) for one in session.exec(query) if one]


def _titles(memory: Choices) -> dict[str, Field | None]:
    return dict(zip(memory.header, memory.columns or (), strict=False))
