"""An earlier event of the organizer's, somebody who was there alone, and who is asked to Spring."""

from datetime import timedelta

from sqlmodel import Session

from eventnet.communities.models import Community
from eventnet.events.models import Event, Organizer
from eventnet.returning.models import ReturnInvitation
from tests.eventnet.world.building import Facts, a_fair, somebody
from tests.eventnet.world.cast import Persona
from tests.factories import save


def returns(session: Session, facts: Facts, spring: Event, autumn: Event) -> None:
    """Let the neighbour and the attendee be asked over, and Summer be the organizer's before."""
    harbour = session.get_one(Community, spring.community_id)
    summer = a_fair(session, harbour, "summer", 2)
    summer.starts_on -= timedelta(days=364)
    summer.ends_on -= timedelta(days=364)
    organizer = Organizer(event_id=summer.id, account_id=facts.accounts[Persona.ORGANIZER])
    asked = [
        ReturnInvitation(
            event_id=spring.id, membership_id=facts.memberships[who], from_event_id=autumn.id
        )
        for who in (Persona.NEIGHBOUR, Persona.ATTENDEE)
    ]
    save(session, summer, organizer, *asked)
    somebody(session, facts, summer, "summer1")
