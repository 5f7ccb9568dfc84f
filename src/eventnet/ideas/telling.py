"""The job that tells voters what became of an idea: once a change, some time after it."""

from datetime import timedelta

from sqlmodel import Session, col, delete, select

from eventnet import clock, i18n
from eventnet.accounts.models import Account
from eventnet.communities.models import Community, Membership
from eventnet.database import writing
from eventnet.ideas.letters import status_letter
from eventnet.ideas.models import Idea, IdeaNews
from eventnet.ideas.queries import voted
from eventnet.ideas.reading import FIRST, listed
from eventnet.jobs import Ground, job, one_by_one
from eventnet.mail.outbox import post
from eventnet.people.silence import unheard_members

PATIENCE = timedelta(minutes=30)
"""So long a steward may think again before anybody is told."""
BATCH = 500


@job(cron="*/10 * * * *")
def tell_voters(ground: Ground) -> None:
    """Write to those who are still to be told."""
    with ground.sessions() as session:
        due = select(IdeaNews.member_id).where(IdeaNews.at <= clock.now() - PATIENCE)
        query = due.distinct().order_by(col(IdeaNews.member_id)).limit(BATCH)
        members = list(session.exec(query))

    def write(member_id: str) -> None:
        with ground.sessions() as session:
            tell_voter(ground, session, member_id)

    one_by_one("membership", members, write)


def tell_voter(ground: Ground, session: Session, member_id: str) -> None:
    """Write one mail with all that changed for a member; what is no news any more is let go of."""
    with writing(session):
        query = select(IdeaNews).where(
            IdeaNews.member_id == member_id, IdeaNews.at <= clock.now() - PATIENCE
        )
        news = session.exec(query.order_by(col(IdeaNews.idea_id)).with_for_update()).all()
        member = session.get(Membership, member_id, populate_existing=True)
        if not news or member is None:
            return
        keys = [one.idea_id for one in news]
        mine = (col(IdeaNews.member_id) == member_id, col(IdeaNews.idea_id).in_(keys))
        ideas = _worth_telling(session, member, keys)
        session.exec(delete(IdeaNews).where(*mine))
        account = session.get_one(Account, member.account_id)
        if not ideas or member.left_at is not None or account.deactivated_at is not None:
            return
        community = session.get_one(Community, member.community_id)
        with i18n.speaking(account.language):
            letter = status_letter(ground.settings, account, community, ideas)
        post(session, ground.settings, account.email, letter)


def _worth_telling(session: Session, member: Membership, keys: list[str]) -> list[Idea]:
    """Return those that are still shown to them, theirs or voted for, of whom they hear."""
    query = select(Idea).join(FIRST, col(FIRST.idea_id) == Idea.id)
    query = query.where(*listed(session, member), col(Idea.id).in_(keys))
    found = session.exec(query.order_by(col(Idea.status_at), col(Idea.id))).all()
    wanted = voted(session, member.id, [one.id for one in found])
    same = select(Idea.root_id).where(Idea.by_id == member.id, col(Idea.root_id).in_(keys))
    wanted |= set(session.exec(same))
    unheard = unheard_members(session, member.id, {one.by_id for one in found if one.by_id})
    return [one for one in found if one.id in wanted and one.by_id not in unheard]
