"""Bringing a file of tickets in: kept when it is uploaded, compared, and applied as a whole.

Small files are compared and applied while the organizer waits; a large one by a job, which tells
the page how far it is.
"""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from eventnet import audit, clock
from eventnet.arrivals.actions.bringing import bring_in
from eventnet.arrivals.difference import Preview
from eventnet.arrivals.examination import examine, preview_of
from eventnet.arrivals.keeping import kept_table, pack
from eventnet.arrivals.memory import recall
from eventnet.arrivals.models import Stage, TicketImport
from eventnet.arrivals.readers import Table, unpacked_size
from eventnet.arrivals.readers.upload import MAX_MEGABYTES
from eventnet.arrivals.reading import Choices, open_table, read
from eventnet.database import lock, writing
from eventnet.errors import Conflict, NotFound, Refused, TooLarge
from eventnet.events.models import Event
from eventnet.i18n import gettext as _
from eventnet.jobs import Ground, enqueue, job

LARGE = 400_000
"""Bytes from which a file is a job: some 1,500 rows of a shop's export."""
LARGE_WORKBOOK = 1_000_000
"""The same for a workbook, which is packed: the bytes that it unpacks to."""


def is_large(data: bytes) -> bool:
    """Say whether working on the file takes longer than somebody should wait for a page."""
    if data.startswith(b"PK"):
        return unpacked_size(data) > LARGE_WORKBOOK
    return len(data) > LARGE


def start_import(
    session: Session,
    event: Event,
    account_id: str | None,
    file_name: str,
    data: bytes,
    *,
    choices: Choices | None = None,
) -> TicketImport:
    """Keep an uploaded file and begin to compare it; refuse in words what is no table.

    With `choices` nobody has to be asked or shown anything, so that it is not compared.
    """
    if len(data) > MAX_MEGABYTES * 1024 * 1024:
        raise TooLarge(
            _(
                "%(file)s is larger than %(most)d MB. Split it, or leave out columns.",
                file=file_name,
                most=MAX_MEGABYTES,
            )
        )
    table = None
    if choices is not None or not is_large(data):
        table = open_table(data, file_name, choices.sheet if choices else None)
    with writing(session):
        made = TicketImport(
            event_id=event.id,
            account_id=account_id,
            file_name=file_name[:300],
            data=data,
            table=pack(table) if table else None,
            mapping=_recalled(session, event.id, table, choices or Choices()),
        )
        session.add(made)
        session.flush()
        audit.record(
            session,
            "tickets.uploaded",
            account_id=account_id,
            event_id=event.id,
            subject=made.id,
            file=made.file_name,
            bytes=len(data),
        )
        if choices is None:
            _begin_to_compare(session, made)
    return made


def choose(session: Session, import_id: str, choices: Choices) -> TicketImport:
    """Keep what an organizer chose about the file, and compare it in that light."""
    found = session.get(TicketImport, import_id)
    other = found.data if found and choices.sheet != Choices.of(found.mapping).sheet else b""
    # Another sheet is read here, before writing begins; that of a large file by the job.
    table = None
    if found and other and not is_large(other):
        table = open_table(other, found.file_name, choices.sheet)
    with writing(session):
        held = _hold(session, import_id)
        if held.stage is Stage.APPLYING:
            raise Conflict(_("This file is being brought in right now."))
        if other:
            held.table = pack(table) if table else None
        held.mapping = _recalled(session, held.event_id, table, choices)
        _begin_to_compare(session, held)
    return held


def preview(
    session: Session,
    held: TicketImport,
    table: Table | None = None,
    choices: Choices | None = None,
) -> Preview | None:
    """Return what the file would change, now; None if its columns have to be chosen first."""
    choices = choices or Choices.of(held.mapping)
    reading = read(table or kept_table(held, choices.sheet), choices)
    if reading is None:
        return None
    event = session.get_one(Event, held.event_id)
    return preview_of(session, examine(session, event, reading, choices))


def apply_import(
    session: Session,
    import_id: str,
    account_id: str | None,
    *,
    agreed: int | None = None,
    spare: bool = False,
) -> dict[str, int]:
    """Bring the good rows in, in one transaction; return how many rows did what.

    `agreed` and `spare` are those of `bring_in`. Of two organizers who press the button at once
    one does it, and the other is told so.
    """
    found = session.get(TicketImport, import_id, populate_existing=True)
    if found is None:
        raise NotFound(_("This file was discarded, or was never here."))
    choices = Choices.of(found.mapping)
    reading = None
    if found.stage is not Stage.APPLIED:  # reading takes long, so it is done before writing begins
        reading = read(kept_table(found, choices.sheet), choices)
        if reading is None:
            raise Refused(_("First choose which column holds what."))
    with writing(session):
        held = _hold(session, import_id)
        if reading is None or Choices.of(held.mapping) != choices:
            raise Conflict(_("The columns of this file were chosen anew just now; look again."))
        return bring_in(session, held, reading, choices, account_id, agreed=agreed, spare=spare)


def start_applying(
    session: Session,
    import_id: str,
    account_id: str | None,
    *,
    agreed: int | None = None,
    roles: Mapping[str, str] | None = None,
) -> bool:
    """Apply a small file at once, let a job apply a large one; say whether it is done.

    `roles` are the last that was chosen for its kinds of tickets.
    """
    if roles:
        _take_roles(session, import_id, roles)
    held = session.get(TicketImport, import_id, populate_existing=True)
    if held is None or not is_large(held.data):
        apply_import(session, import_id, account_id, agreed=agreed)
        return True
    with writing(session):
        held = _hold(session, import_id)
        if held.stage is not Stage.APPLYING:
            _work(held, Stage.APPLYING)
            enqueue(session, apply_large, import_id, account_id, agreed)
    return False


def _take_roles(session: Session, import_id: str, roles: Mapping[str, str]) -> None:
    with writing(session):
        held = _hold(session, import_id)
        choices = Choices.of(held.mapping)
        if held.stage is not Stage.APPLYING:
            both = {"roles": {**choices.roles, **roles}}
            held.mapping = choices.model_copy(update=both).model_dump()


def discard(session: Session, import_id: str, account_id: str | None) -> None:
    """Throw an uploaded file away before it is applied. Doing so again changes nothing."""
    with writing(session):
        held = lock(session, TicketImport, import_id)
        if held is None:
            return
        if held.stage in {Stage.APPLIED, Stage.APPLYING}:
            raise Conflict(_("This file was brought in already, so it cannot be discarded."))
        audit.record(
            session,
            "tickets.discarded",
            account_id=account_id,
            event_id=held.event_id,
            subject=import_id,
            file=held.file_name,
        )
        session.delete(held)


@job("slow")
def compare_large(ground: Ground, import_id: str) -> None:
    """Compare a large file and keep the difference for its page."""
    with ground.sessions() as session:
        held = session.get(TicketImport, import_id)
        if held is None or held.stage is not Stage.COMPARING:
            return
        asked = held.mapping
        try:
            table = kept_table(held, Choices.of(asked).sheet)
            choices = recall(session, held.event_id, table, Choices.of(asked))
            found, packed = preview(session, held, table, choices), pack(table)
        except Refused as refused:
            _fail(session, import_id, refused.sentence)
            return
        except Exception:
            _fail(session, import_id, _broken())
            raise
        with writing(session):
            held = lock(session, TicketImport, import_id)
            # Another job compares it where something else was chosen meanwhile.
            if held is not None and held.stage is Stage.COMPARING and held.mapping == asked:
                held.stage, held.table = Stage.UPLOADED, packed
                held.mapping = choices.model_dump()
                held.report = found.stored() if found else None


@job("slow")
def apply_large(ground: Ground, import_id: str, account_id: str | None, agreed: int | None) -> None:
    """Bring a large file in."""
    with ground.sessions() as session:
        held = session.get(TicketImport, import_id)
        if held is None or held.stage is Stage.APPLIED:
            return
        try:
            apply_import(session, import_id, account_id, agreed=agreed)
        except Refused as refused:
            _fail(session, import_id, refused.sentence)
        except Exception:
            _fail(session, import_id, _broken())
            raise


def _recalled(
    session: Session, event_id: str, table: Table | None, choices: Choices
) -> dict[str, Any]:
    """Return choices to be stored, completed from earlier ones if the table is read by now."""
    return (recall(session, event_id, table, choices) if table else choices).model_dump()


def _begin_to_compare(session: Session, held: TicketImport) -> None:
    held.report, held.failure = None, None
    if is_large(held.data):
        _work(held, Stage.COMPARING)
        enqueue(session, compare_large, held.id)


def _work(held: TicketImport, stage: Stage) -> None:
    held.stage, held.started_at, held.failure = stage, clock.now(), None


def _fail(session: Session, import_id: str, sentence: str) -> None:
    with writing(session):
        held = lock(session, TicketImport, import_id)
        if held is not None and held.stage is not Stage.APPLIED:
            held.stage, held.failure = Stage.UPLOADED, sentence


def _broken() -> str:
    return _("Something broke on our side, and it has been written down. Nothing was changed.")


def _hold(session: Session, import_id: str) -> TicketImport:
    held = lock(session, TicketImport, import_id)
    if held is None:
        raise NotFound(_("This file was discarded, or was never here."))
    if held.stage is Stage.APPLIED:
        raise Conflict(_("This file was brought in already; nothing was done twice."))
    return held
