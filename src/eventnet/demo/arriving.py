"""Who came late, so that those who look at the demo after its conference find somebody new."""

from datetime import timedelta

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.database import writing
from eventnet.demo.conference import CAST
from eventnet.events.models import Attendance, Event
from eventnet.events.queries import today
from eventnet.people.models import Profile, ProfileTopic, TopicKind

HERE_BEFORE = timedelta(days=3)
"""When those who can be signed in as were here before."""
CAME = timedelta(days=2, hours=3)
EACH = 3
"""How many who offer what one of them looks for came since."""


def come_late(session: Session, event: Event) -> None:
    """Let a few be new since those who can be signed in as were here, once it is over."""
    now = clock.now()
    if today(event, now) <= event.ends_on:
        return
    with writing(session):
        for one in session.exec(
            select(Membership)
            .join(Account, col(Account.id) == Membership.account_id)
            .where(col(Account.email).in_(CAST), Membership.community_id == event.community_id)
        ).all():
            if one.here_at is None:
                one.here_at = now - HERE_BEFORE
                session.add(one)
                for newcomer in _offering(session, event, one):
                    newcomer.joined_at = now - CAME
                    session.add(newcomer)


def _offering(session: Session, event: Event, seeker: Membership) -> list[Membership]:
    """Return the last attendees of the list who offer what somebody looks for."""
    sought = (
        select(ProfileTopic.topic_id)
        .join(Profile, col(Profile.id) == ProfileTopic.profile_id)
        .where(Profile.membership_id == seeker.id, ProfileTopic.kind == TopicKind.SEEK)
    )
    query = (
        select(Membership)
        .join(Attendance, col(Attendance.membership_id) == Membership.id)
        .join(Profile, col(Profile.membership_id) == Membership.id)
        .join(ProfileTopic, col(ProfileTopic.profile_id) == Profile.id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(
            Attendance.event_id == event.id,
            ProfileTopic.kind == TopicKind.OFFER,
            col(ProfileTopic.topic_id).in_(sought),
            col(Account.email).not_in(CAST),
        )
        .distinct()
        .order_by(col(Membership.id))
        .limit(EACH)
    )
    return list(session.exec(query))
