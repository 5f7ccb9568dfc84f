import pytest
from sqlmodel import Session, select

from eventnet.errors import NotFound, Refused
from eventnet.events import queries, roles
from eventnet.events.forms import RoleFields
from eventnet.events.models import MayMeet
from tests.factories import a_role, an_event, let_meet


def test_roles_come_in_the_order_of_their_places(session: Session) -> None:
    event = an_event(session)
    roles.add_role(session, event.id, RoleFields(name="Investor", position=2), None)
    roles.add_role(session, event.id, RoleFields(name="Exhibitor", position=1), None)
    names = [role.name for role in queries.roles(session, event.id)]
    assert names == ["Visitor", "Exhibitor", "Investor"]


def test_a_name_is_given_once_whatever_its_case(session: Session) -> None:
    event = an_event(session)
    with pytest.raises(roles.NameTaken):
        roles.add_role(session, event.id, RoleFields(name="VISITOR"), None)
    roles.add_role(session, an_event(session).id, RoleFields(name="Speaker"), None)
    roles.add_role(session, event.id, RoleFields(name="Speaker"), None)


def test_everyone_may_meet_until_somebody_says_otherwise(session: Session) -> None:
    event = an_event(session)
    visitor = a_role(session, event)
    seller = roles.add_role(session, event.id, RoleFields(name="Seller"), None)
    both = roles.ordered(visitor.id, seller.id)
    everything = {both, (visitor.id, visitor.id), (seller.id, seller.id)}
    assert roles.may_meet(session, event.id) == everything
    let_meet(session, event, {both, ("?", "?")})
    assert roles.may_meet(session, event.id) == {both}
    third = roles.add_role(session, event.id, RoleFields(name="Third"), None)
    assert roles.may_meet(session, event.id) == {
        both,
        (third.id, third.id),
        roles.ordered(visitor.id, third.id),
        roles.ordered(seller.id, third.id),
    }


def test_allowing_every_pair_is_the_same_as_no_rule(session: Session) -> None:
    event = an_event(session)
    everything = roles.every_pair(queries.roles(session, event.id))
    let_meet(session, event, everything)
    assert session.exec(select(MayMeet)).all() == []


def test_a_grid_in_which_nobody_meets_is_refused(session: Session) -> None:
    event = an_event(session)
    with pytest.raises(Refused, match="nobody could meet"):
        let_meet(session, event, set())


def test_a_role_of_another_event_is_not_ours(session: Session) -> None:
    event, other = an_event(session), an_event(session)
    with pytest.raises(NotFound):
        roles.find_role(session, event.id, a_role(session, other).id)
