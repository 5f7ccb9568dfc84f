"""Say that stored affinities no longer fit what people said."""

from sqlalchemy import func
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from eventnet import clock
from eventnet.affinities.models import AffinityState
from eventnet.database import writing
from eventnet.events.roles import on_who_meets


def mark_stale(session: Session, event_id: str) -> None:
    """Note that the event's affinities are out of date, inside the transaction of the change.

    The moment of the first change is kept, and changes are counted. Whoever computes affinities
    clears `stale_since` when they store them, and only if none was counted since they read
    people: so none is lost, whatever becomes of them in between.
    """
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    with writing(session):
        statement = dialect.insert(AffinityState).values(
            event_id=event_id, stale_since=clock.now(), changes=1, standard_weights=False
        )
        session.connection().execute(
            statement.on_conflict_do_update(
                index_elements=["event_id"],
                set_={
                    "stale_since": func.coalesce(
                        col(AffinityState.stale_since), statement.excluded.stale_since
                    ),
                    "changes": col(AffinityState.changes) + 1,
                },
            )
        )


on_who_meets.append(mark_stale)
