"""Changing profiles at the same time: nothing is lost silently, and nobody waits for ever."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet.communities.models import Topic
from eventnet.errors import Conflict
from eventnet.people.actions import Changes, change_profile, profile_version
from eventnet.people.models import Profile, TopicKind
from eventnet.people.queries import topics_of
from tests.eventnet.people.secrets import profile_of
from tests.factories import an_attendee, an_event
from tests.races import without_passing_over


def at_once(app: Starlette, deeds: Iterable[Callable[[Session], None]]) -> list[bool]:
    """Do all of these at the same time, each in a session of its own; return which went well."""
    work = list(deeds)
    together = Barrier(len(work))

    def do(deed: Callable[[Session], None]) -> bool:
        with Session(app.state.engine) as session:
            together.wait()
            try:
                deed(session)
            except Conflict:
                return False
            return True

    with ThreadPoolExecutor(len(work)) as pool:
        return list(pool.map(do, work))


def saving(profile_id: str, changes: Changes, shown: str | None) -> Callable[[Session], None]:
    """Return the deed of saving a profile."""

    def save(session: Session) -> None:
        change_profile(session, profile_id, changes, shown=shown)

    return save


def test_of_several_forms_that_showed_the_same_one_is_saved(
    app: Starlette, session: Session
) -> None:
    profile = profile_of(session, an_attendee(session, an_event(session)))
    profile_id = profile.id

    def race(turn: int, shown: str | None) -> list[bool]:
        changes: list[Changes] = [{"headline": f"{turn} of tab {tab}"} for tab in range(4)]
        return at_once(app, [saving(profile_id, change, shown) for change in changes])

    session.commit()
    assert all(race(0, None))  # with the guard off three of four are lost, and nobody is told
    for turn in range(1, 6):
        session.expire_all()
        version = profile_version(session, session.get_one(Profile, profile_id))
        session.commit()
        saved = race(turn, version)
        assert saved.count(True) == 1
        session.expire_all()
        headline = session.get_one(Profile, profile_id).headline
        assert headline == f"{turn} of tab {saved.index(True)}"
        session.commit()


def test_new_words_that_are_not_passed_over_are_in_the_way_of_others(
    app: Starlette, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = an_event(session)
    ids = [profile_of(session, an_attendee(session, event)).id for _ in range(2)]
    session.commit()
    without_passing_over(monkeypatch)
    with pytest.raises(IntegrityError):
        at_once(app, [saving(key, {"offers": ["pumps"]}, None) for key in ids])


def test_the_same_new_words_come_from_many_at_once(app: Starlette, session: Session) -> None:
    event = an_event(session)
    ids = [profile_of(session, an_attendee(session, event)).id for _ in range(4)]
    session.commit()
    for turn in range(5):
        words = [f"word {turn} {number}" for number in range(8)]
        changes: list[Changes] = [
            {"offers": words, "seeks": words[::-1]},
            {"offers": words[::-1], "seeks": words},
            {"seeks": words[4:], "interests": words[:4]},
            {"interests": words[4:], "offers": words[:4]},
        ]
        deeds = [saving(key, change, None) for key, change in zip(ids, changes, strict=True)]
        assert at_once(app, deeds) == [True] * 4
    assert len(session.exec(select(Topic)).all()) == 40
    topics = topics_of(session, ids)
    assert topics[ids[0]][TopicKind.OFFER] == sorted(f"word 4 {number}" for number in range(8))
    assert topics[ids[2]][TopicKind.INTEREST] == [f"word 4 {number}" for number in range(4)]
