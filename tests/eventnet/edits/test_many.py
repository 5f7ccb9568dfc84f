"""What a change of a rule does is shown in as many statements for thirty requests as for one."""

import pytest
from sqlmodel import Session

from eventnet.edits.actions import Unread, make_edit
from eventnet.edits.barring import OFF
from eventnet.edits.who_meets import WhoMeets
from eventnet.events.roles import ordered
from eventnet.requests.making import ask
from tests.factories import a_role, an_attendee, an_event
from tests.queries import counted


def test_looking_takes_as_many_statements_for_many_requests(session: Session) -> None:
    taken = []
    for number in (1, 30):
        event = an_event(session)
        for at in range(number):
            one = an_attendee(session, event, f"Visitor {at}")
            other = an_attendee(session, event, f"Investor {at}", role="Investor")
            ask(session, event, one.id, other.id, slot_id=None, message="")
        roles = a_role(session, event).id, a_role(session, event, "Investor").id
        plan = WhoMeets(frozenset(), frozenset({ordered(*roles)}), OFF)
        event_id = event.id
        session.rollback()
        with counted(session) as count, pytest.raises(Unread) as unread:
            make_edit(session, event_id, plan, None)
        assert f"{number} request" in " ".join(unread.value.touched.sentences)
        taken.append(count.total)
    assert taken[0] == taken[1]
