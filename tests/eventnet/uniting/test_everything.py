"""In the fullest world any two become one, and nothing is left that names the one who went."""

from itertools import combinations

import pytest
import sqlalchemy as sa
from sqlmodel import Session, SQLModel, select

from eventnet.accounts.models import Account
from eventnet.audit import AuditEntry
from eventnet.communities.models import Membership
from eventnet.database import writing
from eventnet.discussions.models import Post
from eventnet.events.models import Attendance
from eventnet.meetings.models import MeetingSide
from eventnet.people.models import Profile
from eventnet.uniting import actions
from eventnet.uniting.actions import unite
from eventnet.uniting.declared import UNKEYED
from eventnet.uniting.keeping import begin_union
from eventnet.uniting.models import AccountUnion
from eventnet.uniting.standing import Standing, standing
from tests.eventnet.world.cast import Persona, email
from tests.eventnet.world.visiting import World

PEOPLE = ["attendee", "organizer", "steward", "left", "neighbour", "near0", "far0"]


def without_obstacles(session: Session, stays: Account, goes: Account) -> Standing:
    """Return how two stand to each other, whatever is in the way."""
    found = standing(session, stays, goes)
    return Standing(found.selves, found.communities, found.events, [])


def a_union(session: Session, stays_id: str, goes_id: str) -> str:
    """Let two be about to become one."""
    with writing(session):
        begin_union(session, stays_id, goes_id)
    return session.exec(select(AccountUnion.id).where(AccountUnion.account_id == stays_id)).one()


def account_of(session: Session, name: str) -> str:
    return session.exec(select(Account.id).where(Account.email == email(name))).one()


def ids_of(session: Session, account_id: str) -> set[str]:
    """Return the ids of all that somebody is."""
    members = session.exec(select(Membership.id).where(Membership.account_id == account_id)).all()
    attending = select(Attendance.id).where(sa.column("membership_id").in_(members))
    profiles = select(Profile.id).where(sa.column("membership_id").in_(members))
    return {account_id, *members, *session.exec(attending), *session.exec(profiles)}


def everything(session: Session) -> str:
    """Return all that stands in the tables, but for mails, what jobs keep, and what leads on.

    A former id leads to the one that is left.
    """
    left_out = {"outbox_mail", "spent_state", "learning", "ticket_import", "former_self"}
    return "\n".join(
        f"{name} {row}"
        for name, table in SQLModel.metadata.tables.items()
        if name not in left_out
        for row in session.execute(sa.select(table))
    )


@pytest.mark.parametrize(("one", "other"), list(combinations(PEOPLE, 2)))
def test_any_two_become_one(
    world: World, monkeypatch: pytest.MonkeyPatch, one: str, other: str
) -> None:
    monkeypatch.setattr(actions, "standing", without_obstacles)
    with Session(world.app.state.engine) as session:
        stays, goes = account_of(session, one), account_of(session, other)
        before = ids_of(session, stays) | ids_of(session, goes)
        former = session.get_one(Account, goes).email
        assert unite(session, world.settings, a_union(session, stays, goes), {}) == former
        after = ids_of(session, stays)
        said = everything(session)
    assert after < before
    gone = before - after
    assert [key for key in sorted(gone) if key in said] == []
    answer = world.send(Persona(one), "GET", "/account") if one in [*Persona] else None
    assert answer is None or answer.status_code == 200


def test_what_the_database_does_not_know_as_an_id_follows_too(world: World) -> None:
    with Session(world.app.state.engine) as session:
        for name in UNKEYED:
            table, _dot, column = name.partition(".")
            assert column in SQLModel.metadata.tables[table].c
        assert session.exec(select(AuditEntry)).first()
        assert session.exec(select(Post)).first()
        assert session.exec(select(MeetingSide)).first()
