"""What came and led to nothing is let go of."""

from datetime import timedelta

from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock, jobs
from eventnet.arrivals.actions.joining import LIFETIME
from eventnet.arrivals.models import Stage, Ticket, TicketImport, TicketStatus
from eventnet.arrivals.sweeping import FILES_KEPT, sweep
from eventnet.jobs import Ground
from tests import factories
from tests.eventnet.arrivals.files import bring_in, pretix, upload

ADA = ("A1", "paid", "Visitor", "Ada", "ada@example.org")


def files(session: Session) -> list[str]:
    session.rollback()
    return sorted(session.exec(select(TicketImport.file_name)))


def test_file_that_is_not_brought_in_goes_after_thirty_days(
    app: Starlette, session: Session
) -> None:
    event = factories.an_event(session)
    bring_in(session, event, pretix(ADA))
    now = clock.now()
    upload(session, event, pretix(ADA), "forgotten.csv")
    under_way = upload(session, event, pretix(ADA), "under way.csv")
    under_way.stage, under_way.started_at = Stage.APPLYING, now + FILES_KEPT
    factories.save(session, under_way)
    ground = Ground(app.state.settings, app.state.sessions)
    with clock.at(now + FILES_KEPT - timedelta(seconds=1)):
        sweep.work(ground)
    assert files(session) == ["forgotten.csv", "tickets.csv", "under way.csv"]
    with clock.at(clock.now() + FILES_KEPT):
        sweep.work(ground)
    assert files(session) == ["tickets.csv", "under way.csv"]


def test_request_to_join_that_is_not_confirmed_goes_after_its_day(
    app: Starlette, session: Session
) -> None:
    event = factories.an_event(session)
    for source, status in (("link", "pending"), ("link", "valid"), ("pretix", "pending")):
        ticket = Ticket(
            event_id=event.id,
            source=source,
            reference=f"{source} {status}",
            status=TicketStatus(status),
        )
        factories.save(session, ticket)
    ground = Ground(app.state.settings, app.state.sessions)
    for passed, left in (
        (timedelta(), ["link pending", "link valid", "pretix pending"]),
        (LIFETIME + timedelta(minutes=1), ["link valid", "pretix pending"]),
    ):
        with clock.at(clock.now() + passed):
            sweep.work(ground)
        session.rollback()
        assert sorted(session.exec(select(Ticket.reference))) == left


def test_sweeping_is_known_to_the_clock() -> None:
    assert jobs.jobs["eventnet.arrivals.sweeping.sweep"].cron
