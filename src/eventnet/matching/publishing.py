"""Publishing a draft: in one transaction everybody's meetings become those of the plan."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import tuple_
from sqlmodel import Session, col, select

from eventnet import audit, clock
from eventnet.affinities.models import PairAffinity
from eventnet.batches import batches
from eventnet.database import lock, writing
from eventnet.errors import Conflict, NotFound
from eventnet.events.models import Event
from eventnet.i18n import gettext as _
from eventnet.jobs import Job, enqueue
from eventnet.matching.before import note_changes, open_publication
from eventnet.matching.models import Run, RunState
from eventnet.matching.placing import meeting_tables, two_at
from eventnet.matching.planning import is_seat, judge, meetings_in, reduce_plan
from eventnet.matching.reports import make_report, of_the_run
from eventnet.matching.round_seats import (
    SeatDifference,
    SeatFor,
    meeting_times,
    seat_difference,
    seat_plan,
)
from eventnet.matching.rounds import seat_id, seats_in
from eventnet.matching.setting import pair_id
from eventnet.meetings.booking import Booked, book_plan
from eventnet.meetings.difference import (
    Booking,
    Difference,
    Two,
    compare,
    held_meetings,
)
from eventnet.meetings.fit import fitting
from eventnet.meetings.participants import participants

on_published: list[Job] = []
"""Jobs of later features, each given the id of a run once its publication is committed. People
are told later: see `undoing.on_told`."""

# So many pairs are looked up at once.
BATCH = 400


@dataclass(frozen=True)
class Preview:
    """What publishing a draft would change now, and how many of its meetings no longer fit."""

    difference: Difference
    left_out: int
    seats: SeatDifference


def preview(session: Session, event: Event, run: Run) -> Preview:
    """Return what publishing this draft would change at this moment."""
    bookings = bookings_of(session, event, run)
    held = held_meetings(session, event.id)
    fit = fitting(session, event, participants(session, event), held, bookings)
    difference = compare(held, fit)
    gone = {(person, one.slot_id) for one in held if one.is_replaceable for person in one.two}
    busy = meeting_times(session, event.id) - gone
    busy |= {(person, one.slot_id) for one in fit for person in one.two}
    wanted = seats_of_run(run)
    seats = seat_difference(session, event, wanted, busy)
    left_out = len(bookings) - len(fit) + len(wanted) - len(seats.all)
    return Preview(difference, left_out, seats)


def publish_run(
    session: Session,
    run_id: str,
    *,
    account_id: str | None,
    against: int | None = None,
    edition: int | None = None,
) -> Booked:
    """Make a draft everybody's schedule, all at once.

    `against` is the event's `schedule_version` that the organizer looked at, and `edition` the
    draft's own: where somebody has published since, or moved a meeting of the draft by hand, they
    are asked to look again. Meetings that no longer fit are left out, and the plan that is kept
    says so.
    """
    found = session.get(Run, run_id)
    event = None if found is None else session.get(Event, found.event_id)
    if found is None or event is None:
        raise NotFound(_("There is no such run."))
    _refuse_unless_draft(found)
    read = found.edition
    bookings, wanted = bookings_of(session, event, found), seats_of_run(found)
    with writing(session):
        event, run = _hold(session, event.id, run_id)
        if against is not None and event.schedule_version != against:
            raise Conflict(
                _("Somebody published a schedule meanwhile. Look at what would change now.")
            )
        if run.edition != read or (edition is not None and run.edition != edition):
            raise Conflict(
                _("Somebody changed this draft by hand meanwhile. Look at what would change now.")
            )
        publication = open_publication(session, event, run, account_id)
        until = publication.undo_until
        booked = book_plan(session, event, run.id, bookings, told_by=until)
        seats = seat_plan(session, event, run.id, wanted)
        note_changes(session, publication, booked.difference, seats)
        if len(booked.bookings) + len(seats.all) < len(bookings) + len(wanted):
            _reduce(session, event, run, {booking.two for booking in booked.bookings}, seats.all)
        run.state = RunState.PUBLISHED
        run.published_at = clock.now()
        event.schedule_version += 1
        difference = booked.difference
        audit.record(
            session,
            "plan.published",
            account_id=account_id,
            event_id=event.id,
            subject=run.id,
            number=run.number,
            meetings=len(booked.bookings),
            added=len(difference.added),
            moved=len(difference.moved),
            cancelled=len(difference.cancelled),
            seats=len(seats.all),
        )
        for job in on_published:
            enqueue(session, job, run.id)
        return booked


def _hold(session: Session, event_id: str, run_id: str) -> tuple[Event, Run]:
    event, run = lock(session, Event, event_id), lock(session, Run, run_id)
    if event is None or run is None:
        raise NotFound(_("There is no such run."))
    _refuse_unless_draft(run)
    return event, run


def _refuse_unless_draft(run: Run) -> None:
    if run.state == RunState.PUBLISHED:
        raise Conflict(_("Run %(number)d is published already.", number=run.number))
    if run.state != RunState.DRAFT:
        raise Conflict(
            _("Run %(number)d is no draft, so it cannot be published.", number=run.number)
        )


def bookings_of(session: Session, event: Event, run: Run) -> list[Booking]:
    """Return the meetings of a draft with their reasons, at tables that are free."""
    with files_of(run) as (_problem, plan):
        meetings = [one for one in meetings_in(plan) if not is_seat(one)]
    pairs = _pairs(session, [tuple(sorted((meeting.a, meeting.b))) for meeting in meetings])
    tables = meeting_tables(session, event, meetings).tables
    found = []
    for meeting in meetings:
        two, slot_id = two_at(meeting)
        pair = pairs.get(two)
        found.append(
            Booking(
                a_id=min(two),
                b_id=max(two),
                slot_id=slot_id,
                table_number=tables[two, slot_id],
                affinity=(pair.value or 0.0) if pair else 0.0,
                because=pair.because if pair else [],
            )
        )
    return found


def seats_of_run(run: Run) -> list[SeatFor]:
    """Return the seats at round tables that a draft gives."""
    with files_of(run) as (_problem, plan):
        return seats_in(meetings_in(plan))


def _pairs(session: Session, twos: Sequence[tuple[str, ...]]) -> dict[Two, PairAffinity]:
    found = {}
    for some in batches(twos, BATCH):
        query = select(PairAffinity).where(
            tuple_(col(PairAffinity.a_id), col(PairAffinity.b_id)).in_(some)
        )
        for pair in session.exec(query):
            found[frozenset((pair.a_id, pair.b_id))] = pair
    return found


@contextmanager
def files_of(run: Run) -> Iterator[tuple[Path, Path]]:
    """Lend the problem and the plan of a run as files."""
    if run.problem is None or run.plan is None:
        raise NotFound(_("Run %(number)d has no plan.", number=run.number))
    with TemporaryDirectory(prefix="eventnet-plan-") as folder:
        problem, plan = Path(folder, "problem.json.gz"), Path(folder, "plan.json.gz")
        problem.write_bytes(run.problem)
        plan.write_bytes(run.plan)
        yield problem, plan


def _reduce(
    session: Session, event: Event, run: Run, twos: set[Two], seats: Sequence[SeatFor]
) -> None:
    """Leave in a run's plan what was booked of it, and report on that."""
    with files_of(run) as (problem, plan):
        kept = {pair_id(*two) for two in twos} | {seat_id(*seat) for seat in seats}
        reduce_plan(problem, plan, kept)
        report = make_report(session, event, judge(problem, plan))
        run.report = of_the_run(run.report) | report
        run.incumbent, run.bound = run.report["objective"], run.report["bound"]
        run.plan = plan.read_bytes()
