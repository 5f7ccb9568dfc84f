import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet.accounts.models import Account
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.events import team as teams
from eventnet.events.models import Event, Organizer
from eventnet.events.team import add_organizer, remove_organizer, team
from eventnet.mail.models import OutboxMail
from eventnet.settings import Settings
from tests.factories import an_account, an_event, save
from tests.races import (
    Deed,
    at_once,
    only_where_writes_are_many,
    overtaken,
    refused,
)


def test_an_address_becomes_an_organizer_and_is_told(session: Session, settings: Settings) -> None:
    me = an_account(session)
    event = an_event(session, organizer=me)
    for is_new in (True, False):
        added = add_organizer(
            session, settings, event.id, "new@example.org", by=me, page="https://x.org/e/organize"
        )
        assert added is is_new
    assert [one.email for one in team(session, event.id)] == [me.email, "new@example.org"]
    mail = session.exec(select(OutboxMail)).one()
    assert (mail.to, mail.subject) == ("new@example.org", f"You now help to run {event.name}")
    assert "https://x.org/e/organize" in mail.text


def test_the_last_organizer_stays(session: Session) -> None:
    me, other = an_account(session), an_account(session)
    event = an_event(session, organizer=me)
    save(session, Organizer(event_id=event.id, account_id=other.id))
    with pytest.raises(NotFound):
        remove_organizer(session, event.id, an_account(session).id, me.id)
    remove_organizer(session, event.id, other.id, me.id)
    with pytest.raises(Conflict, match="Nobody else runs this event"):
        remove_organizer(session, event.id, me.id, me.id)


def each_other(event_id: str, two: list[str]) -> list[Deed]:
    """Return how each of two organizers removes the other."""
    me, other = two
    return [
        lambda own: remove_organizer(own, event_id, other, me),
        lambda own: remove_organizer(own, event_id, me, other),
    ]


def an_event_of_two(session: Session) -> tuple[str, list[str]]:
    session.rollback()  # what was read before is old
    me, other = an_account(session), an_account(session)
    event = an_event(session, organizer=me)
    save(session, Organizer(event_id=event.id, account_id=other.id))
    return event.id, [me.id, other.id]


def test_without_the_hold_two_who_remove_each_other_leave_nobody(
    app: Starlette, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    event_id, two = an_event_of_two(session)
    monkeypatch.setattr(teams, "held", lambda own, key: own.get_one(Event, key))
    assert refused(overtaken(app, *each_other(event_id, two))) == 0
    session.rollback()
    assert team(session, event_id) == []


def test_two_who_remove_each_other_leave_one(app: Starlette, session: Session) -> None:
    for _time in range(10):
        event_id, two = an_event_of_two(session)
        at_once(app, *each_other(event_id, two))
        session.rollback()
        assert len(team(session, event_id)) == 1


def test_a_team_has_its_limit(
    session: Session, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(teams, "MOST_ORGANIZERS", 1)
    me = an_account(session)
    event = an_event(session, organizer=me)
    with pytest.raises(Refused, match="at most 1"):
        add_organizer(session, settings, event.id, "new@example.org", by=me, page="")
    assert session.exec(select(Account).where(Account.email == "new@example.org")).first() is None
