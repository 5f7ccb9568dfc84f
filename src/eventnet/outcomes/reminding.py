"""Reminding people of what they promised, and nobody of what is done."""

from collections import defaultdict

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, or_, select

from eventnet import clock
from eventnet.batches import batches
from eventnet.database import writing
from eventnet.events.models import Event
from eventnet.events.queries import today
from eventnet.jobs import Ground, job
from eventnet.mail.outbox import post_all
from eventnet.outcomes.letters import reminder
from eventnet.outcomes.models import Promise, PromiseState
from eventnet.outcomes.nudges import next_nudge
from eventnet.people.partners import view_partners
from eventnet.schedule.desk import Desk, drawn_up
from eventnet.schedule.readers import readers

BATCH = 200


@job(cron="*/15 * * * *")
def remind(ground: Ground) -> None:
    """Write to whoever promised what is due to be remembered: one mail to each at an event."""
    with ground.sessions() as session:
        due = select(Promise.event_id, Promise.by_id).where(_is_due()).distinct()
        doers: dict[str, list[str]] = defaultdict(list)
        for event_id, doer in session.exec(due.order_by(col(Promise.by_id))):
            doers[event_id].append(doer)
        for event_id, ids in doers.items():
            for some in batches(ids, BATCH):
                with writing(session):
                    _write_to(session, ground, session.get_one(Event, event_id), some)


def _is_due() -> ColumnElement[bool]:
    return and_(
        col(Promise.state) == PromiseState.OPEN,
        col(Promise.nudge_at) <= clock.now(),
        or_(col(Promise.delivered), col(Promise.maker_id) == Promise.by_id),
    )


def _write_to(session: Session, ground: Ground, event: Event, doers: list[str]) -> None:
    """Write to some, and set when each promise comes up next, in the same transaction."""
    now = clock.now()
    mine = (_is_due(), col(Promise.event_id) == event.id, col(Promise.by_id).in_(doers))
    query = select(Promise).where(*mine)
    ordered = query.order_by(col(Promise.id)).with_for_update()
    theirs: dict[str, list[Promise]] = defaultdict(list)
    for promise in session.exec(ordered.execution_options(populate_existing=True)):
        theirs[promise.by_id].append(promise)
        due_on = promise.read_by(promise.by_id).due_on
        promise.nudge_at = next_nudge(event, due_on, promise.created_at, now)
        session.add(promise)
    to = readers(session, list(theirs))
    wanted = {one: [promise.to_id for promise in theirs[one]] for one in to}
    people = view_partners(session, event.id, wanted)
    mails = []
    for one, reader in to.items():
        promises = sorted(
            theirs[one], key=lambda promise: (promise.read_by(one).due_on, promise.id)
        )
        desk = Desk(ground.settings, event, reader, people.get(one, {}))
        mails.append(drawn_up(desk, reminder, promises, today(event, now)))
    post_all(session, mails)
