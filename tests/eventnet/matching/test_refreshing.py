"""Affinities follow what people say."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, func, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.affinities.actions import mark_stale
from eventnet.affinities.models import AffinityState, PairAffinity
from eventnet.events.models import Attendance, Event
from eventnet.jobs import Ground
from eventnet.matching import refreshing
from eventnet.matching.jobs import refresh_stale
from eventnet.matching.pairs import replace_pairs
from eventnet.matching.planning import Document, find_affinities
from eventnet.matching.profiles import people_documents
from eventnet.matching.refreshing import QUIET, refresh, stale_events
from eventnet.organize.actions import SEAT, change_seat, remove_attendee, take_back
from eventnet.organize.forms import Seat
from eventnet.people.models import Profile, TopicKind
from eventnet.versions import version_of
from eventnet.wishes.models import Wish, WishKind
from tests.eventnet.people.secrets import give_topic
from tests.factories import a_role, let_meet, save
from tests.queries import counted
from tests.races import (
    Deed,
    at_once,
    careless_lock,
    only_where_writes_are_many,
    overtaken,
)


def pairs(session: Session, event: Event) -> set[frozenset[str]]:
    session.rollback()
    query = select(PairAffinity).where(PairAffinity.event_id == event.id)
    found = session.exec(query).all()
    assert all(pair.a_id < pair.b_id for pair in found)
    return {frozenset((pair.a_id, pair.b_id)) for pair in found}


def planned_pairs(session: Session, event: Event) -> set[frozenset[str]]:
    return {frozenset(two) for two in values(session, event)}


def test_pairs_are_stored_with_reasons_that_add_up(
    app: Starlette, session: Session, crowd: Event
) -> None:
    refresh(app.state.sessions, crowd.id)
    assert len(pairs(session, crowd)) > 100
    for pair in session.exec(select(PairAffinity)).all():
        assert pair.value is not None or pair.shown is not None
        assert bool(pair.because) is (pair.shown is not None)
        assert sum(why["share"] for why in pair.because) <= 1.03


def shown(session: Session, event: Event) -> dict[tuple[str, str], tuple[float | None, object]]:
    """Return what pages may show of each pair."""
    session.rollback()
    query = select(PairAffinity).where(PairAffinity.event_id == event.id)
    return {
        (pair.a_id, pair.b_id): (pair.shown, pair.because)
        for pair in session.exec(query)
        if pair.shown is not None
    }


def test_a_wish_and_a_veto_change_what_is_planned_and_nothing_that_is_shown(
    app: Starlette, session: Session, crowd: Event
) -> None:
    session.exec(delete(Wish))
    session.commit()
    refresh(app.state.sessions, crowd.id)
    before, planned = shown(session, crowd), values(session, crowd)
    wanted, vetoed = sorted(before.keys() & planned.keys())[:2]
    for (one, other), kind in ((wanted, WishKind.WANT), (vetoed, WishKind.AVOID)):
        save(session, Wish(from_id=one, to_id=other, event_id=crowd.id, kind=kind))
    mark_stale(session, crowd.id)
    refresh(app.state.sessions, crowd.id)
    now = values(session, crowd)
    assert now[wanted] > planned[wanted]
    assert vetoed not in now
    assert shown(session, crowd) == before


def test_what_a_profile_hides_moves_nothing_that_is_shown(
    app: Starlette, session: Session, crowd: Event
) -> None:
    one, other = session.exec(select(Attendance).where(Attendance.event_id == crowd.id)).all()[:2]
    give_topic(session, other, TopicKind.SEEK, "Xylography")
    profile = session.exec(select(Profile).where(Profile.membership_id == one.membership_id)).one()
    hidden = dict.fromkeys(("topics", "bio", "headline", "organization"), "met")
    profile.visibility = {**profile.visibility, **hidden}
    profile.organization = "Alone"  # colleagues are not planned to meet
    save(session, profile)
    mark_stale(session, crowd.id)
    refresh(app.state.sessions, crowd.id)
    before = shown(session, crowd)
    give_topic(session, one, TopicKind.OFFER, "Xylography")
    profile.bio, profile.headline = "Xylography by hand", "Xylographer"
    save(session, profile)
    mark_stale(session, crowd.id)
    refresh(app.state.sessions, crowd.id)
    assert shown(session, crowd) == before
    two = (min(one.id, other.id), max(one.id, other.id))
    assert two in values(session, crowd)


def values(session: Session, event: Event) -> dict[tuple[str, str], float]:
    """Return what each pair is worth for planning."""
    session.rollback()
    query = select(PairAffinity).where(PairAffinity.event_id == event.id)
    return {
        (pair.a_id, pair.b_id): pair.value for pair in session.exec(query) if pair.value is not None
    }


def test_a_veto_and_a_departure_take_pairs_away(
    app: Starlette, session: Session, crowd: Event
) -> None:
    refresh(app.state.sessions, crowd.id)
    before = planned_pairs(session, crowd)
    vetoed = next(iter(before))
    one, other = vetoed
    session.merge(Wish(from_id=one, to_id=other, event_id=crowd.id, kind=WishKind.AVOID))
    session.commit()
    gone = session.exec(select(Attendance).where(col(Attendance.id).not_in(vetoed))).first()
    assert gone is not None
    gone.left_at = clock.now()
    save(session, gone)
    refresh(app.state.sessions, crowd.id)
    assert planned_pairs(session, crowd) == before  # nobody said that it is stale
    mark_stale(session, crowd.id)
    refresh(app.state.sessions, crowd.id)
    assert vetoed not in planned_pairs(session, crowd)
    assert not any(gone.id in pair for pair in pairs(session, crowd))


def test_changes_gather_for_a_while(app: Starlette, session: Session, crowd: Event) -> None:
    mark_stale(session, crowd.id)
    assert stale_events(session) == []
    with clock.at(clock.now() + QUIET):
        assert stale_events(session) == [crowd.id]
        session.rollback()
        refresh_stale.work(Ground(app.state.settings, app.state.sessions))
        assert stale_events(session) == []
    assert pairs(session, crowd)


def test_what_changes_meanwhile_is_not_lost(
    app: Starlette, session: Session, crowd: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = find_affinities

    def slowly(people: Document, as_shown: Document, weights: Document | None) -> object:
        with Session(app.state.engine) as other:
            mark_stale(other, crowd.id)
        return found(people, as_shown, weights)

    event_id = crowd.id
    monkeypatch.setattr(refreshing, "find_affinities", slowly)
    refresh(app.state.sessions, event_id)
    session.rollback()
    assert session.get_one(AffinityState, event_id).stale_since is not None


def test_whoever_is_killed_on_the_way_leaves_the_work_to_the_next(
    app: Starlette, session: Session, crowd: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh(app.state.sessions, crowd.id)
    session.rollback()
    mark_stale(session, crowd.id)

    def killed(*_arguments: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(refreshing, "replace_pairs", killed)
        with pytest.raises(SystemExit):
            refresh(app.state.sessions, crowd.id)
    session.rollback()
    assert session.get_one(AffinityState, crowd.id).stale_since is not None
    refresh(app.state.sessions, crowd.id)
    session.rollback()
    assert session.get_one(AffinityState, crowd.id).stale_since is None


def test_who_may_meet_and_who_is_there_make_affinities_stale(
    app: Starlette, session: Session, crowd: Event
) -> None:
    def is_stale() -> bool:
        session.rollback()
        stale = session.get_one(AffinityState, crowd.id).stale_since is not None
        refresh(app.state.sessions, crowd.id)
        return stale

    refresh(app.state.sessions, crowd.id)
    session.rollback()
    attendance = session.exec(select(Attendance).where(Attendance.event_id == crowd.id)).first()
    assert attendance is not None
    role = a_role(session, crowd, "Speaker")
    seat = Seat(role_id=role.id, stand="", version=version_of(attendance, only=SEAT))
    change_seat(session, crowd.id, attendance.id, seat, "me")
    assert is_stale()
    remove_attendee(session, crowd.id, attendance.id, "me")
    assert is_stale()
    take_back(session, crowd.id, attendance.id, "me")
    assert is_stale()
    others = {(role.id, role.id)}
    let_meet(session, crowd, others)
    assert is_stale()


def test_a_failure_leaves_what_was_there_and_tries_again(
    app: Starlette, session: Session, crowd: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh(app.state.sessions, crowd.id)
    session.rollback()
    count = session.exec(select(func.count()).select_from(PairAffinity)).one()
    mark_stale(session, crowd.id)
    monkeypatch.setattr(refreshing, "find_affinities", lambda *_documents: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        refresh(app.state.sessions, crowd.id)
    session.rollback()
    assert session.exec(select(func.count()).select_from(PairAffinity)).one() == count
    with clock.at(clock.now() + timedelta(minutes=1)):
        assert stale_events(session) == [crowd.id]


def test_only_what_changed_is_written(app: Starlette, session: Session, crowd: Event) -> None:
    refresh(app.state.sessions, crowd.id)
    before = pairs(session, crowd)
    session.rollback()
    mark_stale(session, crowd.id)
    with counted(app.state.engine) as count:
        refresh(app.state.sessions, crowd.id)
    assert [one for one in count.statements if "pair_affinity" in one and "SELECT" not in one] == []
    assert pairs(session, crowd) == before


def stores(app: Starlette, event: Event) -> Deed:
    """Return the deed of storing what the engine finds for the people of an event."""
    event_id = event.id
    with Session(app.state.engine) as other:
        people = people_documents(other, other.get_one(Event, event_id))
    found = list(find_affinities(people.everything, people.as_shown))
    return lambda own: replace_pairs(own, event_id, found, 0)


def forget_pairs(session: Session) -> None:
    session.exec(delete(PairAffinity))
    session.commit()


def test_without_the_hold_of_the_state_pairs_are_in_the_way_that_somebody_else_stored(
    app: Starlette, session: Session, crowd: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    refresh(app.state.sessions, crowd.id)
    store = stores(app, crowd)
    forget_pairs(session)
    monkeypatch.setattr("eventnet.matching.pairs.lock", careless_lock)
    with pytest.raises(IntegrityError):
        overtaken(app, store, store, after="eventnet.matching.pairs.lock")


def test_pairs_that_somebody_else_stored_meanwhile_do_no_harm(
    app: Starlette, session: Session, crowd: Event
) -> None:
    refresh(app.state.sessions, crowd.id)
    before, store = pairs(session, crowd), stores(app, crowd)
    for there in (True, False):
        if not there:
            forget_pairs(session)
        at_once(app, store, store, store)
        assert pairs(session, crowd) == before
