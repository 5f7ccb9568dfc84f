"""The pages on which a publication is looked at, undone and told; and runs that keep or do not."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, col, select
from starlette.applications import Starlette

import matcher
from eventnet import clock
from eventnet.events.models import Event, Organizer
from eventnet.mail.models import OutboxMail
from eventnet.matching import solver
from eventnet.matching.models import Publication, Run
from eventnet.matching.publishing import publish_run
from eventnet.matching.runs import start_run
from eventnet.matching.setting import problem_document
from eventnet.matching.solving import solve_run
from eventnet.matching.undoing import undo_publication
from eventnet.matching.window import UNDO_TIME
from tests.browser import Browser, text_of
from tests.crowds import a_crowd
from tests.eventnet.matching.settled import held, planned
from tests.factories import an_account, an_event, save
from tests.queries import counted
from tests.work import do_jobs

Draft = Callable[..., Run]


@pytest.fixture
def organizer(session: Session, crowd: Event, browser: Callable[[], Browser]) -> Browser:
    """Return the browser of somebody who organizes the crowd's event."""
    account = an_account(session, "organizer@example.org")
    save(session, Organizer(event_id=crowd.id, account_id=account.id))
    return browser().sign_in(account.email)


def at(event: Event, run: Run, *rest: str) -> str:
    return "/".join([f"/e/{event.slug}/organize/runs/{run.number}", *rest])


def test_a_publication_is_undone_on_its_page_and_published_again(
    session: Session, app: Starlette, crowd: Event, draft: Draft, organizer: Browser
) -> None:
    run = draft(crowd)
    here, version = at(crowd, run), crowd.schedule_version
    organizer.post(f"{here}/publish", {"against": str(version)})
    page = organizer.read(here)
    assert "this can be undone" in page
    assert "Before this nothing was published" in page
    assert organizer.post(f"{here}/undo", {"against": str(version)}).status_code == 409
    assert organizer.post(f"{here}/undo", {}).status_code == 422
    assert organizer.post(f"{here}/undo", {"against": str(version + 1)}).status_code == 303
    page = organizer.read(here)
    assert "Nobody was mailed, and it is a draft again." in page
    assert "What publishing changes" in page
    assert held(session, crowd.id) == set()
    organizer.post(f"{here}/publish", {"against": str(version + 2)})
    assert organizer.post(f"{here}/tell", {}).status_code == 303
    assert organizer.post(f"{here}/tell", {}).status_code == 409
    assert "It can no longer be undone" in organizer.read(here)
    refused = organizer.post(f"{here}/undo", {"against": str(version + 3)})
    assert refused.status_code == 409
    assert "so it can no longer be undone" in text_of(refused.text)
    do_jobs(app)
    session.rollback()
    people = {one for two, _slot in held(session, crowd.id) for one in two}
    assert len(session.exec(select(OutboxMail)).all()) == len(people)


def test_undo_names_the_run_that_it_returns_to_and_ends_with_its_time(
    session: Session, crowd: Event, draft: Draft, organizer: Browser
) -> None:
    publish_run(session, draft(crowd).id, account_id=None)
    run = draft(crowd, keeps=False)
    assert "gives them the schedule of run 1 back" in organizer.read(at(crowd, run))
    publish_run(session, run.id, account_id=None)
    page = organizer.read(at(crowd, run))
    assert "Undoing gives everybody the schedule of run 1 back." in page
    with clock.at(clock.now() + UNDO_TIME):
        page = organizer.read(at(crowd, run))
    assert "The time to undo this is over" in page


def test_what_changes_for_each_person_is_found_by_name(
    session: Session, crowd: Event, draft: Draft, organizer: Browser
) -> None:
    run = draft(crowd)
    page = organizer.get(at(crowd, run, "people")).text
    names = re.findall(r'<th scope="row"><a [^>]*>([^<]+)<', page)
    changed = {one for two, _slot in planned(run) for one in two}
    assert len(names) == len(changed)
    found = organizer.get(f"{at(crowd, run, 'people')}?q={names[0]}").text
    assert re.findall(r'<th scope="row"><a [^>]*>([^<]+)<', found)[0] == names[0]
    assert "Nobody is found" in organizer.get(f"{at(crowd, run, 'people')}?show=moved").text
    publish_run(session, run.id, account_id=None)
    assert organizer.get(at(crowd, run, "people")).status_code == 303
    again = draft(crowd)
    assert "Nothing changes for anybody" in organizer.get(at(crowd, again, "people")).text


@pytest.mark.parametrize("rest", ["people", ""])
def test_pages_take_as_many_statements_for_a_crowd_as_for_a_few(
    session: Session, app: Starlette, draft: Draft, browser: Callable[[], Browser], rest: str
) -> None:
    account = an_account(session)
    totals = []
    for size in (8, 40):
        session.rollback()
        event = an_event(session, slots=4, tables=20)
        a_crowd(session, event, size)
        save(session, Organizer(event_id=event.id, account_id=account.id))
        run = draft(event)
        if not rest:
            publish_run(session, run.id, account_id=None)
        own = browser().sign_in(account.email)
        address = at(event, run, rest).rstrip("/")
        own.read(address)
        with counted(app.state.engine) as count:
            own.read(address)
        totals.append(count.total)
    assert totals[0] == totals[1]


def test_undoing_takes_as_many_statements_for_a_crowd_as_for_a_few(
    session: Session, app: Starlette, draft: Draft
) -> None:
    totals = []
    for size in (8, 40):
        session.rollback()
        event = an_event(session, slots=4, tables=20)
        a_crowd(session, event, size)
        publish_run(session, draft(event).id, account_id=None)
        publication = session.exec(
            select(Publication).where(Publication.event_id == event.id)
        ).one()
        key = publication.id
        session.rollback()
        with counted(app.state.engine) as count:
            undo_publication(session, key, account_id=None)
        totals.append(count.total)
    assert totals[0] == totals[1]


def test_a_run_begins_with_what_people_have_unless_it_starts_from_scratch(
    session: Session,
    app: Starlette,
    crowd: Event,
    draft: Draft,
    organizer: Browser,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    publish_run(session, draft(crowd).id, account_id=None)
    have = held(session, crowd.id)
    starts: list[set[tuple[frozenset[str], str]] | None] = []

    def watched(problem: Path, plan: Path, *, start: Path | None = None, **how: Any) -> None:
        given = matcher.Plan.read(start).meetings if start else None
        found = None if given is None else {(frozenset((m.a, m.b)), m.slot) for m in given}
        starts.append(found)
        real(problem, plan, start=start, **how)

    real = solver.solve
    monkeypatch.setattr(solver, "solve", watched)
    session.rollback()
    for keeps in (True, False):
        event = session.get_one(Event, crowd.id)
        key = start_run(session, event, seconds=2, account_id=None, job=None, keeps=keeps).id
        solve_run(app.state.sessions, key, workers=1)
        session.rollback()
        run = session.get_one(Run, key, populate_existing=True)
        assert run.report is not None
        assert run.report["kept"] == len(have)
        if keeps:
            assert run.report["stay"] > 0.9 * len(have)
            assert f"of the {len(have)} meetings that people have already stay" in organizer.read(
                at(crowd, run)
            )
    assert starts == [have, None]
    event = session.get_one(Event, crowd.id)
    assert problem_document(session, event)["weights"]["change"] > 0
    assert problem_document(session, event, keeps=False)["weights"]["change"] == 0


def test_starting_from_scratch_is_a_choice_once_people_have_a_schedule(
    session: Session, crowd: Event, draft: Draft, organizer: Browser
) -> None:
    runs = f"/e/{crowd.slug}/organize/runs"
    run = draft(crowd)
    assert "Start from scratch" not in organizer.read(runs)
    publish_run(session, run.id, account_id=None)
    assert "Start from scratch" in organizer.read(runs)
    organizer.post(runs, {"seconds": "5", "have": "scratch"})
    session.rollback()
    assert [one.keeps for one in session.exec(select(Run).order_by(col(Run.number)))] == [
        True,
        False,
    ]
    assert session.exec(select(Publication)).one().run_id == run.id
