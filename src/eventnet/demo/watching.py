"""The searches that the demo's people keep, and who has come since."""

from sqlmodel import Session, select

from eventnet.communities.models import Topic
from eventnet.database import writing
from eventnet.demo.asking import FIONA, attendances
from eventnet.events.models import Event
from eventnet.people.directory import Wanted
from eventnet.watches.actions import save_search

NAME = "Somebody with pilot sites"
OFFERED = "Pilot sites"


def keep_searches(session: Session, event: Event) -> None:
    """Let one of them watch for people who offer what she looks for."""
    ids = attendances(session, event)
    topic = select(Topic.id).where(
        Topic.community_id == event.community_id, Topic.key == OFFERED.casefold()
    )
    with writing(session):
        offers = session.exec(topic).one()
        save_search(session, event, ids[FIONA], NAME, Wanted(offers=offers), watching=True)
