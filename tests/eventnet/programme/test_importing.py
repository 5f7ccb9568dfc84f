"""The difference is what happens: new, changed, gone, and what could not be read stays."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.audit import AuditEntry
from eventnet.database import lock
from eventnet.errors import Conflict, Gone, NotFound, Refused
from eventnet.events.models import Event
from eventnet.jobs import Ground
from eventnet.programme import actions, importing
from eventnet.programme.actions import star, unstar
from eventnet.programme.importing import bring_in, difference, discard, keep_draft, stars_on
from eventnet.programme.models import Programme, ProgrammeDraft, Star, Talk
from eventnet.programme.sweeping import DRAFTS_KEPT, GONE_KEPT, sweep
from tests.eventnet.programme.talks import NINE, a_talk, entry, imported, read, schedule
from tests.factories import an_account, an_attendee, an_event
from tests.races import (
    Deed,
    at_once,
    careless_lock,
    only_where_writes_are_many,
    overtaken,
    refused,
    without,
    without_passing_over,
)

ROUNDS = 10


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session)


def draft_of(session: Session, event: Event, *entries: object) -> ProgrammeDraft:
    """Keep a programme that was read."""
    return keep_draft(session, event.id, "schedule.json", read(schedule(*entries)))


def titles(session: Session) -> list[str]:
    """Return what is in the programme."""
    session.rollback()
    return sorted(session.exec(select(Talk.title).where(Talk.gone_at.is_(None))))  # type: ignore[union-attr]


def test_a_session_held_twice_beside_one_that_is_called_so_comes_in(
    session: Session, event: Event
) -> None:
    told = (entry("x"), entry("x", after=60), entry("x#2", after=120))
    imported(session, event, *told)
    assert sorted(session.exec(select(Talk.key))) == ["x", "x#2", "x#3"]
    again = difference(session, draft_of(session, event, *told))
    assert (again.new, again.changed, again.gone, again.same) == ([], [], [], 3)


def test_new_changed_gone_and_same_are_told_apart(session: Session, event: Event) -> None:
    imported(session, event, entry("Same"), entry("Moves"), entry("Goes"), entry("Unreadable"))
    draft = draft_of(
        session,
        event,
        entry("Same"),
        entry("Moves", after=20, persons=[{"name": "Ada"}]),
        entry("New"),
        entry("Unreadable", duration="x"),
    )
    found = difference(session, draft)
    assert [one.title for one in found.new] == ["New"]
    assert [(one.talk.title, one.fields) for one in found.changed] == [
        ("Moves", ("starts_at", "ends_at", "speakers"))
    ]
    assert [talk.title for talk in found.gone] == ["Goes"]
    assert found.same == 1


def test_bringing_in_does_what_was_shown_in_one_go(session: Session, event: Event) -> None:
    olga = an_account(session)
    imported(session, event, entry("Moves"), entry("Goes"))
    before = {talk.title: talk.id for talk in session.exec(select(Talk))}
    draft = draft_of(session, event, entry("Moves", after=20), entry("New", room="Hall 2"))
    bring_in(session, draft.id, difference(session, draft).fingerprint(), olga.id)
    assert titles(session) == ["Moves", "New"]
    moved = session.get_one(Talk, before["Moves"])
    assert moved.starts_at == NINE + timedelta(minutes=20)
    assert session.get_one(Talk, before["Goes"]).gone_at is not None
    assert session.get(ProgrammeDraft, draft.id) is None
    assert session.get_one(Programme, event.id).source == "schedule.json"
    last = session.exec(select(AuditEntry).where(AuditEntry.account_id == olga.id)).one()
    assert (last.deed, last.detail) == (
        "programme.imported",
        {"new": 1, "changed": 1, "gone": 1},
    )


def test_the_same_programme_again_changes_nothing(session: Session, event: Event) -> None:
    imported(session, event, entry("One"), entry("Two", persons=[{"name": "Ada"}]))
    draft = draft_of(session, event, entry("One"), entry("Two", persons=[{"name": "Ada"}]))
    found = difference(session, draft)
    assert not found.changes_anything
    with pytest.raises(Refused, match="says all this already"):
        bring_in(session, draft.id, found.fingerprint(), None)


def test_what_was_seen_and_is_true_no_longer_is_not_done(session: Session, event: Event) -> None:
    draft = draft_of(session, event, entry("New"))
    seen = difference(session, draft).fingerprint()
    imported(session, event, entry("Meanwhile"))
    with pytest.raises(Conflict, match="look at it again"):
        bring_in(session, draft.id, seen, None)
    assert titles(session) == ["Meanwhile"]


def test_a_draft_is_brought_in_or_discarded_once(session: Session, event: Event) -> None:
    draft = draft_of(session, event, entry("New"))
    seen, key = difference(session, draft).fingerprint(), draft.id
    discard(session, key)
    for deed in (lambda: discard(session, key), lambda: bring_in(session, key, seen, None)):
        with pytest.raises(Gone):
            deed()
    assert titles(session) == []


def brings_in(session: Session, event: Event, number: int) -> Deed:
    """Return the deed of bringing in a programme of one session, at another time each."""
    draft = draft_of(session, event, entry("Pumps", after=number))
    key, seen = draft.id, difference(session, draft).fingerprint()
    return lambda own: bring_in(own, key, seen, None)


def test_without_the_holds_and_the_index_it_is_brought_in_twice(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Either hold is enough, of the draft or of the event, and so is the index of sessions."""
    only_where_writes_are_many(session)
    deed = brings_in(session, event, 0)
    monkeypatch.setattr(importing, "lock", careless_lock)
    monkeypatch.setattr(importing, "held", lambda own, key: own.get_one(Event, key))
    without(session, "talk.uq_talk_event_id_key")
    results = overtaken(app, deed, deed, after="eventnet.programme.importing._compare")
    assert refused(results) == 0
    assert titles(session) == ["Pumps", "Pumps"]


def test_two_who_bring_it_in_at_once_do_it_once(
    session: Session, app: Starlette, event: Event
) -> None:
    for number in range(ROUNDS):
        deed = brings_in(session, event, number)
        results = at_once(app, deed, deed)
        assert sum(isinstance(one, Gone) for one in results) == 1
        assert titles(session) == ["Pumps"]


def test_a_star_is_refused_on_what_is_gone_never_was_or_is_elsewhere(
    session: Session, event: Event
) -> None:
    ada, other = an_attendee(session, event), an_event(session)
    gone, theirs = a_talk(session, event), a_talk(session, other)
    imported(session, event, entry("Others"))
    for talk_id in (gone.id, theirs.id, "nothing"):
        with pytest.raises(NotFound, match="no such session"):
            star(session, event.id, ada.id, talk_id)
    with pytest.raises(NotFound, match="have not starred"):
        unstar(session, event.id, ada.id, gone.id)


def test_a_star_that_is_not_passed_over_is_in_the_way_of_the_second(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, talk, own = an_attendee(session, event).id, a_talk(session, event).id, event.id
    session.rollback()
    without_passing_over(monkeypatch)
    with pytest.raises(IntegrityError):
        at_once(app, *[lambda one: star(one, own, ada, talk)] * 2)


def test_starring_twice_is_starring(session: Session, app: Starlette, event: Event) -> None:
    ada, talk = an_attendee(session, event).id, a_talk(session, event).id
    own = event.id
    at_once(app, *[lambda one: star(one, own, ada, talk)] * 2)
    session.rollback()
    assert stars_on(session, [talk]) == {talk: 1}


def _told_while_starring(
    session: Session, app: Starlette, event: Event, number: int
) -> tuple[bool, bool]:
    """Let somebody star a session that goes at once; say whether it is starred, and they told."""
    imported(session, event, entry(f"Goes {number}"), entry("Stays"))
    talk = session.exec(select(Talk).where(Talk.title == f"Goes {number}")).one()
    ada, draft = an_attendee(session, event), draft_of(session, event, entry("Stays"))
    own, key, who, what = event.id, draft.id, ada.id, talk.id
    seen, told = difference(session, draft).fingerprint(), list[str]()
    real = importing._told

    def note(*given: object) -> dict[str, dict[str, str]]:
        found = real(*given)  # type: ignore[arg-type]
        told.extend(found)
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(importing, "_told", note)
        at_once(
            app,
            lambda one: star(one, own, who, what),
            lambda one: bring_in(one, key, seen, None),
        )
    session.rollback()
    return session.get(Star, (who, what)) is not None, what in told


def test_without_the_hold_a_star_lands_on_what_is_gone(
    session: Session, event: Event, app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(session, event, entry("Goes"), entry("Stays"))
    talk = session.exec(select(Talk).where(Talk.title == "Goes")).one()
    ada, talk_id = an_attendee(session, event).id, talk.id
    with Session(app.state.engine) as early:
        stale = early.get_one(Talk, talk_id)

    def careless(own: Session, model: type, key: str) -> object:
        return own.merge(stale, load=False) if model is Talk else lock(own, model, key)

    monkeypatch.setattr(actions, "lock", careless)
    imported(session, event, entry("Stays"))
    star(session, event.id, ada, talk_id)
    assert stars_on(session, [talk_id]) == {talk_id: 1}  # and nobody told them that it is gone


def test_a_star_is_told_of_what_goes_or_refused(
    session: Session, app: Starlette, event: Event
) -> None:
    for number in range(ROUNDS):
        starred, told = _told_while_starring(session, app, event, number)
        assert starred == told


def test_old_drafts_and_gone_sessions_without_stars_are_let_go(
    session: Session, app: Starlette, event: Event
) -> None:
    ada = an_attendee(session, event)
    kept = a_talk(session, event, "Kept")
    a_talk(session, event, "Dropped")
    star(session, event.id, ada.id, kept.id)
    imported(session, event, entry("Stays"))
    draft_of(session, event, entry("Never"))
    ground = Ground(app.state.settings, app.state.sessions)
    now = clock.now()
    with clock.at(now + DRAFTS_KEPT - timedelta(minutes=1)):
        sweep.work(ground)
    session.rollback()
    assert len(session.exec(select(ProgrammeDraft)).all()) == 1
    with clock.at(now + GONE_KEPT + timedelta(minutes=1)):
        sweep.work(ground)
    session.rollback()
    assert session.exec(select(ProgrammeDraft)).all() == []
    assert {talk.title for talk in session.exec(select(Talk))} == {"Kept", "Stays"}
