"""Pages of runs: who sees them, what they say, and what they cost."""

import gzip
import json
from collections.abc import Callable, Iterator

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

import matcher
from eventnet import clock, jobs
from eventnet.accounts.models import Account
from eventnet.events.models import Attendance, Consent, Event, Organizer, Role
from eventnet.matching.jobs import solve_run_apart
from eventnet.matching.models import Run, RunPoint, RunState
from eventnet.matching.progress import reader
from eventnet.matching.publishing import publish_run
from eventnet.matching.runs import start_run
from eventnet.people.models import Profile
from tests.browser import Browser, text_of
from tests.crowds import a_crowd
from tests.eventnet.matching.settled import held, planned
from tests.factories import an_account, an_attendee, an_event, save
from tests.queries import counted

SCRIPT = "<script>alert(1)</script>"
Draft = Callable[[Event], Run]


@pytest.fixture
def organizer(session: Session, crowd: Event, browser: Callable[[], Browser]) -> Browser:
    """Return the browser of somebody who organizes the crowd's event."""
    account = an_account(session, "organizer@example.org")
    save(session, Organizer(event_id=crowd.id, account_id=account.id))
    return browser().sign_in(account.email)


def path(event: Event, *rest: object) -> str:
    return "/".join([f"/e/{event.slug}/organize/runs", *map(str, rest)])


def everything(event: Event, number: int) -> Iterator[tuple[str, str]]:
    yield from (("get", path(event)), ("post", path(event)))
    for rest in ("", "/live", "/problem.json.gz", "/plan.json.gz"):
        yield "get", path(event, number) + rest
    for rest in ("stop", "discard", "publish"):
        yield "post", path(event, number, rest)


def test_only_organizers_of_the_event_get_in(
    session: Session, crowd: Event, draft: Draft, browser: Callable[[], Browser]
) -> None:
    number = draft(crowd).number
    attendee = session.exec(select(Account)).first()
    assert attendee is not None
    stranger = an_account(session)
    save(session, Organizer(event_id=an_event(session).id, account_id=stranger.id))
    for account in (attendee, stranger):
        own = browser().sign_in(account.email)
        for method, where in everything(crowd, number):
            assert getattr(own, method)(where).status_code == 404, where
    for method, where in everything(crowd, number):
        response = getattr(browser(), method)(where)
        assert response.status_code == 303
        assert "/sign-in" in response.headers["location"]
    session.expire_all()
    assert session.exec(select(Run.state)).all() == [RunState.DRAFT]


def test_a_run_of_another_event_is_not_found(
    session: Session, crowd: Event, draft: Draft, organizer: Browser
) -> None:
    draft(crowd)
    for number in ("2", "0", "-1", "1e3", "x", "9" * 30, "²"):
        assert organizer.get(path(crowd, number)).status_code == 404, number


def test_the_start_page_says_what_a_run_would_use(
    session: Session, crowd: Event, organizer: Browser
) -> None:
    session.rollback()
    crowd = session.get_one(Event, crowd.id)
    for consent in (Consent.OWN, None, None, Consent.ASK):
        an_attendee(session, crowd, consent=consent)
    text = organizer.read(path(crowd))
    assert "31 people take part; 1 of them want to be asked about each meeting" in text
    assert "6 slots are ahead, with 48 places at tables in all" in text
    assert "2 people have not chosen how to be planned" in text
    assert "1 person wants only meetings of their own making" in text


def test_starting_a_run_enqueues_it_once(
    app: Starlette, session: Session, crowd: Event, organizer: Browser
) -> None:
    response = organizer.post(path(crowd), {"seconds": "20"})
    assert (response.status_code, response.headers["location"]) == (303, path(crowd, 1))
    session.rollback()
    run = session.exec(select(Run)).one()
    assert (run.state, run.time_limit) == (RunState.QUEUED, 20)
    again = organizer.post(path(crowd), {"seconds": "5"})
    assert again.status_code == 409
    assert "Run 1 is under way" in text_of(again.text)
    assert f'href="{path(crowd, 1)}"' in again.text
    waiting = [one.name for one in jobs.client(app.state.engine).list_queued_workflows()]
    assert waiting.count(solve_run_apart.name) == 1


@pytest.mark.parametrize("seconds", ["0", "-5", "61", "1e9", "many", ""])
def test_a_wrong_time_limit_is_refused_in_words(
    session: Session, crowd: Event, organizer: Browser, seconds: str
) -> None:
    response = organizer.post(path(crowd), {"seconds": seconds})
    assert response.status_code == 422
    assert "One thing to put right" in text_of(response.text)
    assert session.exec(select(Run)).all() == []


def test_an_event_without_a_grid_is_told_what_is_missing(
    session: Session, browser: Callable[[], Browser]
) -> None:
    account = an_account(session)
    event = an_event(session, slots=0, organizer=account)
    own = browser().sign_in(account.email)
    assert "There is no slot ahead" in own.read(path(event))
    assert own.post(path(event), {"seconds": "5"}).status_code == 422


def test_a_run_under_way_is_shown_live(
    app: Starlette, session: Session, crowd: Event, organizer: Browser
) -> None:
    run = start_run(session, crowd, seconds=5, account_id=None, job=None)
    page = organizer.get(path(crowd, 1)).text
    assert f'data-run="{path(crowd, 1)}/live"' in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert "The run begins in a moment" in page
    read = reader(app.state.sessions, run.id)
    assert "begins in a moment" in read()[0]
    run.state, run.started_at = RunState.SOLVING, clock.now()
    run.incumbent, run.bound = 99.0, 100.0
    points = [RunPoint(run_id=run.id, seconds=n / 2, incumbent=90 + n, bound=100) for n in range(9)]
    save(session, run, *points)
    shown, final = read()
    assert "No schedule can be more than 1.02 % better." in text_of(shown)
    assert "<svg" in shown
    assert not final
    assert organizer.post(path(crowd, 1, "stop")).status_code == 303
    assert "Stopping: the best schedule" in read()[0]
    session.rollback()
    run.state = RunState.DRAFT
    save(session, run)
    assert read()[1]


def test_the_stream_ends_with_the_run(
    session: Session, crowd: Event, draft: Draft, organizer: Browser
) -> None:
    draft(crowd)
    with organizer.client as client:  # streams need the site to be started
        response = client.get(path(crowd, 1, "live"))
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.text.startswith("event: done\ndata: ")


def test_a_draft_is_reported_published_and_said_to_be_current(
    session: Session, crowd: Event, draft: Draft, organizer: Browser
) -> None:
    run = draft(crowd)
    count = len(planned(run))
    text = organizer.read(path(crowd, 1))
    assert f"30 of 30 people who take part meet someone, in {count} meetings" in text
    assert "No schedule can be" in text
    assert "The ten worst off" in text
    assert f"Nothing is planned yet; {count} meetings come in." in text
    response = organizer.post(path(crowd, 1, "publish"), {"against": "0"})
    assert (response.status_code, response.headers["location"]) == (303, path(crowd, 1))
    text = organizer.read(path(crowd, 1))
    assert f"Published: {count} meetings are in everybody's schedule." in text
    assert "This is everybody's schedule now" in text
    assert "Publish this schedule" not in text
    assert "everybody's schedule now" in organizer.read(path(crowd))


def test_a_second_draft_shows_what_it_changes(
    session: Session, crowd: Event, draft: Draft, organizer: Browser
) -> None:
    publish_run(session, draft(crowd).id, account_id=None)
    leaver = next(iter(next(iter(held(session, crowd.id)))[0]))
    person = session.get_one(Attendance, leaver)
    person.consent = Consent.OWN
    save(session, person)
    draft(crowd)
    text = organizer.read(path(crowd, 2))
    assert "meetings stay as they are" in text
    assert "Called off:" in text
    stale = organizer.post(path(crowd, 2, "publish"), {"against": "0"})
    assert stale.status_code == 409
    assert "Somebody published a schedule meanwhile" in text_of(stale.text)
    assert organizer.post(path(crowd, 2, "publish"), {}).status_code == 422
    assert organizer.post(path(crowd, 2, "publish"), {"against": "1"}).status_code == 303
    twice = organizer.post(path(crowd, 2, "publish"), {"against": "1"})
    assert twice.status_code == 409
    assert "Run 2 is published already" in text_of(twice.text)


def test_a_draft_can_be_put_away(
    session: Session, crowd: Event, draft: Draft, organizer: Browser
) -> None:
    draft(crowd)
    assert organizer.post(path(crowd, 1, "discard")).headers["location"] == path(crowd)
    assert "This draft was put away." in organizer.read(path(crowd, 1))


def test_a_failed_run_says_why_and_offers_another(
    session: Session, crowd: Event, organizer: Browser
) -> None:
    run = start_run(session, crowd, seconds=20, account_id=None, job=None)
    run.state, run.failure = RunState.FAILED, "The solver was killed, it says."
    save(session, run)
    page = organizer.get(path(crowd, 1)).text
    assert "The solver was killed, it says." in page
    assert "what is published stands" in page
    assert '<input type="hidden" name="seconds" value="20">' in page


def test_the_files_pass_the_check_and_tell_no_wishes_and_no_vetoes(
    session: Session, crowd: Event, draft: Draft, organizer: Browser
) -> None:
    run = draft(crowd)
    response = organizer.get(path(crowd, 1, "problem.json.gz"))
    assert response.headers["content-type"] == "application/gzip"
    assert "attachment" in response.headers["content-disposition"]
    problem = json.loads(gzip.decompress(response.content))
    meant = {frozenset((pair["a"], pair["b"])) for pair in problem["pairs"]}
    assert meant == {two for two, _slot in planned(run)}
    assert set(problem["pairs"][0]) == {"id", "a", "b", "affinity"}
    plan = json.loads(gzip.decompress(organizer.get(path(crowd, 1, "plan.json.gz")).content))
    assert matcher.check(matcher.Problem.from_json(problem), matcher.Plan.from_json(plan)) == []
    start_run(session, crowd, seconds=5, account_id=None, job=None)
    assert organizer.get(path(crowd, 2, "plan.json.gz")).status_code == 404


def test_scripts_in_names_run_nowhere(
    session: Session, crowd: Event, draft: Draft, organizer: Browser
) -> None:
    session.rollback()
    for profile in session.exec(select(Profile)).all():
        profile.name = SCRIPT
        session.add(profile)
    for role in session.exec(select(Role)).all():
        role.name = SCRIPT
        session.add(role)
    crowd.name = SCRIPT
    save(session, crowd)
    publish_run(session, draft(crowd).id, account_id=None)
    draft(crowd)
    for where in (path(crowd), path(crowd, 1), path(crowd, 2)):
        page = organizer.get(where).text
        assert SCRIPT not in page
        assert "&lt;script&gt;alert(1)" in page


def test_the_list_costs_the_same_for_one_run_and_for_thirty(
    app: Starlette, session: Session, crowd: Event, organizer: Browser
) -> None:
    costs = []
    for runs in (1, 29):
        for _ in range(runs):
            run = start_run(session, crowd, seconds=5, account_id=None, job=None)
            run.state, run.failure = RunState.FAILED, "No."
            save(session, run)
        with counted(app.state.engine) as count:
            organizer.read(path(crowd))
        costs.append(count.total)
    assert costs[0] == costs[1]


def test_a_draft_costs_the_same_for_few_and_for_many(
    app: Starlette, session: Session, organizer: Browser, draft: Draft
) -> None:
    costs = []
    for size in (6, 60):
        session.rollback()
        account = session.exec(
            select(Account).where(Account.email == "organizer@example.org")
        ).one()
        event = an_event(session, slots=6, tables=20, organizer=account)
        a_crowd(session, event, size)
        publish_run(session, draft(event).id, account_id=None)
        draft(event)
        with counted(app.state.engine) as count:
            organizer.read(path(event, 2))
        costs.append(count.total)
    assert costs[0] == costs[1]
