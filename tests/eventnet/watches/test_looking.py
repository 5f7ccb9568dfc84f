"""Who newly fits a watch is found once, in its owner's eyes, and cheaply."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.events.models import Event, Phase
from eventnet.people.attending import leave
from eventnet.people.directory import Wanted
from eventnet.people.models import Audience
from eventnet.people.search import index_profile
from eventnet.watches.actions import (
    change_search,
    delete_search,
    mark_seen,
    restore_search,
)
from eventnet.watches.looking import look_at
from eventnet.watches.models import Fit, SavedSearch
from eventnet.watches.queries import TOGETHER
from eventnet.wishes.actions import make_wish
from eventnet.wishes.models import WishKind
from tests.eventnet.people.secrets import SECRETS, a_secret_person, profile_of
from tests.eventnet.watches.watching import a_watch, fits_of, look_now, news, offers
from tests.factories import an_attendee, an_event, save
from tests.queries import counted


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session)


def show(session: Session, person_id: object, **fields: str) -> None:
    """Let somebody show fields to others than before."""
    profile = profile_of(session, person_id)  # type: ignore[arg-type]
    profile.visibility = {**profile.visibility, **fields}
    profile.updated_at = clock.now()
    index_profile(session, profile)
    save(session, profile)


def test_who_fits_already_is_no_news_and_who_comes_is_once(
    session: Session, app: Starlette, event: Event
) -> None:
    me, there = an_attendee(session, event, "Me"), an_attendee(session, event, "There")
    offers(session, there)
    search = a_watch(session, event, me)
    later, other = an_attendee(session, event, "Later"), an_attendee(session, event, "Other")
    look_now(app)
    assert news(session, search) == []
    offers(session, later)
    offers(session, me)  # oneself is nobody's news
    look_now(app)
    assert news(session, search) == [later.id]
    mark_seen(session, me.id, search.id)
    show(session, there, bio="nobody")
    show(session, later, bio="nobody")
    show(session, other, bio="nobody")
    look_now(app)
    assert news(session, search) == []
    assert fits_of(session, search.id) == {there.id: False, later.id: False}


@pytest.mark.parametrize("field", ["headline", "organization", "bio"])
def test_a_hidden_field_never_fits(
    session: Session, app: Starlette, event: Event, field: str
) -> None:
    me = an_attendee(session, event, "Me")
    words = a_watch(session, event, me, Wanted(words=str(SECRETS[field])))
    firm = a_watch(session, event, me, Wanted(organization=str(SECRETS["organization"])))
    person = a_secret_person(session, event, {"name": "attendees", field: "met"})
    look_now(app)
    assert (news(session, words), news(session, firm)) == ([], [])
    show(session, person, **{field: "attendees"})
    look_now(app)
    assert news(session, words) == [person.id]
    assert news(session, firm) == ([person.id] if field == "organization" else [])


def test_who_hides_or_leaves_is_no_longer_named_and_comes_back_as_known(
    session: Session, app: Starlette, event: Event
) -> None:
    me, hides = an_attendee(session, event, "Me"), an_attendee(session, event, "Hides")
    leaves, hidden = (
        an_attendee(session, event, "Leaves"),
        an_attendee(session, event, "Hidden", shown_to=Audience.MET),
    )
    search = a_watch(session, event, me)
    for one in (hides, leaves, hidden):
        offers(session, one)
    look_now(app)
    assert set(news(session, search)) == {hides.id, leaves.id}
    show(session, hides, topics="nobody")
    leave(session, event, leaves.id)
    look_now(app)
    assert news(session, search) == []
    mark_seen(session, me.id, search.id)
    show(session, hides, topics="attendees")
    look_now(app)
    assert news(session, search) == []


def test_a_veto_is_silent_both_ways(session: Session, app: Starlette, event: Event) -> None:
    me, bo = an_attendee(session, event, "Me"), an_attendee(session, event, "Bo")
    mine, theirs = a_watch(session, event, me), a_watch(session, event, bo)
    make_wish(session, event, bo.id, me.id, WishKind.AVOID)
    offers(session, me)
    offers(session, bo)
    look_now(app)
    assert news(session, mine) == [bo.id]  # who is ruled out reads what anybody would
    assert news(session, theirs) == []  # who ruled somebody out is not reminded of them


def test_a_watch_that_stops_forgets_and_one_that_is_deleted_waits(
    session: Session, app: Starlette, event: Event
) -> None:
    me, one = an_attendee(session, event, "Me"), an_attendee(session, event, "One")
    search, gone = a_watch(session, event, me), a_watch(session, event, me)
    delete_search(session, me.id, gone.id)
    change_search(session, me.id, search.id, search.name, watching=False)
    offers(session, one)
    look_now(app)
    assert (fits_of(session, search.id), fits_of(session, gone.id)) == ({}, {})
    restore_search(session, me.id, gone.id)
    change_search(session, me.id, search.id, search.name, watching=True)
    look_now(app)
    assert (news(session, search), news(session, gone)) == ([], [one.id])


def test_nothing_is_looked_for_once_the_event_is_over(
    session: Session, app: Starlette, event: Event
) -> None:
    search = a_watch(session, event, an_attendee(session, event, "Me"))
    event.phase_by_hand = Phase.OVER
    save(session, event)
    offers(session, an_attendee(session, event, "Late"))
    look_now(app)
    assert fits_of(session, search.id) == {}


def test_looking_asks_about_those_who_changed_and_as_often_for_one_as_for_thirty(
    session: Session, app: Starlette, event: Event
) -> None:
    totals: list[int] = []
    me, event_id = an_attendee(session, event, "Me"), event.id
    search = a_watch(session, event, me)
    for more in (0, TOGETHER - 1):
        for number in range(more):
            watcher = an_attendee(session, event, f"Watcher {number}")
            a_watch(session, event, watcher)
        for number in range(1 if not more else 30):
            offers(session, an_attendee(session, event, f"Person {number}"))
        with Session(app.state.engine) as own, counted(app.state.engine) as count:
            look_at(own, event_id)
        totals.append(count.total)
    assert totals[0] == totals[1]
    assert len(news(session, search)) == 31
    long_after = clock.now() + timedelta(hours=1)
    with clock.at(long_after), Session(app.state.engine) as own:
        look_at(own, event_id)
        with counted(app.state.engine) as count:
            look_at(own, event_id)
    assert not [one for one in count.statements if "UNION" in one or "name_reach" in one]


def test_many_who_change_at_once_are_found_as_few_are(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eventnet.watches.looking.AT_ONCE", 2)
    old = an_attendee(session, event, "Old")
    offers(session, old)
    search = a_watch(session, event, an_attendee(session, event, "Me"))
    people = [an_attendee(session, event, f"Person {number}") for number in range(4)]
    for person in people:
        offers(session, person)
    look_now(app)
    assert set(news(session, search)) == {person.id for person in people}


def test_everything_goes_with_the_attendance(session: Session, event: Event) -> None:
    me, one = an_attendee(session, event, "Me"), an_attendee(session, event, "One")
    offers(session, one)
    a_watch(session, event, me)
    session.delete(me)
    session.commit()
    assert session.exec(select(SavedSearch)).all() == []
    assert session.exec(select(Fit)).all() == []
