"""Whoever is erased leaves no word among ideas, and takes nobody else's along."""

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.erasure.steps.ideas import erase_from_ideas
from eventnet.erasure.tracks import tracks_of
from eventnet.ideas.models import Idea, IdeaPost
from eventnet.ideas.queries import votes_of
from eventnet.jobs import Ground
from tests.eventnet.ideas.thought import a_comment, an_idea, merged, votes
from tests.factories import save


def test_words_are_wiped_and_what_was_merged_stands_by_itself(
    session: Session, ground: Ground, ada: Membership, bo: Membership, stu: Membership
) -> None:
    theirs, mine, below = (
        an_idea(session, ada, "Quiet"),
        an_idea(session, bo, "Hush"),
        an_idea(session, stu, "Silence"),
    )
    a_comment(session, ada, mine, "Chairs")
    a_comment(session, bo, mine, "And tables")
    votes(session, mine, ada)
    merged(session, stu, below, mine)
    merged(session, stu, mine, theirs)
    account = session.get_one(Account, ada.account_id)
    account.erase_at = clock.now()
    save(session, account)
    tracks = tracks_of(session, account.id)
    assert tracks is not None
    for _time in range(2):
        erase_from_ideas(ground, session, tracks)
    session.expire_all()
    assert (theirs.title, theirs.found, theirs.by_id) == ("", "", None)
    assert (mine.merged_into_id, mine.root_id, below.root_id) == (None, mine.id, mine.id)
    said = select(IdeaPost.words).where(IdeaPost.idea_id == mine.id).order_by(col(IdeaPost.number))
    assert session.exec(said).all() == ["With chairs.", "", "And tables"]
    assert votes_of(session, mine.id) == 3
    assert session.exec(select(Idea).where(Idea.by_id == ada.id)).all() == []
