"""Bringing files of tickets in."""

from datetime import UTC, datetime

import pytest
from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.arrivals import actions
from eventnet.arrivals.comparison import Kind
from eventnet.arrivals.difference import Change
from eventnet.arrivals.models import Stage, Ticket, TicketImport, TicketStatus
from eventnet.audit import AuditEntry
from eventnet.communities.models import Membership
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.events.models import Attendance, Event, Role, Slot
from eventnet.meetings.models import Meeting, MeetingSide, MeetingState
from eventnet.people.models import Profile
from eventnet.wishes.models import Wish, WishKind
from tests import factories
from tests.eventnet.arrivals.files import bring_in, pretix, upload

ADA = ("A1", "paid", "Visitor", "Ada Silva", "ada@example.org", "Tidal", "Engineer")
BEN = ("B2", "paid", "Exhibitor", "Ben Okafor", "ben@example.org", "Delta", "Founder", "C 4")


@pytest.fixture
def event(session: Session) -> Event:
    return factories.an_event(session)


def attending(session: Session, event: Event) -> dict[str, tuple[str, str | None]]:
    """Return who attends: role and stand by address."""
    rows = session.exec(
        select(Account.email, Role.name, Attendance.stand)
        .join(Membership, col(Membership.account_id) == Account.id)
        .join(Attendance, col(Attendance.membership_id) == Membership.id)
        .join(Role, col(Role.id) == Attendance.role_id)
        .where(Attendance.event_id == event.id, col(Attendance.left_at).is_(None))
        .order_by(Account.email)
    )
    return {email: (role, stand) for email, role, stand in rows}


def attendance_of(session: Session, email: str) -> Attendance:
    return session.exec(
        select(Attendance)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(Account.email == email)
    ).one()


def everything(session: Session) -> list[object]:
    """Return all that an import may write, without moments and ids of uploads."""
    session.expire_all()
    tables = (Account, Membership, Profile, Role, Attendance, Ticket, Wish, Meeting)
    return [sorted(map(repr, session.exec(select(table)).all())) for table in tables]


def test_people_come_in_with_role_stand_and_words(session: Session, event: Event) -> None:
    assert bring_in(session, event, pretix(ADA, BEN)) == {"new": 2}
    assert attending(session, event) == {
        "ada@example.org": ("Visitor", None),
        "ben@example.org": ("Exhibitor", "C 4"),
    }
    names = session.exec(select(Profile.name, Profile.organization, Profile.headline)).all()
    assert sorted(names) == [
        ("Ada Silva", "Tidal", "Engineer"),
        ("Ben Okafor", "Delta", "Founder"),
    ]
    ticket = session.exec(select(Ticket).where(Ticket.email == "ben@example.org")).one()
    assert ticket.attendance_id == attendance_of(session, "ben@example.org").id
    assert ticket.buyer_email == "office@buyer.example"


def test_the_buyer_is_not_taken_for_the_attendee(session: Session, event: Event) -> None:
    nobody = ("C3", "paid", "Visitor", "Chi Tanaka", "")
    assert bring_in(session, event, pretix(ADA, nobody)) == {"new": 1, "waiting": 1}
    accounts = session.exec(select(Account.email)).all()
    assert accounts == ["ada@example.org"]


def test_an_address_that_comes_later_brings_its_person_in(session: Session, event: Event) -> None:
    bring_in(session, event, pretix(ADA, ("C3", "paid", "Visitor", "Chi Tanaka", "")))
    later = ("C3", "paid", "Visitor", "Chi Tanaka", "chi@example.org")
    assert bring_in(session, event, pretix(ADA, later)) == {"new": 1, "unchanged": 1}
    assert "chi@example.org" in attending(session, event)


def test_importing_twice_changes_nothing(session: Session, event: Event) -> None:
    data = pretix(ADA, BEN, ("C3", "pending", "Visitor", "Chi", "chi@example.org"))
    bring_in(session, event, data)
    before = everything(session)
    assert bring_in(session, event, data) == {"unchanged": 3}
    assert everything(session) == before


def test_a_preview_writes_nothing(session: Session, event: Event) -> None:
    before = everything(session)
    found = actions.preview(session, upload(session, event, pretix(ADA, BEN)))
    assert found is not None
    assert (found.count(Kind.NEW), found.new_roles) == (2, ("Exhibitor",))
    assert everything(session) == before


def test_a_changed_ticket_shows_each_field_and_moves_what_is_its_own(
    session: Session, event: Event
) -> None:
    bring_in(session, event, pretix(ADA, BEN))
    ada = session.exec(select(Profile).where(Profile.name == "Ada Silva")).one()
    ada.headline = "I keep rivers clean"
    session.add(ada)
    session.commit()
    data = pretix(
        ("A1", "paid", "Speaker", "Ada Silva", "ada@example.org", "Tidal Energy", "Head"), BEN
    )
    held = upload(session, event, data)
    found = actions.preview(session, held)
    assert found is not None
    assert found.of(Kind.CHANGED)[0].changes == (
        Change("Organisation", "Tidal", "Tidal Energy"),
        Change("Headline or job title", "Engineer", "Head"),
        Change("Ticket type", "Visitor", "Speaker"),
        Change("Role", "Visitor", "Speaker"),
    )
    actions.apply_import(session, held.id, None)
    session.refresh(ada)
    assert (ada.organization, ada.headline) == ("Tidal Energy", "I keep rivers clean")
    assert attending(session, event)["ada@example.org"] == ("Speaker", None)


def test_what_an_organizer_set_by_hand_stays(session: Session, event: Event) -> None:
    bring_in(session, event, pretix(ADA))
    there = attendance_of(session, "ada@example.org")
    there.role_id = factories.a_role(session, event, "Speaker").id
    there.stand = "A 1"
    session.add(there)
    session.commit()
    renamed = ("A1", "paid", "Visitor", "Ada Silva-Costa", "ada@example.org")
    assert bring_in(session, event, pretix(renamed)) == {"changed": 1}
    assert attending(session, event) == {"ada@example.org": ("Speaker", "A 1")}


def a_meeting(session: Session, event: Event, one: Attendance, other: Attendance) -> Meeting:
    slot = session.exec(select(Slot).where(Slot.event_id == event.id)).first()
    assert slot is not None
    meeting = Meeting(
        event_id=event.id, slot_id=slot.id, table_number=1, state=MeetingState.CONFIRMED
    )
    session.add(meeting)
    session.flush()
    for side in (one, other):
        session.add(
            MeetingSide(meeting_id=meeting.id, attendance_id=side.id, slot_id=slot.id, seat=1)
        )
    session.commit()
    return meeting


def test_a_cancelled_ticket_takes_its_place_and_meetings_and_says_so_first(
    session: Session, event: Event
) -> None:
    bring_in(session, event, pretix(ADA, BEN))
    ada, ben = (attendance_of(session, f"{name}@example.org") for name in ("ada", "ben"))
    meeting = a_meeting(session, event, ada, ben)
    session.add(Wish(from_id=ada.id, to_id=ben.id, event_id=event.id, kind=WishKind.WANT))
    session.commit()
    held = upload(session, event, pretix(("A1", "canceled", "Visitor", "", ""), BEN))
    with clock.at(datetime(2027, 5, 1, tzinfo=UTC)):
        found = actions.preview(session, held)
        assert found is not None
        line = found.of(Kind.CANCELLED)[0]
        assert (line.name, line.leaves) == ("Ada Silva", "ada@example.org")
        assert (line.wishes, line.meetings) == (1, 1)
        actions.apply_import(session, held.id, None)
    session.refresh(meeting)
    assert (meeting.live, meeting.state) == (False, MeetingState.CANCELLED)
    assert list(attending(session, event)) == ["ben@example.org"]


def test_a_veto_is_not_counted_among_the_wishes(session: Session, event: Event) -> None:
    bring_in(session, event, pretix(ADA, BEN))
    ada, ben = (attendance_of(session, f"{name}@example.org") for name in ("ada", "ben"))
    session.add(Wish(from_id=ada.id, to_id=ben.id, event_id=event.id, kind=WishKind.AVOID))
    session.commit()
    held = upload(session, event, pretix(("A1", "canceled", "", "", "")))
    found = actions.preview(session, held)
    assert found is not None
    assert found.of(Kind.CANCELLED)[0].wishes == 0


def test_a_ticket_that_becomes_valid_again_restores(session: Session, event: Event) -> None:
    bring_in(session, event, pretix(ADA))
    place = attendance_of(session, "ada@example.org").id
    bring_in(session, event, pretix(("A1", "canceled", "", "", "")))
    assert attending(session, event) == {}
    assert bring_in(session, event, pretix(ADA)) == {"restored": 1}
    assert attendance_of(session, "ada@example.org").id == place
    assert attending(session, event) == {"ada@example.org": ("Visitor", None)}


def test_an_unpaid_ticket_lets_nobody_in_until_it_is_paid(session: Session, event: Event) -> None:
    pending = ("A1", "pending", *ADA[2:])
    assert bring_in(session, event, pretix(pending)) == {"waiting": 1}
    assert attending(session, event) == {}
    assert bring_in(session, event, pretix(ADA)) == {"new": 1}
    assert bring_in(session, event, pretix(pending)) == {"cancelled": 1}
    assert attending(session, event) == {}


def test_a_cancelled_ticket_of_a_stranger_lets_nobody_in(session: Session, event: Event) -> None:
    assert bring_in(session, event, pretix(("A1", "canceled", *ADA[2:]))) == {"away": 1}
    assert session.exec(select(Account)).all() == []


def test_a_ticket_with_another_address_moves(session: Session, event: Event) -> None:
    bring_in(session, event, pretix(ADA))
    moved = ("A1", "paid", "Visitor", "Dora Lind", "dora@example.org")
    held = upload(session, event, pretix(moved))
    found = actions.preview(session, held)
    assert found is not None
    line = found.of(Kind.MOVED)[0]
    assert (line.leaves, line.email) == ("ada@example.org", "dora@example.org")
    actions.apply_import(session, held.id, None)
    assert list(attending(session, event)) == ["dora@example.org"]
    assert session.exec(select(Profile.name)).all() == ["Ada Silva", "Dora Lind"]


def test_two_people_may_swap_their_tickets(session: Session, event: Event) -> None:
    bring_in(session, event, pretix(ADA, BEN))
    swapped = pretix(
        ("A1", "paid", "Visitor", "Ben Okafor", "ben@example.org"),
        ("B2", "paid", "Exhibitor", "Ada Silva", "ada@example.org", "", "", "C 4"),
    )
    assert bring_in(session, event, swapped) == {"moved": 2}
    assert attending(session, event) == {
        "ada@example.org": ("Exhibitor", "C 4"),
        "ben@example.org": ("Visitor", None),
    }


def test_a_second_valid_ticket_is_refused_in_words(session: Session, event: Event) -> None:
    bring_in(session, event, pretix(ADA))
    held = upload(session, event, pretix(("Z9", *ADA[1:])))
    found = actions.preview(session, held)
    assert found is not None
    assert found.refusals[0].number == 2
    assert found.refusals[0].field == "E-mail"
    assert found.refusals[0].words.startswith(
        "ada@example.org already comes with another ticket: pretix A1-1."
    )
    assert bring_in(session, event, pretix(("Z9", *ADA[1:]), BEN)) == {"new": 1, "refused": 1}


def test_a_second_ticket_takes_over_when_the_first_is_cancelled_with_it(
    session: Session, event: Event
) -> None:
    bring_in(session, event, pretix(ADA))
    place = attendance_of(session, "ada@example.org").id
    data = pretix(("A1", "canceled", *ADA[2:]), ("Z9", *ADA[1:]))
    assert bring_in(session, event, data) == {"changed": 2}
    assert attendance_of(session, "ada@example.org").id == place
    assert attending(session, event) == {"ada@example.org": ("Visitor", None)}


def test_a_refused_move_gives_nothing_up(session: Session, event: Event) -> None:
    """A1 wants Ben's address and is refused; so Ada's address is not free for a third ticket."""
    bring_in(session, event, pretix(ADA, BEN))
    data = pretix(
        ("A1", "paid", "Visitor", "Ben Okafor", "ben@example.org"),
        ("Z9", "paid", "Visitor", "Ada Silva", "ada@example.org"),
    )
    assert bring_in(session, event, data) == {"refused": 2}
    assert list(attending(session, event)) == ["ada@example.org", "ben@example.org"]


def test_who_left_by_themselves_is_not_fetched_back(session: Session, event: Event) -> None:
    bring_in(session, event, pretix(ADA))
    there = attendance_of(session, "ada@example.org")
    there.left_at = clock.now()
    session.add(there)
    session.commit()
    bring_in(session, event, pretix(ADA))
    bring_in(session, event, pretix(("A1", "paid", "Speaker", *ADA[3:])))
    assert attending(session, event) == {}


def test_who_deleted_their_account_is_not_made_again(session: Session, event: Event) -> None:
    bring_in(session, event, pretix(ADA))
    session.delete(session.exec(select(Account)).one())
    session.commit()
    bring_in(session, event, pretix(ADA))
    bring_in(session, event, pretix(("A1", "paid", "Speaker", *ADA[3:])))
    assert session.exec(select(Account)).all() == []


def test_a_ticket_that_the_file_does_not_name_stays(session: Session, event: Event) -> None:
    bring_in(session, event, pretix(ADA, BEN))
    assert bring_in(session, event, pretix(ADA)) == {"unchanged": 1}
    assert len(attending(session, event)) == 2


def test_good_rows_go_in_beside_refused_ones(session: Session, event: Event) -> None:
    bad = ("X1", "paid", "Visitor", "Xu", "xu@@example")
    odd = ("X2", "perhaps", "Visitor", "Xi", "xi@example.org")
    long = ("X3", "paid", "Visitor", "Xa", "xa@example.org", "", "", "stand " * 12)
    held = upload(session, event, pretix(ADA, bad, odd, long))
    found = actions.preview(session, held)
    assert found is not None
    assert [(row.number, row.field) for row in found.refusals] == [
        (3, "E-mail"),
        (4, "Status"),
        (5, "Stand"),
    ]
    actions.apply_import(session, held.id, None)
    assert list(attending(session, event)) == ["ada@example.org"]
    session.refresh(held)
    assert (held.stage, held.data) == (Stage.APPLIED, b"")
    assert held.report is not None
    assert len(held.report["refusals"]) == 3


def test_applying_twice_is_told(session: Session, event: Event) -> None:
    held = upload(session, event, pretix(ADA))
    actions.apply_import(session, held.id, None)
    with pytest.raises(Conflict, match="brought in already"):
        actions.apply_import(session, held.id, None)


def test_a_discarded_file_cannot_be_applied(session: Session, event: Event) -> None:
    held = upload(session, event, pretix(ADA)).id
    actions.discard(session, held, None)
    actions.discard(session, held, None)
    with pytest.raises(NotFound, match="discarded"):
        actions.apply_import(session, held, None)


def test_a_file_that_is_no_table_is_refused_and_not_kept(session: Session, event: Event) -> None:
    with pytest.raises(Refused, match="is a PDF"):
        upload(session, event, b"%PDF-1.7", "list.pdf")
    assert session.exec(select(TicketImport)).all() == []


def test_unknown_columns_are_asked_first(session: Session, event: Event) -> None:
    held = upload(session, event, b"Wer,Wo\nAda,ada@example.org\n")
    assert actions.preview(session, held) is None
    with pytest.raises(Refused, match="choose which column"):
        actions.apply_import(session, held.id, None)


def test_labels_of_tickets_may_be_given_a_role(session: Session, event: Event) -> None:
    held = upload(session, event, pretix(("A1", "paid", "Early bird", *ADA[3:])))
    actions.choose(session, held.id, actions.Choices(roles={"Early bird": "Visitor"}))
    found = actions.preview(session, held)
    assert found is not None
    assert found.new_roles == ()
    actions.apply_import(session, held.id, None)
    assert attending(session, event) == {"ada@example.org": ("Visitor", None)}


def test_an_import_is_in_the_audit_trail(session: Session, event: Event) -> None:
    organizer = factories.an_account(session)
    held = actions.start_import(session, event, organizer.id, "tickets.csv", pretix(ADA))
    actions.apply_import(session, held.id, organizer.id)
    entries = session.exec(select(AuditEntry).order_by(col(AuditEntry.at))).all()
    assert [(entry.deed, entry.account_id) for entry in entries] == [
        ("tickets.uploaded", organizer.id),
        ("tickets.imported", organizer.id),
    ]


def test_stored_scripts_and_formulas_stay_words(session: Session, event: Event) -> None:
    bring_in(session, event, pretix(("A1", "paid", "=cmd()", "<script>", "ada@example.org")))
    assert session.exec(select(Profile.name)).one() == "<script>"
    assert attending(session, event) == {"ada@example.org": ("=cmd()", None)}
    assert session.exec(select(Ticket.status)).one() is TicketStatus.VALID
