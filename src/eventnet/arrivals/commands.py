"""Imports from the command line: `eventnet import EVENT FILE`."""

from collections.abc import Callable
from collections.abc import Mapping as Dictionary
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from eventnet.arrivals.actions import apply_import, discard, start_import
from eventnet.arrivals.counting import SPARED, done_in_words
from eventnet.arrivals.difference import Preview, RefusedRow
from eventnet.arrivals.examination import examine, preview_of
from eventnet.arrivals.memory import recall
from eventnet.arrivals.models import TicketImport
from eventnet.arrivals.plain import difference_in_lines, refusals_in_lines
from eventnet.arrivals.readers import FIELDS, Field, Mapping, Table, guess
from eventnet.arrivals.reading import Choices, open_table, read
from eventnet.errors import NotFound, Refused
from eventnet.events.closed import expect_open
from eventnet.events.models import Event
from eventnet.events.queries import event_called
from eventnet.i18n import gettext as _


@dataclass(frozen=True)
class Result:
    """What an import did, or would do."""

    counts: dict[str, int]
    refusals: tuple[RefusedRow, ...]
    is_done: bool = True

    @property
    def exit_status(self) -> int:
        """0 if everything went in, 2 if rows were refused or left out."""
        return 2 if self.refusals or self.counts.get(SPARED) else 0

    def lines(self) -> list[str]:
        """Return the result in words, the refused rows by their numbers."""
        said = done_in_words(self.counts) if self.is_done else [_("Nothing was changed.")]
        if self.counts.get(SPARED):
            said.append(_("To do what was left out as well, add --removals."))
        return said + refusals_in_lines(self.refusals)


def import_file(
    sessions: Callable[[], AbstractContextManager[Session]],
    event_slug: str,
    path: Path,
    mapping: Dictionary[str, str] | None = None,
    roles: Dictionary[str, str] | None = None,
    *,
    removals: bool = False,
    dry_run: bool = False,
    say: Callable[[str], object] = str,
) -> Result:
    """Bring the tickets of a file in, without asking; good rows go in beside refused ones.

    `say` is told beforehand what will change. Rows that would take somebody's place away are
    left out unless `removals` is given; with `dry_run` nothing is changed at all. `mapping`
    says which field a column holds, by its name in the header; columns of an unknown file that
    it does not name are guessed. `roles` gives kinds of tickets another role than the one of
    their name. Raises `Refused` if nothing can come in.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Refused(
            _("%(path)s cannot be read: %(why)s.", path=path, why=error.strerror)
        ) from error
    with sessions() as session:
        event = event_called(session, event_slug)
        if event is None:
            raise NotFound(_("There is no event called %(slug)s.", slug=event_slug))
        if not dry_run:
            expect_open(session, event.id)
        table = open_table(data, path.name)
        choices = _choices(session, event.id, table, path.name, mapping or {})
        choices.roles = choices.roles | dict(roles or {})
        found = _difference(session, event, table, choices, spare=not removals)
        for line in difference_in_lines(found, whole=dry_run):
            say(line)
        if dry_run:
            return Result(found.counts, found.refusals, is_done=False)
        held = start_import(session, event, None, path.name, data, choices=choices)
        try:
            counts = apply_import(session, held.id, None, agreed=found.ending, spare=not removals)
        except Exception:
            discard(session, held.id, None)  # nobody would come back for it
            raise
        done = session.get_one(TicketImport, held.id, populate_existing=True)
        report = Preview.of_stored(done.report or {})
        return Result(counts, report.refusals)


def _difference(
    session: Session, event: Event, table: Table, choices: Choices, *, spare: bool
) -> Preview:
    reading = read(table, choices)
    if reading is None:
        raise Refused(_("First choose which column holds what."))
    return preview_of(session, examine(session, event, reading, choices, spare=spare))


def _choices(
    session: Session, event_id: str, table: Table, name: str, mapping: Dictionary[str, str]
) -> Choices:
    before = recall(session, event_id, table, Choices())
    found = before.mapping(table) or guess(table.header)
    columns: list[Field | None] = list(found.columns)
    for title, field in mapping.items():
        if title not in table.header:
            raise Refused(
                _(
                    "%(file)s has no column “%(title)s”; it has %(titles)s.",
                    file=name,
                    title=title,
                    titles=", ".join(table.header),
                )
            )
        if field not in FIELDS:
            raise Refused(
                _(
                    "“%(field)s” is no field; choose one of %(fields)s.",
                    field=field,
                    fields=", ".join(FIELDS),
                )
            )
        columns[table.header.index(title)] = field
    chosen = Mapping(found.source, tuple(columns))
    if problem := chosen.problem():
        raise Refused(f"{name}: {problem}")
    return before.model_copy(update={"source": found.source, "columns": columns})
