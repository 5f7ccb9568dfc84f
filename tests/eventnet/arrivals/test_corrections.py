"""An address that was put right in the shop, and people whom an organizer removed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from eventnet import audit, clock
from eventnet.accounts.addresses import begin_change, confirm_change
from eventnet.accounts.links import make_link
from eventnet.accounts.models import Account, Identity, LinkPurpose, Login, SignInLink
from eventnet.arrivals import actions
from eventnet.arrivals.comparison import Kind
from eventnet.arrivals.difference import Change, Line
from eventnet.arrivals.models import Ticket
from eventnet.communities.models import Community, MemberRole, Membership
from eventnet.database import writing
from eventnet.events.models import Attendance, Event, Organizer
from eventnet.organize.actions import remove_attendee, take_back
from eventnet.people.models import Profile
from eventnet.settings import Settings
from tests import factories
from tests.eventnet.arrivals.files import bring_in, pretix, upload

OLD, NEW = "ada@exmaple.org", "ada@example.org"
ADA = ("A1", "paid", "Visitor", "Ada Silva", OLD, "Tidal", "Engineer")
CORRECTED = ("A1", "paid", "Visitor", "ADA Silva", NEW, "Tidal Energy", "Engineer")
BEN = ("B2", "paid", "Visitor", "Ben Okafor", "ben@example.org")


@pytest.fixture
def event(session: Session) -> Event:
    return factories.an_event(session)


def attending(session: Session, event: Event) -> dict[str, str]:
    """Return who attends: attendance by address."""
    rows = session.exec(
        select(Account.email, Attendance.id)
        .join(Membership, col(Membership.account_id) == Account.id)
        .join(Attendance, col(Attendance.membership_id) == Membership.id)
        .where(Attendance.event_id == event.id, col(Attendance.left_at).is_(None))
        .order_by(Account.email)
    )
    return dict(rows.all())


def account(session: Session) -> Account:
    return session.exec(select(Account).where(Account.email == OLD)).one()


def line(session: Session, event: Event, *rows: tuple[str, ...]) -> Line:
    """Return the only line of a file's difference."""
    found = actions.preview(session, upload(session, event, pretix(*rows)))
    assert found is not None
    return found.lines[0]


def test_a_corrected_address_is_the_same_person(
    session: Session, event: Event, settings: Settings
) -> None:
    bring_in(session, event, pretix(ADA))
    there = session.exec(select(Attendance)).one()
    there.invited_at = clock.now()
    session.add(there)
    link = make_link(session, settings, OLD, "/")
    session.commit()
    shown = line(session, event, CORRECTED)
    assert (shown.kind, shown.leaves) == (Kind.READDRESSED, "")
    assert Change("E-mail", OLD, NEW) in shown.changes
    assert bring_in(session, event, pretix(CORRECTED)) == {"readdressed": 1}
    assert attending(session, event) == {NEW: there.id}
    session.refresh(there)
    assert there.invited_at is None  # the invitation went to nobody
    assert link
    assert session.exec(select(SignInLink)).one().voided_at is not None
    assert session.exec(select(Profile.organization)).all() == ["Tidal Energy"]
    assert bring_in(session, event, pretix(CORRECTED)) == {"unchanged": 1}


def test_another_name_with_another_address_is_somebody_else(session: Session, event: Event) -> None:
    bring_in(session, event, pretix(ADA))
    moved = ("A1", "paid", "Visitor", "Dora Lind", "dora@example.org")
    assert line(session, event, moved).kind is Kind.MOVED


def signed_in_once(session: Session, event: Event) -> None:
    audit.record(session, "sign_in", account_id=account(session).id, how="sign_in")


def signed_in_now(session: Session, event: Event) -> None:
    until = clock.now() + timedelta(days=1)
    session.add(Login(fingerprint="x", account_id=account(session).id, expires_at=until))


def known_to_a_provider(session: Session, event: Event) -> None:
    session.add(Identity(account_id=account(session).id, issuer="i", subject="s"))


def came(session: Session, event: Event) -> None:
    session.exec(select(Attendance)).one().confirmed_at = clock.now()


def used_a_link(session: Session, event: Event) -> None:
    now = clock.now()
    session.add(
        SignInLink(
            fingerprint="x", email=OLD, purpose=LinkPurpose.SIGN_IN, expires_at=now, used_at=now
        )
    )


def organizes(session: Session, event: Event) -> None:
    session.add(Organizer(event_id=event.id, account_id=account(session).id))


def operates(session: Session, event: Event) -> None:
    account(session).is_operator = True


def was_closed(session: Session, event: Event) -> None:
    account(session).deactivated_at = clock.now()


def keeps_the_community(session: Session, event: Event) -> None:
    session.exec(select(Membership)).one().role = MemberRole.STEWARD


def attends_elsewhere(session: Session, event: Event) -> None:
    """By the file of another community's event: its organizers know them by this address too."""
    bring_in(session, factories.an_event(session), pretix(ADA))


def attends_beside(session: Session, event: Event) -> None:
    """By the file of another event of the community."""
    community = session.get_one(Community, event.community_id)
    bring_in(session, factories.an_event(session, community), pretix(ADA))


USES = [
    signed_in_once,
    signed_in_now,
    known_to_a_provider,
    came,
    used_a_link,
    organizes,
    operates,
    was_closed,
    keeps_the_community,
    attends_elsewhere,
    attends_beside,
]


@pytest.mark.parametrize("use", USES)
def test_an_account_in_use_keeps_its_address(
    session: Session, event: Event, use: Callable[[Session, Event], None]
) -> None:
    bring_in(session, event, pretix(ADA))
    use(session, event)
    session.commit()
    shown = line(session, event, CORRECTED)
    assert (shown.kind, shown.email, shown.wanted, shown.leaves) == (Kind.KEPT, OLD, NEW, "")
    assert bring_in(session, event, pretix(CORRECTED)) == {"kept": 1}
    assert list(attending(session, event)) == session.exec(select(Account.email)).all() == [OLD]
    held = upload(session, event, pretix(CORRECTED))
    found = actions.preview(session, held)
    assert found is not None
    assert found.lines[0].kind is Kind.KEPT  # it is said each time, and nothing more is to be done
    assert not found.changes_anything


def test_who_was_given_a_ticket_of_their_own_leaves_the_old_address(
    session: Session, event: Event
) -> None:
    """The way out that the difference names, for somebody who lost their mailbox."""
    bring_in(session, event, pretix(ADA))
    signed_in_once(session, event)
    session.commit()
    rows = (("A1", "canceled", *ADA[2:]), ("A2", *CORRECTED[1:]))
    assert bring_in(session, event, pretix(*rows)) == {"cancelled": 1, "new": 1}
    assert list(attending(session, event)) == [NEW]


def test_an_address_of_somebody_else_is_refused_in_words(session: Session, event: Event) -> None:
    bring_in(session, event, pretix(ADA))
    factories.an_account(session, NEW)
    found = actions.preview(session, upload(session, event, pretix(CORRECTED)))
    assert found is not None
    assert found.lines == ()
    assert found.refusals[0].words.startswith(f"ADA Silva had {OLD} so far, and {NEW} is the")
    assert bring_in(session, event, pretix(CORRECTED)) == {"refused": 1}
    assert list(attending(session, event)) == [OLD]


def test_two_addresses_that_were_mixed_up_are_put_right(session: Session, event: Event) -> None:
    bring_in(session, event, pretix(ADA, BEN))
    before = attending(session, event)
    swapped = pretix((*ADA[:4], BEN[4]), (*BEN[:4], OLD))
    assert bring_in(session, event, swapped) == {"readdressed": 2}
    after = attending(session, event)
    assert (after[OLD], after[BEN[4]]) == (before[BEN[4]], before[OLD])


def test_an_address_that_was_given_up_may_be_another_persons(
    session: Session, event: Event
) -> None:
    bring_in(session, event, pretix(ADA))
    before = attending(session, event)[OLD]
    other = ("C3", "paid", "Visitor", "Cleo", OLD)
    assert bring_in(session, event, pretix(CORRECTED, other)) == {"readdressed": 1, "new": 1}
    after = attending(session, event)
    assert after[NEW] == before != after[OLD]
    assert sorted(session.exec(select(Profile.name))) == ["ADA Silva", "Cleo"]


def remove(session: Session, event: Event, email: str = OLD) -> str:
    key = attending(session, event)[email]
    remove_attendee(session, event.id, key, "me")
    return key


@pytest.mark.parametrize(
    "again",
    [ADA, (*ADA[:5], "Tidal Energy"), ("A1", "paid", "Speaker", *ADA[3:])],
)
def test_the_ticket_of_somebody_removed_does_not_bring_them_back(
    session: Session, event: Event, again: tuple[str, ...]
) -> None:
    bring_in(session, event, pretix(ADA))
    remove(session, event)
    shown = line(session, event, again)
    assert (shown.kind, shown.is_barred, shown.is_idle) == (Kind.BARRED, True, again == ADA)
    assert bring_in(session, event, pretix(again)) == {"barred": 1}
    assert attending(session, event) == {}


def test_neither_does_a_ticket_that_is_valid_again_or_another_one(
    session: Session, event: Event
) -> None:
    bring_in(session, event, pretix(ADA))
    key = remove(session, event)
    cancelled = ("A1", "canceled", *ADA[2:])
    bring_in(session, event, pretix(cancelled))
    assert bring_in(session, event, pretix(ADA)) == {"barred": 1}
    assert bring_in(session, event, pretix(cancelled, ("A2", *ADA[1:]))) == {
        "changed": 1,
        "barred": 1,
    }
    assert attending(session, event) == {}
    take_back(session, event.id, key, "me")
    assert bring_in(session, event, pretix(("A2", *ADA[1:]))) == {"unchanged": 1}
    assert attending(session, event) == {OLD: key}


def test_a_ticket_that_goes_to_somebody_removed_is_lost_to_its_holder(
    session: Session, event: Event
) -> None:
    bring_in(session, event, pretix(ADA, BEN))
    key = remove(session, event)
    bring_in(session, event, pretix(("A1", "canceled", *ADA[2:])))
    to_ada = ("B2", "paid", "Visitor", "Ada Silva", OLD)
    shown = line(session, event, to_ada)
    assert (shown.kind, shown.leaves, shown.is_barred) == (Kind.CANCELLED, BEN[4], True)
    bring_in(session, event, pretix(to_ada))
    assert attending(session, event) == {}
    ticket = session.exec(select(Ticket).where(Ticket.reference == "B2-1")).one()
    assert ticket.attendance_id == key


def test_a_ticket_stays_with_whoever_changed_their_address(session: Session, event: Event) -> None:
    bring_in(session, event, pretix(ADA))
    there = session.exec(select(Attendance)).one()
    person = account(session)
    with writing(session):
        change, _secret = begin_change(session, person, NEW)
    confirm_change(session, change.id, "")
    changed = ("A1", "paid", "Visitor", "Ada Silva", OLD, "Tidal Energy", "Engineer")
    for row in (ADA, changed, ADA):
        bring_in(session, event, pretix(row))
        assert attending(session, event) == {NEW: there.id}
        assert len(session.exec(select(Account)).all()) == 1
    bring_in(session, event, pretix(("A1", "canceled", *ADA[2:])))
    assert attending(session, event) == {}
