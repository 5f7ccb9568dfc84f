"""The account itself, and with it all that points to it."""

from sqlmodel import Session, col, delete, exists, select

from eventnet import audit
from eventnet.accounts.models import Account
from eventnet.affinities.actions import mark_stale
from eventnet.communities.models import Membership, Topic
from eventnet.database import lock, writing
from eventnet.erasure.tracks import Tracks
from eventnet.jobs import Ground
from eventnet.people.models import Profile, ProfileTopic
from eventnet.people.search import merge_index


def erase_account(_ground: Ground, session: Session, tracks: Tracks) -> None:
    """Erase the account; sign-ins, memberships, profiles and attendances go with it.

    Of the trail remains that there was one more account, and no word of whose.
    """
    with writing(session):
        account = lock(session, Account, tracks.account_id)
        if account is None:
            return
        words = _own_words(session, tracks.account_id)
        session.delete(account)
        session.flush()
        _forget_words(session, words)
        merge_index(session)
        for event_id in tracks.event_ids:
            mark_stale(session, event_id)
        audit.record(session, "account.erased")


def _own_words(session: Session, account_id: str) -> list[str]:
    """Return the topics in their profiles, held, so that nobody takes one up meanwhile."""
    query = (
        select(Topic.id)
        .join(ProfileTopic, col(ProfileTopic.topic_id) == Topic.id)
        .join(Profile, col(Profile.id) == ProfileTopic.profile_id)
        .join(Membership, col(Membership.id) == Profile.membership_id)
        .where(Membership.account_id == account_id)
    )
    these = select(Topic.id).where(col(Topic.id).in_(query)).order_by(col(Topic.id))
    return list(session.exec(these.with_for_update()))


def _forget_words(session: Session, topic_ids: list[str]) -> None:
    """Let the communities forget words that nobody else has said."""
    said = exists().where(col(ProfileTopic.topic_id) == Topic.id).correlate(Topic)
    session.exec(delete(Topic).where(col(Topic.id).in_(topic_ids), ~said))
