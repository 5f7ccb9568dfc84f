"""A week after an event was deleted nothing of it is left, and nothing of others is gone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy
from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, select

from eventnet import clock
from eventnet.audit import AuditEntry
from eventnet.closing import erasing, rows
from eventnet.closing.deleting import delete_event, take_back
from eventnet.closing.erasing import KEPT_IN_THE_TRAIL, STEPS, erase, erase_deleted_events
from eventnet.closing.rows import erase_rows, ids_of, tables_of_events
from eventnet.events.closed import GRACE
from eventnet.events.models import Event, Role
from eventnet.jobs import Ground
from tests.eventnet.erasure.searching import as_text, columns_with, files_with
from tests.eventnet.world.cast import Persona
from tests.eventnet.world.marks import MARK
from tests.eventnet.world.snapshots import dump
from tests.eventnet.world.visiting import World
from tests.factories import save
from tests.work import do_jobs

LATER = GRACE + timedelta(minutes=1)
LOGO = "logooftheeventzq.webp"


def of_events() -> set[str]:
    """Return the tables with a path to the event, by whatever keys."""
    found = {"event"}
    while True:
        more = {
            name
            for name, table in SQLModel.metadata.tables.items()
            if any(key.column.table.name in found for key in table.foreign_keys)
        }
        if more <= found:
            return found
        found |= more


@dataclass
class Case:
    """The event that is to be erased, of which every word is marked."""

    world: World
    ground: Ground
    event_id: str
    name: str
    slug: str
    ids: set[str]
    marks: set[str]
    """Words that stand in tables of events only."""

    @property
    def engine(self) -> Engine:
        """The database."""
        engine: Engine = self.world.app.state.engine
        return engine

    @property
    def words(self) -> set[str]:
        """What must stand nowhere."""
        return {*self.ids, *self.marks, LOGO}


def marks(engine: Engine, tables: set[str]) -> set[str]:
    """Return the marks in these tables."""
    found: set[str] = set()
    with engine.connect() as connection:
        for name in tables:
            for row in connection.execute(sqlalchemy.select(SQLModel.metadata.tables[name])):
                for value in row:
                    found |= {one[0] for one in re.finditer(MARK, as_text(value).lower())}
    return found


@pytest.fixture
def case(world: World) -> Case:
    """Return the world's fullest event, with a mail, a logo and a job of its own."""
    app, folder = world.app, world.settings.files_dir
    (folder / LOGO).write_bytes(b"a picture")
    with Session(app.state.engine) as session:
        event = session.exec(select(Event).where(Event.slug == "spring")).one()
        event.logo = LOGO
        save(session, event)
        ids = ids_of(session, event.id)
        outside = set(SQLModel.metadata.tables) - of_events()
        others = marks_of_other_events(session, event.id)
        own = marks(app.state.engine, of_events()) - marks(app.state.engine, outside) - others
        key, name = event.id, event.name
    ground = Ground(world.settings, app.state.sessions)
    return Case(world, ground, key, name, "spring", ids, own)


def marks_of_other_events(session: Session, event_id: str) -> set[str]:
    """Return the marks in rows that name another event, as far as they name one."""
    found: set[str] = set()
    for table in tables_of_events():
        for row in session.execute(sqlalchemy.select(table).where(table.c.event_id != event_id)):
            found |= {one[0] for value in row for one in re.finditer(MARK, as_text(value).lower())}
    for one in session.exec(select(Event).where(Event.id != event_id)):
        found |= {mark[0] for mark in re.finditer(MARK, str(one.model_dump()).lower())}
    return found


def delete_it(case: Case) -> None:
    """Delete the event, and let the jobs write their mails."""
    by = case.world.facts.accounts[Persona.ORGANIZER]
    with Session(case.engine) as session:
        delete_event(session, case.event_id, case.name, by)
    do_jobs(case.world.app)


def erase_it(case: Case) -> None:
    """Let a week pass after the event was deleted."""
    delete_it(case)
    with clock.at(clock.now() + LATER):
        erase(case.ground, case.event_id)


def left(case: Case) -> dict[str, set[str]]:
    """Return which words are left, and where; but for the id in what the trail keeps."""
    found = columns_with(case.engine, case.words)
    if found.get(case.event_id) == {"audit_entry.event_id"}:
        del found[case.event_id]
    return found


def test_no_column_and_no_file_keeps_a_word_of_it(case: Case) -> None:
    folder = case.world.settings.data_dir
    assert len(case.marks) > 30
    assert set(columns_with(case.engine, case.words)) >= case.words - {LOGO}
    assert files_with(folder, case.words) == [f"files/{LOGO}"]
    erase_it(case)
    assert left(case) == {}
    assert files_with(folder, case.words) == []


def test_the_trail_keeps_that_it_was_and_who_deleted_it(case: Case) -> None:
    erase_it(case)
    by = case.world.facts.accounts[Persona.ORGANIZER]
    with Session(case.engine) as session:
        entries = session.exec(select(AuditEntry).where(AuditEntry.event_id == case.event_id)).all()
        kept = [(one.deed, one.account_id, one.detail.get("slug"), one.subject) for one in entries]
        erased = session.exec(select(AuditEntry).where(AuditEntry.deed == "event.erased"))
        assert len(erased.all()) == 1
    assert ("event.deleted", by, "spring", "") in kept
    assert {deed for deed, *_rest in kept} <= set(KEPT_IN_THE_TRAIL)


@pytest.mark.parametrize(
    "left_out",  # without its rows one by one, one long transaction does the same
    [step for step in STEPS[:-1] if step is not erasing.erase_all_rows],
    ids=lambda step: step.__name__,
)
def test_each_step_is_needed(
    case: Case, left_out: erasing.Step, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasing, "STEPS", tuple(step for step in STEPS if step is not left_out))
    erase_it(case)
    assert left(case) or files_with(case.world.settings.data_dir, case.words)


def test_sqlite_keeps_no_word_of_it_in_its_file(case: Case) -> None:
    engine = case.engine
    if engine.dialect.name != "sqlite" or engine.url.database is None:
        pytest.skip("PostgreSQL frees its pages by vacuum")
    engine.dispose()
    file = Path(engine.url.database)
    names = {file.name + ending for ending in ("", "-wal", "-shm")}
    words = case.words - {case.event_id}
    assert names & set(files_with(file.parent, words))
    erase_it(case)
    assert not names & set(files_with(file.parent, words))


def test_every_table_of_an_event_names_it_or_goes_with_a_row_that_does() -> None:
    named = {table.name for table in tables_of_events()} | {"event"}
    reached = set(named)
    while True:
        more = {
            name
            for name, table in SQLModel.metadata.tables.items()
            for key in table.foreign_keys
            if key.ondelete == "CASCADE" and key.column.table.name in reached
        }
        if more <= reached:
            break
        reached |= more
    assert of_events() == reached


def changed(before: dict[str, list[str]], after: dict[str, list[str]]) -> Iterator[str]:
    """Yield the rows that are there no more as they were."""
    for table, there in before.items():
        yield from (f"{table} {row}" for row in set(there) - set(after[table]))


def test_what_is_not_of_it_is_as_it_was(case: Case) -> None:
    delete_it(case)
    before = dump(case.engine)
    with clock.at(clock.now() + LATER):
        erase(case.ground, case.event_id)
    harmed = [
        row
        for row in changed(before, dump(case.engine))
        if not row.startswith("affinity_state (")
        and not any(key in row for key in case.ids)
        and not (row.startswith("sign_in_link") and "/e/spring" in row)
    ]
    assert {row.split()[0] for row in harmed} <= of_events()
    kept = ("event (", "attendance (", "role (", "slot (", "meeting (", "ticket (", "run (")
    assert [row for row in harmed if row.startswith(kept)] == []
    with Session(case.engine) as session:
        assert session.exec(select(Event)).first() is not None


class Killed(BaseException):
    """The process is gone."""


def killed(*_given: object) -> None:
    raise Killed


@pytest.mark.parametrize("number", range(len(STEPS) - 1))
def test_a_job_that_was_killed_is_taken_up(
    case: Case, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    delete_it(case)
    with clock.at(clock.now() + LATER):
        monkeypatch.setattr(erasing, "STEPS", (*STEPS[: number + 1], killed))
        with pytest.raises(Killed):
            erase(case.ground, case.event_id)
        monkeypatch.setattr(erasing, "STEPS", STEPS)
        erase(case.ground, case.event_id)
        erase(case.ground, case.event_id)
    assert left(case) == {}


def test_a_job_that_was_killed_in_the_middle_of_a_table_is_taken_up(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    delete_it(case)
    monkeypatch.setattr(rows, "AT_A_TIME", 1)
    some, seen = rows._erase_some, 0

    def dies(session: Session, table: object, event_id: str) -> bool:
        nonlocal seen
        seen += 1
        if seen == 40:
            raise Killed
        return some(session, table, event_id)  # type: ignore[arg-type]

    monkeypatch.setattr(rows, "_erase_some", dies)
    with clock.at(clock.now() + LATER):
        with pytest.raises(Killed):
            erase(case.ground, case.event_id)
        monkeypatch.setattr(rows, "_erase_some", some)
        erase(case.ground, case.event_id)
    assert left(case) == {}


def test_what_comes_in_between_goes_with_the_event(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def a_late_row(_ground: Ground, session: Session, event: erasing.Doomed) -> None:
        save(session, Role(event_id=event.id, name="late"))

    monkeypatch.setattr(erasing, "STEPS", (*STEPS[:-1], a_late_row, STEPS[-1]))
    erase_it(case)
    assert left(case) == {}
    assert columns_with(case.engine, {case.event_id}) == {case.event_id: {"audit_entry.event_id"}}


def test_the_clock_erases_what_is_due_and_nothing_else(case: Case) -> None:
    delete_it(case)
    before = dump(case.engine)
    erase_deleted_events.work(case.ground)
    erase(case.ground, case.event_id)
    assert dump(case.engine) == before
    with clock.at(clock.now() + LATER):
        erase_deleted_events.work(case.ground)
    with Session(case.engine) as session:
        assert session.get(Event, case.event_id) is None
        assert session.exec(select(Event)).first() is not None


def test_what_was_taken_back_is_not_erased(case: Case) -> None:
    delete_it(case)
    with Session(case.engine) as session:
        take_back(session, case.event_id, "olga")
    before = dump(case.engine)
    with clock.at(clock.now() + LATER):
        erase_deleted_events.work(case.ground)
    assert dump(case.engine) == before


def test_one_that_cannot_be_erased_keeps_no_other_waiting(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    delete_it(case)
    with Session(case.engine) as session:
        other = session.exec(select(Event).where(Event.slug == "autumn")).one()
        key, other.logo = other.id, None  # it is others' in this world
        save(session, other)
        delete_event(session, key, other.name, "olga")

    def breaks(_ground: Ground, _session: Session, event: erasing.Doomed) -> None:
        if event.id == case.event_id:
            raise RuntimeError("broken")

    monkeypatch.setattr(erasing, "STEPS", (breaks, *STEPS))
    with clock.at(clock.now() + LATER), pytest.raises(RuntimeError):
        erase_deleted_events.work(case.ground)
    with Session(case.engine) as session:
        assert session.get(Event, case.event_id) is not None
        assert session.get(Event, key) is None


def test_rows_are_erased_in_parts(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "AT_A_TIME", 2)
    with Session(case.engine) as session:
        erase_rows(session, case.event_id)
        assert ids_of(session, case.event_id) == {case.event_id}
