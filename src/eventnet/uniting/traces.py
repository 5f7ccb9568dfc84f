"""What names somebody by an id that stands in a document: the trail, edits, links and plans."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import String, cast
from sqlmodel import Session, col, or_, select, update

from eventnet import audit
from eventnet.accounts.models import SignInLink
from eventnet.audit import AuditEntry
from eventnet.edits.models import Edit
from eventnet.events.models import Attendance
from eventnet.matching.models import Run, RunState


def follow_traces(session: Session, ids: Mapping[str, str], attendances: Mapping[str, str]) -> None:
    """Let the trail, links and what undoes an edit name the one who stays."""
    for goes, stays in ids.items():
        session.exec(
            update(AuditEntry).where(col(AuditEntry.subject) == goes).values(subject=stays)
        )
        detail = cast(col(AuditEntry.detail), String).contains(goes, autoescape=True)
        for entry in session.exec(select(AuditEntry).where(detail)).all():
            entry.detail = renamed(entry.detail, ids)
            session.add(entry)
        leads = col(SignInLink.next).contains(goes, autoescape=True)
        for link in session.exec(select(SignInLink).where(leads)).all():
            link.next = link.next.replace(goes, stays)
            session.add(link)
    _follow_edits(session, ids, attendances)
    _drop_drafts(session, attendances)


def _follow_edits(session: Session, ids: Mapping[str, str], attendances: Mapping[str, str]) -> None:
    where = select(Attendance.event_id).where(col(Attendance.id).in_(list(attendances.values())))
    for edit in session.exec(select(Edit).where(col(Edit.event_id).in_(where))).all():
        edit.inverse = renamed(edit.inverse, ids)
        session.add(edit)


def _drop_drafts(session: Session, attendances: Mapping[str, str]) -> None:
    """Discard drafts that plan with somebody twice; of published runs let the files go."""
    where = select(Attendance.event_id).where(col(Attendance.id).in_(list(attendances.values())))
    for run in session.exec(
        select(Run).where(
            col(Run.event_id).in_(where),
            or_(
                col(Run.problem).is_not(None),
                col(Run.plan).is_not(None),
                Run.state == RunState.DRAFT,
            ),
        )
    ).all():
        run.report = renamed(run.report, attendances)
        run.problem = run.plan = run.solved = None
        if run.state is RunState.DRAFT:
            run.state = RunState.DISCARDED
            audit.record(session, "run.discarded", event_id=run.event_id, subject=run.id)
        session.add(run)


def renamed(value: Any, ids: Mapping[str, str]) -> Any:
    """Return a document in which the ids of those who go are those of who stays."""
    if isinstance(value, dict):
        return {ids.get(key, key): renamed(inner, ids) for key, inner in value.items()}
    if isinstance(value, list):
        return [renamed(inner, ids) for inner in value]
    return ids.get(value, value) if isinstance(value, str) else value
