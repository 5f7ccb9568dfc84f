"""Helpers: who has a duty sees the pages of it, and nothing else of the console."""

from urllib.parse import urlsplit

import pytest
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet import navigation
from eventnet.accounts.models import Account
from eventnet.audit import AuditEntry
from eventnet.errors import Conflict, NotFound
from eventnet.events import policies
from eventnet.events import team as teams
from eventnet.events.charges import Charge
from eventnet.events.models import Duty, Event, Helper, Organizer
from eventnet.events.team import add_organizer, change_charge, remove_organizer, team
from eventnet.features import pages
from eventnet.mail.models import OutboxMail
from eventnet.settings import Settings
from tests.eventnet.world.cast import HELPERS, Persona
from tests.eventnet.world.marks import mark
from tests.eventnet.world.reading import Reader, is_page
from tests.eventnet.world.visiting import World
from tests.factories import an_account, an_event, save
from tests.races import (
    Deed,
    at_once,
    only_where_writes_are_many,
    overtaken,
)

LETS_IN = {
    policies.crew: set(Duty),
    policies.door: {Duty.DOOR},
    policies.content: {Duty.CONTENT},
    policies.matching: {Duty.MATCHING},
}


def test_the_menu_says_what_the_route_tables_say() -> None:
    by_routes = {
        page.name: {duty.value for duty in LETS_IN[page.who]}
        for page in pages
        if page.method == "GET" and page.who in LETS_IN and page.name in navigation.OF_DUTY
    }
    assert by_routes == navigation.OF_DUTY


@pytest.mark.any_database
@pytest.mark.parametrize("helper", HELPERS)
def test_no_page_leads_a_helper_to_a_closed_one(world: World, helper: Persona) -> None:
    answers = world.walk()
    shown = {
        name: answer.text
        for (name, who), answer in answers.items()
        if who == helper
        and answer.status_code == 200
        and is_page(answer.headers.get("content-type", ""))
    }
    of_console = {
        name: text for name, text in shown.items() if 'class="sections sections-beside"' in text
    }
    assert "organize" in of_console
    closed = set()
    for name, text in of_console.items():
        for tag, attributes in Reader(text).elements:
            path = urlsplit(attributes.get("href", "")).path
            if tag == "a" and "/organize" in path:
                answer = world.send(helper, "GET", path)
                if answer.status_code == 404:
                    closed.add((name, path))
    assert closed == set()


def test_the_door_sees_no_address_of_anybody_who_comes(world: World) -> None:
    page = "/e/spring/organize/door"
    for words in ("near0", "near0@people"):  # nor can it be guessed at, letter by letter
        seen = world.send(Persona.DOOR, "GET", f"{page}?q={words}").text
        assert "@people.example" not in seen.replace("door@people.example", "")
    assert mark("near0", "name") in world.send(Persona.ORGANIZER, "GET", f"{page}?q=near0@pe").text
    assert mark("near0", "name") not in world.send(Persona.DOOR, "GET", f"{page}?q=near0@pe").text


def test_a_duty_is_given_changed_and_taken(session: Session, settings: Settings) -> None:
    me = an_account(session)
    event = an_event(session, organizer=me)
    door, all_of_it = Charge.of([Duty.DOOR]), Charge()
    add_organizer(session, settings, event.id, "h@example.org", by=me, page="p", charge=door)
    helper = team(session, event.id)[-1]
    assert (helper.email, helper.charge) == ("h@example.org", door)
    mail = session.exec(select(OutboxMail)).one()
    assert "a part of Event" in mail.text
    assert ": Door. Sign in" in mail.text
    two = Charge.of([Duty.CONTENT, Duty.MATCHING])
    for charge in (two, two, all_of_it):
        change_charge(session, settings, event.id, helper.account_id, charge, by=me, page="p")
        assert team(session, event.id)[-1].charge == charge
    remove_organizer(session, event.id, helper.account_id, me.id)
    assert [one.account_id for one in team(session, event.id)] == [me.id]
    deeds = session.exec(select(AuditEntry).order_by(col(AuditEntry.at))).all()
    assert [(one.deed, one.detail.get("duties")) for one in deeds] == [
        ("organizer.added", ["door"]),
        ("organizer.changed", ["content", "matching"]),
        ("organizer.changed", ["everything"]),
        ("organizer.removed", None),
    ]


def test_the_last_who_runs_everything_keeps_it(session: Session, settings: Settings) -> None:
    me, helper = an_account(session), an_account(session)
    event = an_event(session, organizer=me)
    save(session, Helper(event_id=event.id, account_id=helper.id, content=True))
    door = Charge.of([Duty.DOOR])
    with pytest.raises(Conflict, match="Nobody else runs this event"):
        change_charge(session, settings, event.id, me.id, door, by=me, page="")
    with pytest.raises(Conflict, match="Nobody else runs this event"):
        remove_organizer(session, event.id, me.id, me.id)
    with pytest.raises(NotFound):  # a helper gives nobody anything
        change_charge(session, settings, event.id, helper.id, Charge(), by=helper, page="")


def each_demotes_the_other(settings: Settings, event_id: str, two: list[str]) -> list[Deed]:
    def demote(who: str, by: str) -> Deed:
        def deed(session: Session) -> None:
            account = session.get_one(Account, by)
            charge = Charge.of([Duty.DOOR])
            change_charge(session, settings, event_id, who, charge, by=account, page="")

        return deed

    return [demote(two[1], two[0]), demote(two[0], two[1])]


def an_event_of_two(session: Session) -> tuple[str, list[str]]:
    session.rollback()
    me, other = an_account(session), an_account(session)
    event = an_event(session, organizer=me)
    save(session, Organizer(event_id=event.id, account_id=other.id))
    return event.id, [me.id, other.id]


def team_of(session: Session, event_id: str) -> tuple[int, int]:
    """Return how many run all of an event, and how many run anything of it."""
    session.rollback()
    all_of_them = team(session, event_id)
    return sum(one.charge.everything for one in all_of_them), len(all_of_them)


def test_without_the_hold_two_who_demote_each_other_leave_nobody(
    app: Starlette, session: Session, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    event_id, two = an_event_of_two(session)
    monkeypatch.setattr(teams, "held", lambda own, key: own.get_one(Event, key))
    overtaken(app, *each_demotes_the_other(settings, event_id, two))
    assert team_of(session, event_id) == (0, 2)


def test_two_who_demote_each_other_leave_one(
    app: Starlette, session: Session, settings: Settings
) -> None:
    for _time in range(10):
        event_id, two = an_event_of_two(session)
        at_once(app, *each_demotes_the_other(settings, event_id, two))
        assert team_of(session, event_id) == (1, 2)
