"""`eventnet import EVENT FILE`."""

from pathlib import Path

import pytest
from sqlalchemy.event import listen
from sqlmodel import Session, col, func, select
from starlette.applications import Starlette

from eventnet import demo
from eventnet.accounts.models import Account
from eventnet.arrivals.actions import Choices, choose
from eventnet.arrivals.commands import import_file
from eventnet.arrivals.models import TicketImport
from eventnet.audit import AuditEntry
from eventnet.communities.models import Membership
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.events.models import Attendance, Event, Role
from tests import factories
from tests.eventnet.arrivals.files import pretix

DEMO = Path(demo.__file__).parent


@pytest.fixture
def event(session: Session) -> Event:
    return factories.an_event(session, slug="estuary")


def test_a_good_file_comes_in_with_status_0(app: Starlette, event: Event, tmp_path: Path) -> None:
    file = tmp_path / "tickets.csv"
    file.write_bytes(pretix(("A1", "paid", "Visitor", "Ada", "ada@example.org")))
    result = import_file(app.state.sessions, "estuary", file)
    assert result.exit_status == 0
    assert result.lines() == ["1 person came in"]


def test_refused_rows_are_told_with_status_2(app: Starlette, event: Event, tmp_path: Path) -> None:
    file = tmp_path / "tickets.csv"
    file.write_bytes(
        pretix(
            ("A1", "paid", "Visitor", "Ada", "ada@example.org"),
            ("B2", "paid", "Visitor", "Ben", "ben@"),
        )
    )
    result = import_file(app.state.sessions, "estuary", file)
    assert result.exit_status == 2
    assert result.lines()[:2] == ["1 person came in", "1 row did not come in"]
    assert result.lines()[2].startswith("Row 3, E-mail: ")


def test_columns_may_be_named(app: Starlette, event: Event, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Wer;Wohin\nAda;ada@example.org\n")
    with pytest.raises(Refused, match=r"list.csv: Choose the column"):
        import_file(app.state.sessions, "estuary", file)
    named = {"Wer": "name", "Wohin": "email"}
    assert import_file(app.state.sessions, "estuary", file, named).counts["new"] == 1
    with pytest.raises(Refused, match="has no column “Wo”"):
        import_file(app.state.sessions, "estuary", file, {"Wo": "email"})
    with pytest.raises(Refused, match="“mail” is no field"):
        import_file(app.state.sessions, "estuary", file, {"Wohin": "mail"})


def test_kinds_of_tickets_may_be_given_a_role(
    app: Starlette, session: Session, event: Event, tmp_path: Path
) -> None:
    file = tmp_path / "tickets.csv"
    file.write_bytes(pretix(("A1", "paid", "Early bird", "Ada", "ada@example.org")))
    import_file(app.state.sessions, "estuary", file, roles={"Early bird": "Visitor"})
    assert session.exec(select(Role.name)).all() == ["Visitor"]


def test_what_takes_a_place_away_is_listed_and_needs_a_word(
    app: Starlette, session: Session, event: Event, tmp_path: Path
) -> None:
    file = tmp_path / "tickets.csv"
    ada, ben = ("A1", "paid", "Visitor", "Ada", "ada@example.org"), ("ben@example.org",)
    file.write_bytes(pretix(ada, ("B2", "paid", "Visitor", "Ben", *ben)))
    import_file(app.state.sessions, "estuary", file)
    file.write_bytes(
        pretix(
            ("A1", "canceled", *ada[2:]),
            ("B2", "paid", "Visitor", "Dora", "dora@example.org"),
            ("C3", "paid", "Visitor", "Chi", "chi@example.org"),
        )
    )
    said: list[str] = []
    result = import_file(app.state.sessions, "estuary", file, say=said.append)
    assert said == [
        "1 person comes in.",
        "2 rows would take somebody’s place away, and are left out.",
        "Left out: Row 2, Ada <ada@example.org>: ada@example.org loses their place.",
        (
            "Left out: Row 3, Dora <dora@example.org>: ben@example.org loses their place; "
            "comes in as Visitor; E-mail: ben@example.org → dora@example.org; Name: Ben → Dora."
        ),
    ]
    assert result.lines() == [
        "1 person came in",
        "2 rows would have taken somebody’s place away, and were left out",
        "To do what was left out as well, add --removals.",
    ]
    assert result.exit_status == 2
    assert attending(session) == ["ada@example.org", "ben@example.org", "chi@example.org"]
    done = import_file(app.state.sessions, "estuary", file, removals=True)
    assert (done.exit_status, done.counts["cancelled"], done.counts["moved"]) == (0, 1, 1)
    assert attending(session) == ["chi@example.org", "dora@example.org"]


def test_what_counted_on_a_row_that_is_left_out_is_left_out_too(
    app: Starlette, session: Session, event: Event, tmp_path: Path
) -> None:
    """Ada would keep her place by Ben's ticket; but Ben's stays his, so hers has to stay hers."""
    file = tmp_path / "tickets.csv"
    ada = ("A1", "paid", "Visitor", "Ada", "ada@example.org")
    file.write_bytes(pretix(ada, ("B2", "paid", "Visitor", "Ben", "ben@example.org")))
    import_file(app.state.sessions, "estuary", file)
    dora = ("A1", "paid", "Visitor", "Dora", "dora@example.org")
    file.write_bytes(pretix(dora, ("B2", *ada[1:])))
    assert import_file(app.state.sessions, "estuary", file).counts["spared"] == 2
    assert attending(session) == ["ada@example.org", "ben@example.org"]
    file.write_bytes(pretix(dora, ("C3", *ada[1:])))
    assert import_file(app.state.sessions, "estuary", file).counts["moved"] == 1
    assert attending(session) == ["ada@example.org", "ben@example.org", "dora@example.org"]


def test_a_dry_run_tells_everything_and_changes_nothing(
    app: Starlette, session: Session, event: Event, tmp_path: Path
) -> None:
    file = tmp_path / "tickets.csv"
    file.write_bytes(
        pretix(
            ("A1", "paid", "Speaker", "Ada", "ada@example.org"),
            ("B2", "paid", "Visitor", "Ben", "ben@"),
        )
    )
    said: list[str] = []
    result = import_file(app.state.sessions, "estuary", file, dry_run=True, say=said.append)
    assert said == [
        "1 person comes in.",
        "1 row cannot come in.",
        "New roles: Speaker.",
        "Row 2, Ada <ada@example.org>: comes in as Speaker.",
    ]
    assert result.lines()[0] == "Nothing was changed."
    assert result.lines()[1].startswith("Row 3, E-mail: ")
    assert result.exit_status == 2
    for table in (Attendance, TicketImport, AuditEntry):
        assert session.exec(select(func.count()).select_from(table)).one() == 0


def attending(session: Session) -> list[str]:
    session.rollback()
    query = select(Account.email).join(Membership).join(Attendance)
    return sorted(session.exec(query.where(col(Attendance.left_at).is_(None))))


def test_a_missing_event_or_file_is_said(app: Starlette, event: Event, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be read: No such file"):
        import_file(app.state.sessions, "estuary", tmp_path / "none.csv")
    file = tmp_path / "tickets.csv"
    file.write_bytes(pretix(("A1", "paid", "Visitor", "Ada", "ada@example.org")))
    with pytest.raises(NotFound, match="no event called nowhere"):
        import_file(app.state.sessions, "nowhere", file)


def test_a_file_that_is_not_taken_is_not_kept(
    app: Starlette, session: Session, event: Event, tmp_path: Path
) -> None:
    """Somebody chooses its columns on the page, between its upload and its coming in."""
    file = tmp_path / "tickets.csv"
    file.write_bytes(pretix(("A1", "paid", "Visitor", "Ada", "ada@example.org")))
    met: list[str] = []

    def meddle(_session: Session) -> None:
        session.rollback()
        for upload in session.exec(select(TicketImport)).all() if not met else ():
            met.append(upload.id)
            choose(session, upload.id, Choices(roles={"Visitor": "Guest"}))

    def sessions() -> Session:
        opened = Session(app.state.engine)
        listen(opened, "after_rollback", meddle)
        return opened

    with pytest.raises(Conflict, match="chosen anew just now"):
        import_file(sessions, "estuary", file)
    session.rollback()
    assert met
    assert session.exec(select(TicketImport)).all() == []


def test_the_demo_comes_in_whole_and_again_changes_nothing(
    app: Starlette, session: Session, event: Event
) -> None:
    files = ["tickets-pretix.csv", "attendees-eventbrite.csv", "exhibitors.xlsx"]
    first = [import_file(app.state.sessions, "estuary", DEMO / name) for name in files]
    live = select(func.count()).where(
        Attendance.event_id == event.id, col(Attendance.left_at).is_(None)
    )
    people = session.exec(live).one()
    assert people == sum(result.counts["new"] for result in first) >= 390
    again = [import_file(app.state.sessions, "estuary", DEMO / name) for name in files]
    assert session.exec(live).one() == people
    for before, after in zip(first, again, strict=True):
        assert set(after.counts) <= {"unchanged", "refused"}
        assert after.refusals == before.refusals
    uploads = session.exec(select(TicketImport)).all()
    assert {len(upload.data) for upload in uploads} == {0}
