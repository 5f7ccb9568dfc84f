"""The pages of changes and of words."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from eventnet import clock
from eventnet.edits.models import Edit, EditKind
from eventnet.edits.renaming import Renaming
from eventnet.edits.taking_out import TakingOut
from eventnet.events.models import Event, Organizer
from eventnet.events.queries import slots
from tests.browser import Browser, text_of
from tests.eventnet.edits.agreeing import agreed_to, edit
from tests.eventnet.edits.saying import id_of, say, says, words
from tests.factories import a_meeting, an_account, an_attendee, save
from tests.queries import counted
from tests.scripts import PROBE, runs_nowhere

Open = Callable[[], Browser]


@pytest.fixture
def olga(session: Session, event: Event, browser: Open) -> Browser:
    account = an_account(session, "olga@example.org")
    save(session, Organizer(event_id=event.id, account_id=account.id))
    return browser().sign_in("olga@example.org")


@pytest.fixture
def here(event: Event) -> str:
    return f"/e/{event.slug}/organize"


def test_change_is_listed_undone_and_said_to_be(
    session: Session, event: Event, olga: Browser, here: str
) -> None:
    assert "Nothing was changed yet" in olga.read(f"{here}/changes")
    meeting = a_meeting(session, event, an_attendee(session, event), an_attendee(session, event))
    made = edit(session, event.id, TakingOut((meeting.slot_id,)))
    page = olga.read(f"{here}/changes")
    assert "1 slot was taken out It touched 2 people. 1 meeting was called off." in page
    assert "then people are told by mail." in page
    assert olga.post(f"{here}/changes/{made.id}/undo", {}).status_code == 303
    page = olga.read(f"{here}/changes")
    assert "Undone: all stands as before." in page
    assert "Undone by olga@example.org" in page
    session.rollback()
    assert len(slots(session, event.id)) == 4


def test_told_at_once_it_stays(session: Session, event: Event, olga: Browser, here: str) -> None:
    meeting = a_meeting(session, event, an_attendee(session, event), an_attendee(session, event))
    made = edit(session, event.id, TakingOut((meeting.slot_id,)))
    assert olga.post(f"{here}/changes/{made.id}/tell", {}).status_code == 303
    assert "People were told" in olga.read(f"{here}/changes")
    olga.post(f"{here}/changes/{made.id}/undo", {})
    assert "so it can't be undone." in olga.read(f"{here}/changes")


def test_unknown_change_is_not_there(olga: Browser, here: str) -> None:
    assert olga.post(f"{here}/changes/unknown/undo", {}).status_code == 404
    assert olga.post(f"{here}/changes/unknown/tell", {}).status_code == 404


@pytest.mark.parametrize("page", ["changes", "words"])
def test_long_list_takes_as_many_statements_as_a_short_one(
    session: Session, event: Event, olga: Browser, here: str, page: str
) -> None:
    def add(number: int) -> None:
        for at in range(number):
            by = an_account(session).id
            says(session, event, [f"{page} {at} of {number}"], [])
            chosen = slots(session, event.id)[0].id
            save(
                session,
                Edit(
                    event_id=event.id,
                    account_id=by,
                    kind=EditKind.SLOTS_OUT,
                    detail={"slots": 1, "people": 0},
                    inverse={"slots": [chosen], "meetings": [], "tables": []},
                    undo_until=clock.now(),
                ),
            )

    add(1)
    olga.get(f"{here}/{page}")
    with counted(session) as one:
        olga.get(f"{here}/{page}")
    add(30)
    with counted(session) as many:
        olga.get(f"{here}/{page}")
    assert many.total == one.total


def test_words_are_renamed_and_made_one_on_a_second_word(
    session: Session, event: Event, olga: Browser, here: str
) -> None:
    assert "No words yet" in olga.read(f"{here}/words")
    ada = says(session, event, ["IoT", "Pumps"], [])
    says(session, event, ["Internet of things"], ["Internet of things"])
    iot, whole = id_of(session, "IoT"), id_of(session, "Internet of things")
    shown = olga.post(f"{here}/words", {"word": [iot], "do": "rename", "label": "Sensors"})
    assert "“IoT” becomes “Sensors”." in text_of(shown.text)
    assert "It stands in 1 profile, whose owner is told there." in text_of(shown.text)
    assert olga.post(f"{here}/words", agreed_to(shown.text)).status_code == 303
    shown = olga.post(f"{here}/words", {"word": [iot, whole], "do": "merge"})
    assert "“Sensors” becomes “Internet of things”." in text_of(shown.text)
    assert olga.post(f"{here}/words", agreed_to(shown.text)).status_code == 303
    page = olga.read(f"{here}/words")
    assert "Internet of things offered 2, looked for 1, of interest to 0" in page
    assert "also: IoT, Sensors" in page
    assert olga.read(f"{here}/words?q=internet").count("offered") == 1
    assert "No word is found" in olga.read(f"{here}/words?q=zzz")
    say(session, ada, ["Pumps"], [])
    assert set(words(session, event)) == {"Internet of things", "Pumps"}


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ({"do": "merge"}, 422, "tick the words first"),
        ({"do": "rename", "word": ["x"]}, 422, "write what the word is called"),
        ({"do": "rename", "word": ["x", "y"], "label": "Z"}, 422, "Tick one word to rename it"),
        ({"do": "burn", "word": ["x"]}, 422, "one of the options"),
        ({"do": "merge", "word": ["x"]}, 422, "at least two words"),
        ({"do": "merge", "word": ["x", "y"]}, 404, "not there any more"),
    ],
)
def test_wrong_choice_is_refused_in_words(
    olga: Browser, here: str, typed: dict[str, object], status: int, sentence: str
) -> None:
    answer = olga.post(f"{here}/words", typed)
    assert (answer.status_code, sentence in text_of(answer.text)) == (status, True)


def test_stored_scripts_run_nowhere(
    session: Session, event: Event, olga: Browser, here: str, browser: Open
) -> None:
    name = PROBE[:60]
    ada = an_attendee(session, event, PROBE, "ada@example.org")
    say(session, ada, [name], [])
    a_meeting(session, event, ada, an_attendee(session, event, PROBE))
    every = [slot.id for slot in slots(session, event.id)]
    shown = olga.post(f"{here}/grid/slots", {"slot": every, "do": "remove"})
    assert runs_nowhere(shown.text)
    assert runs_nowhere(olga.get(f"{here}/words").text)
    assert runs_nowhere(olga.get(f"{here}/words?q={name}").text)
    edit(session, event.id, Renaming(id_of(session, name), f"x{name}"[:60]))
    assert runs_nowhere(olga.get(f"{here}/changes").text)
    theirs = browser().sign_in("ada@example.org")
    assert runs_nowhere(theirs.get(f"/e/{event.slug}/profile").text)
