"""Teams as organizers make, fill and delete them, and what that does to stands and plans."""

import pytest
from sqlmodel import Session, select

from eventnet import clock
from eventnet.audit import AuditEntry
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.events.models import Attendance, Event
from eventnet.jobs import Ground
from eventnet.mail.models import OutboxMail
from eventnet.meetings.fit import refusals
from eventnet.teams import actions
from eventnet.teams.actions import add_member, change_team, delete_team, make_team, remove_member
from eventnet.teams.coverage import coverage
from eventnet.teams.coverage import listed as members_of
from eventnet.teams.forms import TeamFields
from eventnet.teams.models import ExhibitorTeam, TeamMember
from eventnet.teams.targets import assign, put_target
from eventnet.teams.telling import tell_member
from eventnet.versions import version_of
from tests.eventnet.teams.team import a_team, listed, said, wishes
from tests.factories import a_meeting, an_attendee, an_event, save


def stands(session: Session, *who: Attendance) -> list[str | None]:
    """Return where each meets people."""
    session.rollback()
    return [session.get_one(Attendance, one.id).stand for one in who]


def changed(session: Session, team_id: str, name: str, stand: str) -> TeamFields:
    """Return what an organizer says who has just seen the team."""
    session.rollback()
    version = version_of(session.get_one(ExhibitorTeam, team_id), only=actions.SHOWN)
    return TeamFields(name=name, stand=stand, version=version)


def test_members_stand_where_the_team_stands_and_go_back_to_their_own(
    session: Session, event: Event, desk: str, ada: Attendance, bo: Attendance
) -> None:
    ada.stand = "A 1"
    save(session, ada)
    team_id = a_team(session, event, desk, ada, bo, stand="B 2").id
    assert stands(session, ada, bo) == ["B 2", "B 2"]
    change_team(session, event.id, team_id, changed(session, team_id, "Pumps", "C 3"), desk)
    assert stands(session, ada, bo) == ["C 3", "C 3"]
    change_team(session, event.id, team_id, changed(session, team_id, "Pumps", ""), desk)
    assert stands(session, ada, bo) == ["A 1", None]
    change_team(session, event.id, team_id, changed(session, team_id, "Pumps", "D 4"), desk)
    bo = session.get_one(Attendance, bo.id)
    bo.stand = "E 5"
    save(session, bo)
    delete_team(session, event.id, team_id, desk)
    assert stands(session, ada, bo) == ["A 1", "E 5"]


def test_colleagues_are_brought_together_by_no_plan(
    session: Session, event: Event, desk: str, ada: Attendance, bo: Attendance, vera: Attendance
) -> None:
    team_id = a_team(session, event, desk, ada, bo).id
    a_team_elsewhere = an_event(session)
    assert refusals(session, event.id) == {frozenset((ada.id, bo.id))}
    assert refusals(session, a_team_elsewhere.id) == set()
    remove_member(session, event.id, team_id, bo.id, desk)
    assert refusals(session, event.id) == set()


def test_somebody_is_in_one_team_and_is_told_of_it_once(
    session: Session, event: Event, desk: str, ada: Attendance, ground: Ground
) -> None:
    team_id = a_team(session, event, desk, ada, stand="B 2").id
    assert not add_member(session, event.id, team_id, ada.id, desk)
    other = make_team(session, event.id, said("Others"), desk).id
    with pytest.raises(Conflict, match="They are in the team “Nine Pumps”"):
        add_member(session, event.id, other, ada.id, desk)
    since = session.get_one(TeamMember, ada.id).since.isoformat()
    for _twice in range(2):
        tell_member.work(ground, ada.id, since)
    session.rollback()
    mails = session.exec(select(OutboxMail)).all()
    assert [(mail.to, mail.kind) for mail in mails] == [("ada@example.org", "teams")]
    assert "into the team “Nine Pumps”. You meet people at its stand: B 2." in mails[0].text
    assert "/team" in mails[0].text or "/way-in" in mails[0].text


def test_nobody_is_told_of_a_team_that_they_are_not_in_any_more(
    session: Session, event: Event, desk: str, ada: Attendance, ground: Ground
) -> None:
    team_id = a_team(session, event, desk, ada).id
    since = session.get_one(TeamMember, ada.id).since.isoformat()
    remove_member(session, event.id, team_id, ada.id, desk)
    tell_member.work(ground, ada.id, since)
    session.rollback()
    assert session.exec(select(OutboxMail)).all() == []


def test_whom_the_team_wanted_is_no_target_once_they_are_in_it(
    session: Session, event: Event, desk: str, ada: Attendance, bo: Attendance
) -> None:
    team_id = a_team(session, event, desk, ada).id
    put_target(session, event, ada.id, bo.id)
    assign(session, event, ada.id, bo.id, ada.id)
    assert wishes(session) == {(ada.id, bo.id): "want"}
    add_member(session, event.id, team_id, bo.id, desk)
    assert listed(session) == {}
    assert wishes(session) == {}


def test_what_somebody_was_to_do_is_nobodys_once_they_are_taken_out(
    session: Session, event: Event, desk: str, ada: Attendance, bo: Attendance, vera: Attendance
) -> None:
    team_id = a_team(session, event, desk, ada, bo).id
    put_target(session, event, ada.id, vera.id)
    assign(session, event, ada.id, vera.id, bo.id)
    for _twice in range(2):
        remove_member(session, event.id, team_id, bo.id, desk)
    assert listed(session) == {vera.id: None}
    assert wishes(session) == {}
    deeds = list(session.exec(select(AuditEntry.deed)))
    assert deeds.count("exhibitors.member_removed") == 1


def test_deleting_takes_the_list_and_the_wishes_that_came_of_it(
    session: Session, event: Event, desk: str, ada: Attendance, vera: Attendance
) -> None:
    team_id = a_team(session, event, desk, ada).id
    put_target(session, event, ada.id, vera.id)
    assign(session, event, ada.id, vera.id, ada.id)
    delete_team(session, event.id, team_id, desk)
    assert listed(session) == {}
    assert wishes(session) == {}
    assert session.exec(select(TeamMember)).all() == []
    with pytest.raises(NotFound, match="There is no such team"):
        delete_team(session, event.id, team_id, desk)


def test_limits_and_names_are_refused_in_words(
    session: Session,
    event: Event,
    desk: str,
    ada: Attendance,
    bo: Attendance,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    team_id = a_team(session, event, desk, ada).id
    with pytest.raises(Conflict, match="There is a team of this name already"):
        make_team(session, event.id, said("NINE pumps"), desk)
    monkeypatch.setattr(actions, "MOST_MEMBERS", 1)
    with pytest.raises(Refused, match="at most 1 people"):
        add_member(session, event.id, team_id, bo.id, desk)
    with pytest.raises(NotFound):
        add_member(session, an_event(session).id, team_id, bo.id, desk)
    bo.left_at = clock.now()
    save(session, bo)
    with pytest.raises(Refused, match="do not come to this event any more"):
        add_member(session, event.id, team_id, bo.id, desk)
    stranger = an_attendee(session, an_event(session), "Cy")
    with pytest.raises(Refused, match="do not come"):
        add_member(session, event.id, team_id, stranger.id, desk)
    with pytest.raises(Conflict, match="changed this while you had it open"):
        change_team(session, event.id, team_id, said("Other"), desk)


def test_organizers_see_figures_also_of_a_team_that_everybody_left(
    session: Session, event: Event, desk: str, ada: Attendance, bo: Attendance, vera: Attendance
) -> None:
    team_id = a_team(session, event, desk, ada, bo).id
    cy = an_attendee(session, event, "Cy")
    for who in (vera, cy):
        put_target(session, event, ada.id, who.id)
    assign(session, event, ada.id, vera.id, bo.id)
    a_meeting(session, event, bo, vera)
    a_meeting(session, event, ada, vera, slot=1)
    session.rollback()
    one = coverage(session, event.id)[0]
    assert (one.members, one.targets, one.assigned, one.met) == (2, 2, 1, 1)
    assert [(row.called, row.tasks) for row in members_of(session, team_id)] == [
        ("Ada", 0),
        ("Bo", 1),
    ]
    ada.left_at = bo.left_at = clock.now()
    save(session, ada, bo)
    one = coverage(session, event.id)[0]
    assert (one.members, one.targets, one.assigned) == (0, 2, 0)
    assert members_of(session, team_id) == []
