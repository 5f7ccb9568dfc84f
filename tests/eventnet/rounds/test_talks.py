"""What members do about a talk, and what the others hear of it."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.communities.actions import leave_community
from eventnet.communities.models import Community, Membership, Topic
from eventnet.errors import NotFound, Refused
from eventnet.events.models import Attendance, Event
from eventnet.jobs import Ground
from eventnet.members.encounters import between
from eventnet.people.models import Profile, ProfileTopic, TopicKind
from eventnet.rounds import talks
from eventnet.rounds.figures import RoundLine, lines
from eventnet.rounds.forms import Telling
from eventnet.rounds.models import Met, RoundTalkSide
from eventnet.rounds.talks import TimeChanged
from eventnet.rounds.telling import ask_whether_they_met
from eventnet.wishes.models import Wish, WishKind
from tests.eventnet.rounds.round import MONDAY, a_round, is_first, joins, the_talk, who_talks
from tests.factories import an_attendee, save
from tests.work import do_jobs, mails


def side(session: Session, one: Attendance) -> RoundTalkSide:
    session.rollback()
    query = select(RoundTalkSide).where(RoundTalkSide.membership_id == one.membership_id)
    return session.exec(query).one()


def subjects(session: Session, to: str) -> list[str]:
    return [mail.subject for mail in mails(session, to)]


@pytest.fixture
def talk(session: Session, ground: Ground, ada: Attendance, bo: Attendance) -> str:
    """Return the talk of Ada and Bo."""
    joins(session, ada, where="https://call.example.org/ada")
    joins(session, bo, time_zone="Europe/Berlin")
    a_round(session, ground)
    return the_talk(session).id


def test_both_are_told_with_whom_why_when_and_how_to_reach_them(
    session: Session, app: Starlette, talk: str, ada: Attendance, bo: Attendance
) -> None:
    do_jobs(app)
    (mail,) = mails(session, "bo@example.org")
    assert mail.subject == "Your next talk: Ada"
    assert "Wed 8 Sept, 10:00 (Europe/Berlin)" in mail.text
    assert "https://call.example.org/ada" in mail.text
    assert mail.stop_url
    assert "You get this because you take part in the rounds of Harbour." in mail.text
    assert subjects(session, "ada@example.org") == ["Your next talk: Bo"]


def test_a_reason_is_true_of_what_the_reader_sees_and_never_a_wish(
    session: Session, app: Starlette, ground: Ground, event: Event, community: Community
) -> None:
    ada = an_attendee(session, event, "Ada", "ada@example.org")
    bo = an_attendee(session, event, "Bo", "bo@example.org")
    pumps, secret = (
        Topic(community_id=community.id, label=one, key=one) for one in ("pumps", "secret")
    )
    save(session, pumps, secret)
    profiles = {
        one.id: session.exec(
            select(Profile).where(Profile.membership_id == one.membership_id)
        ).one()
        for one in (ada, bo)
    }
    for one, kind in ((ada, TopicKind.OFFER), (bo, TopicKind.SEEK)):
        save(
            session,
            ProfileTopic(profile_id=profiles[one.id].id, kind=kind, topic_id=pumps.id),
            Wish(
                from_id=one.id,
                to_id=(bo if one is ada else ada).id,
                event_id=event.id,
                kind=WishKind.WANT,
            ),
        )
    profiles[bo.id].visibility = {"name": "met", "topics": "nobody"}
    save(session, profiles[bo.id])
    joins(session, ada, bo)
    a_round(session, ground)
    do_jobs(app)
    (to_bo,), (to_ada,) = mails(session, "bo@example.org"), mails(session, "ada@example.org")
    assert "pumps" in to_bo.text
    assert "pumps" not in to_ada.text
    for words in ("wish", "want"):
        assert words not in (to_bo.text + to_ada.text).casefold()


def test_another_time_is_proposed_and_accepted(
    session: Session, app: Starlette, talk: str, ada: Attendance, bo: Attendance
) -> None:
    do_jobs(app)
    later = the_talk(session).starts_at + timedelta(hours=3)
    talks.accept(session, talk, bo.membership_id, 0)
    talks.propose(session, talk, ada.membership_id, later, 0)
    assert the_talk(session).starts_at == later
    assert (side(session, ada).suits, side(session, bo).suits) == (True, False)
    do_jobs(app)
    assert subjects(session, "bo@example.org")[1:] == ["Ada proposes another time"]
    assert len(subjects(session, "ada@example.org")) == 1
    with pytest.raises(TimeChanged):
        talks.accept(session, talk, bo.membership_id, 0)
    talks.accept(session, talk, bo.membership_id, 1)
    assert side(session, bo).suits


@pytest.mark.parametrize("hours", [-1, 0, 24 * 91])
def test_a_time_that_cannot_be(session: Session, talk: str, ada: Attendance, hours: int) -> None:
    with pytest.raises(Refused):
        talks.propose(session, talk, ada.membership_id, clock.now() + timedelta(hours=hours), 0)
    stands = the_talk(session).starts_at
    with pytest.raises(Refused, match="stands already"):
        talks.propose(session, talk, ada.membership_id, stands, 0)


def test_it_does_not_suit_one_and_the_other_is_first_in_line(
    session: Session, app: Starlette, talk: str, ada: Attendance, bo: Attendance
) -> None:
    talks.decline(session, talk, ada.membership_id)
    assert who_talks(session) == []
    assert is_first(session, bo)
    assert not is_first(session, ada)
    do_jobs(app)
    assert subjects(session, "bo@example.org")[-1] == "It does not suit Ada this time"
    assert "first in line" in mails(session, "bo@example.org")[-1].text
    with pytest.raises(NotFound):
        talks.decline(session, talk, bo.membership_id)


def test_a_three_goes_on_by_two(
    session: Session,
    ground: Ground,
    app: Starlette,
    ada: Attendance,
    bo: Attendance,
    cy: Attendance,
) -> None:
    joins(session, ada, bo, cy)
    a_round(session, ground)
    do_jobs(app)
    talks.decline(session, the_talk(session).id, ada.membership_id)
    assert the_talk(session).live
    do_jobs(app)
    assert "goes on without them: Cy and you" in mails(session, "bo@example.org")[-1].text
    assert not is_first(session, bo)


def test_whoever_leaves_the_community_is_out_of_it(
    session: Session,
    app: Starlette,
    talk: str,
    community: Community,
    ada: Attendance,
    bo: Attendance,
) -> None:
    account_id = session.get_one(Membership, ada.membership_id).account_id
    leave_community(session, community.id, account_id)
    assert who_talks(session) == []
    assert is_first(session, bo)
    do_jobs(app)
    assert subjects(session, "bo@example.org")[-1] == "It does not suit Ada this time"


def test_afterwards_they_are_asked_once_and_say_whether_they_met(
    session: Session, ground: Ground, app: Starlette, talk: str, ada: Attendance, bo: Attendance
) -> None:
    do_jobs(app)
    with pytest.raises(Refused):
        talks.tell(session, talk, ada.membership_id, Telling(met=Met.YES))
    over = the_talk(session).ends_at
    with clock.at(over):
        said = Telling(met=Met.YES, memory="pumps", promise="send it", due_on=date(2027, 9, 20))
        talks.tell(session, talk, ada.membership_id, said)
        ask_whether_they_met.work(ground)
        do_jobs(app)
        ask_whether_they_met.work(ground)
        do_jobs(app)
        assert subjects(session, "bo@example.org")[1:] == ["Did you meet Ada?"]
        assert len(subjects(session, "ada@example.org")) == 1
        mine = between(session, ada.membership_id, clock.now())[bo.membership_id]
        assert [(one.event, one.memory) for one in mine.encounters] == [(None, "pumps")]
        theirs = between(session, bo.membership_id, clock.now())[ada.membership_id]
        assert [one.memory for one in theirs.encounters] == [""]
        assert "pumps" not in repr(theirs)
        talks.tell(session, talk, bo.membership_id, Telling(met=Met.NO))
        assert bo.membership_id in between(session, ada.membership_id, clock.now())
        assert not between(session, bo.membership_id, clock.now())
        talks.keep(session, talk, ada.membership_id)
        assert side(session, ada).kept_at is not None


def test_figures_know_answers_by_the_hour_and_by_five_people(
    session: Session, ground: Ground, event: Event, community: Community
) -> None:
    people = [an_attendee(session, event, f"Guest {number}") for number in range(6)]
    joins(session, *people)
    held = a_round(session, ground)
    assert held is not None
    over = MONDAY + timedelta(days=6)
    pairs = who_talks(session, held)

    def came() -> tuple[int | None, int | None]:
        session.rollback()
        (line,) = lines(session, community.id, clock.now())
        assert isinstance(line, RoundLine)
        return line.told, line.took_place

    def say(number: int, met: Met) -> None:
        key = people[number].membership_id
        mine = session.exec(
            select(RoundTalkSide.talk_id).where(RoundTalkSide.membership_id == key)
        ).one()
        talks.tell(session, mine, key, Telling(met=met))

    with clock.at(over):
        for number in range(4):
            say(number, Met.YES)
        say(0, Met.NO)
        say(0, Met.YES)
        say(4, Met.NO)
        assert came() == (None, None)
    with clock.at(over + timedelta(hours=1)):
        assert len(pairs) == 3
        told, took_place = came()
        assert told is not None
        assert took_place is not None
        assert (told, took_place) in {(3, 3), (3, 2)}
        say(0, Met.NO)
        say(5, Met.YES)
    with clock.at(over + timedelta(hours=3)):
        assert came() == (told, took_place)


def test_the_talks_of_others_are_nobody_s(session: Session, talk: str, cy: Attendance) -> None:
    for deed in (talks.decline, talks.keep):
        with pytest.raises(NotFound):
            deed(session, talk, cy.membership_id)
    with pytest.raises(NotFound):
        talks.accept(session, talk, cy.membership_id, 0)
    with pytest.raises(NotFound):
        talks.tell(session, talk, cy.membership_id, Telling(met=Met.YES))
