"""The solver's files: who was to meet whom, and who was worst off."""

import gzip
from typing import Any

from sqlmodel import Session, col, select

from eventnet import audit
from eventnet.database import lock, writing
from eventnet.erasure.tracks import Tracks
from eventnet.jobs import Ground
from eventnet.matching.models import Run, RunState


def erase_from_plans(_ground: Ground, session: Session, tracks: Tracks) -> None:
    """Let go of the files of runs that planned with them; figures stay, and name nobody.

    A draft that still plans with them is of no use, since they left long ago: it is discarded.
    """
    runs = select(Run.id).where(col(Run.event_id).in_(tracks.event_ids))
    for key in session.exec(runs.order_by(col(Run.id))).all():
        with writing(session):
            run = lock(session, Run, key)
            if run is None:
                continue
            run.report = _nameless(run.report, tracks)
            if _plans_with(run, tracks):
                run.problem = run.plan = run.solved = None
                if run.state is RunState.DRAFT:
                    run.state = RunState.DISCARDED
                    audit.record(session, "run.discarded", event_id=run.event_id, subject=run.id)
            session.add(run)


def _nameless(report: dict[str, Any] | None, tracks: Tracks) -> dict[str, Any] | None:
    if not report or "worst" not in report:
        return report
    worst = [one for one in report["worst"] if one.get("attendance") not in tracks.attendances]
    return {**report, "worst": worst}


def _plans_with(run: Run, tracks: Tracks) -> bool:
    files = [_content(packed) for packed in (run.problem, run.plan, run.solved) if packed]
    return any(key.encode() in content for key in tracks.attendances for content in files)


def _content(packed: bytes) -> bytes:
    return gzip.decompress(packed) if packed.startswith(b"\x1f\x8b") else packed
