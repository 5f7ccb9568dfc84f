"""The team's page, the organizers' pages, and what stands of teams elsewhere."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, select

from eventnet.events.models import Attendance, Event
from eventnet.people.models import Audience
from eventnet.teams.actions import add_member
from eventnet.teams.models import ExhibitorTeam, TeamMember, TeamTarget
from eventnet.teams.targets import put_target
from eventnet.wishes.actions import make_wish
from eventnet.wishes.models import WishKind
from tests.browser import Browser
from tests.eventnet.people.person import signed_in
from tests.eventnet.teams.team import a_team, listed, wishes
from tests.factories import a_meeting, an_attendee, save
from tests.queries import counted

Open = Callable[[], Browser]


def test_a_member_puts_somebody_on_the_list_and_says_who_meets_them(
    session: Session,
    event: Event,
    desk: str,
    ada: Attendance,
    bo: Attendance,
    vera: Attendance,
    browser: Open,
) -> None:
    a_team(session, event, desk, ada, bo, stand="B 2")
    here = signed_in(browser, session, ada)
    person = f"/e/{event.slug}/people/{vera.id}"
    assert "Put on our team’s list" in here.read(person)
    answer = here.post(f"/e/{event.slug}/team/people/{vera.id}", {"do": "put", "next": person})
    assert answer.headers["location"].endswith(person)
    assert "On your team’s list" in here.read(person)
    assert "In your team" in here.read(f"/e/{event.slug}/people/{bo.id}")
    assert "1 person on the list is not covered yet." in here.read(f"/e/{event.slug}/team")
    assert "Your team: Nine Pumps , Stand B 2" in here.read(f"/e/{event.slug}/schedule")
    mine = {"member": ada.id}
    assert here.post(f"/e/{event.slug}/team/people/{vera.id}/who", mine).status_code == 303
    assert listed(session) == {vera.id: ada.id}
    assert wishes(session) == {(ada.id, vera.id): "want"}
    theirs = signed_in(browser, session, bo)
    a_meeting(session, event, ada, vera)
    words = theirs.read(f"/e/{event.slug}/team")
    assert "Somebody of you meets everybody on the list." in words
    assert "Ada : Tue 11 May, 09:00, Table 1" in words
    drop = {"do": "drop"}
    assert theirs.post(f"/e/{event.slug}/team/people/{vera.id}", drop).status_code == 303
    assert listed(session) == {}


def test_whoever_is_in_no_team_sees_nothing_of_it(
    session: Session,
    event: Event,
    desk: str,
    ada: Attendance,
    bo: Attendance,
    vera: Attendance,
    browser: Open,
) -> None:
    a_team(session, event, desk, ada)
    here = signed_in(browser, session, bo)
    assert here.get(f"/e/{event.slug}/team").status_code == 404
    put = here.post(f"/e/{event.slug}/team/people/{vera.id}", {"do": "put"})
    assert put.status_code == 404
    assert "team’s list" not in here.read(f"/e/{event.slug}/people/{vera.id}")
    assert "Your team" not in here.read(f"/e/{event.slug}/schedule")


def test_only_those_are_put_on_it_who_are_shown_and_others_stay_unnamed(
    session: Session,
    event: Event,
    team: ExhibitorTeam,
    ada: Attendance,
    bo: Attendance,
    browser: Open,
) -> None:
    hidden = an_attendee(session, event, "Hidden Person", shown_to=Audience.MET)
    here = signed_in(browser, session, ada)
    path = f"/e/{event.slug}/team/people/{hidden.id}"
    assert here.post(path, {"do": "put"}).status_code == 404
    a_meeting(session, event, ada, hidden)
    assert here.post(path, {"do": "put"}).status_code == 303
    assert "Hidden Person" in here.read(f"/e/{event.slug}/team")
    theirs = signed_in(browser, session, bo).read(f"/e/{event.slug}/team")
    assert "Hidden Person" not in theirs
    assert "Somebody whose name is not shown to you" in theirs


def test_it_shows_whom_two_meet_and_no_wish_veto_or_other_meeting(
    session: Session,
    event: Event,
    team: ExhibitorTeam,
    ada: Attendance,
    bo: Attendance,
    vera: Attendance,
    browser: Open,
) -> None:
    alone = an_attendee(session, event, "Met By Bo Alone")
    wished = an_attendee(session, event, "Wished By Bo")
    avoided = an_attendee(session, event, "Avoided By Bo")
    make_wish(session, event, bo.id, wished.id, WishKind.WANT)
    make_wish(session, event, bo.id, avoided.id, WishKind.AVOID)
    a_meeting(session, event, bo, alone)
    a_meeting(session, event, ada, vera, slot=1)
    a_meeting(session, event, bo, vera, slot=2, table=None, place="B 2")
    words = signed_in(browser, session, ada).read(f"/e/{event.slug}/team")
    assert "Met by several of you" in words
    assert "Vera Ada : Tue 11 May, 09:20, Table 1 Bo : Tue 11 May, 09:40, Stand B 2" in words
    for secret in ("Met By Bo Alone", "Wished By Bo", "Avoided By Bo"):
        assert secret not in words


def test_the_page_takes_as_many_statements_for_thirty_as_for_one(
    session: Session, event: Event, desk: str, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    team_id = a_team(session, event, desk, ada).id
    here = signed_in(browser, session, ada)
    taken = []
    for number in (1, 29):
        for _one in range(number):
            someone = an_attendee(session, event, f"Target {number} {_one}")
            put_target(session, event, ada.id, someone.id)
            if _one < 25 and number > 1:
                mate = an_attendee(session, event, f"Mate {_one}")
                add_member(session, event.id, team_id, mate.id, desk)
        here.get(f"/e/{event.slug}/team")
        with counted(session) as count:
            assert here.get(f"/e/{event.slug}/team").status_code == 200
        taken.append(count.total)
    assert taken[0] == taken[1]


def test_organizers_make_fill_rename_and_delete_a_team(
    session: Session, event: Event, desk: str, ada: Attendance, vera: Attendance, browser: Open
) -> None:
    page = f"/e/{event.slug}/organize/teams"
    here = browser().sign_in("desk@example.org")
    assert "No team yet" in here.read(page)
    made = here.post(page, {"name": "Nine Pumps", "stand": "B 2"})
    one = made.headers["location"]
    assert "Nobody yet" in here.read(one)
    assert "Nobody else of this event fits “nobody”" in here.read(f"{one}?q=nobody")
    assert "Ada" in here.read(f"{one}?q=ADA@example")
    assert here.post(f"{one}/members", {"attendance": ada.id}).status_code == 303
    assert "Ada" in here.read(one)
    session.rollback()
    assert len(session.exec(select(ExhibitorTeam)).all()) == 1
    put_target(session, event, ada.id, vera.id)
    session.commit()
    words = here.read(page)
    assert "Nine Pumps B 2 1 1 0 of 1" in words
    assert "Vera" not in words + here.read(one)
    version = here.get(one).text.partition('name="version" value="')[2].partition('"')[0]
    named = {"name": "Ten Pumps", "stand": "B 2", "version": version}
    assert here.post(one, named).status_code == 303
    assert here.post(one, {**named, "name": "Old"}).status_code == 409
    assert here.post(one, {**named, "name": "x" * 81}).status_code == 422
    assert here.post(page, {"name": "ten pumps"}).status_code == 409
    assert here.post(page, {"name": " "}).status_code == 422
    assert "1 person is in no team then" in here.read(one)
    assert here.post(f"{one}/members/{ada.id}/out").status_code == 303
    assert here.post(f"{one}/delete").status_code == 303
    session.rollback()
    assert session.exec(select(ExhibitorTeam)).all() == []
    assert session.exec(select(TeamMember)).all() == []
    assert session.exec(select(TeamTarget)).all() == []


@pytest.mark.parametrize("path", ["", "/{team}"])
def test_organizers_pages_take_as_many_statements_for_thirty_as_for_one(
    session: Session, event: Event, desk: str, browser: Open, path: str
) -> None:
    team_id = a_team(session, event, desk).id
    page = f"/e/{event.slug}/organize/teams" + path.format(team=team_id)
    here = browser().sign_in("desk@example.org")
    session.rollback()
    taken = []
    for number in (1, 29):
        for one in range(number):
            mate = an_attendee(session, event, f"Mate {number} {one}")
            add_member(session, event.id, team_id, mate.id, desk)
            save(session, ExhibitorTeam(event_id=event.id, name=f"Team {number} {one}"))
        session.commit()
        here.get(page)
        with counted(session) as count:
            assert here.get(page).status_code == 200
        taken.append(count.total)
    assert taken[0] == taken[1]
