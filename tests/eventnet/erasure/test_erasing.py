"""A week after an account was deleted nothing of it is left, and nothing of others is gone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import JSON, Engine, LargeBinary, String
from sqlmodel import Session, SQLModel, func, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.audit import ERASED, AuditEntry
from eventnet.database import Choice
from eventnet.erasure import erasing
from eventnet.erasure.erasing import STEPS, erase, erase_due
from eventnet.erasure.tracks import Tracks
from eventnet.mail.models import OutboxMail
from eventnet.matching.models import Run, RunState
from tests.eventnet.erasure.conftest import LATER, PHOTO, Case, delete_at_once
from tests.eventnet.erasure.searching import columns_with, files_with
from tests.eventnet.world.cast import Persona, email
from tests.eventnet.world.snapshots import dump, rows_about

BY_THEMSELVES = {"account", "meeting", "round_talk", "conversation"}
"""Tables from which rows are erased; what points to them goes with them."""
IN_STEPS = {
    "audit_entry": "account_id community_id deed detail event_id id subject",
    "group_post": "by_id once thread_id words",
    "group_thread": "by_id group_id id once title",
    "idea": "by_id community_id found id merged_into_id once root_id title why",
    "idea_post": "by_id idea_id once words",
    "group_page": "group_id key title",
    "page_link": "folded",
    "page_title": "folded group_id",
    "page_version": "by_id note once title words",
    "edit": "account_id detail event_id id inverse undone_by",
    "mail_stop": "email id kind",
    "mail_trouble": "email words",
    "outbox_mail": "event_id failure html id kind once reply_to stop_url subject text to",
    "run": "account_id around_id event_id failure id plan problem report solved",
    "sign_in_link": "email fingerprint id issuer next subject",
    "ticket": (
        "attendance_id buyer_email email event_id headline id kind name organization reference "
        "role source stand topics website"
    ),
    "ticket_import": ("account_id data event_id failure file_name id mapping report table counts"),
    "topic": "community_id id key label same_as_id",
}
"""Whatever holds words in tables that only some step cleans. A new column needs its step."""
OF_NOBODY = {
    "affinity_state": "event_id weights_id",
    "announcement": "event_id id role_id words",
    "asked_day": "event_id",
    "community": "about id name slug",
    "community_group": "about community_id id name once",
    "event_question": "event_id hint id label options",
    "event": (
        "about accent city community_id id join_code logo name online_pattern slug tagline "
        "time_zone venue"
    ),
    "exhibitor_team": "event_id id name stand",
    "floor_plan": "event_id stands",
    "learning": "community_id quality weights weights_id",
    "may_meet": "a_role_id b_role_id event_id",
    "programme": "address event_id source",
    "programme_draft": "address entries event_id id refused source",
    "publication": "account_id event_id id run_id undone_by_id",
    "role": "event_id id name",
    "keeping_rule": "community_id",
    "rounds_setting": "across community_id",
    "run_point": "run_id",
    "scenario": "changes edition event_id failure figures id name",
    "slot": "event_id id",
    "spent_state": "fingerprint",
    "talk": "abstract event_id folded id key room speakers title",
    "talk_round": "community_id id",
}
"""The same of tables that tell nothing of somebody with an account."""
LOOSE = {
    "conversation.pair_id",
    "feed_address.about_id",
    "former_self.former_id",
    "meeting.cause_id",
    "meeting.run_id",
    "meeting_before.cause_id",
    "meeting_before.run_id",
    "meeting_before.slot_id",
    "meeting_request.cause_id",
    "meeting_request.pair_id",
    "plan_edit.slot_id",
    "promise.changed_by_id",
    "promise.reworded_by_id",
    "proposal.by_id",
    "round_seat.cause_id",
    "round_seat.run_id",
    "seat_before.cause_id",
    "seat_before.run_id",
}
"""Ids without a foreign key, in rows that go with whom they name."""


def engine_of(case: Case) -> Engine:
    engine: Engine = case.world.app.state.engine
    return engine


def erase_it(case: Case) -> None:
    """Let a week pass after the account was deleted."""
    delete_at_once(case)
    with clock.at(clock.now() + LATER):
        erase(case.ground, case.account_id)


def test_no_column_and_no_file_keeps_a_word_of_them(case: Case) -> None:
    engine, folder = engine_of(case), case.world.settings.data_dir
    assert set(columns_with(engine, case.words)) == case.words
    given = [f"files/groups/attendeefile{number}.bin" for number in (22, 23)]
    assert files_with(folder, case.words) == [*given, f"files/photos/{PHOTO}"]
    erase_it(case)
    assert columns_with(engine, case.words) == {}
    assert files_with(folder, case.words) == []


@pytest.mark.parametrize("left_out", STEPS, ids=lambda step: step.__name__)
def test_each_step_is_needed(
    case: Case, left_out: erasing.Step, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasing, "STEPS", tuple(step for step in STEPS if step is not left_out))
    erase_it(case)
    kept = columns_with(engine_of(case), case.words)
    shared = columns_with(engine_of(case), case.shared)
    assert kept or shared or files_with(case.world.settings.data_dir, case.words)


def test_sqlite_keeps_no_word_of_them_in_its_file(case: Case) -> None:
    engine = engine_of(case)
    if engine.dialect.name != "sqlite" or engine.url.database is None:
        pytest.skip("PostgreSQL frees its pages by vacuum")
    engine.dispose()
    file = Path(engine.url.database)
    names = {file.name + ending for ending in ("", "-wal", "-shm")}
    assert names & set(files_with(file.parent, case.words))
    erase_it(case)
    assert not names & set(files_with(file.parent, case.words))


def cascading() -> set[str]:
    """Return the tables whose rows go with an account, or with what two had together."""
    found = set(BY_THEMSELVES)
    while True:
        more = {
            name
            for name, table in SQLModel.metadata.tables.items()
            for key in table.foreign_keys
            if key.ondelete == "CASCADE" and key.column.table.name in found
        }
        if more <= found:
            return found
        found |= more


def wordy(table: str) -> set[str]:
    """Return the columns of a table that can hold words, ids among them."""
    return {
        column.key
        for column in SQLModel.metadata.tables[table].c
        if isinstance(getattr(column.type, "impl", column.type), String | JSON | LargeBinary)
        and not isinstance(column.type, Choice)
    }


def test_every_table_goes_with_somebody_or_has_its_step() -> None:
    apart = {name: set(words.split()) for name, words in (IN_STEPS | OF_NOBODY).items()}
    rest = set(SQLModel.metadata.tables) - cascading()
    assert {name: wordy(name) for name in rest} == apart


def test_ids_that_nothing_enforces_stand_in_rows_that_go() -> None:
    found = {
        f"{name}.{column.key}"
        for name in cascading()
        for column in SQLModel.metadata.tables[name].c
        if column.key.endswith("_id") and not column.foreign_keys
    }
    assert found == LOOSE


def changed(before: dict[str, list[str]], after: dict[str, list[str]]) -> Iterator[str]:
    """Yield the rows that are there no more as they were."""
    for table, rows in before.items():
        yield from (f"{table} {row}" for row in set(rows) - set(after[table]))


def test_what_is_not_theirs_is_as_it_was(case: Case) -> None:
    engine, facts = engine_of(case), case.world.facts
    others = {"near0", "far2", "autumn1", "winter1", Persona.ORGANIZER.value, Persona.STEWARD.value}
    ids = {facts.accounts[name] for name in others}
    # What organizers arranged between them and somebody is of both, and goes.
    theirs = [row for row in rows_about(engine, ids) if not any(key in row for key in case.ids)]
    delete_at_once(case)
    before = dump(engine)
    with clock.at(clock.now() + LATER):
        erase(case.ground, case.account_id)
    after = dump(engine)
    assert rows_about(engine, ids) == theirs
    words = {word.casefold() for word in case.words | case.shared}
    computed = ("run (", "affinity_state (", "page_link (", "page_title (")
    harmed = [
        row
        for row in changed(before, after)
        if not row.startswith(computed) and not any(word in row.casefold() for word in words)
    ]
    assert harmed == []


def test_figures_and_deeds_stay_and_name_nobody(case: Case) -> None:
    with case.session() as session:
        runs = {run.number: run.people for run in session.exec(select(Run))}
        report = session.exec(select(Run).where(Run.state == RunState.PUBLISHED)).one().report
        deeds = session.exec(select(func.count()).select_from(AuditEntry)).one()
    erase_it(case)
    with case.session() as session:
        assert {run.number: run.people for run in session.exec(select(Run))} == runs
        published = session.exec(select(Run).where(Run.state == RunState.PUBLISHED)).one()
        assert published.report
        assert report
        assert {**published.report, "worst": []} == {**report, "worst": []}
        entries = session.exec(select(AuditEntry)).all()
        assert len(entries) > deeds
        done_to = [one for one in entries if one.subject == ERASED]
        assert {one.deed: one.detail for one in done_to if one.detail} == {
            "attendance.changed": {"who": ERASED},
            "meetings.cancelled": {"meetings": 5, "why": "left"},
        }
        assert [one.account_id for one in entries if one.deed == "account.erased"] == [None]
        assert {one.account_id for one in entries if one.deed == "plan.published"} == {ERASED}


def test_what_others_read_of_them_in_mails_is_wiped(case: Case) -> None:
    with case.session() as session:
        delete_at_once(case)
        rows = session.exec(select(OutboxMail).where(OutboxMail.to == email("near0"))).all()
        assert any(one.sent_at for one in rows)
    with clock.at(clock.now() + LATER):
        erase(case.ground, case.account_id)
    with case.session() as session:
        rows = session.exec(select(OutboxMail).where(OutboxMail.kind == "request")).all()
        assert [(one.to, one.subject, one.text, one.html, one.once) for one in rows] == [
            (email("near0"), "", "", "", None)
        ]
        given_up = session.exec(select(OutboxMail).where(OutboxMail.kind == "organizing")).one()
        assert given_up.text == ""
        assert given_up.failed_at is not None


class Killed(BaseException):
    """The process is gone."""


@pytest.mark.parametrize("number", range(len(STEPS)))
def test_a_job_that_was_killed_is_taken_up(
    case: Case, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_given: object) -> None:
        raise Killed

    delete_at_once(case)
    with clock.at(clock.now() + LATER):
        monkeypatch.setattr(erasing, "STEPS", (*STEPS[: number + 1], killed))
        # Once the account is gone there is no further step to be killed in.
        last = number == len(STEPS) - 1
        if last:
            erase(case.ground, case.account_id)
        else:
            with pytest.raises(Killed):
                erase(case.ground, case.account_id)
        monkeypatch.setattr(erasing, "STEPS", STEPS)
        erase(case.ground, case.account_id)
        erase(case.ground, case.account_id)
    assert columns_with(engine_of(case), case.words) == {}


def test_the_clock_erases_whose_time_has_come_and_nobody_else(case: Case) -> None:
    facts = case.world.facts
    delete_at_once(case)
    before = clock.now()
    with clock.at(before + LATER):
        erase_due.work(case.ground)
    with Session(engine_of(case)) as session:
        assert session.get(Account, case.account_id) is None
        assert session.get(Account, facts.accounts[Persona.DEACTIVATED]) is None  # as long ago
        assert session.get(Account, facts.accounts["near0"]) is not None


def test_nothing_is_erased_before_the_week_is_over(case: Case) -> None:
    delete_at_once(case)
    before = dump(engine_of(case))
    erase_due.work(case.ground)
    erase(case.ground, case.account_id)
    assert dump(engine_of(case)) == before


def test_one_that_cannot_be_erased_keeps_no_other_waiting(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, other = case.account_id, case.world.facts.accounts[Persona.DEACTIVATED]
    delete_at_once(case)

    def breaks(ground: object, session: object, tracks: Tracks) -> None:
        if tracks.account_id == broken:
            raise RuntimeError("broken")

    monkeypatch.setattr(erasing, "STEPS", (breaks, *STEPS))
    with clock.at(clock.now() + LATER), pytest.raises(RuntimeError):
        erase_due.work(case.ground)
    with Session(engine_of(case)) as session:
        assert session.get(Account, broken) is not None
        assert session.get(Account, other) is None
