"""Searches as somebody keeps them: saved, renamed, watched, seen, deleted and taken back."""

import re
from urllib.parse import urlsplit

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet.events.models import Attendance, Event
from eventnet.people.directory import Wanted
from eventnet.people.models import TopicKind
from eventnet.people.search import index_profile
from eventnet.watches.actions import MOST, save_search
from eventnet.watches.models import SavedSearch
from tests.eventnet.people.person import Open, Person, signed_in
from tests.eventnet.people.secrets import give_topic, profile_of
from tests.eventnet.watches.watching import a_topic, a_watch, look_now, offers
from tests.factories import an_attendee, an_event, save
from tests.queries import counted


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session)


@pytest.fixture
def me(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Me")


@pytest.fixture
def mine(session: Session, browser: Open, me: Attendance) -> Person:
    return signed_in(browser, session, me)


def kept(session: Session) -> list[SavedSearch]:
    session.rollback()
    return list(session.exec(select(SavedSearch).order_by(SavedSearch.name)))


def test_a_search_is_saved_from_its_address_and_found_again(
    session: Session, event: Event, mine: Person
) -> None:
    one, base = an_attendee(session, event, "One"), f"/e/{event.slug}"
    topic = a_topic(session, event)
    offers(session, one)
    asked = f"q=one&offers={topic}&known=hide"
    page = mine.get(f"{base}/people?{asked}").text
    assert f'href="{base}/searches/new?{asked}"'.replace("&", "&amp;") in page
    assert "Save this search" not in mine.read(f"{base}/people")
    words = mine.read(f"{base}/searches/new?{asked}")
    assert "“one” Offers Capital Without people I know" in words
    values = {"q": "one", "offers": topic, "known": "hide", "name": " My  search "}
    assert mine.post(f"{base}/searches", values).status_code == 303
    (search,) = kept(session)
    assert (search.name, search.watching) == ("My search", False)
    assert search.query == {"q": "one", "offers": topic, "known": "hide"}
    words, page = mine.read(f"{base}/searches"), mine.get(f"{base}/searches").text
    assert "My search “one” Offers Capital" in words
    assert "You are not told" in words
    assert f'href="{base}/people?{asked}"'.replace("&", "&amp;") in page


def test_what_is_wrong_with_a_name_is_said_and_the_search_is_kept_in_the_form(
    session: Session, event: Event, me: Attendance, mine: Person
) -> None:
    save_search(session, event, me.id, "Mine", Wanted(words="a"), watching=False)
    path = f"/e/{event.slug}/searches"
    for name, words in (
        ("", "Please fill this in"),
        ("x" * 81, "80"),
        ("Mine", "Another search of yours is called “Mine”"),
    ):
        answer = mine.post(path, {"q": "pumps", "name": name, "watching": "yes"})
        assert answer.status_code == 422
        assert words in answer.text
        assert 'name="q" value="pumps"' in answer.text
        assert re.search(r'id="watching"[^>]* checked', answer.text)
    assert mine.post(path, {"q": "x" * 201, "name": "Long"}).status_code == 422
    assert mine.get(f"{path}/new?order=best").status_code == 422
    assert len(kept(session)) == 1


def test_saving_the_same_twice_keeps_one_and_there_is_a_most(
    session: Session, event: Event, me: Attendance, mine: Person
) -> None:
    path = f"/e/{event.slug}/searches"
    for _twice in range(2):
        assert mine.post(path, {"q": "pumps", "name": "Pumps"}).status_code == 303
    assert len(kept(session)) == 1
    for number in range(MOST - 1):
        save_search(session, event, me.id, f"S {number}", Wanted(words="a"), watching=False)
    answer = mine.post(path, {"q": "one", "name": "One more"})
    assert (answer.status_code, "You keep 20 searches already" in answer.text) == (422, True)


def test_a_search_that_everybody_fits_is_not_watched(
    session: Session, event: Event, mine: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eventnet.watches.actions.WIDEST", 1)
    for number in range(2):
        an_attendee(session, event, f"Ann {number}")
    path = f"/e/{event.slug}/searches"
    answer = mine.post(path, {"q": "ann", "name": "Anns", "watching": "yes"})
    assert (answer.status_code, "2 people fit this search" in answer.text) == (422, True)
    assert kept(session) == []
    assert mine.post(path, {"q": "ann", "name": "Anns"}).status_code == 303


def test_new_people_are_marked_until_they_are_seen(
    session: Session, app: Starlette, event: Event, me: Attendance, mine: Person
) -> None:
    search, path = a_watch(session, event, me), f"/e/{event.slug}/searches"
    for number in range(3):
        offers(session, an_attendee(session, event, f"Person {number}"))
    look_now(app)
    assert "3 new" in mine.read(path)
    words = mine.read(f"{path}/{search.id}")
    assert "3 new people fit" in words
    assert all(f"Person {number}" in words for number in range(3))
    assert mine.post(f"{path}/{search.id}/seen").status_code == 303
    assert "3 new" not in mine.read(path)
    assert "Nobody new since you last looked." in mine.read(f"{path}/{search.id}")


def test_a_search_is_renamed_and_watched_no_more(
    session: Session, event: Event, me: Attendance, mine: Person
) -> None:
    search, path = a_watch(session, event, me), f"/e/{event.slug}/searches"
    save_search(session, event, me.id, "Other", Wanted(), watching=False)
    here = f"{path}/{search.id}"
    answer = mine.post(here, {"name": "Other", "watching": "yes"})
    assert (answer.status_code, 'value="Other"' in answer.text) == (422, True)
    assert mine.post(here, {"name": "Renamed"}).status_code == 303
    session.expire_all()
    assert [(one.name, one.watching) for one in kept(session)] == [
        ("Other", False),
        ("Renamed", False),
    ]


def test_deleting_is_undone_on_the_page_that_follows(
    session: Session, event: Event, me: Attendance, mine: Person
) -> None:
    search_id, path = a_watch(session, event, me).id, f"/e/{event.slug}/searches"
    answer = mine.post(f"{path}/{search_id}/delete")
    assert urlsplit(answer.headers["location"]).query == f"deleted={search_id}"
    words = mine.read(answer.headers["location"])
    assert "Deleted: Watch 0 Undo" in words
    assert "No searches kept" in words
    assert mine.get(f"{path}/{search_id}").status_code == 404
    assert mine.post(f"{path}/{search_id}/delete").status_code == 404
    assert mine.post(f"{path}/{search_id}/restore").status_code == 303
    assert mine.post(f"{path}/{search_id}/restore").status_code == 404
    assert "Watch 0" in mine.read(path)
    mine.post(f"{path}/{search_id}/delete")
    # Its name is free for another.
    assert mine.post(path, {"q": "pumps", "name": "Watch 0"}).status_code == 303
    assert mine.post(f"{path}/{search_id}/restore").status_code == 404


def test_searches_are_their_owners_alone(
    session: Session, browser: Open, event: Event, me: Attendance, mine: Person
) -> None:
    other = an_attendee(session, event, "Other")
    search, path = a_watch(session, event, other), f"/e/{event.slug}/searches"
    assert "Watch 0" not in mine.read(path)
    assert "Watch 0" not in mine.read(f"{path}?deleted={search.id}")
    for verb in ("", "/seen", "/delete", "/restore"):
        answer = mine.post(f"{path}/{search.id}{verb}", {"name": "Stolen"})
        assert answer.status_code == 404
    assert mine.get(f"{path}/{search.id}").status_code == 404
    (there,) = kept(session)
    assert (there.name, there.deleted_at) == ("Watch 0", None)


def test_a_topic_that_nobody_shows_is_not_named(
    session: Session, event: Event, me: Attendance, mine: Person
) -> None:
    hidden, path = an_attendee(session, event, "Hidden"), f"/e/{event.slug}"
    topic = give_topic(session, hidden, TopicKind.OFFER, "Secretleak")
    profile = profile_of(session, hidden)
    profile.visibility = profile.visibility | {"topics": "met"}
    index_profile(session, profile)
    save(session, profile)
    save_search(session, event, me.id, "Guess", Wanted(offers=topic), watching=False)
    for page in (f"people?offers={topic}", f"searches/new?offers={topic}", "searches"):
        words = mine.read(f"{path}/{page}")
        assert "Secretleak" not in words
        assert "something that nobody shows now" in words


def test_lists_ask_the_same_number_of_queries_for_one_and_for_many(
    session: Session, app: Starlette, event: Event, me: Attendance, mine: Person
) -> None:
    search = a_watch(session, event, me)
    totals: dict[str, list[int]] = {}
    base = f"/e/{event.slug}/searches"
    for more in (1, 18):
        for number in range(more):
            offers(session, an_attendee(session, event, f"Person {number}"))
            if more > 1:
                a_watch(session, event, me, Wanted(words="person"))
                a_topic(session, event)
        look_now(app)
        for page in (base, f"{base}/{search.id}"):
            mine.get(page)
            with counted(app.state.engine) as count:
                assert mine.get(page).status_code == 200
            totals.setdefault(page, []).append(count.total)
    assert [len(set(both)) for both in totals.values()] == [1, 1]
