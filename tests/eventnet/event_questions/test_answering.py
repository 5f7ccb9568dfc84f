"""Answers to the questions of an event: who gives them when, and who reads them."""

import csv
from io import StringIO
from typing import Any

import pytest
from sqlmodel import Session, select

from eventnet.event_questions.models import EventAnswer, SeenBy
from eventnet.event_questions.queries import answers_of, questions_of
from eventnet.events.models import Event
from eventnet.people.completeness import TOTAL, total_at
from eventnet.people.questions import progress
from eventnet.people.views.profile import my_profile
from tests.browser import Browser, text_of
from tests.eventnet.edits.agreeing import edit
from tests.eventnet.event_questions.asked import (
    ASK,
    HERE,
    MINE,
    Open,
    ask,
    change,
    drawn,
    people,
    tell,
)
from tests.factories import an_attendee


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


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"kind": "yes_no"}, "Yes"),
        ({"kind": "line"}, "yes"),
        ({"kind": "one", "options": "yes\nno"}, "yes"),
    ],
)
def test_a_yes_is_put_in_words_only_where_it_was_no_word_of_theirs(
    session: Session, event: Event, asked: dict[str, Any], words: str
) -> None:
    who = an_attendee(session, event).id
    tell(session, who, ask(session, event, **asked), "yes")
    assert [one.words for one in answers_of(session, event.id, who)] == [words]


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


def test_completeness_is_the_same_in_words_and_in_the_list(session: Session, event: Event) -> None:
    ada = an_attendee(session, event)
    question = ask(session, event, required=True)
    before = progress(session, my_profile(session, ada.membership_id), ada)
    tell(session, ada.id, question, "Figs")
    after = progress(session, my_profile(session, ada.membership_id), ada)
    assert (before.owes, after.owes) == (True, False)
    assert (after.answered, after.total) == (before.answered + 1, TOTAL + 1)


def test_what_may_stay_empty_says_so_in_one_way(
    session: Session, event: Event, ada: Browser
) -> None:
    ask(session, event, kind="one", options="A\nB")
    ask(session, event, label="Dinner?")
    ask(session, event, label="Name on the badge?", required=True)
    page = ada.get(MINE).text
    assert page.count('<span class="field-optional">if you like</span>') == 2
    assert "(if you like)" not in page
