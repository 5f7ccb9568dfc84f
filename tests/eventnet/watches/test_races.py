"""Two things at once with a search: saving it twice, and letting go of it while somebody looks."""

from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock, jobs
from eventnet.events.models import Event
from eventnet.people.directory import Wanted
from eventnet.watches import actions, looking, telling
from eventnet.watches.actions import delete_search, save_search
from eventnet.watches.letters import digest_letter
from eventnet.watches.looking import keep, look_at
from eventnet.watches.models import Fit, SavedSearch
from eventnet.watches.sweeping import KEPT, sweep
from tests.eventnet.watches.watching import a_watch, fits_of, look_now, offers, tell_now
from tests.factories import an_attendee, an_event
from tests.races import Deed, at_once, only_where_writes_are_many
from tests.work import mails

ROUNDS = 8
ME = "me@example.org"


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session)


def saving(event_id: str, own_id: str, name: str) -> Deed:
    """Return the deed of saving a search."""

    def deed(own: Session) -> str:
        event = own.get_one(Event, event_id)
        return save_search(own, event, own_id, name, Wanted(words="a"), watching=True).id

    return deed


def test_without_the_hold_of_the_attendance_two_saves_are_one_too_many(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    me = an_attendee(session, event, "Me")
    monkeypatch.setattr(actions, "MOST", 1)
    both_have_read, refuse = Barrier(2, timeout=60), actions._refuse_one_more

    def careless(own: Session, own_id: str) -> None:
        refuse(own, own_id)
        both_have_read.wait()

    monkeypatch.setattr(actions, "lock", lambda *_row: None)
    monkeypatch.setattr(actions, "_refuse_one_more", careless)
    at_once(app, saving(event.id, me.id, "One"), saving(event.id, me.id, "Two"))
    session.rollback()
    assert len(session.exec(select(SavedSearch)).all()) == 2  # though one is the most


def test_of_two_saves_at_once_one_is_kept(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    me = an_attendee(session, event, "Me")
    for number in range(ROUNDS):
        same = saving(event.id, me.id, f"Search {number}")
        one, two = at_once(app, same, same)
        assert one == two
    monkeypatch.setattr(actions, "MOST", ROUNDS + 1)
    at_once(app, saving(event.id, me.id, "One"), saving(event.id, me.id, "Two"))
    session.rollback()
    assert len(session.exec(select(SavedSearch)).all()) == ROUNDS + 1


def test_without_the_hold_of_the_search_a_look_writes_what_is_gone(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    me, one = an_attendee(session, event, "Me"), an_attendee(session, event, "One")
    kept_id, gone_id = a_watch(session, event, me).id, a_watch(session, event, me).id
    found = {kept_id: {one.id}, gone_id: {one.id}}
    # Between the look and its writing down the one search was deleted, and swept away.
    delete_search(session, me.id, gone_id)
    with clock.at(clock.now() + KEPT + timedelta(minutes=1)):
        sweep.work(jobs.Ground(app.state.settings, app.state.sessions))
    with monkeypatch.context() as patch:
        patch.setattr(looking, "held", lambda _session, ids: set(ids))
        with pytest.raises(IntegrityError):
            keep(session, found)
    keep(session, found)
    assert (fits_of(session, kept_id), fits_of(session, gone_id)) == ({one.id: True}, {})


def test_without_the_hold_of_the_search_a_mail_tells_of_what_is_gone(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    me, one = an_attendee(session, event, "Me", ME), an_attendee(session, event, "One")
    search = a_watch(session, event, me)
    offers(session, one)
    look_now(app)
    written = digest_letter

    def slow(*asked: object) -> object:
        """Let go of the search while the mail is being written."""
        letter = written(*asked)  # type: ignore[arg-type]
        with Session(app.state.engine) as own:
            if own.get_one(SavedSearch, search_id).deleted_at is None:
                delete_search(own, me_id, search_id)
        return letter

    search_id, me_id = search.id, me.id
    session.rollback()
    monkeypatch.setattr(telling, "digest_letter", slow)
    tell_now(app)
    assert mails(session, ME) == []
    actions.restore_search(session, me_id, search_id)
    monkeypatch.setattr(telling, "held", lambda _session, ids: set(ids))
    tell_now(app)
    assert len(mails(session, ME)) == 1  # about a search that was deleted


def test_a_look_and_a_deletion_at_once_leave_nothing_new(
    session: Session, app: Starlette, event: Event
) -> None:
    me, event_id = an_attendee(session, event, "Me", ME), event.id
    own_id = me.id
    for number in range(ROUNDS):
        search_id = a_watch(session, event, me).id
        offers(session, an_attendee(session, event, f"Person {number}"))
        session.rollback()
        at_once(
            app,
            lambda own: look_at(own, event_id),
            lambda own, key=search_id: delete_search(own, own_id, key),  # type: ignore[misc]
        )
    tell_now(app)
    assert mails(session, ME) == []
    session.rollback()
    assert session.exec(select(Fit).where(Fit.told_at != None)).all() == []  # noqa: E711
