import pytest
from sqlmodel import Session, select

from eventnet.errors import Conflict, NotFound, Refused
from eventnet.events import queries, roles
from eventnet.events.forms import RoleFields
from eventnet.events.models import MayMeet
from eventnet.versions import version_of
from tests.factories import a_role, an_attendee, an_event


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


def test_a_role_keeps_its_name_while_its_limits_change(session: Session) -> None:
    event = an_event(session)
    role = a_role(session, event)
    fields = RoleFields(name="visitor", floor=2, max_meetings=8, version=version_of(role))
    roles.change_role(session, event.id, role.id, fields, "me")
    assert (role.name, role.floor, role.max_meetings) == ("visitor", 2, 8)
    with pytest.raises(Conflict):
        roles.change_role(session, event.id, role.id, fields, "me")


def test_a_role_that_somebody_has_stays(session: Session) -> None:
    event = an_event(session)
    an_attendee(session, event, role="Exhibitor")
    with pytest.raises(Conflict, match="1 person has the role “Exhibitor”"):
        roles.remove_role(session, event.id, a_role(session, event, "Exhibitor").id, "me")


def test_the_last_role_stays(session: Session) -> None:
    event = an_event(session)
    other = roles.add_role(session, event.id, RoleFields(name="Other"), None)
    roles.remove_role(session, event.id, other.id, "me")
    with pytest.raises(Conflict, match="only role"):
        roles.remove_role(session, event.id, a_role(session, event).id, "me")


def test_roles_of_another_event_are_not_ours(session: Session) -> None:
    event, other = an_event(session), an_event(session)
    foreign = a_role(session, other)
    with pytest.raises(NotFound):
        roles.remove_role(session, event.id, foreign.id, "me")
    with pytest.raises(NotFound):
        roles.change_role(session, event.id, foreign.id, RoleFields(name="X"), "me")


def test_everyone_may_meet_until_somebody_says_otherwise(session: Session) -> None:
    event = an_event(session)
    visitor = a_role(session, event)
    seller = roles.add_role(session, event.id, RoleFields(name="Seller"), None)
    both = roles.ordered(visitor.id, seller.id)
    everything = {both, (visitor.id, visitor.id), (seller.id, seller.id)}
    assert roles.may_meet(session, event.id) == everything
    version = roles.version_of_pairs(session, event.id)
    roles.set_may_meet(session, event.id, {(both[1], both[0]), ("?", "?")}, version, "me")
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
    version = roles.version_of_pairs(session, event.id)
    roles.set_may_meet(session, event.id, everything, version, "me")
    assert session.exec(select(MayMeet)).all() == []


def test_a_grid_in_which_nobody_meets_is_refused(session: Session) -> None:
    event = an_event(session)
    version = roles.version_of_pairs(session, event.id)
    with pytest.raises(Refused, match="nobody could meet"):
        roles.set_may_meet(session, event.id, set(), version, "me")
    with pytest.raises(Conflict):
        roles.set_may_meet(session, event.id, set(), "older", "me")
