"""The questions of an event, from whoever asks to whoever reads the answer."""

import csv
import re
from collections.abc import Callable
from html import unescape
from io import StringIO
from threading import Barrier
from typing import Any

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.database import writing
from eventnet.edits.actions import make_edit, undo_edit
from eventnet.edits.models import Edit
from eventnet.edits.questions import QuestionChange, QuestionOut
from eventnet.edits.telling import let_due_stand
from eventnet.errors import Conflict, Refused
from eventnet.event_questions.actions import FIELDS, MOST, add_question, answer, move_question
from eventnet.event_questions.forms import QuestionFields
from eventnet.event_questions.models import EventAnswer, EventQuestion, SeenBy
from eventnet.event_questions.queries import answers_of, questions_of
from eventnet.events.models import Attendance, Event
from eventnet.jobs import Ground
from eventnet.people.completeness import TOTAL, total_at
from eventnet.people.questions import progress
from eventnet.people.views.profile import my_profile
from eventnet.versions import Clash, content, edition_of, version_of
from tests.browser import Browser, text_of
from tests.eventnet.edits.agreeing import agreed_to, edit
from tests.factories import an_account, an_attendee, an_event
from tests.queries import counted
from tests.races import Deed, at_once

Open = Callable[[], Browser]
HERE = "/e/spring"
ASK = f"{HERE}/organize/questions"
MINE = f"{HERE}/profile/answers"
BARRIER = Barrier(2)


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slug="spring", organizer=an_account(session, "olga@example.org"))


@pytest.fixture
def olga(event: Event, browser: Open) -> Browser:
    return browser().sign_in("olga@example.org")


@pytest.fixture
def ada(session: Session, event: Event, browser: Open) -> Browser:
    an_attendee(session, event, "Ada", "ada@example.org")
    return browser().sign_in("ada@example.org")


def ask(session: Session, event: Event, label: str = "Dinner?", **said: Any) -> str:
    return add_question(session, event.id, QuestionFields(label=label, **said), None).id


def drawn(html: str) -> dict[str, str]:
    found = re.findall(r'<input[^>]* name="([\w-]+)"[^>]* value="([^"]*)"', html)
    return {name: unescape(value) for name, value in found if not name.startswith("q-")}


def change(session: Session, question_id: str, **values: Any) -> QuestionChange:
    row = session.get_one(EventQuestion, question_id)
    typed = {**content(row, FIELDS), **values}
    return QuestionChange(question_id, typed, version_of(row, only=FIELDS))


def tell(session: Session, who: str, question_id: str, words: str) -> None:
    answer(session, who, {question_id: [words]}, edition_of({question_id: []}))


def test_a_question_is_asked_answered_and_read(
    session: Session, event: Event, olga: Browser, ada: Browser, browser: Open
) -> None:
    bo = an_attendee(session, event, "Bo", "bo@example.org")
    me = next(one for one in people(session) if one != bo.id)
    for label, seen_by in (("Dinner?", "everyone"), ("Diet?", "organizers")):
        said = {"label": label, "kind": "line", "seen_by": seen_by}
        assert olga.post(ASK, said).status_code == 303
    session.rollback()
    dinner, diet = (one.id for one in questions_of(session, event.id))
    page = ada.get(MINE).text
    assert "Only the organizers see what you answer." in text_of(page)
    said = {**drawn(page), f"q-{dinner}": "Brass  bands", f"q-{diet}": "Figs"}
    assert ada.post(MINE, said).headers["location"] == f"{HERE}/profile"
    seen = browser().sign_in("bo@example.org").read(f"{HERE}/people/{me}")
    assert "Dinner? Brass bands" in seen
    assert "Figs" not in seen
    assert "Diet? Figs only the organizers see this" in ada.read(f"{HERE}/people/{me}")
    assert "Diet? Figs" in olga.read(f"{HERE}/organize/people/{me}")
    file = olga.get(f"{HERE}/organize/people.csv").text.lstrip("\ufeff")
    rows = list(csv.DictReader(StringIO(file)))
    assert {row["Dinner?"] for row in rows} == {"Brass bands", ""}
    assert {row["Diet?"] for row in rows} == {"Figs", ""}


def people(session: Session) -> list[str]:
    return list(session.exec(select(Attendance.id)))


def test_what_may_stay_empty_says_so_in_one_way(
    session: Session, event: Event, ada: Browser
) -> None:
    ask(session, event, kind="one", options="A\nB")
    ask(session, event, label="Dinner?")
    ask(session, event, label="Name on the badge?", required=True)
    page = ada.get(MINE).text
    assert page.count('<span class="field-optional">if you like</span>') == 2
    assert "(if you like)" not in page


@pytest.mark.parametrize(
    ("asked", "said", "kept"),
    [
        ({"kind": "line"}, ["a\u0007 b"], ["a b"]),
        ({"kind": "text"}, ["a\r\nb"], ["a\nb"]),
        ({"kind": "one", "options": "A\nB"}, ["B"], ["B"]),
        ({"kind": "several", "options": "A\nB\nC"}, ["A", "C"], ["A", "C"]),
        ({"kind": "yes_no"}, ["no"], ["no"]),
        ({"kind": "line"}, [""], None),
        ({"kind": "line", "required": True}, [" "], "ask everybody to answer"),
        ({"kind": "one", "options": "A\nB"}, ["D"], "choose one of the options"),
        ({"kind": "yes_no"}, ["maybe"], "choose one of the options"),
        ({"kind": "line"}, ["x" * 301], "at most 300 characters"),
    ],
)
def test_each_kind_is_taken_or_refused_in_words(
    session: Session, event: Event, ada: Browser, asked: dict[str, Any], said: list[str], kept: Any
) -> None:
    question = ask(session, event, **asked)
    fields: dict[str, Any] = {**drawn(ada.get(MINE).text), f"q-{question}": said}
    reply = ada.post(MINE, fields)
    session.rollback()
    rows = session.exec(select(EventAnswer)).all()
    if isinstance(kept, str):
        assert reply.status_code == 422
        assert kept in text_of(reply.text)
        assert rows == []
    else:
        assert reply.status_code == 303
        assert [one.said for one in rows] == ([kept] if kept else [])


def test_what_is_required_is_asked_as_one_arrives_and_counts(
    session: Session, event: Event, ada: Browser
) -> None:
    question = ask(session, event, required=True)
    ask(session, event, "Optional?")
    assert total_at(session, event.id) == TOTAL + 1
    skipped = ada.post(f"{HERE}/next/seeks", {"skip": "yes"})
    assert skipped.headers["location"] == f"{MINE}?then=people"
    page = ada.get(f"{MINE}?then=people").text
    assert "Skip this" not in text_of(page)
    assert ada.post(MINE, {"skip": "yes", "then": "people"}).status_code == 422
    said = {**drawn(page), f"q-{question}": "Figs"}
    assert ada.post(MINE, said).headers["location"] == f"{HERE}/recommended"
    again = ada.post(f"{HERE}/next/seeks", {"skip": "yes"})
    assert again.headers["location"] == f"{HERE}/recommended"


def test_what_is_optional_is_asked_last_and_may_be_skipped(
    session: Session, event: Event, ada: Browser
) -> None:
    ask(session, event)
    for key in ("confirm", "offers", "seeks", "consent", "visibility", "headline", "interests"):
        ada.post(f"{HERE}/next/{key}", {"skip": "yes"})
    for key in ("bio", "organization", "photo"):
        ada.post(f"{HERE}/next/{key}", {"skip": "yes"})
    assert ada.get(f"{HERE}/next").headers["location"] == f"{MINE}?then=next"
    assert ada.post(MINE, {"skip": "yes", "then": "next"}).headers["location"] == f"{HERE}/next"
    assert "That is all we ask" in ada.read(f"{HERE}/next")


def test_an_answer_is_shown_to_no_more_than_was_promised(
    session: Session, event: Event, ada: Browser
) -> None:
    me = people(session)[0]
    question = ask(session, event, seen_by="organizers")
    page = drawn(ada.get(MINE).text)
    ada.post(MINE, {**page, f"q-{question}": "Figs"})
    page = drawn(ada.get(MINE).text)
    edit(session, event.id, change(session, question, seen_by=SeenBy.EVERYONE))
    assert [one.seen_by for one in answers_of(session, event.id, me)] == [SeenBy.ORGANIZERS]
    ada.post(MINE, {**page, f"q-{question}": "Dates"})  # typed beside the former promise
    session.rollback()
    assert [one.seen_by for one in answers_of(session, event.id, me)] == [SeenBy.ORGANIZERS]
    ada.post(MINE, {**drawn(ada.get(MINE).text), f"q-{question}": "Dates"})
    session.rollback()
    assert [one.seen_by for one in answers_of(session, event.id, me)] == [SeenBy.EVERYONE]
    edit(session, event.id, change(session, question, seen_by=SeenBy.ORGANIZERS))
    assert [one.seen_by for one in answers_of(session, event.id, me)] == [SeenBy.ORGANIZERS]


def test_a_change_says_whom_it_touches_and_an_answered_kind_stays(
    session: Session, event: Event, olga: Browser
) -> None:
    ada = an_attendee(session, event).id
    question = ask(session, event, kind="one", options="A\nB")
    tell(session, ada, question, "A")
    page = f"{ASK}/{question}"
    fields = {**drawn(olga.get(page).text), "kind": "one", "seen_by": "everyone"}
    look = olga.post(page, {**fields, "options": "B\nC"})
    assert "1 person has answered it." in text_of(look.text)
    assert "“A” can no longer be chosen" in text_of(look.text)
    assert olga.post(page, agreed_to(look.text)).status_code == 303
    assert "The question “Dinner?” was changed" in olga.read(f"{HERE}/organize/changes")
    fields = {**drawn(olga.get(page).text), "kind": "line", "seen_by": "everyone"}
    answered = olga.post(page, {**fields, "options": ""})
    assert answered.status_code == 409
    assert "its answers stay of one kind" in text_of(answered.text)


def test_a_question_that_is_taken_away_comes_back_with_its_answers_or_goes_for_good(
    session: Session, event: Event, ground: Ground
) -> None:
    ada, by = an_attendee(session, event).id, an_account(session).id
    question = ask(session, event)
    tell(session, ada, question, "Figs")
    out = edit(session, event.id, QuestionOut(question))
    assert answers_of(session, event.id, ada) == []
    undo_edit(session, event.id, out.id, by)
    assert [one.words for one in answers_of(session, event.id, ada)] == ["Figs"]
    again = edit(session, event.id, QuestionOut(question))
    with clock.at(again.undo_until):
        let_due_stand.work(ground)
    session.rollback()
    assert session.exec(select(EventAnswer)).all() == []
    assert session.exec(select(EventQuestion)).all() == []
    with pytest.raises(Conflict):
        undo_edit(session, event.id, again.id, by)


def test_questions_are_put_in_order_and_there_are_twenty_at_most(
    session: Session, event: Event, olga: Browser
) -> None:
    first, second = ask(session, event, "First"), ask(session, event, "Second")
    assert olga.post(f"{ASK}/{second}/move", {"to": "up"}).status_code == 303
    assert olga.post(f"{ASK}/{second}/move", {"to": "up"}).status_code == 303
    session.rollback()
    assert [one.id for one in questions_of(session, event.id)] == [second, first]
    move_question(session, event.id, second, "me", up=False)
    assert [one.id for one in questions_of(session, event.id)] == [first, second]
    for number in range(MOST - 2):
        ask(session, event, f"Q{number}")
    with pytest.raises(Refused, match="20 questions already"):
        ask(session, event, "One more")
    assert olga.post(ASK, {"label": "One more"}).status_code == 422


def test_the_pages_take_as_many_statements_for_many_questions(
    session: Session, event: Event, olga: Browser, ada: Browser
) -> None:
    me = people(session)[0]

    def add(number: int) -> None:
        for at in range(number):
            tell(session, me, ask(session, event, f"Q{number} {at}"), "Figs")

    add(1)
    pages = [(olga, ASK), (ada, MINE), (ada, f"{HERE}/people/{me}")]
    for who, path in pages:
        who.get(path)
    session.rollback()
    few = [statements(session, who, path) for who, path in pages]
    add(15)
    session.rollback()
    assert [statements(session, who, path) for who, path in pages] == few


def statements(session: Session, who: Browser, path: str) -> int:
    with counted(session) as count:
        assert who.get(path).status_code == 200
    return len(count.statements)


def test_completeness_is_the_same_in_words_and_in_the_list(session: Session, event: Event) -> None:
    ada = an_attendee(session, event)
    question = ask(session, event, required=True)
    before = progress(session, my_profile(session, ada.membership_id), ada)
    tell(session, ada.id, question, "Figs")
    after = progress(session, my_profile(session, ada.membership_id), ada)
    assert (before.owes, after.owes) == (True, False)
    assert (after.answered, after.total) == (before.answered + 1, TOTAL + 1)


def test_of_two_windows_neither_loses_an_answer(
    app: Starlette, session: Session, event: Event
) -> None:
    first, second = ask(session, event, "First"), ask(session, event, "Second")
    barrier = Barrier(2)

    def careless(own: Session, who: str, said: dict[str, str]) -> None:
        """Save all answers as they were drawn for a form, as a page without merging would."""
        barrier.wait(5)
        with writing(own):
            for key in (first, second):
                row = own.get(EventAnswer, (key, who), with_for_update=True)
                assert row is not None
                row.said = [said.get(key, "before")]
                own.add(row)

    def an_answerer() -> str:
        session.rollback()
        who = an_attendee(session, event).id
        for key in (first, second):
            tell(session, who, key, "before")
        session.rollback()
        return who

    def of(who: str) -> set[str]:
        session.rollback()
        return {one.words for one in answers_of(session, event.id, who)}

    who = an_answerer()
    at_once(
        app,
        lambda own: careless(own, who, {first: "mine"}),
        lambda own: careless(own, who, {second: "theirs"}),
    )
    assert of(who) != {"mine", "theirs"}  # the race is real: one lost theirs
    shown = edition_of({first: ["before"], second: ["before"]})
    for _round in range(8):
        one = an_answerer()
        at_once(
            app,
            lambda own, one=one: answer(own, one, {first: ["mine"], second: ["before"]}, shown),  # type: ignore[misc]
            lambda own, one=one: answer(own, one, {first: ["before"], second: ["theirs"]}, shown),  # type: ignore[misc]
        )
        assert of(one) == {"mine", "theirs"}
        results = at_once(
            app,
            *[
                lambda own, one=one, word=word: answer(
                    own, one, {first: [word]}, edition_of({first: ["mine"]})
                )
                for word in ("a", "b")
            ],
        )
        assert sum(isinstance(result, Clash) for result in results) == 1


def answer_unguarded(session: Session, who: str, question: str) -> None:
    """Look whether it is asked without holding it, and answer."""
    asked = session.get_one(EventQuestion, question).removed_at is None
    BARRIER.wait(5)
    if asked:
        row = EventAnswer(
            question_id=question, attendance_id=who, said=["Figs"], seen_by=SeenBy.EVERYONE
        )
        session.add(row)
        session.commit()


def remove_unguarded(session: Session, question: str) -> None:
    """Look whether somebody has answered without holding it, and take it away."""
    rows = session.exec(select(EventAnswer).where(EventAnswer.question_id == question)).all()
    row = session.get_one(EventQuestion, question)
    BARRIER.wait(5)
    if not rows:
        row.removed_at = clock.now()
        session.add(row)
        session.commit()


def removed_unseen(session: Session, question: str) -> bool:
    """Say whether it went although somebody has answered it, of whom no organizer has read."""
    session.rollback()
    rows = session.exec(select(EventAnswer).where(EventAnswer.question_id == question)).all()
    return session.get_one(EventQuestion, question).removed_at is not None and bool(rows)


def test_nobody_answers_what_is_taken_away_at_the_same_time(
    app: Starlette, session: Session, event: Event, request: pytest.FixtureRequest
) -> None:
    event_id = event.id

    def a_case() -> tuple[str, str]:
        session.rollback()
        who, question = an_attendee(session, event).id, ask(session, event)
        session.rollback()
        return who, question

    if request.config.getoption("--database") == "postgresql":  # SQLite has one writer at a time
        who, question = a_case()
        at_once(
            app,
            lambda own: answer_unguarded(own, who, question),
            lambda own: remove_unguarded(own, question),
        )
        assert removed_unseen(session, question)  # the race is real
    for _round in range(8):
        who, question = a_case()
        results = at_once(app, telling(who, question), removing(event_id, question))
        assert not removed_unseen(session, question)
        session.rollback()
        removed = session.get_one(EventQuestion, question).removed_at is not None
        assert isinstance(results[1], Edit) is removed  # else the organizer is asked first


def telling(who: str, question: str) -> Deed:
    return lambda own: tell(own, who, question, "Figs")


def removing(event_id: str, question: str) -> Deed:
    return lambda own: make_edit(own, event_id, QuestionOut(question), None)
