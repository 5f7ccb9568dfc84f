"""What was chosen for one file is where the next one starts."""

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet.arrivals import actions
from eventnet.arrivals.actions import Choices, imports
from eventnet.arrivals.columns import sheet_of
from eventnet.arrivals.comparison import Kind
from eventnet.arrivals.difference import Change, Preview
from eventnet.events.models import Attendance, Event, Role
from tests import factories
from tests.eventnet.arrivals.files import bring_in, pretix, upload
from tests.work import do_jobs

ADA = ("A1", "paid", "Early bird", "Ada Silva", "ada@example.org")
RENAMED = (*ADA[:3], "Ada Silva-Costa", ADA[4])
LATE = ("B2", "paid", "Late bird", "Ben Okafor", "ben@example.org")


@pytest.fixture
def event(session: Session) -> Event:
    return factories.an_event(session)


def choose_and_apply(session: Session, event: Event, data: bytes, **roles: str) -> None:
    """Bring a file in, with these kinds of tickets under other roles."""
    held = upload(session, event, data)
    chosen = {label.replace("_", " "): role for label, role in roles.items()}
    was = Choices.of(held.mapping)
    actions.choose(session, held.id, was.model_copy(update={"roles": was.roles | chosen}))
    actions.apply_import(session, held.id, None)


def shown(session: Session, event: Event, *rows: tuple[str, ...]) -> Preview:
    found = actions.preview(session, upload(session, event, pretix(*rows)))
    assert found is not None
    return found


def roles(session: Session, event: Event) -> list[str]:
    """Return the role of everybody there."""
    query = select(Role.name).join(Attendance).where(Attendance.event_id == event.id)
    return sorted(session.exec(query))


def test_a_kind_of_ticket_keeps_the_role_that_it_was_given(session: Session, event: Event) -> None:
    choose_and_apply(session, event, pretix(ADA), Early_bird="Visitor")
    found = shown(session, event, RENAMED, ("C3", *ADA[1:4], "chi@example.org"))
    assert found.new_roles == ()
    assert [change.field for change in found.of(Kind.CHANGED)[0].changes] == ["Name"]
    assert found.of(Kind.NEW)[0].role == "Visitor"
    bring_in(session, event, pretix(RENAMED))
    assert roles(session, event) == ["Visitor"]


def test_it_is_remembered_over_a_file_that_does_not_name_the_kind(
    session: Session, event: Event
) -> None:
    choose_and_apply(session, event, pretix(ADA), Early_bird="Visitor")
    bring_in(session, event, pretix(("B2", "paid", "Visitor", *LATE[3:])))
    assert shown(session, event, RENAMED).new_roles == ()


def test_a_role_is_remembered_under_its_new_name(session: Session, event: Event) -> None:
    choose_and_apply(session, event, pretix(ADA), Early_bird="Visitor")
    bring_in(session, event, pretix(("B2", "paid", "Visitor", *LATE[3:])))
    role = session.exec(select(Role)).one()
    for name in ("Guest", "Friend"):
        role.name = name
        session.add(role)
        session.commit()
        found = shown(session, event, ADA, ("B2", "paid", "Visitor", *LATE[3:]))
        assert (found.counts["unchanged"], found.new_roles) == (2, ())
        bring_in(session, event, pretix(("C3", "paid", "Visitor", "Chi", f"{name}@example.org")))
    assert roles(session, event) == ["Friend", "Friend", "Friend"]


def test_nobody_who_is_here_changes_role_by_a_kind_of_which_nothing_is_known(
    session: Session, event: Event
) -> None:
    """The role that the kind had is gone, so that there is nothing to start from."""
    choose_and_apply(session, event, pretix(ADA), Early_bird="Helper")
    there = session.exec(select(Attendance)).one()
    there.role_id = factories.a_role(session, event, "Visitor").id
    session.add(there)
    session.flush()
    session.delete(factories.a_role(session, event, "Helper"))
    session.commit()
    bring_in(session, event, pretix(RENAMED))
    assert roles(session, event) == ["Visitor"]
    assert shown(session, event, RENAMED).lines == ()


def test_another_kind_of_ticket_is_another_role(session: Session, event: Event) -> None:
    choose_and_apply(session, event, pretix(ADA), Early_bird="Visitor")
    upgraded = (*ADA[:2], "Speaker", *ADA[3:])
    assert shown(session, event, upgraded).lines[0].changes == (
        Change("Ticket type", "Early bird", "Speaker"),
        Change("Role", "Visitor", "Speaker"),
    )
    bring_in(session, event, pretix(upgraded))
    assert roles(session, event) == ["Speaker"]


def test_a_kind_that_is_given_its_own_name_on_purpose_changes_the_role(
    session: Session, event: Event
) -> None:
    choose_and_apply(session, event, pretix(ADA), Early_bird="Visitor")
    choose_and_apply(session, event, pretix(ADA), Early_bird="Early bird")
    assert roles(session, event) == ["Early bird"]
    assert shown(session, event, ADA).lines == ()


def test_the_columns_of_a_spreadsheet_are_remembered(session: Session, event: Event) -> None:
    held = upload(session, event, b"Wer,Wohin,Rest\nAda,ada@example.org,x\n", "list.csv")
    chosen = Choices(source="sheet", columns=["name", "email", None])
    actions.choose(session, held.id, chosen)
    actions.apply_import(session, held.id, None)
    again = upload(session, event, b"Wer,Wohin,Rest\nBen,ben@example.org,x\n", "list.csv")
    found = actions.preview(session, again)
    assert found is not None
    assert found.count(Kind.NEW) == 1
    other = upload(session, event, b"Rest,Wer,Wohin\nx,Chi,chi@example.org\n", "list.csv")
    assert actions.preview(session, other) is None  # its columns are asked, with what is known
    _table, sheet = sheet_of(other, Choices.of(other.mapping))
    assert [column.field for column in sheet.columns] == ["", "name", "email"]


def test_another_shop_and_another_event_start_anew(session: Session, event: Event) -> None:
    choose_and_apply(session, event, pretix(ADA), Early_bird="Visitor")
    lines = "Order #,First Name,Last Name,Email,Attendee #,Attendee Status,Ticket Type\n"
    lines += "7,Chi,Tanaka,chi@example.org,1,Attending,Early bird\n"
    held = upload(session, event, lines.encode())
    found = actions.preview(session, held)
    assert found is not None
    assert found.new_roles == ("Early bird",)
    elsewhere = factories.an_event(session)
    assert shown(session, elsewhere, ADA).new_roles == ("Early bird",)


def test_a_large_file_starts_from_the_last_one_too(
    app: Starlette, session: Session, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_and_apply(session, event, pretix(ADA), Early_bird="Visitor")
    monkeypatch.setattr(imports, "LARGE", 100)
    held = upload(session, event, pretix(RENAMED, LATE))
    do_jobs(app)
    session.refresh(held)
    assert held.report is not None
    assert held.report["new_roles"] == ["Late bird"]
