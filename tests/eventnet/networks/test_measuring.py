"""A network worked out from ties: clusters, bridges, and what an event changed."""

from datetime import timedelta

from sqlmodel import Session

from eventnet import clock
from eventnet.networks.crowd import AFTERMATH, event_crowd
from eventnet.networks.keeping import network
from eventnet.networks.measuring import Network, measure
from tests.eventnet.networks.circle import DYKES, PUMPS, Circle


def test_two_clusters_and_who_joins_them(session: Session, circle: Circle) -> None:
    found = measure(session, event_crowd(circle.event), clock.now())
    assert list(found.sizes) == [6, 6]
    clusters = {
        frozenset(key for key, place in found.cluster_of.items() if place == number)
        for number in (0, 1)
    }
    assert clusters == {frozenset(map(circle.id, names)) for names in (PUMPS, DYKES)}
    assert {one.member_id for one in found.bridges} == {circle.id("ada"), circle.id("gus")}
    assert all(len(one.joins) == 2 for one in found.bridges)


def test_before_and_after(session: Session, circle: Circle) -> None:
    found = measure(session, event_crowd(circle.event), clock.now())
    assert found.before is not None
    assert (found.before.ties, found.before.alone) == (1, 10)
    assert (found.now.ties, found.now.alone) == (31, 0)
    assert found.now.between[0, 1] == found.before.between[0, 1] == 1


def test_later_ties_are_not_of_the_event(session: Session, strangers: Circle) -> None:
    strangers.tie("ada", "bo", since=strangers.started() + timedelta(days=10))
    late = strangers.started() + timedelta(days=5) + AFTERMATH
    strangers.tie("ada", "cy", since=late)
    assert measure(session, event_crowd(strangers.event), clock.now()).now.ties == 1


def test_few_people_are_no_cluster(session: Session, strangers: Circle) -> None:
    for name in PUMPS[1:4]:
        strangers.tie("ada", name)
    found = measure(session, event_crowd(strangers.event), clock.now())
    assert (list(found.sizes), found.outside, found.bridges) == ([], 12, [])


def test_whoever_left_is_not_there(session: Session, circle: Circle) -> None:
    circle.people["lou"].left_at = clock.now()
    session.add(circle.people["lou"])
    session.commit()
    found = measure(session, event_crowd(circle.event), clock.now())
    assert found.people == 11
    assert circle.id("lou") not in found.cluster_of


def test_a_network_is_kept_for_the_hour(session: Session, circle: Circle) -> None:
    crowd, now = event_crowd(circle.event), clock.now()
    first = network(session, crowd, now)
    assert isinstance(first, Network)
    circle.tie("bo", "hal")
    assert network(session, crowd, now + timedelta(minutes=59)) is first
    after = network(session, crowd, now + timedelta(hours=1))
    assert isinstance(after, Network)
    assert after.now.ties == first.now.ties + 1
