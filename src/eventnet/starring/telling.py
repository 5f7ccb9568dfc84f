"""The job that tells people what became of sessions that they starred, once it is committed."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session, col, select

from eventnet.batches import batches
from eventnet.database import writing
from eventnet.events.models import Event
from eventnet.jobs import Ground, job
from eventnet.mail.outbox import post_all
from eventnet.programme.importing import on_applied
from eventnet.programme.models import Star, Talk
from eventnet.schedule.desk import Desk, drawn_up
from eventnet.schedule.readers import readers
from eventnet.starring.letters import KIND, News, programme_letter

BATCH = 200


@job()
def tell_starred(
    ground: Ground, event_id: str, name: str, before: Mapping[str, Mapping[str, str]]
) -> None:
    """Write one mail to each who starred talks that an import moved or took away."""
    with ground.sessions() as session:
        event = session.get_one(Event, event_id)
        news = _news(session, before)
        for some in batches(news, BATCH):
            to = readers(session, some)
            mails = []
            for one, reader in to.items():
                desk = Desk(ground.settings, event, reader, {}, KIND)
                mails.append(drawn_up(desk, programme_letter, news[one], name))
            with writing(session):
                post_all(session, mails)


def _news(session: Session, before: Mapping[str, Mapping[str, str]]) -> dict[str, list[News]]:
    """Return what is new to each who starred one of these talks, in the order of the days."""
    query = (
        select(Star.attendance_id, Talk)
        .join(Talk, col(Talk.id) == Star.talk_id)
        .where(col(Talk.id).in_(list(before)))
        .order_by(col(Talk.starts_at), col(Talk.id))
    )
    found: dict[str, list[News]] = {}
    for attendance_id, talk in session.exec(query):
        old = before[talk.id]
        was = datetime.fromisoformat(old["starts_at"])
        found.setdefault(attendance_id, []).append(News(talk, was, old["room"]))
    return found


on_applied.append(tell_starred)
