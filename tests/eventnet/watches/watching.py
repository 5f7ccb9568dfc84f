"""Somebody who watches for those who offer a topic, and people who newly fit."""

from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet import jobs
from eventnet.communities.models import Topic
from eventnet.events.models import Attendance, Event
from eventnet.people.directory import Wanted
from eventnet.people.models import TopicKind
from eventnet.people.viewers import viewers_of
from eventnet.watches.actions import save_search
from eventnet.watches.looking import look
from eventnet.watches.models import Fit, SavedSearch
from eventnet.watches.queries import new_people
from eventnet.watches.telling import tell
from tests.eventnet.people.secrets import give_topic
from tests.factories import save

OFFER = "Capital"


def a_topic(session: Session, event: Event) -> str:
    """Return the topic that is watched for, made if it is not there."""
    query = select(Topic.id).where(
        Topic.community_id == event.community_id, Topic.key == OFFER.casefold()
    )
    found = session.exec(query).first()
    if found is None:
        topic = Topic(community_id=event.community_id, label=OFFER, key=OFFER.casefold())
        found = topic.id
        save(session, topic)
    return found


def a_watch(
    session: Session, event: Event, owner: Attendance, wanted: Wanted | None = None
) -> SavedSearch:
    """Let somebody watch for those who offer capital, or for what is given."""
    asked = wanted or Wanted(offers=a_topic(session, event))
    name = f"Watch {len(session.exec(select(SavedSearch.id)).all())}"
    return save_search(session, event, owner.id, name, asked, watching=True)


def offers(session: Session, person: Attendance) -> None:
    """Let somebody offer capital from now on."""
    give_topic(session, person, TopicKind.OFFER, OFFER)


def look_now(app: Starlette) -> None:
    """Do what the clock does every ten minutes."""
    look.work(jobs.Ground(app.state.settings, app.state.sessions))


def tell_now(app: Starlette) -> None:
    """Do what the clock does once a day."""
    tell.work(jobs.Ground(app.state.settings, app.state.sessions))


def news(session: Session, search: SavedSearch) -> list[str]:
    """Return who is new, as the search's owner reads it."""
    session.rollback()
    viewers = viewers_of(session, search.event_id, [search.attendance_id])
    return new_people(session, [search], viewers).get(search.id, [])


def fits_of(session: Session, search_id: str) -> dict[str, bool]:
    """Return who is known to fit, and whether they are new."""
    session.rollback()
    rows = session.exec(select(Fit).where(Fit.search_id == search_id).order_by(col(Fit.found_at)))
    return {row.attendance_id: row.is_new for row in rows}
