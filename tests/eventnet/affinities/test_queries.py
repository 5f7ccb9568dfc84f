"""Stored affinities are read from either side."""

import sqlalchemy
from sqlmodel import Session

from eventnet import clock
from eventnet.affinities.actions import mark_stale
from eventnet.affinities.models import AffinityState, PairAffinity
from eventnet.affinities.queries import affinities_with, are_computed, others_by_worth
from eventnet.events.models import Attendance, Event
from tests.factories import an_attendee, an_event, save


def pair(session: Session, event: Event, one: Attendance, other: Attendance, value: float) -> None:
    """Store an affinity, `a` sorting before `b`."""
    a, b = sorted([one.id, other.id])
    save(
        session,
        PairAffinity(
            a_id=a,
            b_id=b,
            event_id=event.id,
            value=value,
            shown=value,
            because=[{"signal": "met", "detail": [], "share": 1.0}],
        ),
    )


def test_pairs_are_read_from_either_side_and_only_those_that_are_shown(session: Session) -> None:
    event = an_event(session)
    me, *others = (an_attendee(session, event) for _ in range(4))
    for number, other in enumerate(others):
        pair(session, event, me, other, 0.1 * (number + 1))
    pair(session, event, others[0], others[1], 0.99)
    a, b = sorted([me.id, others[2].id])
    session.get_one(PairAffinity, (a, b)).shown = None
    session.commit()
    shown = others_by_worth(me.id)
    rows = session.execute(sqlalchemy.select(shown.c.other_id, shown.c.worth)).all()
    assert {row[0]: round(row[1], 3) for row in rows} == {others[0].id: 0.1, others[1].id: 0.2}
    found = affinities_with(session, me.id, [others[0].id, others[1].id, "nobody"])
    assert {key: one.reader_is_a for key, one in found.items()} == {
        others[0].id: me.id < others[0].id,
        others[1].id: me.id < others[1].id,
    }


def test_the_first_change_is_kept_until_somebody_computes(session: Session) -> None:
    event = an_event(session)
    assert not are_computed(session, event.id)
    first = clock.now()
    with clock.at(first):
        mark_stale(session, event.id)
    mark_stale(session, event.id)
    state = session.get(AffinityState, event.id)
    assert state is not None
    assert state.stale_since == first
    state.stale_since, state.computed_at = None, clock.now()
    save(session, state)
    assert are_computed(session, event.id)
    mark_stale(session, event.id)
    session.refresh(state)
    assert state.stale_since is not None
    assert state.computed_at is not None
