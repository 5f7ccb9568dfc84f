"""Undoing beside whatever else happens at the same moment; each race first without its guard."""

import signal
import subprocess
import sys

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet.audit import AuditEntry
from eventnet.errors import Refused
from eventnet.events.models import Event
from eventnet.mail.models import OutboxMail
from eventnet.matching import undoing
from eventnet.matching.going_back import what_undo_does
from eventnet.matching.models import Publication, Run, RunState
from eventnet.matching.publishing import publish_run
from eventnet.matching.solver import environment
from eventnet.matching.telling import tell_people
from eventnet.matching.undoing import undo_publication
from eventnet.meetings.actions import cancel
from eventnet.meetings.models import Meeting, MeetingState
from eventnet.settings import Settings
from tests.eventnet.matching.published import (
    Draft,
    changed_by,
    publish,
    sides,
    two_publications,
)
from tests.eventnet.matching.schedules import rows
from tests.eventnet.matching.settled import held, overbooked, planned
from tests.eventnet.matching.test_publishing import publishing_of
from tests.races import Deed, at_once
from tests.work import do_jobs

ROUNDS = 5


def undoes(publication_id: str) -> Deed:
    return lambda own: undo_publication(own, publication_id, account_id=None)


def tells(event_id: str) -> Deed:
    return lambda own: tell_people(own, event_id, at_once=True)


def count(session: Session, event_id: str, deed: str) -> int:
    session.rollback()
    query = select(AuditEntry).where(AuditEntry.event_id == event_id, AuditEntry.deed == deed)
    return len(session.exec(query).all())


def no_look(_session: Session, _publication: Publication) -> None:
    """Look at nothing before undoing."""


def test_without_the_look_it_is_undone_twice_and_told_and_undone(
    session: Session, crowd: Event, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = publish(session, draft, crowd)
    monkeypatch.setattr(undoing, "_refuse_unless_undoable", no_look)
    tells(crowd.id)(session)
    for _again in range(2):
        undoes(first)(session)
    assert count(session, crowd.id, "plan.undone") == 2
    found = session.get_one(Publication, first)
    assert found.told_at
    assert found.undone_at


def test_of_two_organizers_who_undo_at_once_one_does(
    session: Session, app: Starlette, crowd: Event, draft: Draft
) -> None:
    for number in range(ROUNDS):
        key = publish(session, draft, crowd)
        session.rollback()
        results = at_once(app, undoes(key), undoes(key))
        assert sum(isinstance(result, Refused) for result in results) == 1
        assert count(session, crowd.id, "plan.undone") == number + 1
        assert held(session, crowd.id) == set()


def test_either_people_are_told_or_it_is_undone(
    session: Session, app: Starlette, crowd: Event, draft: Draft
) -> None:
    event_id = crowd.id
    for _round in range(ROUNDS):
        key = publish(session, draft, session.get_one(Event, event_id))
        session.rollback()
        undone, _told = at_once(app, undoes(key), tells(event_id))
        session.rollback()
        found = session.get_one(Publication, key, populate_existing=True)
        assert (found.told_at is None) is not (found.undone_at is None)
        assert isinstance(undone, Refused) is (found.undone_at is None)
        before = len(session.exec(select(OutboxMail)).all())
        assert do_jobs(app).count("tell_published") == (found.told_at is not None)
        session.rollback()
        written = len(session.exec(select(OutboxMail)).all()) - before
        assert (written > 0) is (found.told_at is not None)
        if found.told_at:
            return  # what is told is not undone, so the next round would begin elsewhere


def test_without_the_hold_a_no_is_lost(
    session: Session, app: Starlette, crowd: Event, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = two_publications(session, draft, crowd)
    moved = changed_by(session, second, "moved")[0]
    one = sides(session, moved)[0]
    session.rollback()
    with Session(app.state.engine) as early:
        stale = what_undo_does(
            early, early.get_one(Event, crowd.id), early.get_one(Publication, second)
        )
        early.expunge_all()
    cancel(session, moved, one)
    monkeypatch.setattr(undoing, "what_undo_does", lambda *_given: stale)
    undoes(second)(session)
    session.rollback()
    assert session.get_one(Meeting, moved).live  # though one of them was told that it is off


def test_a_no_beside_undoing_is_heard_or_refused(
    session: Session, app: Starlette, crowd: Event, draft: Draft
) -> None:
    second = two_publications(session, draft, crowd)
    changed = changed_by(session, second, "moved") + changed_by(session, second, "added")
    chosen = [(key, sides(session, key)[0]) for key in changed[:3] + changed[-3:]]
    session.rollback()

    def calls_off(key: str, who: str) -> Deed:
        return lambda own: cancel(own, key, who)

    results = at_once(app, undoes(second), *(calls_off(*one) for one in chosen))
    assert not isinstance(results[0], Refused)
    session.rollback()
    for key, _who in chosen:
        assert session.get_one(Meeting, key).state is MeetingState.CANCELLED
    assert overbooked(session, crowd.id) == []


def test_without_the_look_a_later_schedule_is_torn(
    session: Session, crowd: Event, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = publish(session, draft, crowd)
    second = draft(crowd, keeps=False)
    publish_run(session, second.id, account_id=None)
    monkeypatch.setattr(undoing, "_refuse_unless_undoable", no_look)
    undoes(first)(session)
    session.rollback()
    assert session.get_one(Run, second.id).state is RunState.PUBLISHED
    after = session.get_one(Publication, first)
    assert after.undone_at is not None  # and the later one, which stands on it, is not


def test_undoing_beside_another_publication_one_wins(
    session: Session, app: Starlette, crowd: Event, draft: Draft
) -> None:
    event_id = crowd.id
    for _round in range(ROUNDS):
        first = publish(session, draft, session.get_one(Event, event_id))
        run_id = draft(session.get_one(Event, event_id), keeps=False).id
        version = session.get_one(Event, event_id).schedule_version
        session.rollback()
        undone, booked = at_once(app, undoes(first), publishing_of(run_id, version))
        assert isinstance(undone, Refused) is not isinstance(booked, Refused)
        session.rollback()
        expected = set() if isinstance(booked, Refused) else planned(session.get_one(Run, run_id))
        assert held(session, event_id) == expected
        assert overbooked(session, event_id) == []
        tell_people(session, event_id, at_once=True)
        empty = draft(session.get_one(Event, event_id))
        if expected:
            return
        session.delete(empty)
        session.commit()


DIES = """
import os, signal, sys
from sqlmodel import Session
from eventnet.database import create_engine
from eventnet.matching import undoing

url, publication_id, where = sys.argv[1:]
real, done = getattr(undoing, where), []

def dies(*given, **named):
    real(*given, **named)
    os.kill(os.getpid(), signal.SIGKILL)

setattr(undoing, where, dies)
with Session(create_engine(url)) as session:
    undoing.undo_publication(session, publication_id, account_id=None)
"""


@pytest.mark.parametrize("where", ["become", "_restore", "forget_before"])
def test_undoing_that_is_killed_leaves_the_published_schedule_whole(
    session: Session, settings: Settings, crowd: Event, draft: Draft, where: str
) -> None:
    second = two_publications(session, draft, crowd)
    before = rows(session, crowd)
    session.rollback()
    died = subprocess.run(
        [sys.executable, "-c", DIES, settings.database_url, second, where],
        env=environment(),
        check=False,
    )
    assert died.returncode == -signal.SIGKILL
    assert rows(session, crowd) == before
    assert overbooked(session, crowd.id) == []
    undo_publication(session, second, account_id=None)
    assert rows(session, crowd) != before
