"""Pages of what-ifs: what they say, what they refuse, what they cost, and what they keep quiet."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, col, select, update
from starlette.applications import Starlette

from eventnet.database import writing
from eventnet.events.models import Event, Slot
from eventnet.whatif.actions import MOST_SCENARIOS, ask
from eventnet.whatif.changes import Changes
from eventnet.whatif.columns import reader
from eventnet.whatif.models import Scenario, ScenarioState
from tests.browser import Browser, text_of
from tests.eventnet.whatif.conftest import Ask
from tests.factories import a_role
from tests.queries import counted
from tests.work import do_jobs


def path(event: Event, rest: str = "") -> str:
    return f"/e/{event.slug}/organize/what-if{rest}"


def changes(session: Session) -> list[dict[str, object]]:
    session.rollback()
    return [one.changes for one in session.exec(select(Scenario).order_by(col(Scenario.number)))]


def test_page_without_any_says_what_it_is_for(crowd: Event, organizer: Browser) -> None:
    page = organizer.read(path(crowd))
    assert "Nothing tried yet" in page
    assert "Nothing that is planned or published changes." in page


def test_asking_leads_to_the_page_which_shows_what_is_under_way(
    session: Session, crowd: Event, organizer: Browser
) -> None:
    answer = organizer.post(path(crowd), {"tables": " + 2", "slots": "", "most": "4"})
    assert (answer.status_code, answer.headers["location"]) == (303, path(crowd))
    assert changes(session) == [{}, {"tables": "+2", "most": 4}]
    page = organizer.read(path(crowd))
    assert "As it is now : waits for its turn" in page
    assert "Nobody has more than 4 meetings : waits for its turn" in page


def test_job_answers_in_a_process_of_its_own_and_the_page_compares(
    app: Starlette, crowd: Event, organizer: Browser
) -> None:
    organizer.post(path(crowd), {"tables": "1", "name": "One table"})
    assert do_jobs(app) == ["answer_waiting"]
    page = organizer.read(path(crowd))
    assert "One table" in page
    assert "18 meetings fewer" in page
    assert "6 slots, 24 places at tables in all." in page
    assert "6 slots, 6 places at tables in all." in page


def test_rules_and_limits_by_role_are_read_place_by_place(
    session: Session, crowd: Event, organizer: Browser
) -> None:
    visitor = a_role(session, crowd)
    form = {
        "role": [visitor.id, "not-ours"],
        "floor": ["2", "9"],
        "cap": ["", "1"],
        "pairs": "yes",
        "pair": [f"{visitor.id}:{visitor.id}", "x:y"],
        "event_id": "another",
    }
    assert organizer.post(path(crowd), form).status_code == 303
    assert changes(session)[1] == {"floors": {visitor.id: 2}}


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({}, "This changes nothing. Fill in at least one field."),
        ({"tables_on": "2027-05-11"}, "This changes nothing. Fill in at least one field."),
        ({"tables": "many"}, "Write +2 for two more, -2 for two fewer, or a number such as 10."),
        ({"slots": "99"}, "Please give a number of 24 or less."),
        ({"pairs": "yes"}, "Then nobody could meet anybody. Please leave at least one pair."),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(
    session: Session,
    crowd: Event,
    organizer: Browser,
    form: dict[str, str],
    sentence: str,
) -> None:
    answer = organizer.post(path(crowd), form)
    assert answer.status_code == 422
    assert sentence in text_of(answer.text)
    assert changes(session) == []


def test_thirteenth_is_refused_in_words(session: Session, crowd: Event, organizer: Browser) -> None:
    for _ in range(MOST_SCENARIOS):
        ask(session, crowd, "", Changes(tables="+1"))
    answer = organizer.post(path(crowd), {"tables": "+2"})
    assert answer.status_code == 409
    assert "Delete one that you no longer need." in text_of(answer.text)
    assert 'value="+2"' in answer.text


def test_copy_begins_with_what_the_other_changes(
    session: Session, crowd: Event, organizer: Browser
) -> None:
    ask(session, crowd, "", Changes(tables="+7", most=5))
    page = organizer.get(path(crowd, "/new?like=1")).text
    assert 'value="+7"' in page
    for odd in ("9", "-1", "x", "99999999999"):
        assert organizer.get(path(crowd, f"/new?like={odd}")).status_code == 200


def test_deleting_says_so_and_a_second_time_is_404(
    session: Session, crowd: Event, organizer: Browser
) -> None:
    ask(session, crowd, "", Changes(tables="+7"))
    assert organizer.post(path(crowd, "/1/delete")).status_code == 303
    assert "The what-if is deleted." in organizer.read(path(crowd))
    assert organizer.post(path(crowd, "/1/delete")).status_code == 404
    assert organizer.post(path(crowd, "/0/delete")).status_code == 404


def test_old_answers_say_so_and_are_worked_out_again_with_a_tap(
    session: Session, crowd: Event, organizer: Browser, asked: Ask
) -> None:
    asked(crowd, tables="+1")
    assert "out of date" not in organizer.read(path(crowd))
    with writing(session):
        session.execute(update(Slot).values(tables=9))
    assert "The event has changed since" in organizer.read(path(crowd))
    assert organizer.post(path(crowd, "/again")).status_code == 303
    session.rollback()
    states = session.exec(select(Scenario.state)).all()
    assert states == [ScenarioState.WAITING] * 2


def test_stream_tells_how_far_it_is_and_ends(
    app: Starlette, session: Session, crowd: Event, answer_all: Callable[[Event], None]
) -> None:
    ask(session, crowd, "Two <b>more", Changes(tables="+2"))
    read = reader(app.state.sessions, crowd.id)
    shown, ended = read()
    assert ("Two &lt;b&gt;more" in shown, ended) == (True, False)
    answer_all(crowd)
    assert read()[1] is True


def test_page_takes_as_many_statements_for_two_as_for_twelve(
    app: Starlette, session: Session, crowd: Event, organizer: Browser, asked: Ask
) -> None:
    asked(crowd, tables="+1")
    page = path(crowd)
    organizer.get(page)
    with counted(app.state.engine) as few:
        organizer.get(page)
    for _ in range(MOST_SCENARIOS - 1):
        ask(session, crowd, "", Changes(tables="+1"))
    session.rollback()
    with counted(app.state.engine) as many:
        organizer.get(page)
    assert many.total == few.total


def test_figures_name_nobody(session: Session, crowd: Event, asked: Ask) -> None:
    """Nor do they tell who paused or ruled whom out: they are counts."""
    scenario = asked(crowd, tables="+1", most=3)

    def leaves(value: object) -> list[object]:
        if isinstance(value, dict):
            return [leaf for inner in value.values() for leaf in leaves(inner)]
        if isinstance(value, list):
            return [leaf for inner in value for leaf in leaves(inner)]
        return [value]

    role = a_role(session, crowd)
    words = [leaf for leaf in leaves(scenario.figures) if isinstance(leaf, str)]
    assert words == [role.name]
