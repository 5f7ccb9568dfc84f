"""A wish is said once, however often it is sent; a veto can be said at any time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.affinities.models import AffinityState
from eventnet.errors import NotFound, Refused
from eventnet.events.models import Attendance, Event, Phase
from eventnet.wishes.actions import make_wish, take_back
from eventnet.wishes.models import Wish, WishKind
from eventnet.wishes.queries import wishes_of
from tests.factories import an_attendee, an_event, save


def an_open_event(session: Session) -> Event:
    """Make an event that is open for wishes."""
    event = an_event(session)
    event.phase_by_hand = Phase.OPEN
    save(session, event)
    return event


def test_a_wish_takes_the_place_of_the_one_before(session: Session) -> None:
    event = an_open_event(session)
    me, other = an_attendee(session, event), an_attendee(session, event)
    make_wish(session, event, me.id, other.id, WishKind.WANT)
    state = session.get(AffinityState, event.id)
    assert state is not None
    assert state.stale_since is not None
    state.stale_since = None
    save(session, state)
    make_wish(session, event, me.id, other.id, WishKind.WANT)
    session.refresh(state)
    assert state.stale_since is None  # nothing changed
    make_wish(session, event, me.id, other.id, WishKind.AVOID)
    assert wishes_of(session, me.id) == {other.id: WishKind.AVOID}
    assert wishes_of(session, other.id) == {}
    assert take_back(session, event, me.id, other.id) is WishKind.AVOID
    assert take_back(session, event, me.id, other.id) is None
    assert wishes_of(session, me.id, [other.id]) == {}


def test_wishes_close_at_their_deadline_and_vetoes_do_not(session: Session) -> None:
    event = an_open_event(session)
    me, other = an_attendee(session, event), an_attendee(session, event)
    make_wish(session, event, me.id, other.id, WishKind.MAYBE)
    event.wishes_until = clock.now() - timedelta(seconds=1)
    save(session, event)
    for kind in (WishKind.WANT, WishKind.MAYBE):
        with pytest.raises(Refused, match="closed"):
            make_wish(session, event, me.id, other.id, kind)
    with pytest.raises(Refused, match="closed"):
        take_back(session, event, me.id, other.id)
    make_wish(session, event, me.id, other.id, WishKind.AVOID)
    assert take_back(session, event, me.id, other.id) is WishKind.AVOID


def test_nobody_wishes_for_themself_or_for_somebody_elsewhere(session: Session) -> None:
    event = an_open_event(session)
    me, gone = an_attendee(session, event), an_attendee(session, event)
    elsewhere = an_attendee(session, an_open_event(session))
    gone.left_at = clock.now()
    save(session, gone)
    for to_id in (me.id, gone.id, elsewhere.id, "nobody"):
        with pytest.raises(NotFound):
            make_wish(session, event, me.id, to_id, WishKind.WANT)


def _at_once(app: Starlette, event: Event, deeds: int, guarded: bool) -> list[bool]:
    """Let several requests wish the same at the same time; return whether each went well."""
    event_id, (me, other) = event.id, _two(app, event)
    together = Barrier(deeds)

    def wish(number: int) -> bool:
        kind = (WishKind.WANT, WishKind.MAYBE)[number % 2]
        with Session(app.state.engine) as session:
            found = session.get(Event, event_id)
            assert found is not None
            known = wishes_of(session, me)
            together.wait()
            if guarded:
                make_wish(session, found, me, other, kind)
                return True
            try:
                session.rollback()
                if not known:  # the race: what was read before is not true any more
                    session.add(Wish(from_id=me, to_id=other, event_id=event_id, kind=kind))
                session.commit()
            except IntegrityError:
                return False
            return True

    with ThreadPoolExecutor(deeds) as pool:
        return list(pool.map(wish, range(deeds)))


def _two(app: Starlette, event: Event) -> tuple[str, str]:
    with Session(app.state.engine) as session:
        found = session.get(Event, event.id)
        assert found is not None
        pair: list[Attendance] = [an_attendee(session, found), an_attendee(session, found)]
        return pair[0].id, pair[1].id


def test_two_posts_at_once_leave_one_row_and_no_error(app: Starlette, session: Session) -> None:
    event = an_open_event(session)
    assert not all(_at_once(app, event, 4, guarded=False))  # the race is there
    for _ in range(5):
        assert all(_at_once(app, event, 4, guarded=True))
    session.rollback()
    assert len(session.exec(select(Wish)).all()) == 6
