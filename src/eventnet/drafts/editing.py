"""Changing a draft by hand, and taking changes back, the last one first.

What a change comes to is counted before anything is held; then the draft is held, and where
somebody else changed, published or put it away meanwhile, nothing happens.
"""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from sqlmodel import Session, col, delete, select

from eventnet import audit
from eventnet.database import lock, writing
from eventnet.drafts.planning import Change, change_files
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.events.models import Event
from eventnet.i18n import gettext as _
from eventnet.matching.models import PlanEdit, Run, RunState
from eventnet.matching.reports import Report, make_report, of_the_run
from eventnet.matching.setting import pair_id


class _Counted(NamedTuple):
    """A draft after a change: its files and its report."""

    problem: bytes
    plan: bytes
    solved: bytes
    report: Report


def edits_of(session: Session, run_id: str) -> list[PlanEdit]:
    """Return the changes by hand of a draft, the first one first."""
    query = select(PlanEdit).where(PlanEdit.run_id == run_id)
    return list(session.exec(query.order_by(col(PlanEdit.number), col(PlanEdit.a_id))))


def change_draft(
    session: Session, run_id: str, change: Change, *, edition: int, account_id: str | None
) -> None:
    """Put meetings of a draft into other slots, or take them out.

    `edition` is that of the draft that the organizer looked at.
    """
    run = _draft(session, run_id, edition)
    before = edits_of(session, run_id)
    number = max((one.number for one in before), default=0) + 1
    rows = [
        PlanEdit(run_id=run_id, number=number, a_id=a_id, b_id=b_id, slot_id=slot_id)
        for pair, slot_id in sorted(change.items())
        for a_id, b_id in [sorted(pair.split("|"))]
    ]
    counted = _count(session, run, [*before, *rows])
    with writing(session):
        run = _hold(session, run_id, edition)
        for row in rows:
            row.account_id = account_id
        session.add_all(rows)
        _keep(session, run, counted, "draft.changed", account_id)


def undo_last(session: Session, run_id: str, *, edition: int, account_id: str | None) -> None:
    """Take the last change by hand of a draft back."""
    run = _draft(session, run_id, edition)
    edits = edits_of(session, run_id)
    if not edits:
        raise Conflict(_("Nothing is changed by hand in this draft any more."))
    last = edits[-1].number
    counted = _count(session, run, [one for one in edits if one.number != last])
    with writing(session):
        run = _hold(session, run_id, edition)
        session.exec(
            delete(PlanEdit).where(col(PlanEdit.run_id) == run_id, col(PlanEdit.number) == last)
        )
        _keep(session, run, counted, "draft.change_undone", account_id)


def _draft(session: Session, run_id: str, edition: int) -> Run:
    run = session.get(Run, run_id)
    if run is None:
        raise NotFound(_("There is no such run."))
    _refuse_unless_same(run, edition)
    return run


def _hold(session: Session, run_id: str, edition: int) -> Run:
    run = lock(session, Run, run_id)
    if run is None:
        raise NotFound(_("There is no such run."))
    _refuse_unless_same(run, edition)
    return run


def _refuse_unless_same(run: Run, edition: int) -> None:
    if run.state is not RunState.DRAFT:
        raise Conflict(
            _(
                "Run %(number)d is no draft any more, so nothing is changed in it.",
                number=run.number,
            )
        )
    if run.edition != edition:
        raise Conflict(
            _("Somebody changed this draft meanwhile. Here it is as it is now: look again.")
        )


def _count(session: Session, run: Run, edits: Iterable[PlanEdit]) -> _Counted:
    """Return the draft with these changes on top of what the solver left; nothing is written."""
    event_id, told = run.event_id, of_the_run(run.report)
    solved = run.solved or run.plan
    if run.problem is None or solved is None:
        raise NotFound(_("Run %(number)d has no plan.", number=run.number))
    change = {pair_id(one.a_id, one.b_id): one.slot_id for one in edits}
    given = run.problem
    session.rollback()  # nothing is held while the engine counts
    with TemporaryDirectory(prefix="eventnet-draft-") as folder:
        problem, plan, left = (
            Path(folder, f"{name}.json.gz") for name in ("problem", "plan", "left")
        )
        problem.write_bytes(given)
        left.write_bytes(solved)
        outcome = change_files(problem, plan, left, change)
        if outcome.violations:
            raise Refused(_("The draft would break a rule with that, so it stays as it was."))
        event = session.get_one(Event, event_id)
        report = make_report(session, event, outcome)
        told["moved_by_hand"] = len(change)
        return _Counted(problem.read_bytes(), plan.read_bytes(), solved, told | report)


def _keep(session: Session, run: Run, counted: _Counted, deed: str, account_id: str | None) -> None:
    run.problem, run.plan, run.solved = counted.problem, counted.plan, counted.solved
    run.report = counted.report
    run.incumbent, run.bound = counted.report["objective"], counted.report["bound"]
    run.edition += 1
    audit.record(
        session,
        deed,
        account_id=account_id,
        event_id=run.event_id,
        subject=run.id,
        number=run.number,
        changed=counted.report["moved_by_hand"],
    )
