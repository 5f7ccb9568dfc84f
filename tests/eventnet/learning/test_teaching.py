"""Ratings teach: what is surely better is kept and used, anything else is not."""

import statistics
from datetime import timedelta

import pytest
from sqlmodel import Session, col, delete, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.affinities.learned import ENOUGH_PEOPLE, ENOUGH_RATINGS, LEAST_GROUP, MOST_OF_ONE
from eventnet.affinities.models import AffinityState, Learning, PairAffinity
from eventnet.communities.models import Community
from eventnet.events.models import Attendance, Event
from eventnet.jobs import Ground
from eventnet.learning import teaching
from eventnet.learning.actions import choose_weights
from eventnet.learning.jobs import learn_by_night
from eventnet.learning.queries import Rating, evened, ratings_of
from eventnet.learning.teaching import teach
from eventnet.matching.refreshing import refresh, stale_events
from eventnet.outcomes.models import Outcome, Worth
from eventnet.people.attending import leave
from eventnet.people.models import TopicKind
from tests.crowds import a_crowd
from tests.eventnet.learning.conftest import NIGHT, Topics, noise, planted, rate, topics
from tests.factories import an_account, an_event

Pair = tuple[str, str]


def learning(session: Session, event: Event) -> Learning | None:
    session.rollback()
    return session.get(Learning, event.community_id)


def stale(session: Session) -> list[str]:
    session.rollback()
    return stale_events(session)


def values(session: Session, event: Event) -> dict[Pair, float]:
    session.rollback()
    query = select(PairAffinity).where(PairAffinity.event_id == event.id)
    return {(one.a_id, one.b_id): one.value for one in session.exec(query) if one.value is not None}


def helpful(has: Topics, pair: Pair) -> bool:
    a, b = pair
    offer, seek = TopicKind.OFFER, TopicKind.SEEK
    return bool(has[a, offer] & has[b, seek]) and bool(has[b, offer] & has[a, seek])


def lead(session: Session, event: Event) -> float:
    """Return how much more a pair is worth whose two can help each other."""
    has, found = topics(session, event), values(session, event)
    groups: dict[bool, list[float]] = {True: [], False: []}
    for pair, value in found.items():
        groups[helpful(has, pair)].append(value)
    return statistics.fmean(groups[True]) / statistics.fmean(groups[False])


def test_what_is_surely_better_is_kept_and_the_next_event_is_planned_with_it(
    app: Starlette, session: Session, event: Event
) -> None:
    community = session.get_one(Community, event.community_id)
    ahead = an_event(session, community, slug="two")
    session.exec(delete(Attendance).where(col(Attendance.event_id) == ahead.id))
    for one in session.exec(select(Attendance).where(Attendance.event_id == event.id)).all():
        session.add(
            Attendance(event_id=ahead.id, membership_id=one.membership_id, role_id=one.role_id)
        )
    session.commit()
    refresh(app.state.sessions, ahead.id)
    before = lead(session, ahead)
    rate(session, event, planted(session, event))
    assert stale(session) == []
    teach(app.state.sessions, event.community_id)
    kept = learning(session, event)
    assert kept is not None
    assert kept.weights is not None
    assert kept.ratings == len(session.exec(select(Outcome)).all())
    assert kept.raters == 64
    assert kept.quality["now"] > kept.quality["before"] + 5
    assert kept.weights["offer"] > 1.5 > kept.weights["interests"]
    assert stale(session) == [ahead.id]
    refresh(app.state.sessions, ahead.id)
    assert stale(session) == []
    assert lead(session, ahead) > 1.1 * before
    session.rollback()
    assert session.get_one(AffinityState, ahead.id).weights_id == kept.weights_id


def test_the_standard_weights_come_back_where_organizers_choose_them(
    app: Starlette, session: Session, event: Event
) -> None:
    account = an_account(session, "org@example.org")
    refresh(app.state.sessions, event.id)
    standard = values(session, event)
    rate(session, event, planted(session, event))
    teach(app.state.sessions, event.community_id)
    refresh(app.state.sessions, event.id)
    taught = values(session, event)
    assert taught != standard
    choose_weights(session, event, account.id, standard=True)
    assert stale(session) == [event.id]
    refresh(app.state.sessions, event.id)
    back = values(session, event)
    met = {pair for pair in standard if back.get(pair) != standard[pair]}
    assert met == set()
    choose_weights(session, event, account.id, standard=False)
    refresh(app.state.sessions, event.id)
    assert values(session, event) == taught


@pytest.mark.parametrize("seed", range(5))
def test_noise_teaches_nothing(app: Starlette, session: Session, event: Event, seed: int) -> None:
    rate(session, event, noise(seed))
    teach(app.state.sessions, event.community_id)
    found = learning(session, event)
    assert found is not None
    assert (found.weights_id, found.weights) == (None, None)
    assert found.quality["groups"]
    assert stale(session) == []


@pytest.mark.parametrize(("people", "most"), [(ENOUGH_PEOPLE - 1, 6), (40, 2)])
def test_too_few_ratings_or_people_teach_nothing_and_show_nothing(
    app: Starlette, session: Session, event: Event, people: int, most: int
) -> None:
    rate(session, event, planted(session, event), people=people, most=most)
    teach(app.state.sessions, event.community_id)
    found = learning(session, event)
    assert found is not None
    assert found.raters < ENOUGH_PEOPLE or found.ratings < ENOUGH_RATINGS
    assert (found.weights_id, found.weights, found.quality) == (None, None, {})


def test_everybody_pleased_with_everything_teaches_nothing(
    app: Starlette, session: Session, event: Event
) -> None:
    rate(session, event, lambda _one, _other: Worth.MUCH)
    teach(app.state.sessions, event.community_id)
    found = learning(session, event)
    assert found is not None
    assert (found.weights_id, found.quality) == (None, {})


def test_of_one_person_a_stated_number_counts() -> None:
    talker = [Rating("e", "m1", "a1", f"b{number}", 1.0) for number in range(3 * MOST_OF_ONE)]
    quiet = Rating("e", "m2", "a2", "b1", 0.0)
    assert list(evened([*talker, quiet])) == [*talker[:MOST_OF_ONE], quiet]


def test_nothing_is_kept_of_a_group_of_few(app: Starlette, session: Session, event: Event) -> None:
    rate(session, event, planted(session, event))
    teach(app.state.sessions, event.community_id)
    found = learning(session, event)
    assert found is not None
    assert found.quality.keys() == {"now", "before", "groups"}
    assert sum(one["ratings"] for one in found.quality["groups"]) == found.ratings
    assert all(one["ratings"] >= LEAST_GROUP for one in found.quality["groups"])
    assert all(
        one[name] % 5 == 0 for one in found.quality["groups"] for name in ("predicted", "found")
    )
    assert "quality" not in (found.weights or {})


def test_what_is_taken_back_or_left_behind_counts_no_more(
    app: Starlette, session: Session, event: Event
) -> None:
    rate(session, event, planted(session, event))
    teach(app.state.sessions, event.community_id)
    first = learning(session, event)
    assert first is not None
    ratings, weights_id = first.ratings, first.weights_id
    told = session.exec(select(Outcome).order_by(col(Outcome.meeting_id))).first()
    assert told is not None
    told.worth = None
    session.add(told)
    session.commit()
    with clock.at(NIGHT + timedelta(days=1)):
        teach(app.state.sessions, event.community_id)
    second = learning(session, event)
    assert second is not None
    assert second.ratings == ratings - 1
    assert second.weights_id != weights_id
    someone = session.exec(
        select(Attendance).where(
            Attendance.event_id == event.id, Attendance.id != told.attendance_id
        )
    ).first()
    assert someone is not None
    mine = [one for one in ratings_of(session, event.community_id) if one.one == someone.id]
    of_me = [one for one in ratings_of(session, event.community_id) if one.other == someone.id]
    leave(session, event, someone.id)
    with clock.at(NIGHT + timedelta(days=2)):
        teach(app.state.sessions, event.community_id)
    third = learning(session, event)
    assert third is not None
    assert third.ratings == ratings - 1 - len(mine) - len(of_me)
    # Where too little is left, what was learned goes, and the standard weights are used again.
    session.exec(delete(Outcome))
    session.commit()
    with clock.at(NIGHT + timedelta(days=3)):
        teach(app.state.sessions, event.community_id)
    last = learning(session, event)
    assert last is not None
    assert (last.ratings, last.weights_id, last.weights, last.quality) == (0, None, None, {})


def test_the_same_ratings_change_nothing(app: Starlette, session: Session, event: Event) -> None:
    rate(session, event, planted(session, event))
    teach(app.state.sessions, event.community_id)
    first = learning(session, event)
    assert first is not None
    weights_id = first.weights_id
    refresh(app.state.sessions, event.id)
    with clock.at(NIGHT + timedelta(days=1)):
        teach(app.state.sessions, event.community_id)
        again = learning(session, event)
        assert again is not None
        assert again.weights_id == weights_id
        assert again.learned_at == NIGHT + timedelta(days=1)


def test_ratings_of_another_community_teach_nothing_here(
    app: Starlette, session: Session, event: Event
) -> None:
    rate(session, event, planted(session, event))
    elsewhere = an_event(session, slug="elsewhere")
    a_crowd(session, elsewhere, 10)
    teach(app.state.sessions, elsewhere.community_id)
    found = learning(session, elsewhere)
    assert found is not None
    assert (found.ratings, found.raters, found.weights_id) == (0, 0, None)


def test_whoever_is_killed_on_the_way_leaves_what_was_there(
    app: Starlette, session: Session, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    rate(session, event, planted(session, event))
    teach(app.state.sessions, event.community_id)
    before = learning(session, event)
    assert before is not None
    was = before.model_dump()

    def killed(*_arguments: object) -> None:
        raise SystemExit

    monkeypatch.setattr(teaching, "learn_weights", killed)
    with clock.at(NIGHT + timedelta(days=1)), pytest.raises(SystemExit):
        teach(app.state.sessions, event.community_id)
    after = learning(session, event)
    assert after is not None
    assert after.model_dump() == was


def test_the_night_learns_in_a_process_of_its_own(
    app: Starlette, session: Session, event: Event
) -> None:
    rate(session, event, planted(session, event))
    learn_by_night.work(Ground(app.state.settings, app.state.sessions))
    found = learning(session, event)
    assert found is not None
    assert found.weights_id is not None
