"""Words of the community as profiles say them: held, said, said no more, and found anew."""

from collections.abc import Collection, Iterable, Sequence

from sqlmodel import Session, col, select

from eventnet.affinities.actions import mark_stale
from eventnet.batches import batches
from eventnet.communities.models import Topic
from eventnet.database import insert_missing
from eventnet.errors import Conflict, NotFound
from eventnet.events.models import Attendance, Event
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.people.models import Profile, ProfileTopic, TopicKind
from eventnet.people.search import index_profiles


def hold_words(session: Session, event: Event, topic_ids: Collection[str]) -> list[Topic]:
    """Return these words of the event's community, held: nobody says them anew meanwhile."""
    query = select(Topic).where(
        Topic.community_id == event.community_id,
        col(Topic.id).in_(topic_ids),
        col(Topic.same_as_id).is_(None),
    )
    found = session.exec(
        query.order_by(col(Topic.id)).with_for_update().execution_options(populate_existing=True)
    ).all()
    if len(found) < len(set(topic_ids)):
        raise NotFound(_("One of these words is not there any more. Look at the list again."))
    return list(found)


def hold_unchanged(session: Session, event: Event, topic_id: str) -> Topic:
    """Return a word, held; refuse to undo what it was made where it is no word any more."""
    try:
        return hold_words(session, event, [topic_id])[0]
    except NotFound:
        raise too_late() from None


def too_late() -> Conflict:
    """Return the one answer to whoever undoes a change that rests on a later one."""
    return Conflict(_("This word was changed again since. Undo that first."))


def rows_of(session: Session, topic_ids: Sequence[str]) -> list[ProfileTopic]:
    """Return who says one of these words, and as what."""
    query = select(ProfileTopic).where(col(ProfileTopic.topic_id).in_(topic_ids))
    return list(session.exec(query.order_by(col(ProfileTopic.profile_id))).all())


def say(session: Session, topic_id: str, rows: Iterable[tuple[str, TopicKind]]) -> None:
    """Let these profiles say a word, as what it says beside each; again does no harm."""
    insert_missing(
        session,
        ProfileTopic,
        [{"profile_id": who, "kind": kind, "topic_id": topic_id} for who, kind in rows],
    )


def in_profiles(number: int) -> list[str]:
    """Say in how many profiles a word stands."""
    if not number:
        return []
    return [
        ngettext(
            "It stands in %(num)d profile, whose owner is told there.",
            "It stands in %(num)d profiles, whose owners are told there.",
            number,
        )
    ]


def members_saying(session: Session, profile_ids: Collection[str]) -> frozenset[str]:
    """Return the memberships whose profiles these are."""
    found: set[str] = set()
    for some in batches(sorted(profile_ids)):
        found.update(session.exec(select(Profile.membership_id).where(col(Profile.id).in_(some))))
    return frozenset(found)


def spread(session: Session, profile_ids: Collection[str]) -> None:
    """Let search know of it, and affinities of every event that one of them attends."""
    index_profiles(session, sorted(profile_ids))
    events: set[str] = set()
    for some in batches(sorted(profile_ids)):
        events.update(
            session.exec(
                select(Attendance.event_id)
                .join(Profile, col(Profile.membership_id) == Attendance.membership_id)
                .where(col(Profile.id).in_(some))
                .distinct()
            )
        )
    for event_id in sorted(events):
        mark_stale(session, event_id)
