"""What two accounts had is one person's: all of it, once, the stricter word where they differ."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.accounts.models import Account, OtherAddress
from eventnet.accounts.queries import account_by_email
from eventnet.arrivals.actions.admission import admit
from eventnet.communities.models import MemberRole, Membership
from eventnet.errors import Conflict
from eventnet.events.models import Attendance, Event, Organizer
from eventnet.mail.models import MailStop
from eventnet.meetings.queries import meetings_of
from eventnet.messages.actions import write
from eventnet.messages.models import Conversation, ConversationSide, Message
from eventnet.notes.models import Note
from eventnet.people.models import Audience, Profile
from eventnet.requests.models import MeetingRequest
from eventnet.settings import Settings
from eventnet.uniting.actions import unite
from eventnet.wishes.models import Wish, WishKind
from tests.eventnet.requests.asked import asked
from tests.eventnet.uniting.two import GOES, STAYS, Two, a_union, account, two_at, united
from tests.factories import a_meeting, an_attendee, an_event, save
from tests.work import do_jobs, mails


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event."""
    return an_event(session, slots=6)


@pytest.fixture
def two(session: Session, event: Event) -> Two:
    """Return somebody who is there twice."""
    return two_at(session, event)


def all_attendances(session: Session, event: Event) -> set[str]:
    return set(session.exec(select(Attendance.id).where(Attendance.event_id == event.id)))


def test_one_account_stays_and_either_address_signs_in(
    app: Starlette, session: Session, settings: Settings, event: Event, two: Two
) -> None:
    stays, gone = account(session, two.stays).id, two.goes.id
    assert united(session, settings, two) == GOES
    assert gone not in all_attendances(session, event)
    for email in (STAYS, GOES):
        found = account_by_email(session, email)
        assert found is not None
        assert (found.id, found.email) == (stays, STAYS)
    do_jobs(app)
    for email in (STAYS, GOES):
        assert [one.subject for one in mails(session, email)][-1].endswith("are one")


def test_a_ticket_for_the_other_address_is_theirs(
    session: Session, settings: Settings, two: Two
) -> None:
    stays = account(session, two.stays).id
    united(session, settings, two)
    autumn = an_event(session, slug="autumn")
    came = admit(session, autumn, email=GOES, name="Ada")
    assert session.get_one(Membership, came.membership_id).account_id == stays
    assert len(session.exec(select(Account)).all()) == 1


def test_meetings_of_both_are_theirs(
    session: Session, settings: Settings, event: Event, two: Two
) -> None:
    bo = an_attendee(session, event, "Bo")
    a_meeting(session, event, two.stays, bo, slot=0)
    a_meeting(session, event, two.goes, bo, slot=1)
    united(session, settings, two)
    assert [one.is_live for one in meetings_of(session, two.stays.id)] == [True, True]


def test_two_meetings_at_once_are_refused_before_the_event_and_kept_after_it(
    session: Session, settings: Settings, event: Event, two: Two
) -> None:
    bo, cy = (an_attendee(session, event, name) for name in ("Bo", "Cy"))
    a_meeting(session, event, two.stays, bo, table=1)
    a_meeting(session, event, two.goes, cy, table=2)
    with (
        clock.at(clock.now().replace(year=2027, month=5, day=1)),
        pytest.raises(Conflict, match="at the same time"),
    ):
        united(session, settings, two)
    session.rollback()
    with clock.at(clock.now().replace(year=2027, month=6, day=1)):
        united(session, settings, two)
    assert len(meetings_of(session, two.stays.id)) == 2


def test_who_met_each_other_are_two(
    session: Session, settings: Settings, event: Event, two: Two
) -> None:
    a_meeting(session, event, two.stays, two.goes)
    with pytest.raises(Conflict, match="as two people have"):
        united(session, settings, two)


def test_a_veto_stays_whichever_of_the_two_said_it(
    session: Session, settings: Settings, event: Event, two: Two
) -> None:
    bo, cy, di = (an_attendee(session, event, name) for name in ("Bo", "Cy", "Di"))

    def wish(one: Attendance, other: Attendance, kind: WishKind) -> Wish:
        return Wish(from_id=one.id, to_id=other.id, event_id=event.id, kind=kind)

    save(
        session,
        wish(two.stays, bo, WishKind.WANT),
        wish(two.goes, bo, WishKind.AVOID),
        wish(two.stays, cy, WishKind.MAYBE),
        wish(two.goes, cy, WishKind.WANT),
        wish(two.goes, two.stays, WishKind.WANT),
        wish(di, two.stays, WishKind.WANT),
        wish(di, two.goes, WishKind.AVOID),
    )
    united(session, settings, two)
    found = {(one.from_id, one.to_id): one.kind for one in session.exec(select(Wish))}
    assert found == {
        (two.stays.id, bo.id): WishKind.AVOID,
        (two.stays.id, cy.id): WishKind.WANT,
        (di.id, two.stays.id): WishKind.AVOID,
    }


def test_notes_are_read_one_below_the_other(
    session: Session, settings: Settings, event: Event, two: Two
) -> None:
    bo = an_attendee(session, event, "Bo")
    for one, words in ((two.stays, "Tall."), (two.goes, "Knows valves.")):
        save(session, Note(from_id=one.id, to_id=bo.id, event_id=event.id, words=words))
    united(session, settings, two)
    assert [one.words for one in session.exec(select(Note))] == ["Tall.\n\nKnows valves."]


def test_conversations_with_the_same_person_are_one_in_their_order(
    session: Session, settings: Settings, event: Event, two: Two
) -> None:
    bo = an_attendee(session, event, "Bo")
    for one in (two.stays, two.goes):
        a_meeting(session, event, one, bo, slot=0 if one is two.stays else 1)
    start = clock.now()
    for minute, (writer, reader, words) in enumerate(
        [
            (two.stays, bo, "first"),
            (two.goes, bo, "second"),
            (bo, two.stays, "third"),
            (bo, two.goes, "fourth"),
        ]
    ):
        with clock.at(start + timedelta(minutes=minute)):
            write(session, writer, reader.id, words)
    united(session, settings, two)
    said = session.exec(select(Message).order_by(col(Message.number))).all()
    assert [(one.number, one.words) for one in said] == [
        (1, "first"),
        (2, "second"),
        (3, "third"),
        (4, "fourth"),
    ]
    assert len(session.exec(select(Conversation)).all()) == 1
    mine = session.exec(
        select(ConversationSide).where(ConversationSide.attendance_id == two.stays.id)
    ).one()
    assert (mine.latest, mine.heard, mine.read, mine.other_id) == (4, 4, 0, bo.id)


def test_a_block_of_one_of_two_conversations_holds(
    session: Session, settings: Settings, event: Event, two: Two
) -> None:
    bo = an_attendee(session, event, "Bo")
    for number, one in enumerate((two.stays, two.goes)):
        a_meeting(session, event, one, bo, slot=number)
        write(session, one, bo.id, "hello")
    side = session.exec(
        select(ConversationSide).where(
            ConversationSide.attendance_id == bo.id, ConversationSide.other_id == two.goes.id
        )
    ).one()
    side.blocked_at = clock.now()
    save(session, side)
    united(session, settings, two)
    kept = session.exec(
        select(ConversationSide).where(ConversationSide.attendance_id == bo.id)
    ).one()
    assert kept.blocked_at is not None


def test_of_two_requests_that_wait_with_the_same_person_one_waits(
    session: Session, settings: Settings, event: Event, two: Two
) -> None:
    bo = an_attendee(session, event, "Bo")
    asked(session, event, two.stays, bo, 0)
    asked(session, event, two.goes, bo, 1)
    united(session, settings, two)
    (kept,) = session.exec(select(MeetingRequest)).all()
    assert (kept.from_id, kept.pair_id) == (
        two.stays.id,
        "|".join(sorted((two.stays.id, bo.id))),
    )


def test_the_chosen_words_stay_and_the_smaller_audience_holds(
    session: Session, settings: Settings, event: Event
) -> None:
    two = Two(
        an_attendee(session, event, "Ada", STAYS, headline="Valves", shown_to=Audience.COMMUNITY),
        an_attendee(
            session, event, "A. Example", GOES, headline="Pumps", bio="I.", shown_to=Audience.MET
        ),
    )
    name = f"keep-{event.community_id}-headline"
    united(session, settings, two, **{name: "theirs"})
    (kept,) = session.exec(select(Profile)).all()
    assert (kept.name, kept.headline, kept.bio) == ("Ada", "Pumps", "I.")
    assert set(kept.visibility.values()) == {"met"}


def test_offices_of_either_are_held_once(
    session: Session, settings: Settings, event: Event, two: Two
) -> None:
    member = session.get_one(Membership, two.goes.membership_id)
    member.role = MemberRole.STEWARD
    goes = account(session, two.goes)
    save(session, member, Organizer(event_id=event.id, account_id=goes.id))
    united(session, settings, two)
    stays = account(session, two.stays)
    assert [one.account_id for one in session.exec(select(Organizer))] == [stays.id]
    (kept,) = session.exec(select(Membership)).all()
    assert kept.role is MemberRole.STEWARD


def test_what_either_stopped_is_stopped(session: Session, settings: Settings, two: Two) -> None:
    save(session, MailStop(email=GOES, kind="rounds"), MailStop(email=STAYS, kind="asks"))
    united(session, settings, two)
    found = {(one.email, one.kind) for one in session.exec(select(MailStop))}
    assert found == {(STAYS, "rounds"), (STAYS, "asks")}


@pytest.mark.parametrize("which", ["stays", "goes"])
def test_whoever_was_removed_does_not_come_back_as_the_other(
    session: Session, settings: Settings, two: Two, which: str
) -> None:
    one: Attendance = getattr(two, which)
    one.removed, one.left_at = True, clock.now()
    save(session, one)
    with pytest.raises(Conflict, match="ended your attendance"):
        united(session, settings, two)


def test_where_one_of_the_two_left_the_other_stays(
    session: Session, settings: Settings, event: Event, two: Two
) -> None:
    two.stays.left_at = clock.now()
    save(session, two.stays)
    united(session, settings, two)
    assert all_attendances(session, event) == {two.goes.id}
    assert account(session, two.goes).email == STAYS


def test_an_operator_does_not_come_in(session: Session, settings: Settings, two: Two) -> None:
    goes = account(session, two.goes)
    goes.is_operator = True
    save(session, goes)
    with pytest.raises(Conflict, match="runs this site"):
        united(session, settings, two)


def test_doing_it_again_is_refused(session: Session, settings: Settings, two: Two) -> None:
    key = a_union(session, account(session, two.stays).id, account(session, two.goes).id)
    unite(session, settings, key, {})
    with pytest.raises(Conflict, match="done already"):
        unite(session, settings, key, {})
    assert [one.email for one in session.exec(select(OtherAddress))] == [GOES]
