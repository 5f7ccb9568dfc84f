"""Voters are told what became of an idea: once a change, and not whoever did it."""

from datetime import timedelta

from sqlmodel import Session, select

from eventnet import clock
from eventnet.communities.models import Membership
from eventnet.discussions.actions.answering import block
from eventnet.ideas.actions.suggesting import take_back
from eventnet.ideas.models import Idea, IdeaNews, Status
from eventnet.ideas.telling import PATIENCE, tell_voters
from eventnet.jobs import Ground
from eventnet.mail.models import OutboxMail
from tests.eventnet.ideas.thought import an_idea, merged, settled, votes

SOON = PATIENCE + timedelta(minutes=1)


def told(ground: Ground, session: Session, after: timedelta = SOON) -> list[tuple[str, str]]:
    session.commit()
    with clock.at(clock.now() + after):
        tell_voters.work(ground)
    session.rollback()
    query = select(OutboxMail).where(OutboxMail.kind == "ideas")
    return sorted((one.to, one.subject) for one in session.exec(query))


def test_voters_and_whoever_suggested_it_are_told_once(
    session: Session, ground: Ground, ada: Membership, bo: Membership, stu: Membership
) -> None:
    idea = an_idea(session, ada)
    votes(session, idea, bo, stu)
    settled(session, stu, idea, Status.PLANNED)
    assert told(ground, session, timedelta(minutes=1)) == []
    once = [
        ("ada@example.org", "“A quiet room”: Planned"),
        ("bo@example.org", "“A quiet room”: Planned"),
    ]
    assert told(ground, session) == once
    assert told(ground, session, SOON * 2) == once
    mail = session.exec(select(OutboxMail).where(OutboxMail.kind == "ideas")).first()
    assert mail is not None
    assert "The hall is booked." in mail.text
    assert mail.stop_url is not None
    assert "because you vote for these ideas" in mail.text


def test_a_change_taken_back_in_time_is_told_as_it_is_then(
    session: Session, ground: Ground, ada: Membership, bo: Membership, stu: Membership
) -> None:
    idea = an_idea(session, ada)
    votes(session, idea, bo)
    settled(session, stu, idea, Status.DECLINED)
    settled(session, stu, idea, Status.PLANNED)
    assert {subject for _to, subject in told(ground, session)} == {"“A quiet room”: Planned"}


def test_whoever_took_their_vote_back_or_blocks_is_not_told(
    session: Session,
    ground: Ground,
    ada: Membership,
    bo: Membership,
    dee: Membership,
    stu: Membership,
) -> None:
    idea = an_idea(session, ada)
    votes(session, idea, bo, dee)
    settled(session, stu, idea, Status.PLANNED)
    take_back(session, bo, idea.id)
    block(session, dee, ada.id, blocked=True)
    assert [to for to, _subject in told(ground, session)] == ["ada@example.org"]
    assert session.exec(select(IdeaNews)).all() == []


def test_voters_of_a_merged_idea_are_told_of_the_other(
    session: Session, ground: Ground, ada: Membership, bo: Membership, stu: Membership
) -> None:
    first, second = an_idea(session, ada, "Quiet"), an_idea(session, bo, "Hush")
    merged(session, stu, second, first)
    settled(session, stu, session.get_one(Idea, first.id), Status.DONE)
    subject = "“Quiet”: Done"
    assert told(ground, session) == [("ada@example.org", subject), ("bo@example.org", subject)]
