"""Two who change a team at once; and what happens where nothing holds it."""

from threading import Barrier

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.database import writing
from eventnet.errors import Refused
from eventnet.events.models import Attendance, Event
from eventnet.teams import actions, targets
from eventnet.teams.actions import add_member
from eventnet.teams.models import ExhibitorTeam, TeamMember, TeamTarget
from eventnet.teams.targets import put_target
from tests.eventnet.teams.team import a_team
from tests.factories import an_attendee, save
from tests.races import Deed, at_once, only_where_writes_are_many


def putting(event: Event, member: Attendance, target: Attendance) -> Deed:
    """Return how a member puts somebody on the list, in a session of their own."""
    event_id, member_id, target_id = event.id, member.id, target.id
    return lambda own: put_target(own, own.get_one(Event, event_id), member_id, target_id)


def adding(event: Event, team: ExhibitorTeam, who: Attendance, by: str) -> Deed:
    """Return how an organizer puts somebody into a team."""
    event_id, team_id, key = event.id, team.id, who.id
    return lambda own: add_member(own, event_id, team_id, key, by)


def leaving(who: Attendance) -> Deed:
    """Return how somebody leaves."""
    key = who.id

    def leave(own: Session) -> object:
        with writing(own):
            mine = own.get_one(Attendance, key, with_for_update=True)
            mine.left_at = clock.now()
            own.add(mine)
        return None

    return leave


def test_the_same_target_from_two_members_is_there_once(
    session: Session,
    app: Starlette,
    event: Event,
    desk: str,
    ada: Attendance,
    bo: Attendance,
) -> None:
    a_team(session, event, desk, ada, bo)
    for number in range(8):
        other = an_attendee(session, event, f"Other {number}")
        deeds = putting(event, ada, other), putting(event, bo, other)
        session.rollback()
        results = at_once(app, *deeds)
        assert sorted(map(str, results)) == ["False", "True"]
    session.rollback()
    assert len(session.exec(select(TeamTarget)).all()) == 8


def test_without_the_hold_the_second_of_them_finds_no_row(
    session: Session,
    app: Starlette,
    event: Event,
    desk: str,
    ada: Attendance,
    bo: Attendance,
    vera: Attendance,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    only_where_writes_are_many(session)
    a_team(session, event, desk, ada, bo)
    both_have_read, real = Barrier(2, timeout=60), Session.add

    def add(own: Session, row: object, *rest: bool) -> None:
        if isinstance(row, TeamTarget):
            both_have_read.wait()
        real(own, row, *rest)

    deeds = putting(event, ada, vera), putting(event, bo, vera)
    session.rollback()
    monkeypatch.setattr(targets, "lock", lambda own, model, key: own.get(model, key))
    monkeypatch.setattr(Session, "add", add)
    with pytest.raises(IntegrityError):
        at_once(app, *deeds)


def test_the_last_place_of_a_team_is_given_once(
    session: Session,
    app: Starlette,
    event: Event,
    desk: str,
    ada: Attendance,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(actions, "MOST_MEMBERS", 4)
    team = a_team(session, event, desk, ada)
    for one in range(2):
        add_member(session, event.id, team.id, an_attendee(session, event, f"{one}").id, desk)
    some = [an_attendee(session, event, f"Late {number}") for number in range(3)]
    deeds = [adding(event, team, one, desk) for one in some]
    session.rollback()
    results = at_once(app, *deeds)
    assert sum(result is True for result in results) == 1
    assert sum(isinstance(result, Refused) for result in results) == 2
    session.rollback()
    assert len(session.exec(select(TeamMember)).all()) == 4


def test_without_the_hold_both_get_the_last_place(
    session: Session,
    app: Starlette,
    event: Event,
    desk: str,
    ada: Attendance,
    bo: Attendance,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    only_where_writes_are_many(session)
    monkeypatch.setattr(actions, "MOST_MEMBERS", 1)
    team, both_have_counted = a_team(session, event, desk), Barrier(2, timeout=60)

    def mark(*_given: object) -> None:
        both_have_counted.wait()

    monkeypatch.setattr(
        actions, "held_team", lambda own, _event, key: own.get_one(ExhibitorTeam, key)
    )
    monkeypatch.setattr(actions, "mark_stale", mark)
    deeds = adding(event, team, ada, desk), adding(event, team, bo, desk)
    session.rollback()
    assert at_once(app, *deeds) == [True, True]


def test_whoever_leaves_meanwhile_is_not_put_in_after_it(
    session: Session, app: Starlette, event: Event, desk: str
) -> None:
    team = a_team(session, event, desk)
    for number in range(8):
        who = an_attendee(session, event, f"Other {number}")
        deeds = adding(event, team, who, desk), leaving(who)
        session.rollback()
        at_once(app, *deeds)
    session.rollback()
    after = session.exec(
        select(TeamMember.attendance_id)
        .join(Attendance)
        .where(col(TeamMember.since) > col(Attendance.left_at))
    ).all()
    assert after == []


def test_without_the_hold_somebody_is_put_in_who_has_left(
    session: Session,
    event: Event,
    desk: str,
    ada: Attendance,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    team = a_team(session, event, desk)
    ada.left_at = clock.now()
    save(session, ada)
    monkeypatch.setattr(
        actions, "_held_attendance", lambda own, _event, key: own.get_one(Attendance, key)
    )
    assert add_member(session, event.id, team.id, ada.id, desk) is True
